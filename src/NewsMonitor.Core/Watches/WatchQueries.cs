using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Watches;

/// <summary>A line of a person's list of watches.</summary>
public sealed record WatchRow
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required string Line { get; init; }
    public required bool Shared { get; init; }
    public required bool IsOwn { get; init; }
    /// <summary>Null for one's own.</summary>
    public string? Owner { get; init; }
    /// <summary>Whether the person follows it: shared ones of others can be followed.</summary>
    public required bool Follows { get; init; }
    public required MailRhythm Mail { get; init; }
    /// <summary>Articles that newly matched and that the person has not read, counted to <see cref="WatchQueries.MostCounted"/>.</summary>
    public required int Unread { get; init; }
    public required int UnreadAlerts { get; init; }
    public DateTimeOffset? LastAlertAt { get; init; }
}

/// <summary>One watch with all that belongs to it.</summary>
public sealed record WatchView(
    Watch Watch, string Owner, bool IsOwn, WatchMember? Member, IReadOnlyList<string> Members, IReadOnlyList<HookView> Hooks, WatchFeed? Feed, int Unread);

public sealed record HookView(WatchHook Hook, IReadOnlyList<HookDelivery> Log);

/// <summary>A line of a hook's log.</summary>
public sealed record HookDelivery(Guid Uid, DeliveryState State, int Attempts, int? Status, string? Detail, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, DateTimeOffset DueAt);

/// <summary>A line of the inbox, or of a watch's history.</summary>
public sealed record AlertRow(TellableAlert Told, bool Read)
{
    public long Id => Told.Alert.Id;
}

/// <summary>What is asked about watches. Counts end where a badge ends: ninety-nine and more are many.</summary>
public sealed class WatchQueries(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts)
{
    public const int MostCounted = 100;
    public const int PageLength = 50;

    private const string Unread = """
        (SELECT count(*)::int FROM (SELECT FROM watch_matches x WHERE x.watch_id = w.id AND NOT x.known AND x.gone_at IS NULL AND x.matched_at >= m.joined_at
            AND NOT EXISTS (SELECT FROM article_marks r WHERE r.user_id = $1 AND r.article_id = x.article_id AND r.read_at IS NOT NULL)
            ORDER BY x.matched_at DESC LIMIT $2) AS counted)
        """;

    private const string UnreadAlerts = """
        (SELECT count(*)::int FROM (SELECT FROM alerts a WHERE a.watch_id = w.id AND a.at >= m.joined_at AND a.withdrawn_at IS NULL
            AND NOT EXISTS (SELECT FROM alert_reads r WHERE r.user_id = $1 AND r.alert_id = a.id) ORDER BY a.id DESC LIMIT $2) AS counted)
        """;

    private const string ListSql = $"""
        SELECT w.id, w.name, w.line, w.shared, w.owner_id = $1, u.display_name, m.user_id IS NOT NULL, coalesce(m.mail, 'None'),
            CASE WHEN m.user_id IS NULL THEN 0 ELSE {Unread} END, CASE WHEN m.user_id IS NULL THEN 0 ELSE {UnreadAlerts} END,
            (SELECT a.at FROM alerts a WHERE a.watch_id = w.id ORDER BY a.id DESC LIMIT 1)
        FROM watches w JOIN users u ON u.id = w.owner_id LEFT JOIN watch_members m ON m.watch_id = w.id AND m.user_id = $1
        WHERE m.user_id IS NOT NULL OR w.shared
        ORDER BY m.user_id IS NULL, m.rank, w.name, w.id LIMIT 500
        """;

    private const string BellSql = $"""
        SELECT coalesce(sum(n), 0)::int FROM (SELECT {UnreadAlerts} AS n FROM watch_members m JOIN watches w ON w.id = m.watch_id WHERE m.user_id = $1) AS counted
        """;

    /// <summary>The person's own list in its order, then shared ones that they could follow.</summary>
    public async Task<IReadOnlyList<WatchRow>> ListAsync(long userId, CancellationToken cancel)
    {
        await using var command = Command(ListSql, userId, MostCounted);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var list = new List<WatchRow>();
        while (await rows.ReadAsync(cancel))
        {
            list.Add(new()
            {
                Id = rows.GetInt64(0), Name = rows.GetString(1), Line = rows.GetString(2), Shared = rows.GetBoolean(3), IsOwn = rows.GetBoolean(4),
                Owner = rows.GetBoolean(4) ? null : rows.GetString(5), Follows = rows.GetBoolean(6), Mail = Enum.Parse<MailRhythm>(rows.GetString(7)),
                Unread = rows.GetInt32(8), UnreadAlerts = rows.GetInt32(9), LastAlertAt = rows.IsDBNull(10) ? null : rows.GetFieldValue<DateTimeOffset>(10),
            });
        }
        return list;
    }

