using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsMonitor.Core.Exchange;

/// <summary>How records are written as JSON: snake_case names, letters as they are, absent rather than null.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Files, not pages: nothing here is put into HTML as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Without what is null: the serialiser leaves that out of records only, and STIX knows no null.</summary>
    public static Dictionary<string, object?> Present(Dictionary<string, object?> one) => one.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value);

    public static async Task<long> LinesAsync<T>(IAsyncEnumerable<T> records, Stream to, CancellationToken cancel)
    {
        var count = 0L;
        await foreach (var record in records.WithCancellation(cancel))
        {
            await JsonSerializer.SerializeAsync(to, record, Options, cancel);
            await to.WriteAsync("\n"u8.ToArray(), cancel);
            count++;
        }
        return count;
    }
}
