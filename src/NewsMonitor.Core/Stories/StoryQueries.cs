using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Stories;

/// <summary>What the pages ask about stories.</summary>
public sealed class StoryQueries(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts)
{
    /// <summary>Parts of a story's time in the sparkline.</summary>
    public const int CourseParts = 16;

    /// <summary>More reports than a page can show are told of, not listed.</summary>
    private const int MostReports = 500;
    private const int MostStatements = 300;
    private const int MostOthers = 8;
    private static readonly TimeSpan Nearby = TimeSpan.FromDays(7);

    // What is asked for every line, once the lines are known: at most a page of stories.
    private const string RowColumnsSql = """
        SELECT s.id, coalesce(s.name, c.title, f.title), CASE WHEN s.name IS NULL THEN coalesce(c.language, f.language) END,
            s.articles, s.outlets, s.first_at, f.outlet, s.last_at, k.growth, m.course, m.statements, m.suggestions, m.coded, s.edited_by IS NOT NULL
        FROM keys k JOIN stories s ON s.id = k.id
            LEFT JOIN articles c ON c.id = s.central_article_id
            CROSS JOIN LATERAL (
                SELECT a.title, a.language, o.name AS outlet FROM story_articles p JOIN articles a ON a.id = p.article_id JOIN outlets o ON o.id = a.outlet_id
                WHERE p.story_id = s.id ORDER BY a.published_at, a.id LIMIT 1) AS f
            CROSS JOIN LATERAL (
                SELECT array_agg(least(15, floor(16 * extract(epoch FROM a.published_at - s.first_at)
                        / greatest(1, extract(epoch FROM s.last_at - s.first_at))))::int) AS course,
                    sum(a.statements)::int AS statements, sum(a.open_suggestions)::int AS suggestions, count(*) FILTER (WHERE a.coding_state = 'Coded')::int AS coded
                FROM story_articles p JOIN articles a ON a.id = p.article_id WHERE p.story_id = s.id) AS m
        """;

    private const string GrowthSql = """
        SELECT p.story_id, count(*)::int AS growth FROM articles a JOIN story_articles p ON p.article_id = a.id
        WHERE a.arrived_at > now() - interval '24 hours' GROUP BY p.story_id
        """;

    // A walk down the partial index of stories with several reports.
    private const string NewestSql = $"""
        WITH keys AS MATERIALIZED (
            SELECT s.id, (SELECT count(*)::int FROM story_articles p JOIN articles a ON a.id = p.article_id
                WHERE p.story_id = s.id AND a.arrived_at > now() - interval '24 hours') AS growth, s.last_at
            FROM stories s WHERE s.articles > 1 AND ($1::timestamptz IS NULL OR (s.last_at, s.id) < ($1, $2))
            ORDER BY s.last_at DESC, s.id DESC LIMIT $3)
        {RowColumnsSql} ORDER BY s.last_at DESC, s.id DESC
        """;

    // What came in during the last day, whatever the archive holds: some 24,000 articles at a thousand an hour.
    private const string GrowingSql = $"""
        WITH growing AS MATERIALIZED ({GrowthSql}),
        keys AS MATERIALIZED (
            SELECT s.id, coalesce(g.growth, 0) AS growth, s.last_at
            FROM growing g JOIN stories s ON s.id = g.story_id
            WHERE s.articles > 1 AND ($1::timestamptz IS NULL OR (g.growth, s.last_at, s.id) < ($4, $1, $2))
            ORDER BY g.growth DESC, s.last_at DESC, s.id DESC LIMIT $3)
        {RowColumnsSql} ORDER BY k.growth DESC, s.last_at DESC, s.id DESC
        """;

    private const string OneSql = $"""
        WITH keys AS MATERIALIZED (
            SELECT s.id, (SELECT count(*)::int FROM story_articles p JOIN articles a ON a.id = p.article_id
                WHERE p.story_id = s.id AND a.arrived_at > now() - interval '24 hours') AS growth
            FROM stories s WHERE s.id = (SELECT coalesce(merged_into_id, id) FROM stories WHERE id = $1))
        {RowColumnsSql}
        """;

    /// <summary>Stories of two reports and more.</summary>
    public async Task<Page<StoryRow, StoryKey>> PageAsync(StoryOrder order, StoryKey? after, int size, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(order == StoryOrder.Growing ? GrowingSql : NewestSql);
        command.Parameters.Add(new() { Value = after is { } key ? key.LastAt.ToUniversalTime() : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = after?.Id ?? 0 });
        command.Parameters.Add(new() { Value = size + 1 });
        if (order == StoryOrder.Growing) command.Parameters.Add(new() { Value = after?.Growth ?? 0 });
        var rows = await RowsAsync(command, cancel);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new(rows, more ? rows[^1].Key(order) : null);
    }

