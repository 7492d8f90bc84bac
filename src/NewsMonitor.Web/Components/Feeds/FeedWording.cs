using System.Globalization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Feeds;

/// <summary>How a feed fares, in a sentence: never a traffic light.</summary>
internal sealed class FeedWording(IStringLocalizer<FeedWords> words, TimeWords times, TimeProvider clock)
{
    public string Health(FeedRow feed) => feed switch
    {
        { State: FeedState.Paused, StateChangedBy: { } who, StateChangedAt: { } at } => words["Health.PausedBy", who, times.Brief(at)],
        { State: FeedState.Paused } => words["Health.Paused"],
        { State: FeedState.Gone } => words["Health.TakenDown"],
        { LastCheckAt: null } => words["Health.New"],
        { Failures: > 0, LastOutcome: { } outcome } => words[$"Health.{outcome}", times.Brief(feed.FailingSince ?? feed.LastCheckAt), feed.LastStatus ?? 0],
        { MovedIsTaken: true } => words["Health.MovedIsTaken"],
        { Volume: { Alarm: VolumeAlarm.Silent } volume } => words["Health.Quiet", SilentDays(feed), Rate(volume.UsualAWeek)],
        { Volume: { Alarm: VolumeAlarm.Thin } volume } => words["Health.Thin", volume.Words ?? 0, volume.UsualWords ?? 0],
        { MovedTo: not null } => words["Health.Moved"],
        { LastOutcome: CheckOutcome.NothingNew or CheckOutcome.New or CheckOutcome.Unchanged, LastDetail.Length: > 0, Include: null, Exclude: null } => words["Health.FineWithRemarks"],
        _ => words["Health.Fine"],
    };

    /// <summary>The pane's longer word: what happened, what it means, what happens next.</summary>
    public string Meaning(FeedRow feed) => feed switch
    {
        { State: FeedState.Paused } => words["Meaning.Paused"],
        { State: FeedState.Gone } => words["Meaning.TakenDown"],
        { LastCheckAt: null } => words["Meaning.New"],
        { Failures: > 0, LastOutcome: { } outcome } => $"{words[$"Meaning.{outcome}"].Value} {words.Count("Meaning.Failed", feed.Failures)}",
        { MovedIsTaken: true, MovedTo: { } taken } => words["Meaning.MovedIsTaken", taken],
        { Volume.Alarm: VolumeAlarm.Silent } => words["Meaning.Quiet"],
        { Volume: { Alarm: VolumeAlarm.Thin, AlarmSince: { } since } } => words["Meaning.Thin", times.Brief(since)],
        { MovedTo: { } address } => words["Meaning.Moved", address],
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

    public string Kind(string? format) => format switch
    {
        null => "–",
        "rss" => "RSS", "rdf" => "RDF", "atom" => "Atom", "json" => "JSON Feed", "sitemap" or "sitemapindex" => "Sitemap", "page" => words["Kind.Page"], "cdf" => "CDF",
        _ => format,
    };

    /// <summary>How many of the last month's pages gave the whole text.</summary>
    public static string TextRate(FeedRow feed) =>
        feed.Volume is { PagesTried: > 0 } volume ? ((double)volume.PagesRead / volume.PagesTried).ToString("P0", CultureInfo.CurrentCulture) : "–";

    /// <summary>What the bars and crosses of the last days say.</summary>
    public string DaysLabel(FeedRow feed)
    {
        var failed = feed.FailedDays.Count(day => day);
        return words["Sparkline", feed.ThisWeek].Value + (failed > 0 ? words.Count("SparklineFailed", failed) : "");
    }

    public string Amount(FeedRow feed) => words.Count("ThisWeek", feed.ThisWeek)
        + (feed.Volume?.UsualAWeek is { } usual ? words["UsuallyAWeek", Rate(usual)].Value : "");

    public string? TextLength(FeedRow feed) => feed.Volume switch
    {
        { Words: { } now, UsualWords: { } usual } => words["WordsUsually", now, usual].Value,
        { Words: { } now } => words["WordsNow", now],
        { UsualWords: { } usual } => words["WordsNow", usual],
        _ => null,
    };

    public string? Push(FeedRow feed) => feed.Hub switch
    {
        HubState.Active when feed.LastPushAt is { } at => words["Hub.ActiveSince", times.Brief(at)].Value,
        null => null,
        { } state => words[$"Hub.{state}"].Value,
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
        FeedChange.BadRule bad => words["Change.BadRule", bad.Fault.Text, bad.Fault.Detail],
        _ => throw new InvalidOperationException($"No words for {change}."),
    };

    private int SilentDays(FeedRow feed) => feed.LastArticleAt is { } last ? (int)(clock.GetUtcNow() - last).TotalDays : 0;

    private static string Rate(double? aWeek) => (aWeek ?? 0).ToString(aWeek < 3 ? "0.#" : "N0", CultureInfo.CurrentCulture);

    private static string Size(int bytes) => bytes < 1_000_000
        ? (bytes / 1000.0).ToString("0", CultureInfo.CurrentCulture) + " kB"
        : (bytes / 1_000_000.0).ToString("0.0", CultureInfo.CurrentCulture) + " MB";
}
