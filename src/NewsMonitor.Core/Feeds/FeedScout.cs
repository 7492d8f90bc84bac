using System.Text;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Reading.Feeds;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Feeds;

/// <summary>
/// Goes and looks what stands at an address: a feed, a page that leads to feeds or can be read by its links, or neither. Writes nothing.
/// </summary>
public sealed class FeedScout(Fetcher fetcher, TimeProvider clock)
{
    private const int EntriesShown = 20;
    private const int MostChoices = 20;
    /// <summary>Addresses that are tried where a page names no feed, and for how long: a person waits.</summary>
    private const int MostTries = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly FeedReaderOptions Reading = new() { Sanitize = false, MostEntries = 5000 };

    public async Task<FeedLook> LookAsync(string address, CancellationToken cancel)
    {
        if (FeedAddress.Parse(address) is not { } uri) return new FeedLook.Unreadable(CheckOutcome.BadAddress, null, "This is no web address.");
        var result = await fetcher.FetchAsync(new(uri), cancel);
        if (result is not FetchResult.Fetched fetched) return Unreadable(result);
        var answer = await FeedAnswer.ReadAsync(fetched, null, EntryRules.Parse(null, null, out _), fetcher, Reading, Patience, clock.GetUtcNow(), cancel);
        if (answer.Feed is { } feed) return new FeedLook.Readable(Preview(result.MovedTo ?? uri, feed));
        if (answer.Fault != CheckOutcome.HtmlPage) return new FeedLook.Unreadable(answer.Fault, fetched.Status, answer.Detail ?? "");
        // Feeds' addresses are ASCII; the page's own charset does not matter for finding them.
        var found = FeedDiscovery.Find(Encoding.UTF8.GetString(fetched.Body), fetched.Address);
        if (found.Count == 0) found = await TryAsync(fetched.Address, cancel);
        var page = new LinkPage(fetched.Address, fetched.Body, fetched.ContentType);
        return found.Count > 0 || page.Guesses.Count > 0
            ? new FeedLook.Choice(fetched.Address, [.. found.Take(MostChoices)], page)
            : new FeedLook.Unreadable(CheckOutcome.HtmlPage, fetched.Status, "The address is a web page, and the page names no feed and no links of articles.");
    }

    /// <summary>The page at an address, to be read by its links; null with the reason where there is none.</summary>
    public async Task<(LinkPage? Page, FeedLook? Fault)> PageAsync(string address, CancellationToken cancel)
    {
        if (FeedAddress.Parse(address) is not { } uri) return (null, new FeedLook.Unreadable(CheckOutcome.BadAddress, null, "This is no web address."));
        return await fetcher.FetchAsync(new(uri, Accept: FetchRequest.Pages), cancel) switch
        {
            FetchResult.Fetched fetched => (new(fetched.Address, fetched.Body, fetched.ContentType), null),
            var other => (null, Unreadable(other)),
        };
    }

    /// <summary>What stands in a feed now, each entry with the rule that would keep it out.</summary>
    public async Task<FeedLook> TryRulesAsync(string address, string? linkSelector, string? include, string? exclude, CancellationToken cancel)
    {
        if (FeedAddress.Parse(address) is not { } uri) return new FeedLook.Unreadable(CheckOutcome.BadAddress, null, "This is no web address.");
        var result = await fetcher.FetchAsync(new(uri), cancel);
        if (result is not FetchResult.Fetched fetched) return Unreadable(result);
        var answer = await FeedAnswer.ReadAsync(fetched, linkSelector, EntryRules.Parse(null, null, out _), fetcher, Reading, Patience, clock.GetUtcNow(), cancel);
        if (answer.Feed is not { } feed) return new FeedLook.Unreadable(answer.Fault, fetched.Status, answer.Detail ?? "");
        return new FeedLook.Readable(Preview(uri, feed, EntryRules.Parse(include, exclude, out _), most: 60));
    }

    /// <summary>Where a page names no feed: what robots.txt names, then where many sites have one. Only what is a feed is offered.</summary>
    private async Task<IReadOnlyList<FeedCandidate>> TryAsync(Uri page, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var found = new List<FeedCandidate>();
        try
        {
            var robots = await fetcher.FetchAsync(new(new Uri(page, "/robots.txt"), Accept: "text/plain, */*;q=0.1"), patience.Token) is FetchResult.Fetched rules
                ? FeedDiscovery.OfRobots(Encoding.UTF8.GetString(rules.Body), page) : [];
            foreach (var candidate in robots.Take(2).Concat(FeedDiscovery.WellKnown(page)).Take(MostTries))
            {
                if (await LookOnceAsync(candidate, patience.Token) is { } feed) found.Add(feed);
                if (found.Count == 2) break;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // What was found so far is what there is.
        }
        return found;
    }

    private async Task<FeedCandidate?> LookOnceAsync(FeedCandidate candidate, CancellationToken cancel)
    {
        if (!Uri.TryCreate(candidate.Address, UriKind.Absolute, out var address) || await fetcher.FetchAsync(new(address), cancel) is not FetchResult.Fetched fetched) return null;
        return FeedReader.Read(fetched.Body, new(fetched.Address, fetched.ContentType), Reading).Feed is { Entries.Count: > 0 } feed
            ? candidate with { Title = candidate.Title ?? feed.Title } : null;
    }

    private static FeedLook.Unreadable Unreadable(FetchResult result) => result is FetchResult.Failed failed
        ? new(failed.Outcome, failed.Status, failed.Detail)
        : throw new InvalidOperationException("An unchanged that nobody asked for comes back as a failure.");

    private FeedPreview Preview(Uri address, ReadFeed feed, EntryRules? rules = null, int most = EntriesShown) => new(
        address.AbsoluteUri,
        feed.Title is { Length: > 0 } title ? HtmlFragment.Line(title) : address.Host,
        feed.Link is { Length: <= Limits.Address } link ? link : null,
        feed.Format.ToString().ToLowerInvariant(),
        feed.Language is { Length: >= 2 } language ? language[..2].ToLowerInvariant() : null,
        FeedRhythm.EntriesAWeek(feed.Entries.Select(e => (e.Published ?? e.Updated)?.At), clock.GetUtcNow()),
        [.. feed.Entries.Take(most).Select(e => Entry(e, rules))]) { InAll = feed.Entries.Count };

    internal static EntryPreview Entry(ReadEntry entry, EntryRules? rules)
    {
        string? because = null;
        var comesIn = rules?.Admits(entry, out because) ?? true;
        return new(
            entry.Title is { } name ? HtmlFragment.Line(name) : "", entry.Link, (entry.Published ?? entry.Updated)?.At,
            (entry.Content ?? entry.Summary) is { } html ? HtmlFragment.Line(html).Count(c => c == ' ') + 1 : 0) { StaysOut = !comesIn, Because = because };
    }
}
