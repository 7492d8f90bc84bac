using System.Globalization;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Networks;
using NewsMonitor.Web.Components.Statements;

namespace NewsMonitor.Web.Components.Networks;

/// <summary>How a network is shown.</summary>
public enum NetworkView { Graph, Matrix, Table }

/// <summary>The state of the page of networks, as its address holds it.</summary>
public sealed record NetworkAddress : IMapAddress<NetworkAddress>
{
    public const string Path = "/networks";
    /// <summary>More ties than the usual are a thicket to look at, though not to draw.</summary>
    public const int Usual = 500, AtMost = 2_000;

    public string Line { get; init; } = "";
    public NetworkView View { get; init; }
    public bool ConfirmedOnly { get; init; }
    /// <summary>The kinds of actors that count; empty for all.</summary>
    public IReadOnlyList<ActorKind> Kinds { get; init; } = [];
    public NetworkKind Of { get; init; }
    public Aggregation Ties { get; init; } = Aggregation.Subtract;
    public Normalisation Norm { get; init; } = Normalisation.AverageActivity;
    public Duplicates Count { get; init; } = Duplicates.OncePerArticle;
    public UndecidedStances Undecided { get; init; }
    public double Least { get; init; }
    /// <summary>So many ties are drawn, the strongest.</summary>
    public int Most { get; init; } = Usual;
    public bool Isolates { get; init; }
    /// <summary>Outlines around those who agree.</summary>
    public bool Groups { get; init; } = true;
    /// <summary>The windows of the animation.</summary>
    public WindowSettings? Window { get; init; }
    /// <summary>An actor, or an issue in a network of issues.</summary>
    public long? Node { get; init; }
    /// <summary>An issue of a network of both.</summary>
    public long? Issue { get; init; }
    /// <summary>The two ends of a tie; in a network of both an actor and an issue.</summary>
    public (long First, long Second)? Edge { get; init; }

    static string IMapAddress<NetworkAddress>.Place => Path;

    public static NetworkAddress Read(string query)
    {
        var of = new MapAddress(query);
        return new NetworkAddress
        {
            Line = of.Word("q") ?? "", View = of.Choice("view", NetworkView.Graph), ConfirmedOnly = of.Word("state") == "confirmed", Kinds = of.Choices<ActorKind>("kind"),
            Of = of.Choice("of", NetworkKind.Actors), Ties = of.Choice("ties", Aggregation.Subtract), Norm = of.Choice("norm", Normalisation.AverageActivity),
            Count = of.Choice("count", Duplicates.OncePerArticle), Undecided = of.Choice("undecided", UndecidedStances.LeftOut), Least = of.Fraction("least"), Most = of.Number("most", Usual, 1, AtMost), Isolates = of.Word("isolates") == "keep",
            Groups = of.Word("groups") != "no", Window = WindowOf(of.Word("window")), Node = of.Ids("node") is [var node, ..] ? node : null, Issue = of.Ids("issue") is [var issue, ..] ? issue : null, Edge = of.Pair("edge"),
        }.Fitting();
    }

    public string Write(string path = Path, string? format = null) => MapAddress.Write(path,
        ("format", format), ("q", Line), ("view", View == default ? null : MapAddress.Word(View)), ("state", ConfirmedOnly ? "confirmed" : null), ("kind", MapAddress.Words(Kinds)),
        ("of", Of == default ? null : MapAddress.Word(Of)), ("ties", Ties == Aggregation.Subtract ? null : MapAddress.Word(Ties)), ("norm", Norm == Normalisation.AverageActivity ? null : MapAddress.Word(Norm)),
        ("count", Count == Duplicates.OncePerArticle ? null : MapAddress.Word(Count)), ("undecided", Undecided == default ? null : MapAddress.Word(Undecided)),
        ("least", Least > 0 ? Least.ToString("0.###", CultureInfo.InvariantCulture) : null), ("most", Most == Usual ? null : $"{Most}"), ("isolates", Isolates ? "keep" : null), ("groups", Groups ? null : "no"),
        ("window", Window is { } w ? string.Create(CultureInfo.InvariantCulture, $"{MapAddress.Word(w.Unit)}.{w.Size}.{w.Step}") : null),
        ("node", MapAddress.Words(Node is { } node ? [node] : [])), ("issue", MapAddress.Words(Issue is { } issue ? [issue] : [])), ("edge", MapAddress.Words(Edge)));

    string IMapAddress<NetworkAddress>.Write() => Write();

    /// <summary>Nothing open.</summary>
    public NetworkAddress Plain => this with { Node = null, Issue = null, Edge = null };

    public NetworkAddress With(string line) => Plain with { Line = line };

    /// <summary>The same network, however it is shown and whatever is open.</summary>
    public bool ShowsWhat(NetworkAddress other) => (Plain with { View = default, Groups = true }).Write() == (other.Plain with { View = default, Groups = true }).Write();

    public NetworkSettings Settings(TimeZoneInfo zone) =>
        new() { Kind = Of, Aggregation = Ties, Normalisation = Norm, Duplicates = Count, Undecided = Undecided, Isolates = Isolates, TimeZone = zone };

    /// <summary>The same network as a file.</summary>
    public ExportRequest Request(string format, TimeZoneInfo zone, long userId) => new()
    {
        Format = format, Query = Line, UserId = userId, WithSuggestions = !ConfirmedOnly, Language = Localisation.Languages.Current, Network = Settings(zone), Window = Window,
    };

    public static IReadOnlyList<Aggregation> TiesOf(NetworkKind kind) => kind == NetworkKind.ActorsAndIssues
        ? [Aggregation.Subtract, Aggregation.Ignore, Aggregation.Combine]
        : [Aggregation.Subtract, Aggregation.Congruence, Aggregation.Conflict, Aggregation.Ignore];

    public static IReadOnlyList<Normalisation> NormsOf(NetworkKind kind) => kind == NetworkKind.ActorsAndIssues
        ? [Normalisation.None, Normalisation.Activity, Normalisation.Prominence]
        : [Normalisation.None, Normalisation.AverageActivity, Normalisation.Jaccard, Normalisation.Cosine, Normalisation.DnaCosine];

    /// <summary>What does not go with the kind of network gives way to what does.</summary>
    public NetworkAddress Fitting() => this with
    {
        Ties = TiesOf(Of).Contains(Ties) ? Ties : Aggregation.Subtract,
        Norm = NormsOf(Of).Contains(Norm) ? Norm : Of == NetworkKind.ActorsAndIssues ? Normalisation.None : Normalisation.AverageActivity,
    };

    private static WindowSettings? WindowOf(string? words) => words?.Split('.') is [var unit, var size, var step] && !int.TryParse(unit, out _) && Enum.TryParse<WindowUnit>(unit, true, out var one) && Enum.IsDefined(one)
        && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var span) && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var by) && span is > 0 and <= 10_000 && by is > 0 and <= 10_000
        ? new(one, span, by) : null;
}
