using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Networks;

/// <summary>How a network is to be drawn.</summary>
public sealed record PictureSettings
{
    public NetworkSettings Network { get; init; } = new();
    /// <summary>The windows of an animation; null for the whole time only.</summary>
    public WindowSettings? Window { get; init; }
    /// <summary>Weaker ties are left out, whatever their sign.</summary>
    public double LeastWeight { get; init; }
    /// <summary>Of more, the strongest.</summary>
    public int MostTies { get; init; } = 2_000;
    public string Language { get; init; } = "en";
}

/// <summary>A node as it is drawn.</summary>
/// <param name="Id">An actor's, or an issue's.</param>
/// <param name="IsIssue">Which of both.</param>
/// <param name="Name">In the reader's language.</param>
/// <param name="Kind">Of an actor: decides the shape.</param>
/// <param name="Statements">After duplicates were taken out.</param>
/// <param name="Confirmed">As many without suggestions.</param>
/// <param name="Place">Where it stands, in every window.</param>
/// <param name="Community">Numbered from 0; those who agree stand together.</param>
/// <param name="Centrality">Among the ties that are drawn.</param>
public sealed record PictureNode(long Id, bool IsIssue, string Name, ActorKind? Kind, int Statements, int Confirmed, Place Place, int Community, Centrality Centrality);

/// <summary>A window of the animation.</summary>
/// <param name="From">Its start.</param>
/// <param name="Until">Its end, exclusive.</param>
/// <param name="Statements">It rests on.</param>
/// <param name="Ties">By their place in <see cref="NetworkPicture.Ties"/>, with the window's weights.</param>
public sealed record PictureWindow(DateTimeOffset From, DateTimeOffset Until, int Statements, IReadOnlyList<(int Tie, double Weight)> Ties);

/// <summary>A network with all that it takes to draw it.</summary>
public sealed record NetworkPicture
{
    public required IReadOnlyList<PictureNode> Nodes { get; init; }
    /// <summary>By places in <see cref="Nodes"/>. Weight 0: tied in a window only, not over the whole time.</summary>
    public required IReadOnlyList<Tie> Ties { get; init; }
    /// <summary>The weight of each tie in the network without suggestions: 0 where it stands on suggestions only.</summary>
    public required IReadOnlyList<double> Confirmed { get; init; }
    public required IReadOnlyList<PictureWindow> Windows { get; init; }
    /// <summary>Statements that it rests on.</summary>
    public required int Statements { get; init; }
    /// <summary>Of them, those that nobody has decided.</summary>
    public required int Suggested { get; init; }
    /// <summary>Ties that the whole time has, before the weakest were left out.</summary>
    public required int AllTies { get; init; }
    /// <summary>The largest absolute weight of all ties: the end of the slider.</summary>
    public required double Strongest { get; init; }
    /// <summary>How well the communities divide it, −½ to 1 (Newman).</summary>
    public required double Modularity { get; init; }
    /// <summary>When its first and last statements were published.</summary>
    public DateTimeOffset? First { get; init; }
    public DateTimeOffset? Last { get; init; }
    /// <summary>Statements a day of the newsroom's calendar, from the first to the last.</summary>
    public IReadOnlyList<(DateOnly Day, int Statements)> Days { get; init; } = [];
}
