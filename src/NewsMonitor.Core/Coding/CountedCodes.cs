namespace NewsMonitor.Core.Coding;

/// <summary>
/// Which codes of an article count, in one place: of all its layers exactly one does, so that nothing coded twice is counted twice and
/// nothing of a round is seen before its time. It is what was settled last: the adjudicated layer that was finished, or the layer of a
/// coder who alone had the article and has submitted it; where nothing is settled, everybody's. Search, facets, lists, exports, networks,
/// stories and actors ask for <see cref="Code.Counts"/> (<c>counts</c>) and need not know of rounds.
/// </summary>
internal static class CountedCodes
{
    /// <summary>The layer that counts, as SQL over the articles that <c>{0}</c> names; an article without a row has everybody's.</summary>
    public const string SettledSql = """
        SELECT DISTINCT ON (article_id) article_id, assignment_id, adjudication_id FROM (
            SELECT article_id, NULL::bigint AS assignment_id, id AS adjudication_id, finished_at AS at FROM adjudications WHERE article_id = ANY ({0}) AND finished_at IS NOT NULL
            UNION ALL
            SELECT s.article_id, s.id, NULL, s.submitted_at FROM assignments s
            WHERE s.article_id = ANY ({0}) AND s.withdrawn_at IS NULL AND s.submitted_at IS NOT NULL
              AND NOT EXISTS (SELECT FROM assignments o WHERE o.round_id = s.round_id AND o.article_id = s.article_id AND o.id <> s.id AND o.withdrawn_at IS NULL)) AS settled
        ORDER BY article_id, at DESC, adjudication_id DESC NULLS LAST, assignment_id DESC
        """;

    /// <summary>
    /// Marks the codes of the articles <c>{0}</c> that count, inside the caller's transaction, and moves their assignments on: one in which
    /// something was coded is no longer open, one whose article is settled is adjudicated. Writes only what changes: for most articles nothing.
    /// </summary>
    public const string SettleSql = $$"""
        WITH settled AS ({{SettledSql}}),
        stands AS (SELECT s.id, CASE
                WHEN s.submitted_at IS NULL THEN CASE WHEN EXISTS (SELECT FROM codes c WHERE c.assignment_id = s.id) THEN 'Draft' ELSE s.state END
                WHEN EXISTS (SELECT FROM adjudications d WHERE d.round_id = s.round_id AND d.article_id = s.article_id AND d.finished_at IS NOT NULL) THEN 'Adjudicated'
                ELSE 'Submitted' END AS state
            FROM assignments s WHERE s.article_id = ANY ({0}) AND s.withdrawn_at IS NULL),
        moved AS (UPDATE assignments s SET state = stands.state FROM stands WHERE stands.id = s.id AND s.state <> stands.state)
        UPDATE codes c SET counts = NOT c.counts
        WHERE c.article_id = ANY ({0}) AND c.counts = ((c.assignment_id, c.adjudication_id) IS DISTINCT FROM
            ((SELECT assignment_id FROM settled s WHERE s.article_id = c.article_id), (SELECT adjudication_id FROM settled s WHERE s.article_id = c.article_id)))
        """;
}
