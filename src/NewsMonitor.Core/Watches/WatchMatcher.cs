using NewsMonitor.Core.Data;
using NewsMonitor.Core.Watches.Shifts;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Watches;

/// <summary>What a turn of the matcher did.</summary>
/// <param name="Changes">Changes taken off the queue.</param>
/// <param name="Matches">Articles that newly matched, counted for each watch.</param>
/// <param name="Alerts">Alerts made, added to or taken back.</param>
public readonly record struct MatchTurn(int Changes, int Matches, int Alerts)
{
    public bool IsIdle => Changes == 0 && Alerts == 0;
}

/// <summary>
/// Holds changed articles against all watches, a batch at a time: the changes go off the queue, the matches, the alerts and what is to be sent
/// come in, all in one transaction. What a worker was doing when it died is undone, and done anew by the next. One node at a time: an advisory
/// lock of that transaction says which.
/// </summary>
public sealed class WatchMatcher
{
    /// <summary>The stage's lock. Whoever saves a watch takes it too: a batch sees a watch with all that it knows, or not at all.</summary>
    internal const string Lock = "pg_advisory_xact_lock(7204118044)", TryLock = "SELECT pg_try_advisory_xact_lock(7204118044)";
    /// <summary>The larger the cheaper an article, and the longer the transaction: at a thousand watches some two seconds.</summary>
    public const int Batch = 2000;

    private const string TakeSql = """
        WITH taken AS (
            DELETE FROM watch_changes WHERE id = ANY (ARRAY(SELECT id FROM watch_changes ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING article_id, text)
        SELECT article_id, bool_or(text), count(*)::int FROM taken GROUP BY article_id
        """;

    private const string GoneSql = """
        UPDATE watch_matches m SET gone_at = now()
        WHERE m.article_id = ANY ($1) AND m.watch_id = ANY ($2) AND m.gone_at IS NULL
          AND NOT EXISTS (SELECT FROM unnest($3::bigint[], $4::bigint[]) AS h (watch_id, article_id) WHERE h.watch_id = m.watch_id AND h.article_id = m.article_id)
        """;

    private const string BackSql = """
        WITH hits AS (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS h (watch_id, article_id)),
        back AS (UPDATE watch_matches m SET gone_at = NULL FROM hits h WHERE h.watch_id = m.watch_id AND h.article_id = m.article_id AND m.gone_at IS NOT NULL)
        SELECT h.watch_id, h.article_id FROM hits h WHERE NOT EXISTS (SELECT FROM watch_matches m WHERE m.watch_id = h.watch_id AND m.article_id = h.article_id)
        """;

    private const string InsertSql = """
        INSERT INTO watch_matches (watch_id, article_id, matched_at, published_at, known, alert_id)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], array_fill(clock_timestamp(), ARRAY[cardinality($1)]), $3::timestamptz[], $4::bool[], $5::bigint[])
        """;

    private readonly NpgsqlDataSource _archive;
    private readonly WatchBook _book;
    private readonly AlertWriter _alerts;
    private readonly ShiftFinder _shifts;
    private readonly BulletinBoard _board;

    internal WatchMatcher(NpgsqlDataSource archive, WatchBook book, AlertWriter alerts, ShiftFinder shifts, BulletinBoard board) =>
        (_archive, _book, _alerts, _shifts, _board) = (archive, book, alerts, shifts, board);

