using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.SiteRules;

/// <summary>How far reading again has come.</summary>
public readonly record struct RereadProgress(int Left, int Total)
{
    public int Done => Math.Max(0, Total - Left);
}

/// <summary>
/// Has a site's articles read again by the rule in force. The work is put into the queue of pages, paced, so that every node helps, news is not
/// held up, and it goes on when the page is left or a node restarts. A kept page is read without a request.
/// </summary>
public sealed class Rereading(IDbContextFactory<NewsDbContext> archive, TimeProvider clock)
{
    // Pages that were not kept are fetched again, the newest 500 at most. Kept pages 20 a second, others one in two seconds; both behind whatever is due now.
    private const string QueueSql = """
        INSERT INTO page_tasks (article_id, address, host, due_at, attempts, lease_token, reread)
        SELECT id, address, host, now() + place * CASE WHEN is_kept THEN interval '50 milliseconds' ELSE interval '2 seconds' END, 0, 0, true
        FROM (
            SELECT id, address, left(lower(substring(address from '^[a-zA-Z]+://(?:[^/?#@]*@)?([^/?#]+)')), 255) AS host, is_kept,
                row_number() OVER (PARTITION BY is_kept ORDER BY published_at DESC) AS place
            FROM (SELECT a.id, a.address, a.published_at, EXISTS (SELECT 1 FROM stored_pages s WHERE s.article_id = a.id) AS is_kept
        """;

    private const string QueueEndSql = """
            AND a.origin = 'Feed' AND a.text_state NOT IN ('Pending', 'FeedTextOnly')) AS articles) AS placed
        WHERE host IS NOT NULL AND (is_kept OR ($2 AND place <= 500))
        ON CONFLICT (article_id) DO NOTHING
        """;

    /// <summary>Queues a site's articles.</summary>
    /// <param name="host">The site; it must have an own rule, which keeps the count.</param>
    /// <param name="fetchMissing">Whether pages that were not kept are fetched again, the newest five hundred.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many articles will be read again; null where the caller is no admin or there is no such rule.</returns>
    public async Task<int?> StartAsync(string host, bool fetchMissing, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return null;
        var rule = await db.SiteRules.SingleOrDefaultAsync(r => r.Host == host, cancel);
        if (rule is null) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        var queued = await db.Database.ExecuteSqlRawAsync(
            $"{QueueSql} {SiteArticles.Sql} {QueueEndSql}".Replace("$1", "{0}", StringComparison.Ordinal).Replace("$2", "{1}", StringComparison.Ordinal), [host, fetchMissing], cancel);
        rule.Rereading = queued;
        db.Note(clock.GetUtcNow(), by.UserId, "rule.reread", host, rule.Id, new { articles = queued });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return queued;
    }

    /// <summary>How far it has come; nothing left where it has ended, or was never asked for.</summary>
    public async Task<RereadProgress> ProgressAsync(string host, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var total = await db.SiteRules.Where(r => r.Host == host).Select(r => r.Rereading).SingleOrDefaultAsync(cancel);
        if (total == 0) return default;
        return new(await Queued(db, host).CountAsync(cancel), total);
    }

    /// <summary>Takes what is still queued out again. What has been read stays read.</summary>
    public async Task<int> CancelAsync(string host, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return 0;
        var dropped = await Queued(db, host).ExecuteDeleteAsync(cancel);
        if (dropped > 0)
        {
            db.Note(clock.GetUtcNow(), by.UserId, "rule.reread-cancelled", host, null, new { articles = dropped });
            await db.SaveChangesAsync(cancel);
        }
        return dropped;
    }

    private static IQueryable<Ingestion.PageTask> Queued(NewsDbContext db, string host)
    {
        var below = "." + host;
        return db.PageTasks.Where(t => t.Reread && (t.Host == host || t.Host.StartsWith(host + ":") || t.Host.EndsWith(below) || t.Host.Contains(below + ":")));
    }
}
