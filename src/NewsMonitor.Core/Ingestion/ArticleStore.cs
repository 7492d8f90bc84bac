using NewsMonitor.Reading.Pages;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What the archive knows of an entry before anything is written.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Knowledge">Whether there is anything to do.</param>
/// <param name="ArticleId">The article, where the archive has it.</param>
public sealed record KnownEntry(IdentifiedEntry Entry, EntryKnowledge Knowledge, long? ArticleId);

public enum EntryKnowledge
{
    /// <summary>Nobody has brought this article yet.</summary>
    New,
    /// <summary>Another feed has brought this article.</summary>
    OtherFeeds,
    /// <summary>This feed has brought it, and says something else now.</summary>
    Changed,
    /// <summary>This feed has brought it, and says the same.</summary>
    Same,
    /// <summary>It was archived away and stays away.</summary>
    Archived,
}

/// <summary>The changes that one check brings: everything in one transaction, or nothing.</summary>
/// <param name="New">Articles nobody has brought yet, with the entry that brings each.</param>
/// <param name="Seen">Entries of articles that are in the archive already, to be noted as this feed's.</param>
/// <param name="Changed">New feed texts of articles that are in the archive.</param>
public sealed record FeedChanges(
    IReadOnlyList<(IncomingArticle Article, IdentifiedEntry Entry)> New,
    IReadOnlyList<KnownEntry> Seen,
    IReadOnlyList<(long ArticleId, IncomingArticle Article)> Changed);

/// <summary>Writes what a check of a feed found. Two statements for a feed of new articles, whatever their number.</summary>
public sealed class ArticleStore(NpgsqlDataSource archive)
{
    // One row an entry, each looked up by the keys of three indexes. Where guid and address know different articles the address is right: a
    // guid that a later article has taken over must not write its text over the earlier one.
    private const string LookUpSql = """
        SELECT i.n::int, g.feed_id IS NOT NULL, a.feed_id IS NOT NULL,
            coalesce(a.content_hash, g.content_hash), CASE WHEN a.feed_id IS NULL THEN g.article_id ELSE a.article_id END, c.id, t.title
        FROM unnest($2::uuid[], $3::uuid[], $4::text[]) WITH ORDINALITY AS i (guid_key, address_key, canonical, n)
        LEFT JOIN feed_entries g ON g.feed_id = $1 AND g.entry_key = i.guid_key
        LEFT JOIN feed_entries a ON a.feed_id = $1 AND a.entry_key = i.address_key
        LEFT JOIN articles c ON c.canonical_address = i.canonical
        LEFT JOIN articles t ON t.id = g.article_id AND a.feed_id IS NULL AND c.id IS NULL
        ORDER BY i.n
        """;

    // The lease, the articles with their first version and page to fetch, the log line. Articles go in in the order of their address:
    // two feeds that bring the same ones at the same moment wait for each other, never in a circle.
    private const string InsertSql = $"""
        WITH {FinishedCheck.LeaseSql},
        input AS MATERIALIZED (
            SELECT * FROM unnest($22::text[], $23::text[], $24::text[], $25::text[], $26::timestamptz[], $27::text[], $28::timestamptz[],
                $29::text[], $30::int[], $31::text[], $32::text[], $33::text[], $34::bytea[], $35::text[])
            AS i (canonical, address, title, language, published, published_from, modified, text_state, words, byline, body, blocks, hash, host)),
        fresh AS (
            INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, modified_at,
                arrived_at, text_state, coding_state, statements, open_suggestions, threats, suggested_threats, words, current_version,
                no_archive, tsv)
            SELECT lease.outlet_id, canonical, address, 'Feed', title, language, published, published_from, modified,
                now(), text_state, 'None', 0, 0, 0, 0, words, 1, false, article_vector(language, NULL, title, body)
            FROM input, lease ORDER BY canonical
            ON CONFLICT (canonical_address) DO NOTHING
            RETURNING id, canonical_address),
        versions AS (
            INSERT INTO article_versions (article_id, number, title, byline, text, blocks, content_hash, source, captured_at)
            SELECT f.id, 1, i.title, string_to_array(i.byline, E'\x1f'), i.body, i.blocks, i.hash, 'Feed', now()
            FROM fresh f JOIN input i ON i.canonical = f.canonical_address),
        tasks AS (
            INSERT INTO page_tasks (article_id, address, host, due_at, attempts, lease_token)
            SELECT f.id, i.address, i.host, now(), 0, 0
            FROM fresh f JOIN input i ON i.canonical = f.canonical_address WHERE i.host IS NOT NULL),
        logged AS ({FinishedCheck.LogSql} (SELECT count(*) FROM fresh) FROM finished c, lease)
        SELECT (SELECT count(*) FROM lease), (SELECT count(*) FROM fresh)
        """;

    private const string FinishSql = $"""
        WITH {FinishedCheck.LeaseSql}, logged AS ({FinishedCheck.LogSql} 0 FROM finished c JOIN lease ON lease.id = c.feed)
        SELECT (SELECT count(*) FROM lease), 0::bigint
        """;

