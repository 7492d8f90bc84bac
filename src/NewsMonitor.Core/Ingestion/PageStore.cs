using NewsMonitor.Core.Articles;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What reading an article's page came to.</summary>
public sealed record PageFinding
{
    public required TextState State { get; init; }
    /// <summary>The text, where the page gave one that is better than the feed's; null leaves the article's text as it is.</summary>
    public ArticleText? Text { get; init; }
    public string? Language { get; init; }
    public DateTimeOffset? Published { get; init; }
    public string? PublishedFrom { get; init; }
    public DateTimeOffset? Modified { get; init; }
    public bool NoArchive { get; init; }
    public DateTimeOffset? UnavailableAfter { get; init; }
    /// <summary>The page's own canonical address, where it states a believable one.</summary>
    public string? Canonical { get; init; }
    public TextSource Source { get; init; } = TextSource.Page;
    /// <summary>The page itself, where it may be kept.</summary>
    public KeptPage? Page { get; init; }
}

/// <summary>A page on its way into <see cref="StoredPage"/>.</summary>
public sealed record KeptPage(string Address, string? ContentType, byte[] Packed, int Length);

/// <summary>Writes what an article's page gave: a version where the words differ, the state of the text, and the task is gone.</summary>
public sealed class PageStore(NpgsqlDataSource archive)
{
    private const string LockSql = "SELECT 1 FROM articles WHERE id = $1 FOR UPDATE";

    // A page that gives less than half of what the feed had (a paywall's beginning) does not replace it. The page's date wins over the time of arrival, and over a feed's later one: feeds like to date an entry anew with each edit.
    private const string StoreSql = """
        WITH task AS (DELETE FROM page_tasks WHERE article_id = $1 AND lease_token = $2 RETURNING article_id),
        old AS (
            SELECT a.id, a.current_version AS number, v.content_hash, v.source, a.words
            FROM task JOIN articles a ON a.id = task.article_id
            JOIN article_versions v ON v.article_id = a.id AND v.number = a.current_version),
        added AS (
            INSERT INTO article_versions (article_id, number, kicker, title, byline, text, blocks, content_hash, source, captured_at)
            SELECT id, number + 1, $4, $5, string_to_array($6, E'\x1f'), $7, $8, $9, $17, now()
            FROM old WHERE $9::bytea IS NOT NULL AND content_hash <> $9 AND (source IN ('Page', 'Reread') OR $10 * 2 >= words)
            RETURNING article_id, number),
        kept AS (
            INSERT INTO stored_pages (article_id, address, content_type, fetched_at, packed, length)
            SELECT article_id, $18, $19, now(), $20, $21 FROM task WHERE $20::bytea IS NOT NULL
            ON CONFLICT (article_id) DO UPDATE SET address = excluded.address, content_type = excluded.content_type,
                fetched_at = excluded.fetched_at, packed = excluded.packed, length = excluded.length),
        forgotten AS (DELETE FROM stored_pages s USING task WHERE s.article_id = task.article_id AND $15),
        changed AS (
            UPDATE articles a SET
                text_state = $3,
                current_version = coalesce(added.number, a.current_version),
                kicker = CASE WHEN added.number IS NULL THEN coalesce(a.kicker, $4) ELSE $4 END,
                title = CASE WHEN added.number IS NULL THEN a.title ELSE $5 END,
                words = CASE WHEN added.number IS NULL THEN a.words ELSE $10 END,
                language = coalesce($11, a.language),
                published_at = CASE WHEN $12 < a.published_at OR a.published_from = 'arrival' THEN coalesce($12, a.published_at) ELSE a.published_at END,
                published_from = CASE WHEN $12 < a.published_at OR a.published_from = 'arrival' THEN coalesce($13, a.published_from) ELSE a.published_from END,
                modified_at = coalesce($14, a.modified_at),
                no_archive = $15, unavailable_after = $16,
                tsv = CASE WHEN added.number IS NULL THEN a.tsv ELSE article_vector(coalesce($11, a.language), $4, $5, $7) END
            FROM old LEFT JOIN added ON added.article_id = old.id
            WHERE a.id = old.id
            RETURNING added.number)
        SELECT (SELECT count(*) FROM task), (SELECT max(number) FROM changed)
        """;

    private const string RetrySql = $"""
        WITH task AS (
            UPDATE page_tasks SET attempts = attempts + 1, due_at = now() + $3, last_detail = $4, lease_until = NULL, lease_owner = NULL, {LostClaims.EndSql}
            WHERE article_id = $1 AND lease_token = $2 RETURNING article_id)
        SELECT count(*) FROM task
        """;

    // A piece that two addresses led to: the later one goes, its feeds carry the other from now on. Only where the headlines agree (a
    // template may name one canonical address for a whole section) and nobody has coded, settled, starred or begun anything on the later one.
    private const string MergeSql = """
        WITH pair AS (
            SELECT mine.id AS mine, other.id AS other
            FROM articles mine JOIN articles other ON other.canonical_address = $2 AND other.id <> mine.id
            WHERE mine.id = $1 AND mine.outlet_id = other.outlet_id AND lower(mine.title) = lower(other.title)
              AND NOT EXISTS (SELECT 1 FROM codes WHERE codes.article_id = mine.id)
              AND NOT EXISTS (SELECT 1 FROM assignments WHERE assignments.article_id = mine.id)
              AND NOT EXISTS (SELECT 1 FROM adjudications WHERE adjudications.article_id = mine.id)
              AND NOT EXISTS (SELECT 1 FROM unsaved_cards WHERE unsaved_cards.article_id = mine.id)
              AND NOT EXISTS (SELECT 1 FROM article_marks WHERE article_marks.article_id = mine.id AND starred_at IS NOT NULL)),
        moved AS (UPDATE feed_entries e SET article_id = pair.other FROM pair WHERE e.article_id = pair.mine)
        DELETE FROM articles a USING pair WHERE a.id = pair.mine
        """;

