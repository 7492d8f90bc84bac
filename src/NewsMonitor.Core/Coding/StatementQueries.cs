using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Coding;

/// <summary>Which statements a list holds.</summary>
public sealed record StatementListQuery
{
    /// <summary>Of which articles.</summary>
    public ArticleQuery Articles { get; init; } = new();
    /// <summary>Null for threats and positions both.</summary>
    public StatementKind? Kind { get; init; }
    public IReadOnlyList<CodeState> States { get; init; } = [CodeState.Confirmed];
    /// <summary>The latest first; else in the order in which they were made, which a mirror follows to its end.</summary>
    public bool Newest { get; init; } = true;
}

/// <summary>The place of a statement in a list.</summary>
public readonly record struct StatementKey(long Id);

/// <summary>Lists of statements across articles: those that count.</summary>
public sealed class StatementQueries(NpgsqlDataSource archive)
{
    /// <summary>Ids of a page, by key.</summary>
    /// <param name="query">Which.</param>
    /// <param name="userId">Whose marks count.</param>
    /// <param name="after">The last of the page before; null for the first.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="cancel">Stops the query.</param>
    public async Task<Page<long, StatementKey>> PageAsync(StatementListQuery query, long userId, StatementKey? after, int size, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query.Articles, userId);
        var kinds = query.Kind is { } kind ? [kind.ToString().ToLowerInvariant()] : new[] { "threat", "position" };
        var states = query.States.Select(s => s.ToString()).ToArray();
        var key = new NpgsqlParameter { Value = after is { } last ? last.Id : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };
        filter.Parameters.Add(key);
        var from = $"${filter.Parameters.Count}";
        await using var command = archive.CreateCommand($"""
            SELECT c.id FROM codes c JOIN articles a ON a.id = c.article_id
            WHERE c.kind = ANY ({filter.Add(kinds)}) AND c.removed_at IS NULL AND c.counts AND c.state = ANY ({filter.Add(states)})
                AND ({from} IS NULL OR c.id {(query.Newest ? "<" : ">")} {from}) AND ({filter.Everything})
            ORDER BY c.id {(query.Newest ? "DESC" : "ASC")} LIMIT {filter.Add(size + 1)}
            """);
        command.CommandTimeout = ArticleQueries.Patience;
        command.Parameters.AddRange(filter.Parameters.ToArray());
        var ids = new List<long>(size + 1);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        return ids.Count > size ? new([.. ids.Take(size)], new StatementKey(ids[size - 1])) : new(ids, null);
    }
}
