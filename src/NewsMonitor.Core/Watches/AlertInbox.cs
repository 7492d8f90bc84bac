using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Watches.Mail;
using MimeKit;

namespace NewsMonitor.Core.Watches;

/// <summary>What people note about alerts, and how they want to be told of them.</summary>
public sealed class AlertInbox(IDbContextFactory<NewsDbContext> contexts, BulletinBoard board, TimeProvider clock)
{
    // Who has read it has seen its articles: later ones begin an alert of their own.
    private const string ReadSql = """
        WITH read AS (
            INSERT INTO alert_reads (user_id, alert_id, read_at) SELECT {0}, id, {1} FROM alerts WHERE id = ANY ({2}) ON CONFLICT DO NOTHING RETURNING alert_id)
        UPDATE alerts a SET sealed_at = {1} FROM read WHERE a.id = read.alert_id AND a.sealed_at IS NULL
        """;

    private const string ReadAllSql = """
        WITH mine AS (
            SELECT a.id FROM watch_members m JOIN alerts a ON a.watch_id = m.watch_id AND a.at >= m.joined_at
            WHERE m.user_id = {0} AND ({2}::bigint IS NULL OR m.watch_id = {2}) AND NOT EXISTS (SELECT FROM alert_reads r WHERE r.user_id = {0} AND r.alert_id = a.id)),
        read AS (INSERT INTO alert_reads (user_id, alert_id, read_at) SELECT {0}, id, {1} FROM mine ON CONFLICT DO NOTHING RETURNING alert_id)
        UPDATE alerts a SET sealed_at = {1} FROM read WHERE a.id = read.alert_id AND a.sealed_at IS NULL
        """;

    private const string ArticlesReadSql = """
        INSERT INTO article_marks (user_id, article_id, read_at)
        SELECT {0}, x.article_id, {1} FROM watch_matches x WHERE x.watch_id = {2} AND NOT x.known AND x.gone_at IS NULL
          AND NOT EXISTS (SELECT FROM article_marks r WHERE r.user_id = {0} AND r.article_id = x.article_id AND r.read_at IS NOT NULL)
        ORDER BY x.article_id
        ON CONFLICT (user_id, article_id) DO UPDATE SET read_at = excluded.read_at
        """;

    public async Task SetReadAsync(IReadOnlyCollection<long> alerts, bool read, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (read) await db.Database.ExecuteSqlRawAsync(ReadSql, [userId, clock.GetUtcNow().UtcDateTime, alerts.ToArray()], cancel);
        else await db.AlertReads.Where(r => r.UserId == userId && alerts.Contains(r.AlertId)).ExecuteDeleteAsync(cancel);
        board.Post(new(BulletinSubject.Watches));
    }

    /// <summary>Marks all alerts read, of one watch or of all.</summary>
    public async Task SetAllReadAsync(long? watchId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(ReadAllSql, [userId, clock.GetUtcNow().UtcDateTime, new Npgsql.NpgsqlParameter { Value = (object?)watchId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint }], cancel);
        board.Post(new(BulletinSubject.Watches));
    }

    /// <summary>Marks what a watch has found as read.</summary>
    public async Task SetArticlesReadAsync(long watchId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(ArticlesReadSql, [userId, clock.GetUtcNow().UtcDateTime, watchId], cancel);
        board.Post(new(BulletinSubject.Watches));
    }

    public async Task<AlertSettings> SettingsAsync(long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.AlertSettings.AsNoTracking().SingleOrDefaultAsync(s => s.UserId == userId, cancel) ?? new() { UserId = userId };
    }

    /// <summary>Sets how mail comes. Another address has to be confirmed anew.</summary>
    /// <returns>False where the address is none, or the zone is unknown.</returns>
    public async Task<bool> SaveSettingsAsync(string? address, int hour, DayOfWeek weekday, string zone, long userId, CancellationToken cancel)
    {
        var given = string.IsNullOrWhiteSpace(address) ? null : address.Trim();
        if (given is not null && (given.Length > 254 || !MailboxAddress.TryParse(given, out var parsed) || parsed.Address != given || !given.Contains('@', StringComparison.Ordinal) || given.Any(char.IsControl))) return false;
        if (hour is < 0 or > 23 || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return false;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await WatchEditor.IsActiveAsync(db, userId, cancel)) return false;
        var settings = await db.AlertSettings.SingleOrDefaultAsync(s => s.UserId == userId, cancel);
        if (settings is null) db.AlertSettings.Add(settings = new() { UserId = userId });
        if (settings.Address != given) (settings.Address, settings.ConfirmedAt) = (given, null);
        (settings.Hour, settings.Weekday, settings.Zone) = (hour, weekday, zone);
        await db.SaveChangesAsync(cancel);
        await MoveLettersAsync(db, settings, cancel);
        return true;
    }

    /// <summary>Letters that gather are due at the new hour.</summary>
    private async Task MoveLettersAsync(NewsDbContext db, AlertSettings settings, CancellationToken cancel)
    {
        foreach (var rhythm in new[] { MailRhythm.Daily, MailRhythm.Weekly })
        {
            var due = MailCalendar.Next(rhythm, clock.GetUtcNow(), settings.Hour, settings.Weekday, settings.Zone);
            await db.Deliveries.Where(d => d.UserId == settings.UserId && d.Open && d.Rhythm == rhythm).ExecuteUpdateAsync(d => d.SetProperty(x => x.DueAt, due), cancel);
        }
    }
}
