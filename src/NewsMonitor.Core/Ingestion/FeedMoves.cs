using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Believes a permanent redirect once it has been seen three times over a day: a server that is down for repair, or a café's network,
/// redirects permanently too. Where another feed has the new address already nothing is rewritten: the feeds page proposes the merge.
/// </summary>
public sealed class FeedMoves(NpgsqlDataSource archive)
{
    private const string Sql = """
        WITH moved AS (
            UPDATE feeds f SET address = f.moved_to, moved_to = NULL, moved_seen = 0, moved_since = NULL
            FROM feeds before
            WHERE f.id = $1 AND before.id = f.id
              AND f.moved_to IS NOT NULL AND f.moved_seen >= 3 AND f.moved_since <= now() - interval '1 day'
              AND NOT EXISTS (SELECT 1 FROM feeds other WHERE other.address = f.moved_to)
            RETURNING f.id, f.title, before.address AS old_address, f.address AS new_address)
        INSERT INTO audit_entries (at, action, subject, subject_id, details)
        SELECT now(), 'feed.moved', title, id, jsonb_build_object('before', old_address, 'after', new_address) FROM moved
        """;

    /// <returns>True if the feed's address was rewritten.</returns>
    public async Task<bool> FollowAsync(long feedId, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = feedId });
        try
        {
            return await command.ExecuteNonQueryAsync(cancel) > 0;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false; // somebody added a feed with that address in this very moment
        }
    }
}