    /// <summary>A statement after the first of the batch does its work only if that one found the lease to be ours.</summary>
    private const string Ours = "EXISTS (SELECT 1 FROM feeds WHERE id = $1 AND lease_token = $2 AND lease_until IS NULL)";

    // A statement of its own: its snapshot sees the articles that another feed brought in the same moment, so no link is lost.
    private const string LinkSql = $"""
        INSERT INTO feed_entries (feed_id, entry_key, content_hash, article_id, seen_at)
        SELECT $1, i.entry_key, i.content_hash, coalesce(i.article_id, a.id), now()
        FROM unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::text[]) AS i (entry_key, content_hash, article_id, canonical)
        LEFT JOIN articles a ON a.canonical_address = i.canonical
        WHERE coalesce(i.article_id, a.id) IS NOT NULL AND {Ours}
        ON CONFLICT (feed_id, entry_key) DO UPDATE SET content_hash = excluded.content_hash
        """;

    private const string LockArticleSql = $"SELECT 1 FROM articles WHERE id = $3 AND {Ours} FOR UPDATE";

    // A text that the feed has changed becomes a version where the feed's text is what we show; the page is asked again where that is.
    private const string ChangeSql = $"""
        WITH old AS (
            SELECT a.id, a.current_version AS number, v.content_hash, v.source
            FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.number = a.current_version
            WHERE a.id = $3 AND a.origin = 'Feed' AND {Ours}),
        added AS (
            INSERT INTO article_versions (article_id, number, title, byline, text, blocks, content_hash, source, captured_at)
            SELECT id, number + 1, $4, string_to_array($5, E'\x1f'), $6, $7, $8, 'Feed', now()
            FROM old WHERE source = 'Feed' AND content_hash <> $8
            RETURNING article_id, number),
        changed AS (
            UPDATE articles a SET current_version = added.number, title = $4, language = $9, words = $10,
                modified_at = coalesce($11, now()), tsv = article_vector($9, a.kicker, $4, $6)
            FROM added WHERE a.id = added.article_id)
        INSERT INTO page_tasks (article_id, address, host, due_at, attempts, lease_token)
        SELECT id, $12, $13, now(), 0, 0 FROM old WHERE $13::text IS NOT NULL
        ON CONFLICT (article_id) DO NOTHING
        """;

    /// <summary>Fifteen megabytes of text take seconds to index, on a busy server more.</summary>
    private const int LongestWriteSeconds = 60;

    /// <summary>Says of each entry what the archive knows of it.</summary>
    /// <returns>The entries, and whether the feed's guids have shown themselves to change from check to check.</returns>
    public async Task<(IReadOnlyList<KnownEntry> Entries, bool GuidsLie)> LookUpAsync(
        ClaimedFeed feed, IReadOnlyList<IdentifiedEntry> entries, CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(LookUpSql, connection);
        command.Parameters.Add(new() { Value = feed.Id });
        command.Parameters.Add(new() { Value = entries.Select(e => e.GuidKey).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = entries.Select(e => e.AddressKey).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(e => e.Canonical).ToArray() });
        await command.PrepareAsync(cancel);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var known = new List<KnownEntry>(entries.Count);
        var strangeGuids = 0;
        while (await rows.ReadAsync(cancel))
        {
            var entry = entries[rows.GetInt32(0) - 1];
            var (byGuid, byAddress) = (rows.GetBoolean(1), rows.GetBoolean(2));
            if (entry.GuidKey is not null && !byGuid && byAddress) strangeGuids++;
            var hash = rows.IsDBNull(3) ? (Guid?)null : rows.GetGuid(3);
            var linked = rows.IsDBNull(4) ? (long?)null : rows.GetInt64(4);
            var elsewhere = rows.IsDBNull(5) ? (long?)null : rows.GetInt64(5);
            var titleOfGuid = rows.IsDBNull(6) ? null : rows.GetString(6);
            known.Add(Judge(entry, byGuid, byAddress, hash, linked, elsewhere, titleOfGuid));
        }
        return (known, feed.EverRead && strangeGuids > Math.Max(1, entries.Count / 20));
    }

    /// <summary>Writes a check that found something, in one transaction and one round trip.</summary>
    /// <returns>How many articles were new; null if the lease was no longer this worker's and nothing was written.</returns>
    public async Task<int?> StoreAsync(ClaimedFeed feed, FinishedCheck check, FeedChanges changes, CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        // A batch is one implicit transaction: all of it or nothing, without the round trips of BEGIN and COMMIT.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Insert(feed, check, changes.New));
        batch.BatchCommands.Add(Link(feed, changes));
        foreach (var (articleId, article) in changes.Changed.OrderBy(c => c.ArticleId))
        {
            batch.BatchCommands.Add(new(LockArticleSql) { Parameters = { new() { Value = feed.Id }, new() { Value = feed.LeaseToken }, new() { Value = articleId } } });
            batch.BatchCommands.Add(Change(feed, articleId, article));
        }
        batch.Timeout = LongestWriteSeconds;
        await batch.PrepareAsync(cancel);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        var (leases, fresh) = (rows.GetInt64(0), rows.GetInt64(1));
        while (await rows.NextResultAsync(cancel))
        {
            // To the end: only then has every statement run and the server said that all of it is committed.
        }
        return leases == 1 ? (int)fresh : null;
    }

