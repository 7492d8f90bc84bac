using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Makes a sitemap a feed: of an index the sitemaps that may hold news are read too, and of all entries the newest count. A site's whole
/// archive lies in its sitemaps; a desk wants this week.
/// </summary>
internal static class Sitemaps
{
    /// <summary>Sitemaps of an index that are read with each check.</summary>
    private const int MostSitemaps = 3;
    private const int MostEntries = 1_000;
    /// <summary>Where a sitemap dates nothing: the first few, which most write newest first.</summary>
    private const int MostUndated = 100;
    private static readonly TimeSpan Reach = TimeSpan.FromDays(7);

    public static bool Is(ReadFeed feed) => feed.Format is FeedFormat.Sitemap or FeedFormat.SitemapIndex;

    /// <summary>The news of a sitemap or an index of sitemaps.</summary>
    /// <param name="read">What was read at the feed's address.</param>
    /// <param name="fetcher">For the sitemaps of an index.</param>
    /// <param name="options">How feeds are read.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The news; an index none of whose sitemaps could be read has no entries and says why in a warning.</returns>
    public static async Task<ReadFeed> NewsAsync(ReadFeed read, Fetcher fetcher, FeedReaderOptions options, DateTimeOffset now, CancellationToken cancel)
    {
        if (read.Format == FeedFormat.Sitemap) return read with { Entries = Newest(read.Entries, now) };
        var (entries, warnings) = (new List<ReadEntry>(), read.Warnings.ToList());
        string? language = null;
        foreach (var sitemap in Promising(read.Entries))
        {
            var result = await fetcher.FetchAsync(new(sitemap), cancel);
            if (result is FetchResult.Fetched fetched && FeedReader.Read(fetched.Body, new(fetched.Address, fetched.ContentType), options).Feed is { Format: FeedFormat.Sitemap } inner)
            {
                entries.AddRange(inner.Entries);
                language ??= inner.Language;
            }
            else
            {
                warnings.Add($"The sitemap {sitemap} could not be read: {(result as FetchResult.Failed)?.Detail ?? "it is no sitemap."}");
            }
        }
        return read with { Entries = Newest(entries, now), Warnings = warnings, Language = read.Language ?? language };
    }

    /// <summary>Those for news, then the newest: a large site has hundreds, one for each month of its past.</summary>
    internal static IEnumerable<Uri> Promising(IReadOnlyList<ReadEntry> index) => index
        .Select((e, place) => (Address: e.Link, At: e.Updated?.At, Place: place))
        .OrderByDescending(s => s.Address?.Contains("news", StringComparison.OrdinalIgnoreCase) ?? false)
        .ThenByDescending(s => s.At ?? DateTimeOffset.MinValue).ThenBy(s => s.Place)
        .Select(s => Uri.TryCreate(s.Address, UriKind.Absolute, out var uri) ? uri : null).OfType<Uri>().Take(MostSitemaps);

    private static IReadOnlyList<ReadEntry> Newest(IReadOnlyList<ReadEntry> entries, DateTimeOffset now)
    {
        var dated = entries.Select(e => (Entry: e, At: (e.Published ?? e.Updated)?.At)).ToList();
        if (dated.TrueForAll(d => d.At is null)) return [.. entries.Take(MostUndated)];
        return [.. dated.Where(d => d.At > now - Reach).OrderByDescending(d => d.At).Take(MostEntries).Select(d => d.Entry)];
    }
}
