using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// Which statements are meant: those of the articles that a search finds, narrowed to what was chosen on a map, a board or a network. Empty
/// lists and nulls ask for everything; all that is given must hold.
/// </summary>
public sealed record StatementScope
{
    /// <summary>In a list of actors or instruments: statements that name none.</summary>
    public const long Nobody = 0;

    public required ArticleQuery Articles { get; init; }
    /// <summary>Whose stars and reading marks the search means.</summary>
    public long UserId { get; init; }
    /// <summary>Whether suggestions count too.</summary>
    public bool Suggestions { get; init; }
    public StatementKind? Kind { get; init; }

    public IReadOnlyList<long> Speakers { get; init; } = [];
    public IReadOnlyList<long> Issues { get; init; } = [];
    public IReadOnlyList<Stance> Stances { get; init; } = [];

    public IReadOnlyList<long> Threateners { get; init; } = [];
    public IReadOnlyList<long> Targets { get; init; } = [];
    public IReadOnlyList<long> Instruments { get; init; } = [];
    public IReadOnlyList<ThreatMode> Modes { get; init; } = [];
    public IReadOnlyList<ThreatLifeCycle> LifeCycles { get; init; } = [];
    public bool? Conditional { get; init; }
}

/// <summary>Writes a <see cref="StatementScope"/> as conditions of SQL over <c>codes c</c> and <c>articles a</c>.</summary>
internal sealed class StatementSql(StatementScope scope)
{
    public ArticleFilter Articles { get; } = new(scope.Articles, scope.UserId);

    /// <summary>What counts at all, without what was chosen.</summary>
    public string Counting => ConditionSql.All(
        scope.Kind switch
        {
            // Only positions name an issue. Asked so, the index of issues answers, and PostgreSQL expects as many rows as there are: with the kind
            // beside it, it would expect a fifth of them and look up the rest one by one. What a rule merely proposes as an issue, with a
            // suggestion, is none to count yet.
            StatementKind.Position => "c.issue_id IS NOT NULL" + (scope.Suggestions ? " AND c.issue_id NOT IN (SELECT i.id FROM issues i WHERE i.proposed_at IS NOT NULL)" : ""),
            StatementKind.Threat => "c.kind = 'threat'",
            _ => "c.kind IN ('threat', 'position')",
        },
        Counted.Sql(scope.Suggestions));

    public string Speakers => Actors(scope.Speakers, ParticipantRole.Speaker);
    public string Issues => Given(scope.Issues, ids => $"c.issue_id = ANY ({Articles.Add(ids)})");
    public string Stances => Words(scope.Stances, "c.stance");
    public string Threateners => Actors(scope.Threateners, ParticipantRole.Threatener);
    public string Targets => Actors(scope.Targets, ParticipantRole.Target);
    public string Instruments => Given(scope.Instruments, ids => $"coalesce(c.instrument_id, 0) = ANY ({Articles.Add(ids)})");
    public string Modes => Words(scope.Modes, "c.mode");
    public string LifeCycles => Words(scope.LifeCycles, "c.life_cycle");
    public string Condition => scope.Conditional switch { true => "c.condition IS NOT NULL", false => "c.condition IS NULL", _ => ConditionSql.Always };

    public string Everything => ConditionSql.All(Counting, Speakers, Issues, Stances, Threateners, Targets, Instruments, Modes, LifeCycles, Condition, Articles.Everything);

    private string Actors(IReadOnlyList<long> wanted, ParticipantRole role) => Given(wanted, ids =>
    {
        var named = $"EXISTS (SELECT FROM participants p WHERE p.statement_id = c.id AND p.role = '{role}' AND p.actor_id = ANY ({Articles.Add(ids)}))";
        return wanted.Contains(StatementScope.Nobody) ? $"({named} OR NOT EXISTS (SELECT FROM participants p WHERE p.statement_id = c.id AND p.role = '{role}'))" : named;
    });

    private string Words<T>(IReadOnlyList<T> wanted, string column) where T : struct, Enum =>
        wanted.Count == 0 ? ConditionSql.Always : $"{column} = ANY ({Articles.Add(wanted.Select(w => w.ToString()).ToArray())})";

    private static string Given(IReadOnlyList<long> wanted, Func<long[], string> condition) => wanted.Count == 0 ? ConditionSql.Always : condition([.. wanted]);
}