    /// <summary>One story with its reports; one that was merged away leads to where it went.</summary>
    public async Task<StoryView?> FindAsync(long id, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(OneSql);
        command.Parameters.Add(new() { Value = id });
        if ((await RowsAsync(command, cancel)).SingleOrDefault() is not { } row) return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var reports = await db.StoryArticles.AsNoTracking().Where(p => p.StoryId == row.Id)
            .Join(db.Articles, p => p.ArticleId, a => a.Id, (place, article) => new { place, article })
            .OrderBy(r => r.article.PublishedAt).ThenBy(r => r.article.Id).Take(MostReports + 1)
            .Select(r => new StoryReport
            {
                ArticleId = r.article.Id, OutletId = r.article.OutletId, Outlet = r.article.Outlet!.Name, Title = r.article.Title, Language = r.article.Language,
                PublishedAt = r.article.PublishedAt, Words = r.article.Words, Versions = r.article.CurrentVersion == 1 ? 1
                    : db.ArticleVersions.Count(v => v.ArticleId == r.article.Id && v.Source == db.ArticleVersions.First(c => c.ArticleId == r.article.Id && c.Number == r.article.CurrentVersion).Source),
                CodingState = r.article.CodingState, Statements = r.article.Statements,
                OpenSuggestions = r.article.OpenSuggestions, Reason = r.place.Reason, Score = r.place.Score, LikeArticleId = r.place.LikeArticleId,
                SharedWords = r.place.Words, PlacedBy = db.Users.Where(u => u.Id == r.place.PlacedBy).Select(u => u.DisplayName).FirstOrDefault(),
                CopyOfId = db.ArticlePrints.Where(p => p.ArticleId == r.article.Id).Select(p => p.CopyOfId).FirstOrDefault(),
                CopyScore = db.ArticlePrints.Where(p => p.ArticleId == r.article.Id).Select(p => p.CopyScore).FirstOrDefault(),
            }).ToListAsync(cancel);
        return new(row, [.. reports.Take(MostReports)], reports.Count > MostReports);
    }

    /// <summary>What an article's page says of its story; null where the article is alone, or not read yet.</summary>
    public async Task<ArticleStory?> OfArticleAsync(long articleId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var story = await db.StoryArticles.AsNoTracking().Where(p => p.ArticleId == articleId && p.Story!.Articles > 1)
            .Select(p => new
            {
                p.StoryId, p.Story!.Name, p.Story.Articles,
                Central = db.Articles.Where(a => a.Id == p.Story.CentralArticleId).Select(a => a.Title).FirstOrDefault(),
                Text = db.ArticlePrints.Where(t => t.ArticleId == articleId).Select(t => t.CopyOfId ?? t.ArticleId).FirstOrDefault(),
            }).SingleOrDefaultAsync(cancel);
        if (story is null) return null;
        var others = await db.StoryArticles.AsNoTracking().Where(p => p.StoryId == story.StoryId && p.ArticleId != articleId)
            .Select(p => new
            {
                p.ArticleId, Outlet = p.Article!.Outlet!.Name, p.Article.Title, p.Article.Language, p.Article.PublishedAt,
                Copy = db.ArticlePrints.Any(t => t.ArticleId == p.ArticleId && (t.CopyOfId ?? t.ArticleId) == story.Text),
            })
            .OrderByDescending(p => p.Copy).ThenBy(p => p.PublishedAt).ThenBy(p => p.ArticleId).Take(MostOthers)
            .Select(p => new OtherReport(p.ArticleId, p.Outlet, p.Title, p.Language, p.PublishedAt, p.Copy)).ToListAsync(cancel);
        return new(story.StoryId, story.Name ?? story.Central ?? others[0].Title, story.Articles, others);
    }

