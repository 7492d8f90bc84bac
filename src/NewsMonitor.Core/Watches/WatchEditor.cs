using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Watches;

/// <summary>
/// Makes and changes watches: their owner does, nobody else. Following a shared one is everybody's own affair. Each act asks the database who
/// is asking.
/// </summary>
public sealed class WatchEditor(IDbContextFactory<NewsDbContext> contexts, SearchResolver resolver, BulletinBoard board, TimeProvider clock)
{
    public const int MostOfAPerson = 200;
    /// <summary>What matches already is noted, so that it is not told as news: so many of the newest.</summary>
    public const int MostKnown = 2000;

    public async Task<WatchResult> SaveAsync(WatchDraft draft, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await IsActiveAsync(db, userId, cancel)) return new WatchResult.NotAllowed();
        var search = await resolver.ResolveAsync(draft.Line, cancel);
        if (!search.IsSound) return new WatchResult.Unreadable(search.Faults);
        if (FindFault(draft, search.Query) is { } fault) return new WatchResult.Invalid(fault);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Between two batches of the matcher: what is committed now is noted as known, what comes later is news, and nothing is neither.
        await db.Database.ExecuteSqlRawAsync($"SELECT {WatchMatcher.Lock}", cancel);
        var watch = draft.Id is { } id ? await db.Watches.SingleOrDefaultAsync(w => w.Id == id, cancel) : null;
        if (draft.Id is not null && watch is null) return new WatchResult.Gone();
        if (watch is not null && watch.OwnerId != userId) return new WatchResult.NotAllowed();
        if (watch is null && await db.Watches.CountAsync(w => w.OwnerId == userId, cancel) >= MostOfAPerson) return new WatchResult.Invalid(WatchFault.TooMany);

