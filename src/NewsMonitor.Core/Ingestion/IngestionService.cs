using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// The worker: leases due feeds and pages and works on them, in the web program or in <c>newsmonitor ingest</c>, on any number of machines.
/// PostgreSQL is all they share.
/// </summary>
public sealed class IngestionService(
    FeedClaims feedClaims, FeedRefresher refresher, PageClaims pageClaims, Enricher enricher, CheckWriter checks,
    Housekeeping housekeeping, Hubs hubs, ThisNode node, IOptions<IngestionOptions> options, TimeProvider clock, ILogger<IngestionService> log) : BackgroundService
{
    private readonly IngestionOptions _options = options.Value;
    private readonly string _owner = node.Id;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        log.LogInformation(
            "Ingestion runs as {Owner}: {Feeds} feeds and {Pages} pages at once, {Host} request(s) a host, {Gap} apart.",
            _owner, _options.ParallelFeeds, _options.ParallelPages, _options.HostConcurrency, _options.HostGap);
        await Task.WhenAll(FeedLane().RunAsync(stoppingToken), PageLane().RunAsync(stoppingToken),
            Routine.RunAsync("Housekeeping", Housekeeping.Every, housekeeping.RunAsync, clock, log, stoppingToken),
            Routine.RunAsync("Subscribing at hubs", Hubs.Every, hubs.AskDueAsync, clock, log, stoppingToken));
        log.LogInformation("Ingestion has stopped; nothing is left leased to {Owner}.", _owner);
    }

    private WorkLane<ClaimedFeed> FeedLane() => new("feeds", _options.ParallelFeeds, _options.PollEvery, _options.DrainTimeout, log)
    {
        Claim = (most, cancel) => feedClaims.ClaimAsync(most, _owner, cancel),
        Ahead = _options.ParallelFeeds / 2,
        Work = (feed, place, cancel) => refresher.RefreshAsync(feed, cancel, place),
        Release = feedClaims.ReleaseAsync,
        Lost = feed => feed.Lost,
        Broken = (feed, e, cancel) => checks.WriteAsync(feed, Broken(feed, e), cancel),
    };

    private FinishedCheck Broken(ClaimedFeed feed, Exception fault)
    {
        var (outcome, failures) = (fault is WorkersLostException ? CheckOutcome.BrokeWorkers : CheckOutcome.Failed, feed.Failures + 1);
        var facts = new ScheduleFacts(outcome, failures, feed.Interval, feed.EntriesAWeek, feed.PublisherWait, null);
        var wait = outcome == CheckOutcome.Failed ? TimeSpan.FromHours(1) : FeedSchedule.NextWait(facts, _options.ShortestInterval, Random.Shared.NextDouble());
        return new() { Outcome = outcome, Detail = Why(fault), Failures = failures, Wait = wait };
    }

    private static string Why(Exception fault) =>
        fault.InnerException is TimeoutException ? "The archive took too long to take in what this feed brought." : fault.Message;

    private WorkLane<ClaimedPage> PageLane() => new("pages", _options.ParallelPages, _options.PollEvery, _options.DrainTimeout, log)
    {
        Claim = (most, cancel) => pageClaims.ClaimAsync(most, _owner, cancel),
        Work = (page, _, cancel) => enricher.EnrichAsync(page, cancel),
        Release = pageClaims.ReleaseAsync,
        Lost = page => page.Lost,
        Broken = (page, e, cancel) => enricher.PutOffAsync(page, e.Message, cancel),
    };
}
