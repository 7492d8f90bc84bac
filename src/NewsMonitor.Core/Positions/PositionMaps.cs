using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Positions;

/// <summary>Counts who stands where.</summary>
public sealed class PositionMaps(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts)
{
    /// <summary>Seconds. The page says what it waits for, and can be told not to.</summary>
    private const int Patience = 30;

    public async Task<PositionMap> ReadAsync(PositionMapQuery query, CancellationToken cancel)
    {
        var counted = await CountAsync(query, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var actorIds = counted.Cells.Keys.Select(k => k.Actor).Distinct().ToArray();
        var actors = await db.Actors.AsNoTracking().Where(a => actorIds.Contains(a.Id)).Include(a => a.Names.Where(n => n.Preferred)).ToListAsync(cancel);
        return counted with
        {
            Actors = [.. actors.Select(a => new PositionActor(a.Id, a.NameIn(query.Language), a.Kind)).OrderBy(a => a.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(a => a.Id)],
            Issues = await IssuesAsync(db, [.. counted.Cells.Keys.Select(k => k.Issue)], cancel),
        };
    }

    /// <summary>
    /// One pass: the positions are found once, then counted by speaker and issue, and once each for the totals.
    /// </summary>
    private async Task<PositionMap> CountAsync(PositionMapQuery query, CancellationToken cancel)
    {
        var sql = new StatementSql(new() { Articles = query.Articles, UserId = query.UserId, Suggestions = query.Suggestions, Kind = StatementKind.Position, Issues = query.Issues });
        string Within(DateTimeOffset from, DateTimeOffset until) =>
            $"said.published_at >= {sql.Articles.Add(from.ToUniversalTime())} AND said.published_at < {sql.Articles.Add(until.ToUniversalTime())}";
        var (earlier, later) = query.Compare is { } spans ? (Within(spans.EarlierFrom, spans.EarlierUntil), Within(spans.LaterFrom, spans.LaterUntil)) : ("FALSE", "FALSE");
        var actors = query.Actors.Count == 0 ? ConditionSql.Always : $"p.actor_id = ANY ({sql.Articles.Add(query.Actors.ToArray())})";
        var kinds = query.Kinds.Count == 0 ? "" : $" JOIN actors x ON x.id = p.actor_id AND x.kind = ANY ({sql.Articles.Add(query.Kinds.Select(k => k.ToString()).ToArray())})";
        var stances = (string[])["Supports", "Opposes", "Undecided"];
        string Counts(string also) => string.Join(", ", stances.Select(s => $"count(*) FILTER (WHERE said.stance = '{s}' AND {also})::int"));
        await using var command = archive.CreateCommand($"""
            WITH said AS MATERIALIZED (
                SELECT c.id, c.issue_id, c.stance, c.state, a.published_at, p.actor_id
                FROM codes c JOIN articles a ON a.id = c.article_id JOIN participants p ON p.statement_id = c.id AND p.role = 'Speaker'{kinds}
                WHERE {ConditionSql.All(sql.Counting, sql.Issues, actors, sql.Articles.Everything)})
            SELECT actor_id, issue_id, {Counts("said.state = 'Confirmed'")}, {Counts("said.state = 'Suggested'")}, {Counts(earlier)}, {Counts(later)}, NULL::timestamptz, NULL::timestamptz
            FROM said GROUP BY actor_id, issue_id
            UNION ALL
            SELECT 0, 0, count(*)::int, count(*) FILTER (WHERE suggested)::int, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, min(at), max(at)
            FROM (SELECT bool_and(state = 'Suggested') AS suggested, min(published_at) AS at FROM said GROUP BY id) AS once
            """);
        command.CommandTimeout = Patience;
        command.Parameters.AddRange(sql.Articles.Parameters.ToArray());
        var cells = new Dictionary<(long, long), PositionCell>();
        var map = new PositionMap { Actors = [], Issues = [], Cells = cells, Statements = 0, Suggested = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            StanceCounts At(int column) => new(rows.GetInt32(column), rows.GetInt32(column + 1), rows.GetInt32(column + 2));
            if (rows.GetInt64(0) != 0) cells[(rows.GetInt64(0), rows.GetInt64(1))] = new(At(2), At(5), At(8), At(11));
            else
            {
                map = map with
                {
                    Statements = rows.GetInt32(2), Suggested = rows.GetInt32(3),
                    First = rows.IsDBNull(14) ? null : rows.GetFieldValue<DateTimeOffset>(14), Last = rows.IsDBNull(15) ? null : rows.GetFieldValue<DateTimeOffset>(15),
                };
            }
        }
        return map;
    }

    /// <summary>Suggestions that no map counts, because what they are on is merely proposed too.</summary>
    public async Task<int> ProposedAsync(ArticleQuery articles, long userId, CancellationToken cancel)
    {
        var filter = new ArticleFilter(articles, userId);
        await using var command = archive.CreateCommand($"""
            SELECT count(*)::int FROM issues i JOIN codes c ON c.issue_id = i.id JOIN articles a ON a.id = c.article_id
            WHERE i.proposed_at IS NOT NULL AND {ConditionSql.All(Counted.Sql(suggestions: true), filter.Everything)}
            """);
        command.CommandTimeout = Patience;
        command.Parameters.AddRange(filter.Parameters.ToArray());
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The issues and all that stand above them, in the codebook's order.</summary>
    private static async Task<IReadOnlyList<PositionIssue>> IssuesAsync(NewsDbContext db, HashSet<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        // A codebook has hundreds of issues, not millions: read whole, the way up needs no recursion in SQL.
        var tree = CodebookTree.Of(await db.Issues.AsNoTracking().Where(i => i.ProposedAt == null && i.MergedIntoId == null).ToListAsync(cancel));
        var wanted = ids.Concat(ids.SelectMany(id => tree.Above(id)).Select(i => i.Id)).ToHashSet();
        return [.. tree.Rows().Select(r => r.Entry).Where(i => wanted.Contains(i.Id)).Select(i => new PositionIssue(i.Id, i.Name, i.Proposition, tree.Above(i.Id) is [.., var parent] ? parent.Id : null))];
    }
}
