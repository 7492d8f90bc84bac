namespace NewsMonitor.Core.Networks;

/// <summary>One actor's stance on one issue, as the network sees a coded position.</summary>
/// <param name="StatementId">The position.</param>
/// <param name="Actor">Who holds it.</param>
/// <param name="Issue">On what.</param>
/// <param name="Stance">1 for, −1 against, 0 undecided.</param>
/// <param name="ArticleId">Where it stands.</param>
/// <param name="At">When the article was published.</param>
/// <param name="Suggested">Proposed, and not yet decided by a person.</param>
public readonly record struct NetworkEvent(long StatementId, long Actor, long Issue, int Stance, long ArticleId, DateTimeOffset At, bool Suggested = false);

/// <summary>A tie. In one-mode networks From and To are nodes of one kind and From is the smaller place; in two-mode ones From is an actor's, To an issue's.</summary>
/// <param name="From">Place in <see cref="Network.Rows"/>.</param>
/// <param name="To">Place in <see cref="Network.Rows"/>, in two-mode networks in <see cref="Network.Columns"/>.</param>
/// <param name="Weight">Never 0; negative where disagreement prevails.</param>
public readonly record struct Tie(int From, int To, double Weight);

/// <summary>A network: who or what its nodes are, and the ties between them.</summary>
public sealed record Network
{
    public required NetworkSettings Settings { get; init; }
    /// <summary>Ids of the nodes (actors, or issues in a network of issues), in ascending order.</summary>
    public required IReadOnlyList<long> Rows { get; init; }
    /// <summary>Ids of the issues of a two-mode network; else the same as <see cref="Rows"/>.</summary>
    public required IReadOnlyList<long> Columns { get; init; }
    /// <summary>Statements of each row, after duplicates were taken out.</summary>
    public required IReadOnlyList<int> RowStatements { get; init; }
    public required IReadOnlyList<int> ColumnStatements { get; init; }
    /// <summary>In the order of From, then To.</summary>
    public required IReadOnlyList<Tie> Ties { get; init; }
    /// <summary>Statements that it rests on.</summary>
    public required int Statements { get; init; }

    public bool IsTwoMode => Settings.Kind == NetworkKind.ActorsAndIssues;

    /// <summary>The matrix as other programs want it: symmetric for one mode, with zeros where there is no tie and on the diagonal.</summary>
    public double[,] ToMatrix()
    {
        var matrix = new double[Rows.Count, Columns.Count];
        foreach (var (from, to, weight) in Ties)
        {
            matrix[from, to] = weight;
            if (!IsTwoMode) matrix[to, from] = weight;
        }
        return matrix;
    }
}
