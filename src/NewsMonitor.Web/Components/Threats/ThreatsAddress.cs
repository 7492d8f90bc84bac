using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Threats;
using NewsMonitor.Web.Components.Statements;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Threats;

/// <summary>The state of the board of threats, as its address holds it. Its span of time stands in the query line.</summary>
public sealed record ThreatsAddress : IMapAddress<ThreatsAddress>
{
    public const string Path = "/threats";

    public string Line { get; init; } = "";
    public bool ConfirmedOnly { get; init; }
    public ThreatRows Rows { get; init; }
    /// <summary>Who threatens whom as a flow instead of a table.</summary>
    public bool Flow { get; init; }
    /// <summary>The timeline as a table.</summary>
    public bool TimeTable { get; init; }
    /// <summary><see cref="StatementScope.Nobody"/> for threats that name none.</summary>
    public IReadOnlyList<long> From { get; init; } = [];
    public IReadOnlyList<long> To { get; init; } = [];
    public IReadOnlyList<long> Instruments { get; init; } = [];
    public IReadOnlyList<ThreatMode> Modes { get; init; } = [];
    public IReadOnlyList<ThreatLifeCycle> LifeCycles { get; init; } = [];
    public bool? Conditional { get; init; }
    /// <summary>The threat in view.</summary>
    public long? Id { get; init; }

    static string IMapAddress<ThreatsAddress>.Place => Path;

    public static ThreatsAddress Read(string query)
    {
        var of = new MapAddress(query);
        return new()
        {
            Line = of.Word("q") ?? "", ConfirmedOnly = of.Word("state") == "confirmed", Rows = of.Choice("rows", ThreatRows.Threatener), Flow = of.Word("view") == "flow", TimeTable = of.Word("time") == "table",
            From = of.Ids("from"), To = of.Ids("to"), Instruments = of.Ids("instrument"), Modes = of.Choices<ThreatMode>("mode"), LifeCycles = of.Choices<ThreatLifeCycle>("life"),
            Conditional = of.Word("condition") switch { "yes" => true, "no" => false, _ => null }, Id = of.Ids("id") is [var id, ..] ? id : null,
        };
    }

    public string Write(string path = Path) => MapAddress.Write(path,
        ("q", Line), ("state", ConfirmedOnly ? "confirmed" : null), ("rows", Rows == default ? null : MapAddress.Word(Rows)), ("view", Flow ? "flow" : null), ("time", TimeTable ? "table" : null),
        ("from", MapAddress.Words(From)), ("to", MapAddress.Words(To)), ("instrument", MapAddress.Words(Instruments)), ("mode", MapAddress.Words(Modes)),
        ("life", MapAddress.Words(LifeCycles)), ("condition", Conditional switch { true => "yes", false => "no", _ => null }), ("id", MapAddress.Words(Id is { } id ? [id] : [])));

    string IMapAddress<ThreatsAddress>.Write() => Write();

    public ThreatsAddress With(string line) => this with { Line = line, Id = null };

    /// <summary>The same board, whatever is open on it.</summary>
    public bool ShowsWhat(ThreatsAddress other) => (this with { Id = null, Flow = false, TimeTable = false }).Write() == (other with { Id = null, Flow = false, TimeTable = false }).Write();

    public bool IsNarrowed => Line.Length > 0 || From.Count + To.Count + Instruments.Count + Modes.Count + LifeCycles.Count > 0 || Conditional is not null;

    public ThreatsAddress Widened => new() { Rows = Rows, Flow = Flow, TimeTable = TimeTable, ConfirmedOnly = ConfirmedOnly };

    public StatementScope Scope(ArticleQuery articles, long userId) => new()
    {
        Articles = articles, UserId = userId, Suggestions = !ConfirmedOnly, Kind = StatementKind.Threat, Threateners = From, Targets = To, Instruments = Instruments,
        Modes = Modes, LifeCycles = LifeCycles, Conditional = Conditional,
    };

    /// <summary>One pair, or none where it is chosen already.</summary>
    public ThreatsAddress Pair(long from, long to) => From is [var f] && To is [var t] && (f, t) == (from, to) ? this with { From = [], To = [], Id = null } : this with { From = [from], To = [to], Id = null };

    /// <summary>The threats of one mark of the timeline: its row, its time, its form.</summary>
    public ThreatsAddress Mark(ThreatMark mark, NewsroomTime newsroom)
    {
        var at = this with { Line = SearchQueryWriter.SetSpan(SearchQuery.Parse(Line), mark.From, mark.Until, newsroom, Languages.Current), Modes = mark.Form.Modes(), Id = null };
        return Rows switch { ThreatRows.Threatener => at with { From = [mark.Row] }, ThreatRows.Target => at with { To = [mark.Row] }, _ => at with { Instruments = [mark.Row] } };
    }

    /// <summary>A value more, or less where it is chosen already.</summary>
    public static IReadOnlyList<T> Toggled<T>(IReadOnlyList<T> chosen, T value) => chosen.Contains(value) ? [.. chosen.Where(c => !Equals(c, value))] : [.. chosen, value];
}
