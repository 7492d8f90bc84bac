using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Actors;

/// <summary>A line of the list of actors.</summary>
public sealed record ActorRow(long Id, string Name, ActorKind Kind, string? Country, IReadOnlyList<string> OtherNames, int Articles, int Statements);

/// <summary>Which actors the list shows.</summary>
public sealed record ActorListQuery
{
    public string? Search { get; init; }
    public ActorKind? Kind { get; init; }
    public bool Retired { get; init; }
    /// <summary>Those that stand in most articles, instead of all by name.</summary>
    public bool MostUsed { get; init; }
    public ActorKey? After { get; init; }
    public int Limit { get; init; } = 100;
}

/// <summary>Where the next page of the list begins.</summary>
public readonly record struct ActorKey(string Name, long Id);

/// <summary>What a picker offers: the actor, and the name that matched where it is another.</summary>
public sealed record ActorMatch(long Id, string Name, ActorKind Kind, string? MatchedName);

/// <summary>Finds actors: for the list, and for pickers that forgive a typo.</summary>
public static class ActorQueries
{
    /// <summary>
    /// A page of the list, by name. A search matches any part of any name, and forgives a typo: then the likest come first, all at once, for
    /// nobody looks past the first hundred of them. At 50,000 actors a page takes some milliseconds, a search some tens (see the test).
    /// </summary>
    public static async Task<Page<ActorRow, ActorKey>> ActorsAsync(
        this NewsDbContext db, ActorListQuery query, string language, CancellationToken cancel)
    {
        var actors = db.Actors.AsNoTracking().Where(a => a.MergedIntoId == null && (a.RetiredAt == null) == !query.Retired);
        if (query.Kind is { } kind) actors = actors.Where(a => a.Kind == kind);
        List<Actor> rows;
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var ids = await LikeAsync(db, query.Search.Trim(), query.Limit, cancel);
            var place = ids.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i);
            rows = [.. (await actors.Where(a => ids.Contains(a.Id)).Include(a => a.Names).ToListAsync(cancel)).OrderBy(a => place[a.Id])];
        }
        else if (query.MostUsed)
        {
            var ids = await MostUsedAsync(db, query.Limit, cancel);
            var place = ids.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i);
            rows = [.. (await actors.Where(a => ids.Contains(a.Id)).Include(a => a.Names).ToListAsync(cancel)).OrderBy(a => place[a.Id])];
        }
        else
        {
            if (query.After is { } after) actors = actors.Where(a => EF.Functions.GreaterThan(ValueTuple.Create(a.Name, a.Id), ValueTuple.Create(after.Name, after.Id)));
            rows = await actors.OrderBy(a => a.Name).ThenBy(a => a.Id).Take(query.Limit + 1).Include(a => a.Names).AsSplitQuery().ToListAsync(cancel);
        }
        var shown = rows.Take(query.Limit).ToList();
        var uses = await UsesAsync(db, [.. shown.Select(a => a.Id)], cancel);
        return new([.. shown.Select(a =>
        {
            var name = a.NameIn(language);
            var (articles, statements) = uses.GetValueOrDefault(a.Id);
            return new ActorRow(a.Id, name, a.Kind, a.Country, [.. a.Names.Select(n => n.Text).Append(a.Name).Distinct().Where(n => n != name).Order()], articles, statements);
        })], rows.Count > query.Limit ? new ActorKey(shown[^1].Name, shown[^1].Id) : null);
    }

    /// <summary>What a reader calls some actors.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> NamesOfActorsAsync(this NewsDbContext db, IReadOnlyCollection<long> ids, string language, CancellationToken cancel) =>
        await db.Actors.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, Name = a.Names.Where(n => n.Preferred && n.Language == language).Select(n => n.Text).FirstOrDefault() ?? a.Name })
            .ToDictionaryAsync(a => a.Id, a => a.Name, cancel);

    /// <summary>One actor with its names and offices, and in how many articles and confirmed statements it stands; null where there is none.</summary>
    public static async Task<(Actor Actor, int Articles, int Statements)?> ActorAsync(this NewsDbContext db, long id, CancellationToken cancel)
    {
        var actor = await db.Actors.AsNoTracking().Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, cancel);
        if (actor is null) return null;
        var (articles, statements) = (await UsesAsync(db, [id], cancel)).GetValueOrDefault(id);
        return (actor, articles, statements);
    }

    public static Task<int> CountActorsAsync(this NewsDbContext db, ActorListQuery query, CancellationToken cancel) =>
        db.Actors.CountAsync(a => a.MergedIntoId == null && (a.RetiredAt == null) == !query.Retired && (query.Kind == null || a.Kind == query.Kind), cancel);

    /// <summary>Actors with a name like the words, likest first. Both operators are answered by the trigram indexes.</summary>
    private static async Task<long[]> LikeAsync(NewsDbContext db, string words, int limit, CancellationToken cancel)
    {
        var part = $"%{LikePattern.Escape(words)}%";
        var begins = LikePattern.Escape(words) + "%";
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // For this transaction: "Selenski" is 0.54 like "Selenskyj".
        await db.Database.ExecuteSqlAsync($"SELECT set_config('pg_trgm.word_similarity_threshold', '0.45', true)", cancel);
        var ids = await db.Database.SqlQuery<long>($"""
            SELECT id AS "Value" FROM (
                SELECT id, min(CASE WHEN text ILIKE {begins} THEN 0 WHEN text ILIKE {part} THEN 1 ELSE 3 - word_similarity({words}, text) END) AS rank, min(length(text)) AS size
                FROM (SELECT id, name AS text FROM actors WHERE name ILIKE {part} OR {words} <% name
                      UNION ALL SELECT actor_id, text FROM actor_names WHERE text ILIKE {part} OR {words} <% text) AS named
                GROUP BY id) AS ranked
            ORDER BY rank, size, id LIMIT {limit * 3}
            """).ToArrayAsync(cancel);
        await transaction.CommitAsync(cancel);
        return ids;
    }

    private static Task<long[]> MostUsedAsync(NewsDbContext db, int limit, CancellationToken cancel) => db.Database.SqlQuery<long>($"""
        SELECT actor_id AS "Value" FROM (
            SELECT actor_id, article_id FROM codes WHERE actor_id IS NOT NULL AND removed_at IS NULL AND counts AND state = 'Confirmed'
            UNION ALL SELECT p.actor_id, c.article_id FROM participants p JOIN codes c ON c.id = p.statement_id WHERE c.removed_at IS NULL AND c.counts AND c.state = 'Confirmed') AS uses
        GROUP BY actor_id ORDER BY count(DISTINCT article_id) DESC, actor_id LIMIT {limit}
        """).ToArrayAsync(cancel);

    /// <summary>
    /// The best matches for what a coder has typed: names that begin so, then names with a word that begins so, then likeness by
    /// trigrams (pg_trgm) with any word of the name, which finds "Selenski" for "Selenskyj".
    /// </summary>
    public static async Task<IReadOnlyList<ActorMatch>> MatchActorsAsync(
        this NewsDbContext db, string typed, string language, int limit, CancellationToken cancel)
    {
        typed = typed.Trim();
        if (typed.Length == 0) return [];
        var begins = LikePattern.Escape(typed) + "%";
        var word = "% " + begins;
        var hits = await db.Database.SqlQuery<Hit>($"""
            SELECT actor_id, text, min(rank)::float8 AS rank FROM (
                SELECT n.actor_id, n.text,
                    CASE WHEN lower(n.text) = lower({typed}) THEN 0 WHEN n.text ILIKE {begins} THEN 1 WHEN n.text ILIKE {word} THEN 2
                        ELSE 4 - word_similarity({typed}, n.text) END AS rank
                FROM (SELECT id AS actor_id, name AS text FROM actors UNION SELECT actor_id, text FROM actor_names) AS n
                JOIN actors a ON a.id = n.actor_id AND a.merged_into_id IS NULL AND a.retired_at IS NULL
                WHERE n.text ILIKE {begins} OR n.text ILIKE {word} OR word_similarity({typed}, n.text) > 0.45) AS ranked
            GROUP BY actor_id, text ORDER BY rank, length(text) LIMIT 200
            """).ToListAsync(cancel);
        var best = hits.GroupBy(h => h.ActorId).Select(g => g.First()).Take(limit).ToArray();
        var ids = best.Select(h => h.ActorId).ToArray();
        var actors = await db.Actors.AsNoTracking().Include(a => a.Names.Where(n => n.Preferred)).Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancel);
        return [.. best.Select(h =>
        {
            var name = actors[h.ActorId].NameIn(language);
            return new ActorMatch(h.ActorId, name, actors[h.ActorId].Kind, h.Text == name ? null : h.Text);
        })];
    }

    /// <summary>The actors that a coder tagged last, newest first: most often the next one is among them.</summary>
    public static async Task<IReadOnlyList<ActorMatch>> RecentActorsAsync(
        this NewsDbContext db, long userId, string language, int limit, CancellationToken cancel)
    {
        var ids = await db.Database.SqlQuery<long>($"""
            SELECT actor_id AS "Value" FROM (
                SELECT actor_id, max(at) AS at FROM (
                    (SELECT actor_id, changed_at AS at FROM codes WHERE changed_by = {userId} AND actor_id IS NOT NULL ORDER BY id DESC LIMIT 200)
                    UNION ALL
                    (SELECT p.actor_id, c.changed_at FROM codes c JOIN participants p ON p.statement_id = c.id WHERE c.changed_by = {userId}
                        ORDER BY c.id DESC LIMIT 200)) AS used
                GROUP BY actor_id) AS last
            JOIN actors a ON a.id = actor_id AND a.merged_into_id IS NULL AND a.retired_at IS NULL ORDER BY at DESC LIMIT {limit}
            """).ToListAsync(cancel);
        var actors = await db.Actors.AsNoTracking().Include(a => a.Names.Where(n => n.Preferred)).Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancel);
        return [.. ids.Select(id => new ActorMatch(id, actors[id].NameIn(language), actors[id].Kind, null))];
    }

    private static async Task<Dictionary<long, (int Articles, int Statements)>> UsesAsync(NewsDbContext db, long[] ids, CancellationToken cancel) =>
        (await db.Database.SqlQuery<Use>($"""
            SELECT actor_id, count(DISTINCT article_id)::int AS articles, count(DISTINCT code_id) FILTER (WHERE stated)::int AS statements FROM (
                SELECT actor_id, article_id, id AS code_id, FALSE AS stated FROM codes
                    WHERE actor_id = ANY ({ids}) AND removed_at IS NULL AND counts AND state = 'Confirmed'
                UNION ALL
                SELECT p.actor_id, c.article_id, c.id, TRUE FROM participants p JOIN codes c ON c.id = p.statement_id
                    WHERE p.actor_id = ANY ({ids}) AND c.removed_at IS NULL AND c.counts AND c.state = 'Confirmed') AS uses
            GROUP BY actor_id
            """).ToListAsync(cancel)).ToDictionary(u => u.ActorId, u => (u.Articles, u.Statements));

    private sealed record Hit(long ActorId, string Text, double Rank);

    private sealed record Use(long ActorId, int Articles, int Statements);
}
