using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Suggestions;

/// <summary>A name with what it is worth looking at: how many articles, and sentences that it stands in.</summary>
public sealed record UnknownNameRow(string Name, int Articles, int Mentions, DateTimeOffset Last, IReadOnlyList<NameExample> Examples);

/// <summary>A place of a name: the words around it, the name's offsets within them.</summary>
public sealed record NameExample(long ArticleId, string Title, string Outlet, string Words, int Start, int End);

/// <summary>Names of persons whom nobody has made an actor. An editor makes an actor of one, gives it to an actor as another name, or dismisses it.</summary>
public sealed class UnknownNames(IDbContextFactory<NewsDbContext> archive, ActorEditor actors, BulletinBoard board, TimeProvider clock)
{
    private const int Around = 90;

    /// <summary>The most named first.</summary>
    /// <param name="days">Only articles published so many days ago at most; null for all.</param>
    /// <param name="most">How many names.</param>
    /// <param name="cancel">Stops the query.</param>
    public async Task<IReadOnlyList<UnknownNameRow>> ListAsync(int? days, int most, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var since = days is { } back ? clock.GetUtcNow().AddDays(-back) : DateTimeOffset.MinValue;
        var rows = await db.Database.SqlQuery<Found>($"""
            SELECT n.name, count(*)::int AS articles, sum(n.mentions)::int AS mentions, max(a.published_at) AS last, (array_agg(n.article_id ORDER BY a.published_at DESC))[1:3] AS examples
            FROM unknown_names n JOIN articles a ON a.id = n.article_id
            WHERE ({days}::int IS NULL OR a.published_at >= {since})
              AND NOT EXISTS (SELECT 1 FROM dismissed_names d WHERE d.name = n.name)
              AND NOT EXISTS (SELECT 1 FROM actors k WHERE k.name = n.name AND k.merged_into_id IS NULL)
              AND NOT EXISTS (SELECT 1 FROM actor_names k WHERE k.text = n.name)
            GROUP BY n.name ORDER BY count(*) DESC, max(a.published_at) DESC, n.name LIMIT {most}
            """).ToListAsync(cancel);
        var names = rows.Select(r => r.Name).ToArray();
        var ids = rows.SelectMany(r => r.Examples).Distinct().ToArray();
        var places = await db.Database.SqlQuery<Place>($"""
            SELECT n.name, n.article_id, v.title, o.name AS outlet, substr(v.text, greatest(1, n.start - {Around} + 1), least(n.start, {Around}) + (n."end" - n.start) + {Around}) AS words,
                least(n.start, {Around}) AS start, least(n.start, {Around}) + (n."end" - n.start) AS "end"
            FROM unknown_names n JOIN articles a ON a.id = n.article_id JOIN outlets o ON o.id = a.outlet_id
            JOIN article_versions v ON v.article_id = a.id AND v.number = a.current_version
            WHERE n.name = ANY ({names}) AND n.article_id = ANY ({ids})
            """).ToListAsync(cancel);
        var byName = places.ToLookup(p => p.Name);
        return [.. rows.Select(r => new UnknownNameRow(r.Name, r.Articles, r.Mentions, r.Last,
            [.. byName[r.Name].Where(p => r.Examples.Contains(p.ArticleId)).Select(Example)]))];
    }

    /// <summary>Makes an actor of the name.</summary>
    public Task<ListResult> MakeActorAsync(string name, long userId, CancellationToken cancel) =>
        actors.SaveAsync(new ActorDraft { Name = name, Kind = ActorKind.Person }, userId, cancel);

    /// <summary>Gives the name to an actor.</summary>
    public async Task<ListResult> GiveAsync(string name, long actorId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var actor = await db.Actors.AsNoTracking().Include(a => a.Names).SingleOrDefaultAsync(a => a.Id == actorId && a.MergedIntoId == null, cancel);
        if (actor is null) return new ListResult.Invalid(ListFault.Unknown);
        return await actors.SaveAsync(new ActorDraft
        {
            Id = actor.Id, RowVersion = actor.RowVersion, Name = actor.Name, Kind = actor.Kind, Country = actor.Country, WikidataId = actor.WikidataId, Note = actor.Note,
            Names = [.. actor.Names.Select(n => new ActorNameDraft(n.Language, n.Text, n.Preferred)), new ActorNameDraft(null, name, false)],
        }, userId, cancel);
    }

    /// <summary>Says that the name is no actor to follow; with <paramref name="dismissed"/> false, that it is to be proposed again.</summary>
    public async Task<ListResult> DismissAsync(string name, bool dismissed, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new ListResult.NotAllowed();
        var now = clock.GetUtcNow();
        var there = await db.DismissedNames.SingleOrDefaultAsync(d => d.Name == name, cancel);
        if (dismissed && there is null) db.DismissedNames.Add(new() { Name = name, At = now, By = userId });
        if (!dismissed && there is not null) db.DismissedNames.Remove(there);
        db.Note(now, userId, dismissed ? "name.dismissed" : "name.restored", name);
        try { await db.SaveChangesAsync(cancel); }
        catch (DbUpdateException e) when (e.IsDuplicate()) { /* another editor has said the same in this moment */ }
        board.Post(new(BulletinSubject.Lists));
        return new ListResult.Saved(0);
    }

    private static NameExample Example(Place place)
    {
        // PostgreSQL counts code points, we UTF-16 units: beyond the basic plane the two part, so the name is looked for.
        var words = place.Words.Replace('\n', ' ');
        var at = words.IndexOf(place.Name, StringComparison.Ordinal);
        return at >= 0 ? new(place.ArticleId, place.Title, place.Outlet, words, at, at + place.Name.Length)
            : new(place.ArticleId, place.Title, place.Outlet, words, Math.Min(place.Start, words.Length), Math.Min(place.End, words.Length));
    }

    private sealed record Found(string Name, int Articles, int Mentions, DateTimeOffset Last, long[] Examples);

    private sealed record Place(string Name, long ArticleId, string Title, string Outlet, string Words, int Start, int End);
}