    /// <summary>How many alerts the person has not read: the number at the bell.</summary>
    public async Task<int> UnreadAlertsAsync(long userId, CancellationToken cancel)
    {
        await using var command = Command(BellSql, userId, MostCounted);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Null where there is none that the person may see.</summary>
    public async Task<WatchView?> FindAsync(long watchId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var watch = await db.Watches.AsNoTracking().SingleOrDefaultAsync(w => w.Id == watchId && (w.Shared || w.OwnerId == userId), cancel);
        if (watch is null) return null;
        var members = await db.WatchMembers.AsNoTracking().Where(m => m.WatchId == watchId)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { Member = m, u.DisplayName }).OrderBy(m => m.DisplayName).ToListAsync(cancel);
        var owner = await db.Users.Where(u => u.Id == watch.OwnerId).Select(u => u.DisplayName).SingleAsync(cancel);
        var isOwn = watch.OwnerId == userId;
        var hooks = isOwn ? await db.WatchHooks.AsNoTracking().Where(h => h.WatchId == watchId).OrderBy(h => h.Id).ToListAsync(cancel) : [];
        var views = new List<HookView>();
        foreach (var hook in hooks)
        {
            views.Add(new(hook, await db.Deliveries.AsNoTracking().Where(d => d.HookId == hook.Id).OrderByDescending(d => d.Id).Take(20)
                .Select(d => new HookDelivery(d.Uid, d.State, d.Attempts, d.Status, d.Detail, d.CreatedAt, d.EndedAt, d.DueAt)).ToListAsync(cancel)));
        }
        var feed = await db.WatchFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.WatchId == watchId && f.UserId == userId, cancel);
        var mine = members.SingleOrDefault(m => m.Member.UserId == userId)?.Member;
        await using var count = Command($"SELECT {Unread} FROM watches w JOIN watch_members m ON m.watch_id = w.id AND m.user_id = $1 WHERE w.id = $3", userId, MostCounted, watchId);
        return new(watch, owner, isOwn, mine, [.. members.Select(m => m.DisplayName)], views, feed, mine is null ? 0 : await count.ExecuteScalarAsync(cancel) as int? ?? 0);
    }

    /// <summary>Alerts of the watches that a person follows, or of one, newest first.</summary>
    /// <param name="userId">Who asks.</param>
    /// <param name="watchId">One watch that they may see; null for all that they follow.</param>
    /// <param name="unreadOnly">Leaves out what they have read.</param>
    /// <param name="before">Goes on after this alert.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Page<AlertRow, long>> AlertsAsync(long userId, long? watchId, bool unreadOnly, long? before, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var alerts = watchId is { } one
            ? db.Alerts.Where(a => a.WatchId == one && db.Watches.Any(w => w.Id == one && (w.Shared || w.OwnerId == userId)))
            : db.Alerts.Where(a => db.WatchMembers.Any(m => m.WatchId == a.WatchId && m.UserId == userId && m.JoinedAt <= a.At));
        if (before is { } key) alerts = alerts.Where(a => a.Id < key);
        if (unreadOnly) alerts = alerts.Where(a => a.WithdrawnAt == null && !db.AlertReads.Any(r => r.UserId == userId && r.AlertId == a.Id));
        var found = await alerts.AsNoTracking().OrderByDescending(a => a.Id).Take(PageLength + 1).ToListAsync(cancel);
        var more = found.Count > PageLength;
        if (more) found.RemoveAt(PageLength);
        var ids = found.Select(a => a.Id).ToArray();
        var read = await db.AlertReads.Where(r => r.UserId == userId && ids.Contains(r.AlertId)).Select(r => r.AlertId).ToListAsync(cancel);
        var told = await TellableAlert.WithArticlesAsync(db, found, cancel);
        return new([.. told.Select(t => new AlertRow(t, read.Contains(t.Alert.Id)))], more ? found[^1].Id : null);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = archive.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
