using System.Text;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Reading.Feeds;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Feeds;

/// <summary>Goes and looks what stands at an address: a feed, a page that leads to feeds, or neither. Writes nothing.</summary>
public sealed class FeedScout(Fetcher fetcher, TimeProvider clock)
{
    private const int EntriesShown = 20;
    private const int MostChoices = 20;

    public async Task<FeedLook> LookAsync(string address, CancellationToken cancel)
    {
        if (FeedAddress.Parse(address) is not { } uri) return new FeedLook.Unreadable(CheckOutcome.BadAddress, null, "This is no web address.");
        var result = await fetcher.FetchAsync(new(uri), cancel);
        if (result is not FetchResult.Fetched fetched)
        {
            return result is FetchResult.Failed failed
                ? new FeedLook.Unreadable(failed.Outcome, failed.Status, failed.Detail)
                : new FeedLook.Unreadable(CheckOutcome.Failed, 304, "The server says that nothing has changed, to a question that did not ask.");
        }
        var reading = FeedReader.Read(fetched.Body, new(fetched.Address, fetched.ContentType, fetched.ContentLocation, fetched.ContentLanguage));
        if (reading.Feed is { } feed) return new FeedLook.Readable(Preview(result.MovedTo ?? uri, feed));
        if (reading.Fault == FeedFault.HtmlPage)
        {
            // Feeds' addresses are ASCII; the page's own charset does not matter for finding them.
            var found = FeedDiscovery.Find(Encoding.UTF8.GetString(fetched.Body), fetched.Address);
            if (found.Count > 0) return new FeedLook.Choice(fetched.Address, [.. found.Take(MostChoices)]);
            return new FeedLook.Unreadable(CheckOutcome.HtmlPage, fetched.Status, "The address is a web page, and the page names no feed.");
        }
        var outcome = reading.Fault == FeedFault.TooLarge ? CheckOutcome.TooLarge : CheckOutcome.NotAFeed;
        return new FeedLook.Unreadable(outcome, fetched.Status, reading.Detail ?? "");
    }

    private FeedPreview Preview(Uri address, ReadFeed feed) => new(
        address.AbsoluteUri,
        feed.Title is { Length: > 0 } title ? HtmlFragment.Line(title) : address.Host,
        feed.Link is { Length: <= Limits.Address } link ? link : null,
        feed.Format.ToString().ToLowerInvariant(),
        feed.Language is { Length: >= 2 } language ? language[..2].ToLowerInvariant() : null,
        FeedRhythm.EntriesAWeek(feed.Entries.Select(e => (e.Published ?? e.Updated)?.At), clock.GetUtcNow()),
        [.. feed.Entries.Take(EntriesShown).Select(e => new EntryPreview(
            e.Title is { } name ? HtmlFragment.Line(name) : "", e.Link, (e.Published ?? e.Updated)?.At,
            (e.Content ?? e.Summary) is { } html ? HtmlFragment.Line(html).Count(c => c == ' ') + 1 : 0))]);
}
