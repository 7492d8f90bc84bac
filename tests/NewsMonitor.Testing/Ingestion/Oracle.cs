using Npgsql;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>What is wrong with an archive after a trial; every number must be 0.</summary>
/// <param name="Lost">Entries that went out whole and are not in the archive.</param>
/// <param name="Doubled">Articles that are there twice, or have a second version of a text that never changed.</param>
/// <param name="HalfStored">Articles without version, search words, link to their feed or place in the reading queue.</param>
/// <param name="Leased">Leases that nobody gave back.</param>
/// <param name="Miscounted">By how much the feeds' logs and the archive differ on the number of new articles.</param>
/// <param name="Blamed">Times that a healthy feed was held to have broken its workers.</param>
public sealed record Verdict(long Served, long Stored, long Lost, long Doubled, long HalfStored, long Leased, long Miscounted, long Blamed)
{
    public bool IsGood => (Lost, Doubled, HalfStored, Leased, Miscounted, Blamed) == (0, 0, 0, 0, 0, 0);

    public override string ToString() =>
        $"{Served:N0} entries served whole, {Stored:N0} stored: {Lost} lost, {Doubled} doubled, {HalfStored} half-stored, {Leased} leases left, {Miscounted} miscounted, {Blamed} blamed";
}

/// <summary>Compares what a publisher served with what the archive holds: served ⊆ stored, nothing twice, nothing half, no lease left.</summary>
public static class Oracle
{
    // $1: how many entries of feed 0, 1, … went out whole.
    private const string Sql = """
        WITH served AS (
            SELECT 'https://blatt.example/' || (n - 1) || '/' || k AS address
            FROM unnest($1::int[]) WITH ORDINALITY AS s (entries, n), generate_series(0, entries - 1) AS k)
        SELECT
            (SELECT count(*) FROM served),
            (SELECT count(*) FROM articles),
            (SELECT count(*) FROM served s WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.canonical_address = s.address)),
            (SELECT count(*) - count(DISTINCT regexp_replace(canonical_address, '[#?].*$', '')) FROM articles)
                + (SELECT count(*) FROM article_versions WHERE number > 1),
            (SELECT count(*) FROM articles a WHERE a.tsv IS NULL
                OR NOT EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = a.id AND v.number = a.current_version)
                OR NOT EXISTS (SELECT 1 FROM feed_entries e WHERE e.article_id = a.id)
                OR NOT EXISTS (SELECT 1 FROM reading_tasks t WHERE t.article_id = a.id)),
            (SELECT count(*) FROM feeds WHERE lease_until IS NOT NULL) + (SELECT count(*) FROM page_tasks WHERE lease_until IS NOT NULL)
                + (SELECT count(*) FROM reading_tasks WHERE lease_until IS NOT NULL),
            abs((SELECT count(*) FROM articles) - (SELECT coalesce(sum(new_articles), 0) FROM feed_checks)),
            (SELECT count(*) FROM feed_checks WHERE outcome = 'BrokeWorkers')
        """;

    public static async Task<Verdict> JudgeAsync(string connectionString, IReadOnlyList<int> served)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 300, Parameters = { new() { Value = served.ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetInt64(6), rows.GetInt64(7));
    }
}
