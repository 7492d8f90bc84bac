using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// One open page on one article, and what its person has under the hand. A page that is gone says so, or falls silent: what was not seen for
/// <see cref="PresenceBoard.Lifetime"/> counts no more. The table is unlogged: after a crash nobody was there.
/// </summary>
public sealed class Presence
{
    /// <summary>The page's own, made when it opens.</summary>
    public Guid Id { get; init; }
    public long ArticleId { get; init; }
    public long UserId { get; init; }
    /// <summary>The code whose card is open, if any.</summary>
    public long? CodeId { get; init; }
    /// <summary>The version that the selection counts in, UTF-16 units, end exclusive; all null where nothing is selected.</summary>
    public long? VersionId { get; init; }
    public int? Start { get; init; }
    public int? End { get; init; }
    /// <summary>By the database's clock: the nodes' own may differ.</summary>
    public DateTimeOffset SeenAt { get; init; }
}

/// <summary>Somebody else on the article.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Name">By name.</param>
/// <param name="CodeId">The code that they are editing, if any.</param>
/// <param name="VersionId">The version of their selection.</param>
/// <param name="Start">Where it begins; null where nothing is selected.</param>
/// <param name="End">Where it ends, exclusive.</param>
public sealed record PresentPerson(long UserId, string Name, long? CodeId, long? VersionId, int? Start, int? End);

/// <summary>Who is on which article, over all nodes: a small table that forgets, and a bulletin that says when to look.</summary>
public sealed class PresenceBoard(IDbContextFactory<NewsDbContext> archive, BulletinBoard board)
{
    /// <summary>Three heartbeats: one may be lost with a connection.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(45);
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Says what a page's person has under the hand; again and again, as a heartbeat. Only news is announced.</summary>
    public async Task SayAsync(Presence now, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var lifetime = Lifetime.TotalSeconds;
        // "news" is false for a mere heartbeat; the expired go at the same stroke.
        var news = await db.Database.SqlQuery<bool>($"""
            WITH gone AS (DELETE FROM presences WHERE seen_at < now() - make_interval(secs => {lifetime}) AND id <> {now.Id} RETURNING 1),
            was AS (SELECT code_id, version_id, start, "end" FROM presences WHERE id = {now.Id}),
            put AS (
                INSERT INTO presences (id, article_id, user_id, code_id, version_id, start, "end", seen_at)
                VALUES ({now.Id}, {now.ArticleId}, {now.UserId}, {now.CodeId}, {now.VersionId}, {now.Start}, {now.End}, now())
                ON CONFLICT (id) DO UPDATE SET code_id = EXCLUDED.code_id, version_id = EXCLUDED.version_id, start = EXCLUDED.start,
                    "end" = EXCLUDED."end", article_id = EXCLUDED.article_id, seen_at = now()
                RETURNING code_id, version_id, start, "end")
            SELECT NOT EXISTS (SELECT FROM was JOIN put ON (was.code_id, was.version_id, was.start, was."end")
                IS NOT DISTINCT FROM (put.code_id, put.version_id, put.start, put."end")) AS "Value"
            """).ToListAsync(cancel);
        if (news[0]) board.Post(new(BulletinSubject.Presence, now.ArticleId));
    }

    public async Task LeaveAsync(Guid id, long articleId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await db.Presences.Where(p => p.Id == id).ExecuteDeleteAsync(cancel) > 0) board.Post(new(BulletinSubject.Presence, articleId));
    }

    /// <summary>
    /// Who else is there, each person once for each of their pages. In a blind round its coders are not told of each other, nor what anybody
    /// else has under the hand.
    /// </summary>
    public async Task<IReadOnlyList<PresentPerson>> OthersAsync(long articleId, Guid self, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var lifetime = Lifetime.TotalSeconds;
        if ((await Standing.OfAsync(db, articleId, userId, cancel)).IsBlind) return [];
        return await db.Database.SqlQuery<PresentPerson>($"""
            SELECT p.user_id, u.display_name AS name, p.code_id, p.version_id, p.start, p."end"
            FROM presences p JOIN users u ON u.id = p.user_id
            WHERE p.article_id = {articleId} AND p.id <> {self} AND p.user_id <> {userId} AND p.seen_at > now() - make_interval(secs => {lifetime})
            ORDER BY u.display_name, p.id LIMIT 100
            """).ToListAsync(cancel);
    }
}

internal sealed class PresenceConfiguration : IEntityTypeConfiguration<Presence>
{
    public void Configure(EntityTypeBuilder<Presence> presence)
    {
        presence.Property(p => p.Id).ValueGeneratedNever();
        presence.HasOne<Article>().WithMany().HasForeignKey(p => p.ArticleId).OnDelete(DeleteBehavior.Cascade);
        presence.HasIndex(p => p.ArticleId);
    }
}