        var now = clock.GetUtcNow();
        var newLine = watch?.Line != draft.Line.Trim() || (!watch.Articles && draft.Articles);
        if (watch is null)
        {
            watch = new() { OwnerId = userId, Name = "", Line = "", CreatedAt = now };
            db.Watches.Add(watch);
        }
        (watch.Name, watch.Line, watch.Shared, watch.ChangedAt) = (draft.Name.Trim(), draft.Line.Trim(), draft.Shared, now);
        (watch.Articles, watch.Turns, watch.Pairs, watch.Firsts, watch.Volume, watch.WithSuggestions) =
            (draft.Articles, draft.Turns, draft.Pairs, draft.Firsts, draft.Volume, draft.WithSuggestions);
        if (newLine) (watch.Since, watch.WeighedAt) = (now, null);
        await db.SaveChangesAsync(cancel);
        await JoinAsync(db, watch.Id, userId, draft.Mail, cancel);
        if (!watch.Shared) await db.WatchMembers.Where(m => m.WatchId == watch.Id && m.UserId != userId).ExecuteDeleteAsync(cancel);
        // Another line is another search: what the old one found is no longer what this watch finds. Its alerts stay.
        if (newLine) await db.WatchMatches.Where(m => m.WatchId == watch.Id).ExecuteDeleteAsync(cancel);
        if (newLine) await NoteKnownAsync(db, watch, search.Query, cancel);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Watches, watch.Id));
        return new WatchResult.Saved(watch.Id);
    }

    public async Task<WatchResult> RemoveAsync(long watchId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await OwnAsync(db, watchId, userId, cancel) is { } refused) return refused;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync($"SELECT {WatchMatcher.Lock}", cancel);
        await db.Watches.Where(w => w.Id == watchId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Watches, watchId));
        return new WatchResult.Saved(watchId);
    }

    /// <summary>Follows a shared watch, or changes when its mail comes.</summary>
    public async Task<WatchResult> FollowAsync(long watchId, MailRhythm mail, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await IsActiveAsync(db, userId, cancel)) return new WatchResult.NotAllowed();
        if (!await db.Watches.AnyAsync(w => w.Id == watchId && (w.Shared || w.OwnerId == userId), cancel)) return new WatchResult.Gone();
        await JoinAsync(db, watchId, userId, mail, cancel);
        board.Post(new(BulletinSubject.Watches, watchId));
        return new WatchResult.Saved(watchId);
    }

    /// <summary>Follows no longer. An owner does not leave; they remove it.</summary>
    public async Task<WatchResult> LeaveAsync(long watchId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Watches.AnyAsync(w => w.Id == watchId && w.OwnerId == userId, cancel)) return new WatchResult.NotAllowed();
        await db.WatchMembers.Where(m => m.WatchId == watchId && m.UserId == userId).ExecuteDeleteAsync(cancel);
        board.Post(new(BulletinSubject.Watches, watchId));
        return new WatchResult.Saved(watchId);
    }

    /// <summary>Moves a watch in the person's own list by one place.</summary>
    public async Task<WatchResult> MoveAsync(long watchId, bool up, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var own = await db.WatchMembers.Where(m => m.UserId == userId).OrderBy(m => m.Rank).ThenBy(m => m.WatchId).ToListAsync(cancel);
        var at = own.FindIndex(m => m.WatchId == watchId);
        if (at < 0) return new WatchResult.Gone();
        var to = Math.Clamp(up ? at - 1 : at + 1, 0, own.Count - 1);
        if (to == at) return new WatchResult.Saved(watchId);
        var before = up ? to > 0 ? own[to - 1].Rank : own[to].Rank - 2 : own[to].Rank;
        var after = up ? own[to].Rank : to + 1 < own.Count ? own[to + 1].Rank : own[to].Rank + 2;
        own[at].Rank = (before + after) / 2;
        if (before >= after || own[at].Rank <= before || own[at].Rank >= after)
        {
            // Equal ranks, or no room between two: number the list anew.
            var moved = own[at];
            own.RemoveAt(at);
            own.Insert(to, moved);
            for (var i = 0; i < own.Count; i++) own[i].Rank = i;
        }
        await db.SaveChangesAsync(cancel);
        board.Post(new(BulletinSubject.Watches, watchId));
        return new WatchResult.Saved(watchId);
    }

    internal static Task<bool> IsActiveAsync(NewsDbContext db, long userId, CancellationToken cancel) => db.Users.AnyAsync(u => u.Id == userId && u.DisabledAt == null, cancel);

    /// <summary>Null where the watch is the person's own; else the refusal.</summary>
    internal static async Task<WatchResult?> OwnAsync(NewsDbContext db, long watchId, long userId, CancellationToken cancel)
    {
        if (!await IsActiveAsync(db, userId, cancel)) return new WatchResult.NotAllowed();
        var owner = await db.Watches.Where(w => w.Id == watchId).Select(w => (long?)w.OwnerId).SingleOrDefaultAsync(cancel);
        return owner is null ? new WatchResult.Gone() : owner != userId ? new WatchResult.NotAllowed() : null;
    }

    private static WatchFault? FindFault(WatchDraft draft, ArticleQuery query)
    {
        if (draft.Name.Trim() is not { Length: > 0 and <= Watch.NameLength }) return WatchFault.NoName;
        if (AsksMarks(query.Where)) return WatchFault.OwnMarks;
        if (query.IsEverything && (draft.Articles || draft.Volume)) return WatchFault.Everything;
        return draft is { Articles: false, Turns: false, Pairs: false, Firsts: false, Volume: false } ? WatchFault.Nothing : null;
    }

    private static bool AsksMarks(ArticleCondition? condition) => condition switch
    {
        MarkedAs => true,
        Not not => AsksMarks(not.Inner),
        AllOf all => all.Parts.Any(AsksMarks),
        AnyOf any => any.Parts.Any(AsksMarks),
        _ => false,
    };

    private async Task JoinAsync(NewsDbContext db, long watchId, long userId, MailRhythm mail, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"""
        INSERT INTO watch_members (watch_id, user_id, mail, joined_at, rank)
        VALUES ({watchId}, {userId}, {mail.ToString()}, {clock.GetUtcNow()}, coalesce((SELECT max(rank) + 1 FROM watch_members WHERE user_id = {userId}), 0))
        ON CONFLICT (watch_id, user_id) DO UPDATE SET mail = excluded.mail
        """, cancel);

    /// <summary>Notes what matches already; where that is very much, the newest, and from when on they are all noted.</summary>
    private static async Task NoteKnownAsync(NewsDbContext db, Watch watch, ArticleQuery query, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, 0);
        var sql = $"""
            WITH found AS MATERIALIZED (
                SELECT h.id, h.published_at FROM (SELECT a.id, a.published_at FROM articles a WHERE {filter.Everything} OFFSET 0) AS h
                ORDER BY h.published_at DESC, h.id DESC LIMIT {filter.Add(MostKnown)}),
            noted AS (
                INSERT INTO watch_matches (watch_id, article_id, matched_at, published_at, known)
                SELECT {filter.Add(watch.Id)}, id, clock_timestamp(), published_at, true FROM found ON CONFLICT (watch_id, article_id) DO NOTHING)
            SELECT count(*)::int, min(published_at) FROM found
            """;
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var command = new NpgsqlCommand(query.IsEverything ? "SELECT 0, NULL::timestamptz" : sql, connection) { CommandTimeout = 60 };
        if (!query.IsEverything) command.Parameters.AddRange(filter.Parameters.ToArray());
        DateTimeOffset? from = null;
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            if (row.GetInt32(0) == MostKnown) from = row.GetFieldValue<DateTimeOffset>(1);
        }
        watch.KnownFrom = from;
        await db.SaveChangesAsync(cancel);
    }
}
