using System.Diagnostics;
using System.Diagnostics.Metrics;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// The figures of ingestion, for Prometheus and OpenTelemetry. The meter and the source of spans are both called <c>NewsMonitor</c>.
/// <list type="table">
/// <item><term><c>newsmonitor.feeds.checked</c></term><description>checks that ended, by <c>outcome</c> (New, NothingNew, Unchanged, NotFound …)</description></item>
/// <item><term><c>newsmonitor.feeds.check.duration</c></term><description>seconds of a check, from the fetch to before the write</description></item>
/// <item><term><c>newsmonitor.feeds.read</c></term><description>bytes of feeds that were read, decompressed</description></item>
/// <item><term><c>newsmonitor.articles.new</c></term><description>articles that nobody had brought before</description></item>
/// <item><term><c>newsmonitor.pages.read</c></term><description>article pages done with, by <c>state</c> of the text (Complete, Partial, Paywalled …)</description></item>
/// <item><term><c>newsmonitor.queue.feeds</c></term><description>of the whole archive, by <c>state</c>: due, in_hand, late (due for over five minutes)</description></item>
/// <item><term><c>newsmonitor.queue.pages</c></term><description>by <c>state</c>: due, in_hand, put_off</description></item>
/// <item><term><c>newsmonitor.queue.readings</c></term><description>articles to read for suggestions, by <c>state</c>: due, in_hand</description></item>
/// </list>
/// Spans: <c>feed.check</c> (<c>newsmonitor.feed.id</c>, <c>newsmonitor.outcome</c>, <c>newsmonitor.articles.new</c>) and <c>page.read</c>
/// (<c>newsmonitor.article.id</c>); Npgsql's and the HTTP client's lie within them. In Prometheus dots are underscores, counters end in
/// <c>_total</c>, seconds and bytes are named: <c>newsmonitor_feeds_checked_total</c>, <c>newsmonitor_feeds_read_bytes_total</c>.
/// </summary>
public static class IngestionMeter
{
    public const string Name = "NewsMonitor";

    public static ActivitySource Spans { get; } = new(Name, ThisNode.Version);

    private static readonly Meter Meter = new(Name, ThisNode.Version);
    private static readonly Counter<long> FeedsChecked = Meter.CreateCounter<long>("newsmonitor.feeds.checked", null, "Checks of feeds that ended.");
    private static readonly Counter<long> FeedsRead = Meter.CreateCounter<long>("newsmonitor.feeds.read", "By", "Bytes of feeds that were read, decompressed.");
    private static readonly Counter<long> ArticlesNew = Meter.CreateCounter<long>("newsmonitor.articles.new", null, "Articles that nobody had brought before.");
    private static readonly Counter<long> PagesRead = Meter.CreateCounter<long>("newsmonitor.pages.read", null, "Article pages that were done with.");
    private static readonly Histogram<double> CheckDuration = Meter.CreateHistogram(
        "newsmonitor.feeds.check.duration", "s", "How long checks of feeds take.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });
    private static readonly Gauge<long> QueueFeeds = Meter.CreateGauge<long>("newsmonitor.queue.feeds", null, "Feeds that wait or are in hand, in the whole archive.");
    private static readonly Gauge<long> QueuePages = Meter.CreateGauge<long>("newsmonitor.queue.pages", null, "Article pages that wait or are in hand, in the whole archive.");
    private static readonly Gauge<long> QueueReadings = Meter.CreateGauge<long>("newsmonitor.queue.readings", null, "Articles to read for suggestions, in the whole archive.");

    /// <summary>Whether anybody wants to know of the queue: it has to be asked from the database.</summary>
    internal static bool WantsQueue => QueueFeeds.Enabled;

    internal static void Checked(FinishedCheck check, int articles)
    {
        FeedsChecked.Add(1, new KeyValuePair<string, object?>("outcome", check.Outcome.ToString()));
        CheckDuration.Record(check.Duration.TotalSeconds);
        if (check.Bytes > 0) FeedsRead.Add(check.Bytes);
        if (articles > 0) ArticlesNew.Add(articles);
    }

    internal static void PageRead(TextState state) => PagesRead.Add(1, State(state.ToString()));

    internal static void Queue(QueueState queue)
    {
        QueueFeeds.Record(queue.FeedsDue, State("due"));
        QueueFeeds.Record(queue.FeedsInHand, State("in_hand"));
        QueueFeeds.Record(queue.FeedsLate, State("late"));
        QueuePages.Record(queue.PagesDue, State("due"));
        QueuePages.Record(queue.PagesInHand, State("in_hand"));
        QueuePages.Record(queue.PagesPutOff, State("put_off"));
        QueueReadings.Record(queue.ReadingsDue, State("due"));
        QueueReadings.Record(queue.ReadingsInHand, State("in_hand"));
    }

    private static KeyValuePair<string, object?> State(string state) => new("state", state);
}
