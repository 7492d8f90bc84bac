using System.Globalization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Feeds;

/// <summary>How a feed fares, in a sentence: never a traffic light.</summary>
internal sealed class FeedWording(IStringLocalizer<FeedWords> words, TimeWords times, TimeProvider clock)
{
    /// <summary>One failure is a hiccup; three are something to look at.</summary>
    private const int Worrying = 3;
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(7);

    /// <summary>Whether an admin should look at it.</summary>
    public bool NeedsAttention(FeedRow feed) =>
        feed.State == FeedState.Gone || feed.State == FeedState.Active && (feed.Failures >= Worrying || feed.MovedTo is not null || QuietDays(feed) is not null);

    /// <summary>Worst first: what fails longest, what needs a look, the rest, the paused.</summary>
    public int Rank(FeedRow feed) => feed.State == FeedState.Paused ? 3 : NeedsAttention(feed) ? 0 : feed.Failures > 0 ? 1 : 2;

    public string Health(FeedRow feed) => feed switch
    {
        { State: FeedState.Paused } => words["Health.Paused"],
        { State: FeedState.Gone } => words["Health.TakenDown"],
        { LastCheckAt: null } => words["Health.New"],
        { Failures: > 0, LastOutcome: { } outcome } => words[$"Health.{outcome}", times.Brief(feed.FailingSince ?? feed.LastCheckAt), feed.LastStatus ?? 0],
        { MovedTo: not null } => words["Health.Moved"],
        _ when QuietDays(feed) is { } days => words["Health.Quiet", days, Math.Round(feed.EntriesAWeek ?? 0)],
        _ => words["Health.Fine"],
    };

    /// <summary>The pane's longer word: what happened, what it means, what happens next.</summary>
    public string Meaning(FeedRow feed) => feed switch
    {
        { State: FeedState.Paused } => words["Meaning.Paused"],
        { State: FeedState.Gone } => words["Meaning.TakenDown"],
        { LastCheckAt: null } => words["Meaning.New"],
        { Failures: > 0, LastOutcome: { } outcome } => $"{words[$"Meaning.{outcome}"].Value} {words.Count("Meaning.Failed", feed.Failures)}",
        { MovedTo: { } address } => words["Meaning.Moved", address],
        _ when QuietDays(feed) is not null => words["Meaning.Quiet"],
        _ => words["Meaning.Fine"],
    };

    /// <summary>What stands at an address that was to be added, where it is no feed.</summary>
    public string Unreadable(CheckOutcome outcome, int? status) => words[$"Look.{outcome}", status ?? 0];

    public string Log(FeedLogRow check)
    {
        var took = (check.DurationMs / 1000.0).ToString("0.0", CultureInfo.CurrentCulture);
        return check.Outcome switch
        {
            CheckOutcome.New => words["Log.New", check.NewArticles, check.Entries, Size(check.Bytes), took],
            CheckOutcome.NothingNew => words["Log.NothingNew", check.Entries, Size(check.Bytes), took],
            CheckOutcome.Unchanged => words["Log.Unchanged", took],
            var outcome => words[$"Log.{outcome}"],
        };
    }

    /// <summary>Outlet and feed; once, where both are called the same.</summary>
    public static string Name(FeedRow feed) => Own(feed) is { } own ? $"{feed.OutletName}, {own}" : feed.OutletName;

    /// <summary>The feed's own name, where it says more than the outlet's.</summary>
    public static string? Own(FeedRow feed) => string.Equals(feed.Title, feed.OutletName, StringComparison.OrdinalIgnoreCase) ? null : feed.Title;

    public static bool IsFailure(CheckOutcome outcome) => outcome is not (CheckOutcome.New or CheckOutcome.NothingNew or CheckOutcome.Unchanged);

    public static string Kind(string? format) => format switch
    {
        null => "–",
        "rss" => "RSS", "rdf" => "RDF", "atom" => "Atom", "json" or "jsonfeed" => "JSON Feed", "sitemap" or "newssitemap" => "Sitemap",
        _ => format,
    };

    public string NextCheck(FeedRow feed) =>
        feed.IsBeingChecked ? words["Next.Now"].Value
        : feed.NextCheckAt is not { } at || feed.State != FeedState.Active ? "–"
        : at <= clock.GetUtcNow() ? words["Next.Due"].Value : times.Brief(at);

    public string Rhythm(FeedRow feed) => feed switch
    {
        { Interval: { TotalMinutes: < 2 } brief } => words["Rhythm.FixedSeconds", Math.Round(brief.TotalSeconds)],
        { Interval: { } fixedTo } => words["Rhythm.Fixed", Math.Round(fixedTo.TotalMinutes)],
        { EntriesAWeek: { } a } => words["Rhythm.Own", Math.Round(a)],
        _ => words["Rhythm.Unknown"],
    };

    public string? Say(FeedChange change) => change switch
    {
        FeedChange.Saved => null,
        FeedChange.NotAllowed => words["Change.NotAllowed"].Value,
        FeedChange.UnknownFeed => words["Change.UnknownFeed"],
        FeedChange.BadTitle => words["Change.BadTitle"],
        FeedChange.BadInterval => words["Change.BadInterval"],
        _ => throw new InvalidOperationException($"No words for {change}."),
    };

    private int? QuietDays(FeedRow feed) =>
        feed is { State: FeedState.Active, Failures: 0, LastArticleAt: { } last, EntriesAWeek: > 7 } && clock.GetUtcNow() - last > Quiet
            ? (int)(clock.GetUtcNow() - last).TotalDays : null;

    private static string Size(int bytes) => bytes < 1_000_000
        ? (bytes / 1000.0).ToString("0", CultureInfo.CurrentCulture) + " kB"
        : (bytes / 1_000_000.0).ToString("0.0", CultureInfo.CurrentCulture) + " MB";
}
