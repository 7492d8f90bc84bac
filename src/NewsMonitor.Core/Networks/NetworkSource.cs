using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using Npgsql;

namespace NewsMonitor.Core.Networks;

/// <summary>Which positions a network is made of.</summary>
public sealed record NetworkQuery
{
    public required ArticleQuery Articles { get; init; }
    public long UserId { get; init; }
    public bool Suggestions { get; init; }
    /// <summary>Empty for every kind of actor.</summary>
    public IReadOnlyList<ActorKind> Kinds { get; init; } = [];
}

/// <summary>Reads the stances that networks are made of, a row for each speaker of a position.</summary>
public sealed class NetworkSource(NpgsqlDataSource archive)
{
    private const int Told = 20_000;

    /// <param name="query">Which.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="progress">Told how many have come, now and then.</param>
    /// <returns>Oldest first.</returns>
    public async Task<IReadOnlyList<NetworkEvent>> EventsAsync(NetworkQuery query, CancellationToken cancel, Action<int>? progress = null)
    {
        var sql = new StatementSql(new() { Articles = query.Articles, UserId = query.UserId, Suggestions = query.Suggestions, Kind = StatementKind.Position });
        var kinds = query.Kinds.Count == 0 ? "" : $"JOIN actors x ON x.id = p.actor_id AND x.kind = ANY ({sql.Articles.Add(query.Kinds.Select(k => k.ToString()).ToArray())})";
        await using var command = archive.CreateCommand($"""
            SELECT c.id, p.actor_id, c.issue_id, CASE c.stance WHEN 'Supports' THEN 1 WHEN 'Opposes' THEN -1 ELSE 0 END, a.id, a.published_at, c.state = 'Suggested'
            FROM codes c JOIN articles a ON a.id = c.article_id JOIN participants p ON p.statement_id = c.id AND p.role = 'Speaker' {kinds}
            WHERE {sql.Everything}
            """);
        command.Parameters.AddRange(sql.Articles.Parameters.ToArray());
        command.CommandTimeout = 300;
        var events = new List<NetworkEvent>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            events.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt32(3), rows.GetInt64(4), new(rows.GetDateTime(5)), rows.GetBoolean(6)));
            if (events.Count % Told == 0) progress?.Invoke(events.Count);
        }
        // Sorted here: the archive sends while it still finds, and has one thing less to do.
        NetworkBuilder.OldestFirst(events);
        return events;
    }
}
