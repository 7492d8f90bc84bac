using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Networks;
using Npgsql;

namespace NewsMonitor.Core.Actors;

/// <summary>What an actor's own page asks. Statements count by the one rule of all maps and boards (<see cref="Counted"/>).</summary>
public sealed class ActorProfiles(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, NewsroomTime newsroom)
{
    /// <summary>Of an actor in more articles than this, neighbours and stories are counted among the newest of them.</summary>
    public const int MostArticles = 5_000;
    private const int Patience = 5;
    private const int MostStories = 8;

    /// <summary>One that was merged away leads to where it went; null where there is none.</summary>
    public async Task<ActorHead?> FindAsync(long id, string language, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var actor = await db.Actors.AsNoTracking().Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery()
            .SingleOrDefaultAsync(a => a.MergedIntoId == null && (a.Id == id || db.Actors.Any(gone => gone.Id == id && gone.MergedIntoId == a.Id)), cancel);
        if (actor is null) return null;
        var others = await db.NamesOfActorsAsync([.. actor.Affiliations.Select(a => a.OrganisationId).Append(actor.ParentId).OfType<long>().Distinct()], language, cancel);
        var state = actor is { Country: { } country, Kind: not ActorKind.State }
            ? await db.Actors.Where(a => a.Country == country && a.Kind == ActorKind.State && a.MergedIntoId == null).OrderBy(a => a.Id).Select(a => (long?)a.Id).FirstOrDefaultAsync(cancel) : null;
        return new()
        {
            State = state is { } of ? (of, (await db.NamesOfActorsAsync([of], language, cancel))[of]) : null,
            Id = actor.Id, Name = actor.NameIn(language), Kind = actor.Kind, Country = actor.Country, WikidataId = actor.WikidataId, RetiredAt = actor.RetiredAt,
            Parent = actor.ParentId is { } parent && others.TryGetValue(parent, out var above) ? (parent, above) : null,
            Offices = [.. actor.Affiliations.OrderByDescending(a => a.From ?? DateOnly.MinValue).ThenBy(a => a.Office, StringComparer.Ordinal)
                .Select(a => new OfficeRow(a.Office, a.OrganisationId, a.OrganisationId is { } organisation ? others.GetValueOrDefault(organisation) : null, a.From, a.Until))],
            Names = [.. actor.Names.OrderBy(n => n.Language is null).ThenBy(n => n.Language, StringComparer.Ordinal).ThenByDescending(n => n.Preferred).ThenBy(n => n.Text, StringComparer.CurrentCulture)],
        };
    }

