using System.Text.Json;

namespace NewsMonitor.Reading.Pages;

/// <summary>The data files of this folder, embedded in the assembly.</summary>
internal static class PageData
{
    private const string Prefix = "NewsMonitor.Reading.Pages.";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    internal static T Read<T>(string name)
    {
        using var stream = typeof(PageData).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The data file {name} is not embedded in the assembly.");
        return JsonSerializer.Deserialize<T>(stream, Format) ?? throw new InvalidOperationException($"The data file {name} is empty.");
    }

    /// <summary>The names of all files in one folder below this one, as <see cref="Read{T}"/> takes them.</summary>
    internal static IEnumerable<string> In(string folder) =>
        typeof(PageData).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix + folder + ".", StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..])
            .Order(StringComparer.Ordinal);
}