    /// <summary>Who says what: the statements of a story's articles, rejected ones left out, by time.</summary>
    /// <param name="storyId">Which story.</param>
    /// <param name="language">In which language actors are named.</param>
    /// <param name="cancel">Stops the query.</param>
    public async Task<IReadOnlyList<StoryStatement>> StatementsAsync(long storyId, string language, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var codes = await db.Codes.OfType<Statement>().AsNoTracking().AsSplitQuery()
            .Where(c => c.RemovedAt == null && c.Counts && c.State != CodeState.Rejected && db.StoryArticles.Any(p => p.StoryId == storyId && p.ArticleId == c.ArticleId))
            .OrderBy(c => c.ArticleId).ThenBy(c => c.Id).Take(MostStatements)
            .Include(c => c.Anchors).Include(c => c.Participants).ThenInclude(p => p.Actor).ThenInclude(a => a!.Names.Where(n => n.Preferred))
            .Include(c => ((Threat)c).Instrument).Include(c => ((Position)c).Issue)
            .ToListAsync(cancel);
        var articles = codes.Select(c => c.ArticleId).Distinct().ToArray();
        var reports = await db.Articles.AsNoTracking().Where(a => articles.Contains(a.Id))
            .Select(a => new { a.Id, Outlet = a.Outlet!.Name, a.PublishedAt, a.Language }).ToDictionaryAsync(a => a.Id, cancel);
        return [.. codes.Select(c => new StoryStatement
        {
            CodeId = c.Id, ArticleId = c.ArticleId, Outlet = reports[c.ArticleId].Outlet, PublishedAt = reports[c.ArticleId].PublishedAt,
            ArticleLanguage = reports[c.ArticleId].Language, State = c.State, IsThreat = c is Threat,
            Who = Tags(c, ParticipantRole.Threatener, ParticipantRole.Speaker, language), Against = Tags(c, ParticipantRole.Target, ParticipantRole.Addressee, language),
            Stance = (c as Position)?.Stance, Matter = c is Threat threat ? threat.Instrument?.Name ?? threat.InstrumentWords : (c as Position)?.Issue?.Name,
            Quote = c.Anchors.Where(a => a.Role == AnchorRole.Evidence).OrderBy(a => a.Start).FirstOrDefault()?.Quote ?? "",
        }).OrderBy(s => s.PublishedAt).ThenBy(s => s.ArticleId).ThenBy(s => s.CodeId)];
    }

    /// <summary>Other stories around the days of one, single reports included, by words of their reports' titles or of their names.</summary>
    public async Task<IReadOnlyList<StoryMatchRow>> NearAsync(long storyId, string words, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Stories.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storyId, cancel) is not { FirstAt: { } first, LastAt: { } last }) return [];
        var (from, until, like) = (first - Nearby, last + Nearby, $"%{LikePattern.Escape(words.Trim())}%");
        // A walk down the index of dates that ends with the first matches: titles are not indexed, but only some days are read.
        var found = await db.StoryArticles.AsNoTracking()
            .Where(p => p.StoryId != storyId && p.Article!.PublishedAt >= from && p.Article.PublishedAt <= until
                && (EF.Functions.ILike(p.Article.Title, like, "\\") || (p.Story!.Name != null && EF.Functions.ILike(p.Story.Name, like, "\\"))))
            .OrderByDescending(p => p.Article!.PublishedAt).Take(MostOthers * 4)
            .Select(p => new StoryMatchRow(p.StoryId, p.Story!.Name ?? db.Articles.Where(a => a.Id == p.Story.CentralArticleId).Select(a => a.Title).FirstOrDefault() ?? p.Article!.Title,
                p.Story.Articles, p.Story.LastAt!.Value))
            .ToListAsync(cancel);
        return [.. found.DistinctBy(s => s.Id).OrderBy(s => (s.LastAt - last).Duration()).Take(MostOthers)];
    }

    private static ParticipantTag[] Tags(Statement statement, ParticipantRole one, ParticipantRole other, string language) =>
        [.. statement.Participants.Where(p => p.Role == one || p.Role == other).OrderBy(p => p.Ordinal)
            .Select(p => new ParticipantTag(p.Role, p.ActorId, p.Actor!.NameIn(language)))];

    private static async Task<List<StoryRow>> RowsAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var rows = new List<StoryRow>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var course = new int[CourseParts];
            foreach (var part in reader.GetFieldValue<int[]>(9)) course[part]++;
            rows.Add(new()
            {
                Id = reader.GetInt64(0), Title = reader.GetString(1), Language = reader.IsDBNull(2) ? null : reader.GetString(2), Articles = reader.GetInt32(3),
                Outlets = reader.GetInt32(4), FirstAt = reader.GetFieldValue<DateTimeOffset>(5), FirstOutlet = reader.GetString(6),
                LastAt = reader.GetFieldValue<DateTimeOffset>(7), Growth = reader.GetInt32(8), Course = course, Statements = reader.GetInt32(10),
                OpenSuggestions = reader.GetInt32(11), Coded = reader.GetInt32(12), Edited = reader.GetBoolean(13),
            });
        }
        return rows;
    }
}
