using NewsMonitor.Reading.Likeness;
using Npgsql;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// How common terms have been in what came in last. Kept in memory and asked under the story lock only; read anew from the archive now and
/// then, because other nodes place articles too.
/// </summary>
public sealed class StoryBackground(TimeProvider clock)
{
    private const int Latest = 4000;
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(5);

    private Kept? _kept;

    /// <param name="connection">A connection that holds the story lock.</param>
    /// <param name="cancel">Stops the query.</param>
    internal async Task<TermBackground> GetAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (_kept is { } kept && clock.GetUtcNow() - kept.At < ReadAgainAfter) return kept.Terms;
        var fresh = new TermBackground();
        await using var command = new NpgsqlCommand(
            "SELECT terms FROM (SELECT article_id, terms FROM article_prints ORDER BY article_id DESC LIMIT $1) AS latest ORDER BY article_id", connection);
        command.Parameters.Add(new() { Value = Latest });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) fresh.Observe(rows.GetFieldValue<int[]>(0));
        _kept = new(fresh, clock.GetUtcNow());
        return fresh;
    }

    private sealed record Kept(TermBackground Terms, DateTimeOffset At);
}