    /// <returns>False if the lease was no longer this worker's: then nothing was written.</returns>
    public async Task<bool> StoreAsync(ClaimedPage page, PageFinding finding, CancellationToken cancel)
    {
        await using (var connection = await archive.OpenConnectionAsync(cancel))
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new(LockSql) { Parameters = { new() { Value = page.ArticleId } } });
            batch.BatchCommands.Add(Store(page, finding));
            await using var rows = await batch.ExecuteReaderAsync(cancel);
            await rows.NextResultAsync(cancel);
            await rows.ReadAsync(cancel);
            var ours = rows.GetInt64(0) == 1;
            await rows.NextResultAsync(cancel);
            if (!ours) return false;
        }
        IngestionMeter.PageRead(finding.State);
        if (finding.Canonical is { Length: <= Limits.Address } canonical) await AdoptAsync(page.ArticleId, canonical, cancel);
        return true;
    }

    /// <summary>The article's page as it was kept; null where there is none.</summary>
    public async Task<StoredPage?> KeptAsync(long articleId, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("SELECT address, content_type, fetched_at, packed, length FROM stored_pages WHERE article_id = $1");
        command.Parameters.Add(new() { Value = articleId });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new()
            {
                ArticleId = articleId,
                Address = row.GetString(0),
                ContentType = row.IsDBNull(1) ? null : row.GetString(1),
                FetchedAt = row.GetFieldValue<DateTimeOffset>(2),
                Packed = row.GetFieldValue<byte[]>(3),
                Length = row.GetInt32(4),
            }
            : null;
    }

    /// <summary>Gives a page up and leaves its article as it is.</summary>
    public async Task DropAsync(ClaimedPage page, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("DELETE FROM page_tasks WHERE article_id = $1 AND lease_token = $2");
        command.Parameters.Add(new() { Value = page.ArticleId });
        command.Parameters.Add(new() { Value = page.LeaseToken });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Puts the page off until later; the feed's own text is shown meanwhile.</summary>
    /// <returns>False if the lease was no longer this worker's.</returns>
    public async Task<bool> RetryAsync(ClaimedPage page, TimeSpan wait, string detail, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(RetrySql);
        command.Parameters.Add(new() { Value = page.ArticleId });
        command.Parameters.Add(new() { Value = page.LeaseToken });
        command.Parameters.Add(new() { Value = wait });
        command.Parameters.Add(new() { Value = ArticleText.Line(detail, 1000) });
        return await command.ExecuteScalarAsync(cancel) is 1L;
    }

    private async Task AdoptAsync(long articleId, string canonical, CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        try
        {
            await using var adopt = new NpgsqlCommand("""
                UPDATE articles SET canonical_address = $2
                WHERE id = $1 AND canonical_address <> $2 AND NOT EXISTS (SELECT 1 FROM articles other WHERE other.canonical_address = $2)
                """, connection);
            adopt.Parameters.Add(new() { Value = articleId });
            adopt.Parameters.Add(new() { Value = canonical });
            if (await adopt.ExecuteNonQueryAsync(cancel) > 0) return;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another article took the address in this moment: then there is one to merge with.
        }
        await using var merge = new NpgsqlCommand(MergeSql, connection);
        merge.Parameters.Add(new() { Value = articleId });
        merge.Parameters.Add(new() { Value = canonical });
        await merge.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlBatchCommand Store(ClaimedPage page, PageFinding finding)
    {
        var command = new NpgsqlBatchCommand(StoreSql);
        Add(page.ArticleId, NpgsqlDbType.Bigint);
        Add(page.LeaseToken, NpgsqlDbType.Bigint);
        Add(finding.State.ToString(), NpgsqlDbType.Text);
        Add(finding.Text?.Kicker, NpgsqlDbType.Text);
        Add(finding.Text?.Title, NpgsqlDbType.Text);
        Add(finding.Text is null ? null : string.Join('\x1f', finding.Text.Byline), NpgsqlDbType.Text);
        Add(finding.Text?.Text, NpgsqlDbType.Text);
        Add(finding.Text?.Blocks, NpgsqlDbType.Text);
        Add(finding.Text?.Hash, NpgsqlDbType.Bytea);
        Add(finding.Text?.Words, NpgsqlDbType.Integer);
        Add(finding.Language, NpgsqlDbType.Text);
        Add(finding.Published?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(finding.PublishedFrom, NpgsqlDbType.Text);
        Add(finding.Modified?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(finding.NoArchive, NpgsqlDbType.Boolean);
        Add(finding.UnavailableAfter?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(finding.Source.ToString(), NpgsqlDbType.Text);
        Add(finding.Page?.Address, NpgsqlDbType.Text);
        Add(finding.Page?.ContentType, NpgsqlDbType.Text);
        Add(finding.Page?.Packed, NpgsqlDbType.Bytea);
        Add(finding.Page?.Length, NpgsqlDbType.Integer);
        return command;

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }
}