    /// <summary>Takes one batch off the queue.</summary>
    /// <returns>Null where another node is at it.</returns>
    public async Task<MatchTurn?> RunAsync(CancellationToken cancel)
    {
        await using var connection = await _archive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var mine = new NpgsqlCommand(TryLock, connection)) if (await mine.ExecuteScalarAsync(cancel) is not true) return null;
        var (changes, taken) = await TakeAsync(connection, cancel);
        if (taken == 0) return default(MatchTurn);
        var turn = new MatchTurn(taken, 0, 0);
        var watches = await _book.AllAsync(cancel);
        if (watches.Count > 0)
        {
            var batch = await ArticleBatch.OfAsync(connection, changes, cancel);
            // A watch of everything tells shifts only: noting every article for it would be a second archive.
            CompiledWatch[] choosy = [.. watches.Where(w => !w.IsEverything)];
            var matches = await batch.MatchAsync(choosy, cancel);
            var (fresh, told) = await NoteAsync(connection, batch, choosy, matches, cancel);
            var shifted = await _shifts.FindAsync(connection, [.. batch.Articles.Select(a => a.Id)], watches, cancel);
            turn = new(taken, fresh, told + shifted);
        }
        await transaction.CommitAsync(cancel);
        if (turn.Matches + turn.Alerts > 0) _board.Post(new(BulletinSubject.Watches));
        return turn;
    }

    private static async Task<(IReadOnlyDictionary<long, bool> Changes, int Taken)> TakeAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(TakeSql, connection) { Parameters = { new() { Value = Batch } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var changes = new Dictionary<long, bool>();
        var taken = 0;
        while (await rows.ReadAsync(cancel))
        {
            changes[rows.GetInt64(0)] = rows.GetBoolean(1);
            taken += rows.GetInt32(2);
        }
        return (changes, taken);
    }

    /// <summary>Notes what matches now and what does not any more, and makes the alerts of what is new.</summary>
    private async Task<(int Fresh, int Alerts)> NoteAsync(
        NpgsqlConnection connection, ArticleBatch batch, IReadOnlyList<CompiledWatch> watches, IReadOnlyDictionary<long, IReadOnlyList<long>> matches, CancellationToken cancel)
    {
        var pairs = matches.SelectMany(m => m.Value.Select(article => (Watch: m.Key, Article: article))).ToArray();
        var (ofWatch, ofArticle) = (pairs.Select(p => p.Watch).ToArray(), pairs.Select(p => p.Article).ToArray());
        // A change of codes says nothing of watches that do not ask for them: they were not asked.
        await DoAsync(GoneSql, batch.Articles.Where(a => a.Text).Select(a => a.Id).ToArray(), watches.Select(w => w.Id).ToArray(), ofWatch, ofArticle);
        await DoAsync(GoneSql, batch.Articles.Where(a => !a.Text).Select(a => a.Id).ToArray(), watches.Where(w => w.AsksCodes).Select(w => w.Id).ToArray(), ofWatch, ofArticle);
        if (pairs.Length == 0) return (0, 0);

        var old = DateTimeOffset.UtcNow - DeliveryClaims.MatchesKept;
        var fresh = new List<(CompiledWatch Watch, ChangedArticle Article, bool Known)>();
        var (watchOf, articleOf) = (watches.ToDictionary(w => w.Id), batch.Articles.ToDictionary(a => a.Id));
        await using (var command = Command(BackSql, ofWatch, ofArticle))
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                var (watch, article) = (watchOf[rows.GetInt64(0)], articleOf[rows.GetInt64(1)]);
                fresh.Add((watch, article, article.ArrivedAt < old || (article.ArrivedAt < watch.Watch.Since && article.PublishedAt < watch.Watch.KnownFrom)));
            }
        }
        if (fresh.Count == 0) return (0, 0);
        var news = fresh.Where(f => f is { Known: false, Watch.Watch.Articles: true }).CountBy(f => f.Watch.Id).ToDictionary();
        var alerts = await _alerts.TellArticlesAsync(connection, news, cancel);
        await using var insert = Command(
            InsertSql, fresh.Select(f => f.Watch.Id).ToArray(), fresh.Select(f => f.Article.Id).ToArray(), fresh.Select(f => f.Article.PublishedAt.ToUniversalTime()).ToArray(),
            fresh.Select(f => f.Known).ToArray());
        insert.Parameters.Add(new()
        {
            Value = fresh.Select(f => !f.Known && alerts.TryGetValue(f.Watch.Id, out var id) ? id : (long?)null).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        });
        await insert.ExecuteNonQueryAsync(cancel);
        return (fresh.Count(f => !f.Known), alerts.Count);

        NpgsqlCommand Command(string sql, params object[] values)
        {
            var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            return command;
        }

        async Task DoAsync(string sql, params object[] values)
        {
            if (values[0] is long[] { Length: 0 }) return;
            await using var command = Command(sql, values);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
