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
    Fetcher fetcher, Robots robots, ArticleStore store, CheckWriter checks, FeedMoves moves, Hubs hubs, OutageWatch outages, AnchorMover anchors, BulletinBoard board,
    LargeBodies large, IOptions<IngestionOptions> options, TimeProvider clock)
{
    private static readonly FeedReaderOptions Reading = new() { Sanitize = false, MostEntries = 5000 }; // only plain text is kept

    private readonly IngestionOptions _options = options.Value;

    /// <summary>Checks a claimed feed and writes what came of it. A lease that was lost meanwhile makes all of it nothing.</summary>
    /// <param name="feed">The feed, leased.</param>
    /// <param name="cancel">Ends the check where it stands.</param>
    /// <param name="place">The place at work that it holds: given up early where the feed brought nothing.</param>
    /// <returns>How the check ended; null if the lease was lost.</returns>
    public async Task<CheckOutcome?> RefreshAsync(ClaimedFeed feed, CancellationToken cancel, WorkPlace? place = null)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = IngestionMeter.Spans.StartActivity("feed.check")?.SetTag("newsmonitor.feed.id", feed.Id);
        using var room = large.New();
        // Whoever failed last time may well keep us waiting again: that is done beside the others, not in their place.
        if (feed.Failures > 0) place?.Leave();
        var check = await CheckAsync(feed, room, place, cancel);
        if (check.Changes is null) place?.Leave();
        var finished = check.Finished with { Duration = Stopwatch.GetElapsedTime(started) };
        var articles = check.Changes is { } changes
            ? await store.StoreAsync(feed, finished, changes, cancel)
            : await checks.WriteAsync(feed, finished, cancel) ? 0 : null;
        if (articles is null) return null;
        span?.SetTag("newsmonitor.outcome", finished.Outcome.ToString()).SetTag("newsmonitor.articles.new", articles);
        IngestionMeter.Checked(finished, articles.Value);

        foreach (var (articleId, _) in check.Changes?.Changed ?? []) await anchors.MoveAsync(articleId, cancel);
        if (finished.MovedTo is not null) await moves.FollowAsync(feed.Id, cancel);
        if (articles > 0 || check.Changes is { Changed.Count: > 0 }) board.Post(new(BulletinSubject.Articles));
        board.Post(new(BulletinSubject.Feeds));
        return finished.Outcome;
    }

    private readonly record struct Check(FinishedCheck Finished, FeedChanges? Changes = null);

    private async Task<Check> CheckAsync(ClaimedFeed feed, LargeBodies.Place room, WorkPlace? place, CancellationToken cancel)
    {
        if (!Uri.TryCreate(feed.Address, UriKind.Absolute, out var address)) return Fail(feed, CheckOutcome.BadAddress, null, "The address is no URL.");
        // A feed is an invitation; a page that is read for its links is not.
        var allowed = feed.LinkSelector is not null && _options.ObeyRobots ? await robots.AllowsAsync(address, cancel) : true;
        if (allowed is null) return Fail(feed, CheckOutcome.Unreachable, null, "The site could not say whether its robots.txt allows this page.");
        if (allowed is false) return Fail(feed, CheckOutcome.Refused, null, "The site's robots.txt closes this page to programs.");
        var result = await fetcher.FetchAsync(new(address, feed.ETag, feed.LastModified) { Turn = feed.Turn, Place = room }, cancel);
        place?.Keep();
        if (result is FetchResult.Failed failed) return Fail(feed, failed.Outcome, failed.Status, failed.Detail, failed.RetryAfter, failed.Address.Host);

        outages.Reached();
        if (result is not FetchResult.Fetched fetched) return Unchanged(feed, 304, result.MovedTo, ((FetchResult.Unchanged)result).MaxAge);
        var hash = SHA256.HashData(fetched.Body);
        if (feed.BodyHash is { } before && hash.AsSpan().SequenceEqual(before))
            return Unchanged(feed, fetched.Status, result.MovedTo, fetched.MaxAge, Knowledge(feed, fetched, hash));

        var rules = EntryRules.Parse(feed.Include, feed.Exclude, out _);
        var answer = await FeedAnswer.ReadAsync(fetched, feed.LinkSelector, rules, fetcher, Reading, _options.SideTimeout, clock.GetUtcNow(), cancel);
        if (answer.Feed is not { } read) return Fail(feed, answer.Fault, fetched.Status, answer.Detail ?? "", bytes: fetched.Body.Length);
        await hubs.NoteAsync(feed.Id, read, fetched.Links, cancel);
        var check = await CompareAsync(feed, fetched, read, answer.Hash(fetched.Body), cancel);
        var said = Said(answer, rules);
        return said is null ? check : check with { Finished = check.Finished with { Detail = said } };
    }

    /// <summary>What the feed's own rules did in this check, for its log.</summary>
    private static string? Said(FeedAnswer answer, EntryRules rules) =>
        rules.RanOut > 0 ? $"A pattern of this feed's rules ran out of time {rules.RanOut} times; it decided nothing there."
        : answer.KeptOut > 0 ? $"{answer.KeptOut} entries stayed out by this feed's rules."
        : null;

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
        if (read.Format == FeedFormat.SitemapIndex) knowledge = knowledge with { ETag = null, LastModified = null }; // it may stand while its sitemaps change
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
            Wait = Pushed(feed, FeedSchedule.NextWait(facts, _options.ShortestInterval, Random.Shared.NextDouble())),
        };
    }

    /// <summary>Where a hub pushes, polling only makes sure that it has not forgotten us.</summary>
    private static TimeSpan Pushed(ClaimedFeed feed, TimeSpan wait) =>
        feed is { IsPushed: true, Interval: null } && wait < Hubs.PollWhilePushed ? Hubs.PollWhilePushed * (0.9 + 0.2 * Random.Shared.NextDouble()) : wait;

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

    private static string Format(FeedFormat format) => format.ToString().ToLowerInvariant();

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null || a > b ? a : b;
}
