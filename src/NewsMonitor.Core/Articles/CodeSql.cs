using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Writes what an article's codes must fulfil: one and the same code all of a <see cref="CodeIs"/>. Where no kind is asked for, an actor may be
/// mentioned or take part in any role; a second actor, or the same one named again, is asked of that very code in both ways too.
/// </summary>
internal sealed class CodeSql(SqlValues values)
{
    private const string Live = "c.removed_at IS NULL AND c.counts AND c.state <> 'Rejected'";

    /// <summary>The articles that hold such a code, by the indexes of codes and participants.</summary>
    public string Articles(CodeIs code)
    {
        if (MayBeMentioned(code) is not { } first) return $"a.id IN (SELECT c.article_id FROM codes c WHERE {All(code)})";
        var (actor, others) = (values.Add(first.ToArray()), All(code with { Actors = [.. code.Actors.Skip(1)] }));
        return $"""
            a.id IN (SELECT c.article_id FROM codes c WHERE c.actor_id = ANY ({actor}) AND {others}
                UNION SELECT c.article_id FROM participants p JOIN codes c ON c.id = p.statement_id WHERE p.actor_id = ANY ({actor}) AND {others})
            """;
    }

    /// <summary>The same asked of one article. A subquery with a limit is never turned into a join.</summary>
    public string OfArticle(CodeIs code) => $"(SELECT true FROM codes c WHERE c.article_id = a.id AND {All(code)} LIMIT 1)";

    /// <summary>The codes of a condition, no more of them than <paramref name="most"/>: how many articles it can be true of.</summary>
    public string Codes(CodeIs code, int most)
    {
        var limit = values.Add(most);
        if (MayBeMentioned(code) is not { } first) return $"SELECT FROM codes c WHERE {All(code)} LIMIT {limit}";
        var actor = values.Add(first.ToArray());
        return $"(SELECT FROM codes c WHERE c.actor_id = ANY ({actor}) LIMIT {limit}) UNION ALL (SELECT FROM participants p WHERE p.actor_id = ANY ({actor}) LIMIT {limit})";
    }

    private static IReadOnlyList<long>? MayBeMentioned(CodeIs code) => code is { Kind: null, Actors: [var first, ..] } ? first : null;

    private string All(CodeIs code) => ConditionSql.All(
    [
        Live,
        code.Coders.Count > 0 && values.Add(code.Coders.ToArray()) is var by ? $"c.created_by = ANY ({by}) OR c.changed_by = ANY ({by})" : ConditionSql.Always,
        code.Kind switch { StatementKind.Threat => "c.kind = 'threat'", StatementKind.Position => "c.kind = 'position'", _ => ConditionSql.Always },
        code.Instruments.Count > 0 ? $"c.instrument_id = ANY ({values.Add(code.Instruments.ToArray())})" : ConditionSql.Always,
        code.Issues.Count > 0 ? $"c.issue_id = ANY ({values.Add(code.Issues.ToArray())})" : ConditionSql.Always,
        code.Stances.Count > 0 ? $"c.stance = ANY ({values.Add(code.Stances.Select(s => s.ToString()).ToArray())})" : ConditionSql.Always,
        .. code.Actors.Select(actors => code.Kind is null ? Appears(actors) : TakesPart(actors)),
        .. code.Threateners.Select(actors => TakesPart(actors, ParticipantRole.Threatener)),
        .. code.Targets.Select(actors => TakesPart(actors, ParticipantRole.Target)),
    ]);

    private string Appears(IReadOnlyList<long> actors) =>
        values.Add(actors.ToArray()) is var any ? $"c.actor_id = ANY ({any}) OR (SELECT true FROM participants p WHERE p.statement_id = c.id AND p.actor_id = ANY ({any}) LIMIT 1)" : ConditionSql.Always;

    private string TakesPart(IReadOnlyList<long> actors, ParticipantRole? role = null) =>
        $"EXISTS (SELECT FROM participants p WHERE p.statement_id = c.id AND p.actor_id = ANY ({values.Add(actors.ToArray())}){(role is null ? "" : $" AND p.role = '{role}'")})";
}
