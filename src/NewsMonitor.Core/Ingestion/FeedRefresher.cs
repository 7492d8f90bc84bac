using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>The story of one refresh: fetch, unchanged? read, what is new? store, when again?</summary>
public sealed class FeedRefresher(
    Fetcher fetcher, ArticleStore store, FeedMoves moves, OutageWatch outages, AnchorMover anchors, BulletinBoard board,
    IOptions<IngestionOptions> options, TimeProvider clock)
{
    private static readonly FeedReaderOptions Reading = new() { Sanitize = false, MostEntries = 5000 }; // only plain text is kept

    private readonly IngestionOptions _options = options.Value;

    /// <summary>Checks a claimed feed and writes what came of it. A lease that was lost meanwhile makes all of it nothing.</summary>
    /// <returns>How the check ended; null if the lease was lost.</returns>
    public async Task<CheckOutcome?> RefreshAsync(ClaimedFeed feed, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var check = await CheckAsync(feed, cancel);
        var finished = check.Finished with { Duration = Stopwatch.GetElapsedTime(started) };
        var articles = check.Changes is { } changes
            ? await store.StoreAsync(feed, finished, changes, cancel)
            : await store.FinishAsync(feed, finished, cancel) ? 0 : null;
        if (articles is null) return null;

        foreach (var (articleId, _) in check.Changes?.Changed ?? []) await anchors.MoveAsync(articleId, cancel);
        if (finished.MovedTo is not null) await moves.FollowAsync(feed.Id, cancel);
        if (articles > 0 || check.Changes is { Changed.Count: > 0 }) board.Post(new(BulletinSubject.Articles));
        board.Post(new(BulletinSubject.Feeds));
        return finished.Outcome;
    }

    private readonly record struct Check(FinishedCheck Finished, FeedChanges? Changes = null);

    private async Task<Check> CheckAsync(ClaimedFeed feed, CancellationToken cancel)
    {
        if (!Uri.TryCreate(feed.Address, UriKind.Absolute, out var address)) return Fail(feed, CheckOutcome.BadAddress, null, "The address is no URL.");
        var result = await fetcher.FetchAsync(new(address, feed.ETag, feed.LastModified), cancel);
        if (result is FetchResult.Failed failed) return Fail(feed, failed.Outcome, failed.Status, failed.Detail, failed.RetryAfter, failed.Address.Host);

        outages.Reached();
        if (result is not FetchResult.Fetched fetched) return Unchanged(feed, 304, result.MovedTo, ((FetchResult.Unchanged)result).MaxAge);
        var hash = SHA256.HashData(fetched.Body);
        if (feed.BodyHash is { } before && hash.AsSpan().SequenceEqual(before))
            return Unchanged(feed, fetched.Status, result.MovedTo, fetched.MaxAge, Knowledge(feed, fetched, hash));

        var source = new FeedSource(fetched.Address, fetched.ContentType, fetched.ContentLocation, fetched.ContentLanguage);
        var reading = FeedReader.Read(fetched.Body, source, Reading);
        return reading.Feed is { } read
            ? await CompareAsync(feed, fetched, read, hash, cancel)
            : Fail(feed, Outcome(reading.Fault), fetched.Status, reading.Detail ?? "", bytes: fetched.Body.Length);
    }

    private async Task<Check> CompareAsync(ClaimedFeed feed, FetchResult.Fetched fetched, ReadFeed read, byte[] hash, CancellationToken cancel)
    {
        var identified = EntryIdentity.Of(read, fetched.Address, feed.GuidsLie);
        var (entries, guidsLie) = identified.Count == 0 ? ([], false) : await store.LookUpAsync(feed, identified, cancel);

        var now = clock.GetUtcNow();
        var pages = feed.FetchPages == PageFetching.Auto ? _options.FetchPages : feed.FetchPages;
        var fresh = entries.Where(e => e.Knowledge == EntryKnowledge.New)
            .Select(e => (Article: IncomingArticle.Of(e.Entry, read, pages, feed.OutletLanguage, now), e.Entry)).DistinctBy(e => e.Article.Canonical).ToList();
        var changed = entries.Where(e => e.Knowledge == EntryKnowledge.Changed).ToList();
        // A feed that dates every entry anew with each answer has not edited them all: its pages are left alone.
        var restless = changed.Count >= 5 && changed.Count * 5 >= entries.Count * 4;
        var edits = changed.Select(e => (e.ArticleId!.Value, IncomingArticle.Of(e.Entry, read, restless ? PageFetching.Never : pages, feed.OutletLanguage, now)))
            .DistinctBy(e => e.Value).ToList();
        var seen = changed.Concat(entries.Where(e => e.Knowledge == EntryKnowledge.OtherFeeds)).ToList();

        var outcome = fresh.Count > 0 ? CheckOutcome.New : CheckOutcome.NothingNew;
        var knowledge = Knowledge(feed, fetched, hash) with
        {
            Format = Format(read.Format),
            SiteAddress = read.Link,
            EntriesAWeek = FeedRhythm.EntriesAWeek(read.Entries.Select(e => (e.Published ?? e.Updated)?.At), now),
            GuidsLie = guidsLie,
        };
        var publisherWait = Longer(read.TimeToLive, fetched.MaxAge);
        var finished = Good(feed, outcome, fetched.Status, fetched.MovedTo, publisherWait, knowledge) with
        {
            Bytes = fetched.Body.Length,
            Entries = read.Entries.Count,
            Detail = read.Warnings.Count > 0 ? read.Warnings[0] : null,
        };
        return new(finished, fresh.Count + seen.Count == 0 ? null : new(fresh, seen, edits));
    }

    private Check Unchanged(ClaimedFeed feed, int status, Uri? movedTo, TimeSpan? maxAge, ReadKnowledge? knowledge = null) =>
        new(Good(feed, CheckOutcome.Unchanged, status, movedTo, maxAge ?? feed.PublisherWait, knowledge));

    private FinishedCheck Good(ClaimedFeed feed, CheckOutcome outcome, int status, Uri? movedTo, TimeSpan? publisherWait, ReadKnowledge? knowledge)
    {
        var facts = new ScheduleFacts(outcome, 0, feed.Interval, knowledge?.EntriesAWeek ?? feed.EntriesAWeek, publisherWait, null);
        return new()
        {
            Outcome = outcome,
            Status = status,
            MovedTo = movedTo?.AbsoluteUri is { Length: <= Limits.Address } moved ? moved : null,
            PublisherWait = publisherWait,
            Read = knowledge,
            Wait = FeedSchedule.NextWait(facts, _options.ShortestInterval, Random.Shared.NextDouble()),
        };
    }

    private Check Fail(
        ClaimedFeed feed, CheckOutcome outcome, int? status, string detail, TimeSpan? retryAfter = null, string? host = null, int bytes = 0)
    {
        if (status is not null) outages.Reached();
        var ours = status is null && host is not null && outcome is CheckOutcome.Unreachable or CheckOutcome.TimedOut && outages.Unreached(host!);
        var failures = feed.Failures + (ours ? 0 : 1);
        var facts = new ScheduleFacts(outcome, failures, feed.Interval, feed.EntriesAWeek, feed.PublisherWait, retryAfter);
        var chance = Random.Shared.NextDouble();
        return new(new()
        {
            Outcome = outcome,
            Status = status,
            Detail = ours ? "No host could be reached: the network seems to be away on our side. " + detail : detail,
            Failures = failures,
            Bytes = bytes,
            Wait = ours ? FeedSchedule.OutageWait(chance) : FeedSchedule.NextWait(facts, _options.ShortestInterval, chance),
        });
    }

    private static ReadKnowledge Knowledge(ClaimedFeed feed, FetchResult.Fetched fetched, byte[] hash) => new()
    {
        ETag = fetched.ETag,
        LastModified = fetched.LastModified,
        BodyHash = hash,
        EntriesAWeek = feed.EntriesAWeek,
        GuidsLie = feed.GuidsLie,
    };

    private static CheckOutcome Outcome(FeedFault? fault) => fault switch
    {
        FeedFault.HtmlPage => CheckOutcome.HtmlPage,
        FeedFault.TooLarge => CheckOutcome.TooLarge,
        _ => CheckOutcome.NotAFeed,
    };

    private static string Format(FeedFormat format) => format.ToString().ToLowerInvariant();

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null || a > b ? a : b;
}
