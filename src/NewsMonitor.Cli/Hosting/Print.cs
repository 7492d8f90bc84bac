using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsMonitor.Cli.Hosting;

/// <summary>What commands write to standard output: JSON for scripts, columns for people.</summary>
internal static class Print
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // umlauts stay readable; this is no HTML
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Json<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Format));

    /// <summary>Columns as wide as their widest cell, two spaces apart. The last one is not padded.</summary>
    public static void Table(IReadOnlyList<string> heads, IReadOnlyList<string[]> rows)
    {
        var widths = heads.Select((head, column) => Math.Max(head.Length, rows.Count == 0 ? 0 : rows.Max(row => row[column].Length))).ToArray();
        Line([.. heads.Select(head => head.ToUpperInvariant())]);
        foreach (var row in rows) Line(row);

        void Line(string[] cells) =>
            Console.WriteLine(string.Join("  ", cells.Select((cell, column) => column == cells.Length - 1 ? cell : cell.PadRight(widths[column]))).TrimEnd());
    }

    public static string Time(DateTimeOffset? at) => at is { } moment ? moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm") : "–";

    public static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
