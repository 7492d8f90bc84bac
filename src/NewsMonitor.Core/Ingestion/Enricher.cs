using Microsoft.Extensions.Options;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.SiteRules;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Ingestion;

/// <summary>Fetches an article's page and reads the full text from it. Until that works the feed's own text stands.</summary>
public sealed class Enricher(
    Fetcher fetcher, Robots robots, PageStore store, SiteRuleShelf rules, OutageWatch outages, AnchorMover anchors, BulletinBoard board, LargeBodies large,
    IOptions<IngestionOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan[] Retries = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <summary>Fetches, reads and stores one claimed page. A lease that was lost meanwhile makes it nothing.</summary>
    public async Task EnrichAsync(ClaimedPage page, CancellationToken cancel)
    {
        using var span = IngestionMeter.Spans.StartActivity("page.read")?.SetTag("newsmonitor.article.id", page.ArticleId);
        if (page.Reread && await store.KeptAsync(page.ArticleId, cancel) is { } kept)
        {
            if (await store.StoreAsync(page, await ReadAgainAsync(page, kept, cancel), cancel)) await TellAsync(page, cancel);
            return;
        }
        if (!Uri.TryCreate(page.Address, UriKind.Absolute, out var address))
        {
            await store.StoreAsync(page, new() { State = TextState.Failed }, cancel);
            return;
        }
        var allowed = options.Value.ObeyRobots ? await robots.AllowsAsync(address, cancel) : true;
        if (allowed is null && NextTry(page.Attempts) is { } later)
        {
            await store.RetryAsync(page, later, "The site could not say whether its robots.txt allows the page.", cancel);
            return;
        }
        if (allowed is false)
        {
            if (page.Reread) await store.DropAsync(page, cancel);
            else await store.StoreAsync(page, new() { State = TextState.FeedTextOnly }, cancel);
            return;
        }
        using var place = large.New();
        var result = await fetcher.FetchAsync(new(address, Accept: FetchRequest.Pages) { Turn = page.Turn, Place = place }, cancel);
        if (result is FetchResult.Fetched fetched)
        {
            outages.Reached();
            if (await store.StoreAsync(page, await ReadAsync(page, fetched, cancel), cancel)) await TellAsync(page, cancel);
            return;
        }
        await PutOffAsync(page, (FetchResult.Failed)result, cancel);
    }

    /// <summary>When a page is tried again after so many tries; null when it is given up.</summary>
    public static TimeSpan? NextTry(int attempts) => attempts < Retries.Length ? Retries[attempts] : null;

    private async Task TellAsync(ClaimedPage page, CancellationToken cancel)
    {
        await anchors.MoveAsync(page.ArticleId, cancel);
        board.Post(new(BulletinSubject.Articles));
    }

    private Task PutOffAsync(ClaimedPage page, FetchResult.Failed failed, CancellationToken cancel)
    {
        var final = failed.Outcome is CheckOutcome.Gone or CheckOutcome.PrivateAddress or CheckOutcome.BadAddress or CheckOutcome.TooLarge;
        var wait = final ? null : NextTry(page.Attempts);
        if (wait is not null && failed.RetryAfter is { } asked && asked > wait) wait = asked < Retries[^1] ? asked : Retries[^1];
        return PutOffAsync(page, wait, failed.Detail, cancel);
    }

    /// <summary>Puts a page off that broke the program; after the last try it is given up, and its article keeps the text that it has.</summary>
    public Task PutOffAsync(ClaimedPage page, string detail, CancellationToken cancel) => PutOffAsync(page, NextTry(page.Attempts), detail, cancel);

    private async Task PutOffAsync(ClaimedPage page, TimeSpan? again, string detail, CancellationToken cancel)
    {
        if (again is { } wait) await store.RetryAsync(page, wait, detail, cancel);
        else if (page.Reread)
        {
            await store.DropAsync(page, cancel); // the text that we have is none the worse for it
        }
        else if (await store.StoreAsync(page, new() { State = TextState.Failed }, cancel))
        {
            board.Post(new(BulletinSubject.Articles));
        }
    }

    private async Task<PageFinding> ReadAsync(ClaimedPage page, FetchResult.Fetched fetched, CancellationToken cancel)
    {
        var reading = new PageReaderOptions { SiteRules = await rules.BookAsync(cancel) };
        var read = PageReader.Read(fetched.Body, fetched.ContentType, fetched.Address, reading);
        var finding = Finding(page, read) with { NoArchive = read.NoArchive || RobotsHeader(fetched.Robots), Source = page.Reread ? TextSource.Reread : TextSource.Page };
        return finding.NoArchive || fetched.Address.AbsoluteUri.Length > Limits.Address ? finding : finding with { Page = Kept(fetched) };
    }

    private async Task<PageFinding> ReadAgainAsync(ClaimedPage page, StoredPage kept, CancellationToken cancel)
    {
        var reading = new PageReaderOptions { SiteRules = await rules.BookAsync(cancel) };
        var read = PageReader.Read(kept.Unpack(), kept.ContentType, new Uri(kept.Address), reading);
        return Finding(page, read) with { Source = TextSource.Reread };
    }

    /// <summary>The page, packed, to be read again should the rules for its site change; null where the operator keeps none, or it is too large.</summary>
    private KeptPage? Kept(FetchResult.Fetched fetched)
    {
        if (options.Value.KeepPages == TimeSpan.Zero) return null;
        var packed = StoredPage.Pack(fetched.Body);
        return packed.Length > options.Value.KeepPageKilobytes * 1000 ? null
            : new(fetched.Address.AbsoluteUri, fetched.ContentType is { Length: <= 200 } type ? type : null, packed, fetched.Body.Length);
    }

    private PageFinding Finding(ClaimedPage page, ReadPage read)
    {
        var state = read.State switch
        {
            PageState.Complete => TextState.Complete,
            PageState.Partial => TextState.Partial,
            PageState.Paywalled => TextState.Paywalled,
            PageState.NeedsScript => TextState.NeedsScript,
            _ => TextState.Failed,
        };
        var text = read.Blocks.Count > 0 && read.Title is not null && state != TextState.Failed
            ? ArticleText.Of(read.Kicker, read.Title, read.Byline, read.Blocks)
            : null;
        var published = NotAhead(read.Published);
        return new()
        {
            State = state,
            Text = text,
            Language = text?.Language(read.Language, page.OutletLanguage),
            Published = published,
            PublishedFrom = published is null ? null : ArticleText.Line(read.PublishedFrom ?? "page", 60),
            Modified = NotAhead(read.Modified),
            NoArchive = read.NoArchive,
            UnavailableAfter = read.UnavailableAfter,
            Canonical = state == TextState.Failed ? null : read.CanonicalUrl,
        };
    }

    private DateTimeOffset? NotAhead(DateTimeOffset? date) => date is { } at && !IncomingArticle.IsAhead(at, clock.GetUtcNow()) ? date : null;

    private static bool RobotsHeader(string? header) =>
        header?.Contains("noarchive", StringComparison.OrdinalIgnoreCase) == true || header?.Contains("none", StringComparison.OrdinalIgnoreCase) == true;
}
