using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Watches;

/// <summary>An article that an alert tells of.</summary>
public sealed record ToldArticle(long Id, string Outlet, string Title, string Language, DateTimeOffset PublishedAt, string Address);

/// <summary>An alert with what is needed to tell it outside of the desk.</summary>
public sealed record TellableAlert(Alert Alert, string WatchName, IReadOnlyList<ToldArticle> Articles)
{
    /// <summary>Articles that a letter, a call or a line of the inbox names; how many there are is said besides.</summary>
    public const int Named = 10;

    /// <summary>Alerts of a delivery, oldest first. Those withdrawn meanwhile are left out.</summary>
    internal static async Task<IReadOnlyList<TellableAlert>> OfDeliveryAsync(NewsDbContext db, long deliveryId, CancellationToken cancel)
    {
        var alerts = await db.Alerts.AsNoTracking().Where(a => db.DeliveryAlerts.Any(c => c.DeliveryId == deliveryId && c.AlertId == a.Id) && a.WithdrawnAt == null)
            .OrderBy(a => a.Id).ToListAsync(cancel);
        return await WithArticlesAsync(db, alerts, cancel);
    }

    public static async Task<IReadOnlyList<TellableAlert>> WithArticlesAsync(NewsDbContext db, IReadOnlyList<Alert> alerts, CancellationToken cancel)
    {
        var watches = alerts.Select(a => a.WatchId).Distinct().ToArray();
        var names = await db.Watches.AsNoTracking().Where(w => watches.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => w.Name, cancel);
        var ofArticles = alerts.Where(a => a.Kind == AlertKind.Articles).Select(a => a.Id).ToArray();
        // Of each alert its newest: by the index of alerts, not by all matches of a watch.
        var told = ofArticles.Length == 0 ? [] : await db.Database.SqlQuery<Row>($"""
            SELECT t.id AS alert_id, a.id, o.name AS outlet, a.title, a.language, a.published_at, a.address
            FROM unnest({ofArticles}) AS t (id)
            CROSS JOIN LATERAL (SELECT m.article_id FROM watch_matches m WHERE m.alert_id = t.id ORDER BY m.published_at DESC LIMIT {Named}) AS m
            JOIN articles a ON a.id = m.article_id JOIN outlets o ON o.id = a.outlet_id ORDER BY a.published_at DESC, a.id DESC
            """).ToListAsync(cancel);
        var byAlert = told.ToLookup(t => t.AlertId);
        return [.. alerts.Where(a => names.ContainsKey(a.WatchId)).Select(a => new TellableAlert(
            a, names[a.WatchId], [.. byAlert[a.Id].Select(t => new ToldArticle(t.Id, t.Outlet, t.Title, t.Language, t.PublishedAt, t.Address))]))];
    }

    private sealed record Row(long AlertId, long Id, string Outlet, string Title, string Language, DateTimeOffset PublishedAt, string Address);
}
