using NewsMonitor.Core.Feeds;
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
    /// <param name="patience">How long the sitemaps of an index may take, all together.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The news; where none of an index's sitemaps could be read, why the first could not.</returns>
    public static async Task<FeedAnswer> NewsAsync(ReadFeed read, Fetcher fetcher, FeedReaderOptions options, TimeSpan patience, DateTimeOffset now, CancellationToken cancel)
    {
        if (read.Format == FeedFormat.Sitemap) return new(read with { Entries = Newest(read.Entries, now) });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        FeedAnswer? fault = null;
        var any = false;
        var (entries, warnings) = (new List<ReadEntry>(), read.Warnings.ToList());
        string? language = null;
        foreach (var sitemap in Promising(read.Entries))
        {
            var (inner, why) = await ReadAsync(sitemap, fetcher, options, limit.Token, cancel);
            if (inner is not null)
            {
                any = true;
                entries.AddRange(inner.Entries);
                language ??= inner.Language;
                continue;
            }
            fault ??= why;
            warnings.Add($"The sitemap {sitemap} could not be read: {why!.Detail}");
            if (limit.IsCancellationRequested) break;
        }
        return !any && fault is not null ? fault : new(read with { Entries = Newest(entries, now), Warnings = warnings, Language = read.Language ?? language });
    }

    /// <returns>The sitemap, or why there is none.</returns>
    private static async Task<(ReadFeed? Sitemap, FeedAnswer? Why)> ReadAsync(Uri address, Fetcher fetcher, FeedReaderOptions options, CancellationToken limit, CancellationToken cancel)
    {
        try
        {
            switch (await fetcher.FetchAsync(new(address), limit))
            {
                case FetchResult.Failed failed: return (null, new(null, failed.Outcome, failed.Detail));
                case FetchResult.Fetched fetched when FeedReader.Read(fetched.Body, new(fetched.Address, fetched.ContentType), options).Feed is { Format: FeedFormat.Sitemap } read: return (read, null);
                default: return (null, new(null, CheckOutcome.NotAFeed, "It is no sitemap."));
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, new(null, CheckOutcome.TimedOut, $"The sitemaps of the index took too long, {address.Host} the longest."));
        }
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
