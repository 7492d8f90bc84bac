using System.Security.Cryptography;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What an answer holds for us: a feed of any format, a page's links by its rule, the news of sitemaps; what the feed's rules keep out is gone.</summary>
/// <param name="Feed">The entries that come in; null where there is nothing to read.</param>
/// <param name="Fault">Why there is nothing.</param>
/// <param name="Detail">What exactly, in plain English.</param>
/// <param name="KeptOut">How many entries the feed's rules kept out.</param>
internal sealed record FeedAnswer(ReadFeed? Feed, CheckOutcome Fault = CheckOutcome.Failed, string? Detail = null, int KeptOut = 0)
{
    /// <summary>Reads an answer to the question for a feed.</summary>
    public static async Task<FeedAnswer> ReadAsync(
        FetchResult.Fetched fetched, string? linkSelector, EntryRules rules, Fetcher fetcher, FeedReaderOptions options, TimeSpan patience, DateTimeOffset now, CancellationToken cancel)
    {
        var answer = linkSelector is null ? OfFeed(fetched, options) : OfPage(fetched, linkSelector);
        if (answer.Feed is not { } feed) return answer;
        if (Sitemaps.Is(feed))
        {
            answer = await Sitemaps.NewsAsync(feed, fetcher, options, patience, now, cancel);
            if (answer.Feed is null) return answer;
            feed = answer.Feed;
        }
        if (rules.IsEmpty) return answer with { Feed = feed };
        var admitted = feed.Entries.Where(e => rules.Admits(e, out _)).ToList();
        return new(feed with { Entries = admitted }, KeptOut: feed.Entries.Count - admitted.Count);
    }

    /// <summary>An index's own bytes do not say whether its sitemaps have changed: their hash never counts as known.</summary>
    public byte[] Hash(byte[] body) => Feed?.Format == FeedFormat.SitemapIndex ? RandomNumberGenerator.GetBytes(32) : SHA256.HashData(body);

    private static FeedAnswer OfFeed(FetchResult.Fetched fetched, FeedReaderOptions options)
    {
        var reading = FeedReader.Read(fetched.Body, new(fetched.Address, fetched.ContentType, fetched.ContentLocation, fetched.ContentLanguage), options);
        return reading.Feed is { } feed ? new(feed) : new(null, Outcome(reading.Fault), reading.Detail ?? "");
    }

    private static FeedAnswer OfPage(FetchResult.Fetched fetched, string selector)
    {
        try
        {
            var feed = PageLinks.Read(fetched.Body, fetched.ContentType, fetched.Address, selector);
            return feed.Entries.Count > 0 ? new(feed) : new(null, CheckOutcome.NoLinks, $"The page has no link that \"{selector}\" names.");
        }
        catch (FormatException fault)
        {
            return new(null, CheckOutcome.NoLinks, fault.Message);
        }
    }

    private static CheckOutcome Outcome(FeedFault? fault) => fault switch
    {
        FeedFault.HtmlPage => CheckOutcome.HtmlPage,
        FeedFault.TooLarge => CheckOutcome.TooLarge,
        _ => CheckOutcome.NotAFeed,
    };
}