    private static KnownEntry Judge(
        IdentifiedEntry entry, bool byGuid, bool byAddress, Guid? hash, long? linked, long? elsewhere, string? titleOfGuid)
    {
        if (byGuid && !byAddress && elsewhere is null && titleOfGuid is not null && titleOfGuid != ArticleText.Line(Title(entry), Limits.Title))
        {
            // The guid of an earlier entry at another address under another title: reused. Losing an article would be worse than doubling it.
            return new(entry with { GuidKey = null }, EntryKnowledge.New, null);
        }
        if (!byGuid && !byAddress)
            return elsewhere is { } other ? new(entry, EntryKnowledge.OtherFeeds, other) : new(entry, EntryKnowledge.New, null);
        if (linked is null) return new(entry, EntryKnowledge.Archived, null);
        return new(entry, hash == entry.ContentHash && byAddress ? EntryKnowledge.Same : EntryKnowledge.Changed, linked);
    }

    private static string Title(IdentifiedEntry entry) => entry.Entry.Title is { } title ? HtmlFragment.Line(title) : "";

    private static NpgsqlBatchCommand Insert(ClaimedFeed feed, FinishedCheck check, IReadOnlyList<(IncomingArticle Article, IdentifiedEntry Entry)> fresh)
    {
        if (fresh.Count == 0)
        {
            var finish = new NpgsqlBatchCommand(FinishSql);
            FinishedCheck.AddTo(finish.Parameters, [(feed, check)]);
            return finish;
        }
        var command = new NpgsqlBatchCommand(InsertSql);
        FinishedCheck.AddTo(command.Parameters, [(feed, check)]);
        Add(a => a.Canonical);
        Add(a => a.Address);
        Add(a => a.Text.Title);
        Add(a => a.Language);
        Add(a => a.Published.ToUniversalTime());
        Add(a => a.PublishedFrom);
        AddMaybe(a => a.Modified?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(a => a.TextState.ToString());
        Add(a => a.Text.Words);
        Add(a => string.Join('\x1f', a.Text.Byline));
        Add(a => a.Text.Text);
        Add(a => a.Text.Blocks);
        Add(a => a.Text.Hash);
        AddMaybe(Host, NpgsqlDbType.Text);
        return command;

        void Add<T>(Func<IncomingArticle, T> column) => command.Parameters.Add(new NpgsqlParameter { Value = fresh.Select(f => column(f.Article)).ToArray() });

        void AddMaybe<T>(Func<IncomingArticle, T> column, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = fresh.Select(f => column(f.Article)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private static NpgsqlBatchCommand Link(ClaimedFeed feed, FeedChanges changes)
    {
        var links = changes.New.SelectMany(n => Keys(n.Entry).Select(key => (Key: key, Hash: n.Entry.ContentHash, ArticleId: (long?)null, n.Article.Canonical)))
            .Concat(changes.Seen.SelectMany(s => Keys(s.Entry).Select(key => (Key: key, Hash: s.Entry.ContentHash, s.ArticleId, s.Entry.Canonical))))
            .DistinctBy(link => link.Key).OrderBy(link => link.Key).ToArray();
        return new(LinkSql)
        {
            Parameters =
            {
                new() { Value = feed.Id }, new() { Value = feed.LeaseToken },
                new() { Value = links.Select(l => l.Key).ToArray() },
                new() { Value = links.Select(l => l.Hash).ToArray() },
                new() { Value = links.Select(l => l.ArticleId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { Value = links.Select(l => l.Canonical).ToArray() },
            },
        };
    }

    private static NpgsqlBatchCommand Change(ClaimedFeed feed, long articleId, IncomingArticle article) => new(ChangeSql)
    {
        Parameters =
        {
            new() { Value = feed.Id }, new() { Value = feed.LeaseToken }, new() { Value = articleId },
            new() { Value = article.Text.Title }, new() { Value = string.Join('\x1f', article.Text.Byline) },
            new() { Value = article.Text.Text }, new() { Value = article.Text.Blocks }, new() { Value = article.Text.Hash },
            new() { Value = article.Language }, new() { Value = article.Text.Words },
            new() { Value = (object?)article.Modified?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = article.Address },
            new() { Value = (object?)Host(article) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        },
    };

    /// <summary>The host of the page that is still to be fetched, or null where none is.</summary>
    private static string? Host(IncomingArticle article) =>
        article.WantsPage && Uri.TryCreate(article.Address, UriKind.Absolute, out var uri) && uri.Authority.Length <= 255 ? uri.Authority.ToLowerInvariant() : null;

    private static IEnumerable<Guid> Keys(IdentifiedEntry entry) => entry.GuidKey is { } guid ? [guid, entry.AddressKey] : [entry.AddressKey];
}
