using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Statements;

namespace NewsMonitor.Web.Components.Actors;

/// <summary>Which of an actor's statements lie open beside their figures.</summary>
public enum SaidKind { Positions, Threats, Threatened }

/// <summary>
/// The statements behind one figure of an actor's page, as the address names them: <c>said=positions&amp;issue=5&amp;stance=opposes&amp;on=2021-12-06..2021-12-12</c>.
/// They are asked for by the same conditions that the figure counts by, so as many lie open as it says.
/// </summary>
/// <param name="Kind">What they do.</param>
/// <param name="Issues">On what; empty for every issue.</param>
/// <param name="Stance">On which side.</param>
/// <param name="Days">When; null for the page's whole time.</param>
/// <param name="With">Somebody else whose positions lie beside theirs.</param>
public sealed record ActorSaid(SaidKind Kind, IReadOnlyList<long> Issues, Stance? Stance = null, DayRange? Days = null, long? With = null)
{
    private static readonly string[] Names = ["said", "issue", "stance", "on", "with"];

    public static ActorSaid? Read(string query)
    {
        var of = new MapAddress(query);
        if (of.Choices<SaidKind>("said") is not [var kind, ..]) return null;
        return new(kind, of.Ids("issue"), of.Choices<Stance>("stance") is [var stance, ..] ? stance : null, of.Days("on") is var (first, last) ? new DayRange(first, last) : null, of.Ids("with") is [var with, ..] ? with : null);
    }

    /// <summary>As parameters of the page's address; the others of these it goes without.</summary>
    public Dictionary<string, object?> Parameters() => new(Nothing)
    {
        ["said"] = MapAddress.Word(Kind), ["issue"] = MapAddress.Words(Issues), ["stance"] = Stance is { } stance ? MapAddress.Word(stance) : null,
        ["on"] = Days is { } days ? MapAddress.Words((days.First, days.Last)) : null, ["with"] = MapAddress.Words(With is { } with ? [with] : []),
    };

    /// <summary>Nothing lies open.</summary>
    public static Dictionary<string, object?> Nothing => Names.ToDictionary(name => name, object? (_) => null);

    /// <param name="actor">Whose page it is.</param>
    /// <param name="range">The page's time.</param>
    /// <param name="suggestions">Whether suggestions count.</param>
    /// <param name="newsroom">Whose days they are.</param>
    public StatementScope Scope(long actor, DayRange range, bool suggestions, NewsroomTime newsroom)
    {
        var all = new StatementScope
        {
            Articles = new() { From = (Days ?? range).From(newsroom), Until = (Days ?? range).Until(newsroom) }, Suggestions = suggestions,
            Kind = Kind == SaidKind.Positions ? StatementKind.Position : StatementKind.Threat,
        };
        return Kind switch
        {
            SaidKind.Threats => all with { Threateners = [actor] },
            SaidKind.Threatened => all with { Targets = [actor] },
            _ => all with { Speakers = With is { } other ? [actor, other] : [actor], Issues = Issues, Stances = Stance is { } stance ? [stance] : [] },
        };
    }

    /// <summary>The articles that they stand in, as a search finds these.</summary>
    public string? Articles(string actor, IReadOnlyDictionary<long, string> issues, DayRange range) => this switch
    {
        { With: not null } => null,
        { Kind: SaidKind.Threats } => ActorDoors.Threats(SearchKey.Threatener, actor, Days ?? range),
        { Kind: SaidKind.Threatened } => ActorDoors.Threats(SearchKey.Target, actor, Days ?? range),
        { Issues: [var issue] } when issues.TryGetValue(issue, out var name) => ActorDoors.Position(actor, name, Stance, Days ?? range),
        _ => null,
    };
}
