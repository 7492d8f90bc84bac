using System.Globalization;
using System.Text.Json;
using NewsMonitor.Core.Articles;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>An article of a file, or why it is none.</summary>
internal readonly record struct ImportedText(string Place, ArticleDraft? Draft, ImportFault? Fault)
{
    public static ImportedText Of(string place, ArticleDraft draft) =>
        string.IsNullOrWhiteSpace(draft.Title) || draft.Blocks.All(b => string.IsNullOrWhiteSpace(b.Text)) ? Refuse(place, ImportFaultKind.NoTitleOrText) : new(place, draft, null);

    public static ImportedText Refuse(string place, ImportFaultKind kind, string detail = "") => new(place, null, new(place, kind, detail.Length <= 200 ? detail : detail[..199] + "…"));

    /// <summary>A text as tables and databases have it: a paragraph a line.</summary>
    public static Block[] Paragraphs(string text) => [.. text.Split('\n').Select(line => new Block(BlockKind.Paragraph, line))];

    /// <summary>What names no place on the web, but an article of ours that never had one: it is known again by its own words.</summary>
    public static string? Address(string? address) => string.IsNullOrWhiteSpace(address) || address.StartsWith("urn:newsmonitor:text:", StringComparison.Ordinal) ? null : address;
}

/// <summary>Reads a table of articles.</summary>
internal static class ArticlesCsvReader
{
    public static async IAsyncEnumerable<ImportedText> ReadAsync(CsvTable table, ColumnMap map, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var line in table.LinesAsync(cancel)) yield return Read(line, map);
    }

    private static ImportedText Read(CsvLine line, ColumnMap map)
    {
        DateTimeOffset? published = null, modified = null;
        if (map.Of(line, ArticleColumns.PublishedAt) is { } date && (published = ImportWords.Moment(date)) is null) return ImportedText.Refuse(line.Place, ImportFaultKind.NotADate, date);
        if (map.Of(line, ArticleColumns.ModifiedAt) is { } later && (modified = ImportWords.Moment(later)) is null) return ImportedText.Refuse(line.Place, ImportFaultKind.NotADate, later);
        return ImportedText.Of(line.Place, new()
        {
            Title = map.Of(line, ArticleColumns.Title) ?? "", Kicker = map.Of(line, ArticleColumns.Kicker), Outlet = map.Of(line, ArticleColumns.Outlet), Published = published, Modified = modified,
            Address = ImportedText.Address(map.Of(line, ArticleColumns.Address)), Language = map.Of(line, ArticleColumns.Language), Byline = map.ListOf(line, ArticleColumns.Byline),
            Blocks = ImportedText.Paragraphs(map.Of(line, ArticleColumns.Text) ?? ""),
        });
    }
}

/// <summary>Reads articles from JSON Lines: our own export with its blocks, or <c>title, text, kicker, outlet, address, language, published, byline</c>.</summary>
internal static class ArticlesJsonReader
{
    private static readonly JsonSerializerOptions Format = new(JsonText.Options) { PropertyNameCaseInsensitive = true };

    private sealed record Line(
        string? Title, string? Text, string? Kicker = null, string? Outlet = null, string? Address = null, string? CanonicalAddress = null, string? Language = null,
        DateTimeOffset? Published = null, DateTimeOffset? PublishedAt = null, DateTimeOffset? ModifiedAt = null, string[]? Byline = null, LineBlock[]? Blocks = null);

    private sealed record LineBlock(string? Kind, string? Text);

    public static async IAsyncEnumerable<ImportedText> ReadAsync(Stream file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var number = 0;
        await foreach (var line in TextLines.ReadAsync(file, cancel))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return Read(line, string.Create(CultureInfo.InvariantCulture, $"line {number}"));
        }
    }

    private static ImportedText Read(string line, string place)
    {
        if (line.Length >= ImportBounds.LongestCell) return ImportedText.Refuse(place, ImportFaultKind.TooLong);
        Line? read;
        try { read = JsonSerializer.Deserialize<Line>(line, Format); }
        catch (JsonException e) { return ImportedText.Refuse(place, ImportFaultKind.NotReadable, e.Message); }
        if (read is null) return ImportedText.Refuse(place, ImportFaultKind.NoTitleOrText);
        return ImportedText.Of(place, new()
        {
            Title = read.Title ?? "", Kicker = read.Kicker, Outlet = read.Outlet, Address = ImportedText.Address(read.Address ?? read.CanonicalAddress), Language = read.Language,
            Published = read.PublishedAt ?? read.Published, Modified = read.ModifiedAt, Byline = [.. (read.Byline ?? []).Where(b => b is not null)],
            Blocks = read.Blocks is { Length: > 0 } blocks
                ? [.. blocks.Where(b => b?.Text is not null).Select(b => new Block(ImportWords.WordOf<BlockKind>(b.Kind) ?? BlockKind.Paragraph, b.Text!))]
                : ImportedText.Paragraphs(read.Text ?? ""),
        });
    }
}