    public async Task<ActorFigures> FiguresAsync(long actorId, DayRange range, bool suggestions, CancellationToken cancel)
    {
        await using var command = Command($"""
            WITH said AS MATERIALIZED (
                SELECT c.id, c.kind, p.role FROM participants p JOIN codes c ON c.id = p.statement_id JOIN articles a ON a.id = c.article_id
                    LEFT JOIN issues i ON i.id = c.issue_id
                WHERE p.actor_id = $1 AND i.proposed_at IS NULL AND {Counted.Sql(suggestions)} AND a.published_at >= $2 AND a.published_at < $3)
            SELECT
                (SELECT count(*) FROM codes c JOIN articles a ON a.id = c.article_id WHERE c.actor_id = $1 AND {MentionSql} AND a.published_at >= $2 AND a.published_at < $3)::int,
                (SELECT count(*) FROM quotations q JOIN articles a ON a.id = q.article_id WHERE q.speaker_id IN (SELECT id FROM actors WHERE id = $1 OR merged_into_id = $1)
                    AND q.state <> 'Rejected' AND a.published_at >= $2 AND a.published_at < $3)::int,
                (SELECT count(*) FROM said WHERE kind = 'position' AND role = 'Speaker')::int,
                (SELECT count(*) FROM said WHERE kind = 'threat' AND role = 'Threatener')::int,
                (SELECT count(*) FROM said WHERE kind = 'threat' AND role = 'Target')::int
            """, actorId, range);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4));
    }

    /// <summary>The actor's positions by issue, the issue with the most first, each with its course. What a rule merely proposes as an issue is none yet.</summary>
    public async Task<IReadOnlyList<IssueCourse>> CoursesAsync(long actorId, DayRange range, bool suggestions, CancellationToken cancel)
    {
        await using var command = Command($"""
            SELECT i.id, i.name, (a.published_at AT TIME ZONE $4)::date AS day, count(*) FILTER (WHERE c.stance = 'Supports')::int,
                count(*) FILTER (WHERE c.stance = 'Opposes')::int, count(*) FILTER (WHERE c.stance = 'Undecided')::int
            FROM participants p JOIN codes c ON c.id = p.statement_id JOIN articles a ON a.id = c.article_id JOIN issues i ON i.id = c.issue_id AND i.proposed_at IS NULL
            WHERE p.actor_id = $1 AND p.role = 'Speaker' AND c.kind = 'position' AND {Counted.Sql(suggestions)} AND a.published_at >= $2 AND a.published_at < $3
            GROUP BY i.id, i.name, day ORDER BY i.id, day
            """, actorId, range);
        command.Parameters.Add(new() { Value = newsroom.Zone.Id });
        var days = new Dictionary<(long Id, string Name), List<StanceDay>>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var issue = (rows.GetInt64(0), rows.GetString(1));
            if (!days.TryGetValue(issue, out var course)) days[issue] = course = [];
            course.Add(new(rows.GetFieldValue<DateOnly>(2), rows.GetInt32(3), rows.GetInt32(4), rows.GetInt32(5)));
        }
        return [.. days.Select(issue => new IssueCourse(issue.Key.Id, issue.Key.Name, issue.Value)).OrderByDescending(issue => issue.All).ThenBy(issue => issue.Issue, StringComparer.CurrentCulture)];
    }

    /// <summary>
    /// Who else speaks on the actor's issues, and on whose side: the ties of the network of actors (congruence less conflict, by average activity,
    /// once per article; see <see cref="NetworkBuilder"/>), the strongest first.
    /// </summary>
    public async Task<IReadOnlyList<Companion>> CompanionsAsync(long actorId, DayRange range, bool suggestions, string language, CancellationToken cancel)
    {
        var (events, issues) = await EventsAsync(actorId, range, suggestions, cancel);
        var network = NetworkBuilder.Build(events, new() { Normalisation = Normalisation.AverageActivity, TimeZone = newsroom.Zone }, cancel);
        var at = network.Rows.ToList().IndexOf(actorId);
        var ties = network.Ties.Where(tie => tie.From == at || tie.To == at).Select(tie => (Id: network.Rows[tie.From == at ? tie.To : tie.From], tie.Weight)).ToArray();
        if (at < 0 || ties.Length == 0) return [];

        await using var db = await contexts.CreateDbContextAsync(cancel);
        var names = await db.NamesOfActorsAsync([.. ties.Select(tie => tie.Id)], language, cancel);
        var kinds = await db.Actors.Where(a => names.Keys.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Kind, cancel);
        // Who leans to which side on what: more for than against, or the other way round.
        var leanings = NetworkBuilder.Distinct(events, network.Settings).GroupBy(e => (e.Actor, e.Issue)).ToDictionary(g => g.Key, g => Math.Sign(g.Sum(e => e.Stance)));
        return [.. ties.Where(tie => names.ContainsKey(tie.Id)).Select(tie =>
        {
            KeyValuePair<long, string>[] Issues(int sign) => [.. issues.Where(i => leanings.GetValueOrDefault((actorId, i.Key)) * leanings.GetValueOrDefault((tie.Id, i.Key)) == sign).OrderBy(i => i.Value, StringComparer.CurrentCulture)];
            var (alike, apart) = (Issues(1), Issues(-1));
            return new Companion(tie.Id, names[tie.Id], kinds[tie.Id], tie.Weight, [.. alike.Select(i => i.Value)], [.. apart.Select(i => i.Value)], [.. alike.Concat(apart).Select(i => i.Key)]);
        }).OrderByDescending(companion => Math.Abs(companion.Weight)).ThenBy(companion => companion.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Who is named in the same articles, and the stories of these.</summary>
    public async Task<ActorSurroundings> SurroundingsAsync(long actorId, DayRange range, int most, string language, CancellationToken cancel)
    {
        await using var command = Command($"""
            WITH own AS MATERIALIZED (
                SELECT a.id FROM articles a WHERE a.id IN (
                    SELECT c.article_id FROM codes c WHERE c.actor_id = $1 AND {LiveSql}
                    UNION SELECT c.article_id FROM participants p JOIN codes c ON c.id = p.statement_id WHERE p.actor_id = $1 AND {LiveSql})
                AND a.published_at >= $2 AND a.published_at < $3 ORDER BY a.published_at DESC LIMIT {MostArticles}),
            coded AS MATERIALIZED (SELECT c.id, c.article_id, c.actor_id FROM own JOIN codes c ON c.article_id = own.id WHERE {LiveSql}),
            neighbours AS (
                SELECT actor_id, count(*)::int AS n FROM (
                    SELECT article_id, actor_id FROM coded WHERE actor_id IS NOT NULL
                    UNION SELECT coded.article_id, p.actor_id FROM coded JOIN participants p ON p.statement_id = coded.id) AS seen
                WHERE actor_id <> $1 GROUP BY actor_id ORDER BY n DESC, actor_id LIMIT {most}),
            told AS (
                SELECT p.story_id, count(*)::int AS n FROM own JOIN story_articles p ON p.article_id = own.id GROUP BY p.story_id)
            SELECT 'own', count(*), '', NULL, 0, 0, NULL::timestamptz FROM own
            UNION ALL (SELECT 'neighbour', actor_id, '', NULL, n, 0, NULL FROM neighbours)
            UNION ALL (SELECT 'story', s.id, coalesce(s.name, c.title, ''), CASE WHEN s.name IS NULL THEN c.language END, o.n, s.articles, s.last_at
                FROM told o JOIN stories s ON s.id = o.story_id LEFT JOIN articles c ON c.id = s.central_article_id
                WHERE s.articles > 1 ORDER BY o.n DESC, s.last_at DESC LIMIT {MostStories})
            """, actorId, range);
        var (own, neighbours, stories) = (0, new List<(long Id, int Articles)>(), new List<ActorStory>());
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                switch (rows.GetString(0))
                {
                    case "own": own = (int)rows.GetInt64(1); break;
                    case "neighbour": neighbours.Add((rows.GetInt64(1), rows.GetInt32(4))); break;
                    default: stories.Add(new(rows.GetInt64(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3), rows.GetInt32(4), rows.GetInt32(5), rows.GetFieldValue<DateTimeOffset>(6))); break;
                }
            }
        }
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var ids = neighbours.Select(n => n.Id).ToArray();
        var names = await db.NamesOfActorsAsync(ids, language, cancel);
        var kinds = await db.Actors.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Kind, cancel);
        return new([.. neighbours.Where(n => names.ContainsKey(n.Id)).Select(n => new Neighbour(n.Id, names[n.Id], kinds[n.Id], n.Articles))], stories, own);
    }

    /// <summary>What the actor's articles of some days tell of most: the story with the most of them, if it has two and more.</summary>
    public async Task<IReadOnlyList<DayStory>> StoriesOfAsync(long actorId, IReadOnlyList<DateOnly> days, CancellationToken cancel)
    {
        var stories = new List<DayStory>();
        foreach (var day in days)
        {
            await using var command = Command($"""
                SELECT s.id, coalesce(s.name, c.title) FROM articles a JOIN story_articles p ON p.article_id = a.id JOIN stories s ON s.id = p.story_id
                    LEFT JOIN articles c ON c.id = s.central_article_id
                WHERE a.published_at >= $2 AND a.published_at < $3 AND (
                    EXISTS (SELECT FROM codes c WHERE c.article_id = a.id AND c.actor_id = $1 AND {LiveSql})
                    OR EXISTS (SELECT FROM codes c JOIN participants x ON x.statement_id = c.id WHERE c.article_id = a.id AND x.actor_id = $1 AND {LiveSql}))
                GROUP BY s.id, c.title HAVING count(*) > 1 AND coalesce(s.name, c.title) IS NOT NULL ORDER BY count(*) DESC, s.id LIMIT 1
                """, actorId, new(day, day));
            await using var row = await command.ExecuteReaderAsync(cancel);
            if (await row.ReadAsync(cancel)) stories.Add(new(day, row.GetInt64(0), row.GetString(1)));
        }
        return stories;
    }

    // As a search for the actor finds articles.
    private const string LiveSql = "c.removed_at IS NULL AND c.counts AND c.state <> 'Rejected'";
    private const string MentionSql = "c.kind = 'mention' AND " + LiveSql;

    /// <summary>Everybody's stances on the issues that the actor speaks on, and what these are called.</summary>
    private async Task<(IReadOnlyList<NetworkEvent> Events, IReadOnlyDictionary<long, string> Issues)> EventsAsync(long actorId, DayRange range, bool suggestions, CancellationToken cancel)
    {
        await using var command = Command($"""
            WITH own AS MATERIALIZED (
                SELECT DISTINCT c.issue_id FROM participants p JOIN codes c ON c.id = p.statement_id JOIN articles a ON a.id = c.article_id
                WHERE p.actor_id = $1 AND p.role = 'Speaker' AND c.kind = 'position' AND {Counted.Sql(suggestions)} AND a.published_at >= $2 AND a.published_at < $3)
            SELECT c.id, p.actor_id, c.issue_id, CASE c.stance WHEN 'Supports' THEN 1 WHEN 'Opposes' THEN -1 ELSE 0 END, a.id, a.published_at, i.name
            FROM own JOIN issues i ON i.id = own.issue_id AND i.proposed_at IS NULL JOIN codes c ON c.issue_id = own.issue_id JOIN articles a ON a.id = c.article_id
                JOIN participants p ON p.statement_id = c.id AND p.role = 'Speaker'
            WHERE c.kind = 'position' AND {Counted.Sql(suggestions)} AND a.published_at >= $2 AND a.published_at < $3
            """, actorId, range);
        var (events, issues) = (new List<NetworkEvent>(), new Dictionary<long, string>());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            events.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt32(3), rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5)));
            issues[rows.GetInt64(2)] = rows.GetString(6);
        }
        return (events, issues);
    }

    private NpgsqlCommand Command(string text, long actorId, DayRange range)
    {
        var command = archive.CreateCommand(text);
        command.CommandTimeout = Patience;
        command.Parameters.Add(new() { Value = actorId });
        command.Parameters.Add(new() { Value = range.From(newsroom).ToUniversalTime() });
        command.Parameters.Add(new() { Value = range.Until(newsroom).ToUniversalTime() });
        return command;
    }
}
