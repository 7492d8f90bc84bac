using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Coding;

/// <summary>A statement with the words that prove it and the article they stand in.</summary>
/// <param name="Statement">What is claimed.</param>
/// <param name="Quote">The evidence's words, its spans joined by an ellipsis.</param>
/// <param name="Title">The article's headline.</param>
/// <param name="Outlet">Who published it.</param>
/// <param name="Language">The article's, ISO 639-1.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Reports">Articles of its story, itself included.</param>
public sealed record QuoteRow(StatementRow Statement, string Quote, string Title, string Outlet, string Language, DateTimeOffset PublishedAt, int Reports)
{
    public QuoteKey Key => new(PublishedAt, Statement.Id);
}

/// <summary>Where the next page of quotes begins: newest article first, within it by statement.</summary>
public readonly record struct QuoteKey(DateTimeOffset PublishedAt, long StatementId);

/// <summary>How many statements there are in a scope, and where.</summary>
public sealed record QuoteCount(int Confirmed, int Suggested, int Supports, int Opposes, int Undecided, int Articles, int Outlets)
{
    public int All => Confirmed + Suggested;
}

/// <summary>Statements of one stance on one day of the newsroom's calendar.</summary>
public sealed record QuoteDay(DateOnly Day, int Supports, int Opposes, int Undecided, int Threats);

/// <summary>The statements behind a figure: a cell, an edge, a bar.</summary>
public sealed class StatementQuotes(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, NewsroomTime newsroom)
{
    private const int Patience = 5;

    /// <param name="scope">Which.</param>
    /// <param name="after">Where the page begins; null for the newest.</param>
    /// <param name="limit">How many.</param>
    /// <param name="language">In which language actors are named.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Page<QuoteRow, QuoteKey>> PageAsync(StatementScope scope, QuoteKey? after, int limit, string language, CancellationToken cancel)
    {
        var sql = new StatementSql(scope);
        var key = after is { } last ? $"AND (a.published_at, c.id) < ({sql.Articles.Add(last.PublishedAt.ToUniversalTime())}, {sql.Articles.Add(last.StatementId)})" : "";
        await using var command = Command($"""
            SELECT c.id FROM codes c JOIN articles a ON a.id = c.article_id
            WHERE {sql.Everything} {key} ORDER BY a.published_at DESC, c.id DESC LIMIT {sql.Articles.Add(limit + 1)}
            """, sql);
        var ids = new List<long>(limit + 1);
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        }
        var shown = await RowsAsync([.. ids.Take(limit)], language, cancel);
        return new(shown, ids.Count > limit && shown.Count > 0 ? shown[^1].Key : null);
    }

    /// <summary>One statement, read afresh; null where it is gone.</summary>
    public async Task<QuoteRow?> FindAsync(long statementId, string language, CancellationToken cancel) => await RowsAsync([statementId], language, cancel) is [var row, ..] ? row : null;

    public async Task<QuoteCount> CountAsync(StatementScope scope, CancellationToken cancel)
    {
        var sql = new StatementSql(scope);
        await using var command = Command($"""
            SELECT count(*) FILTER (WHERE c.state = 'Confirmed')::int, count(*) FILTER (WHERE c.state = 'Suggested')::int,
                count(*) FILTER (WHERE c.stance = 'Supports')::int, count(*) FILTER (WHERE c.stance = 'Opposes')::int, count(*) FILTER (WHERE c.stance = 'Undecided')::int,
                count(DISTINCT a.id)::int, count(DISTINCT a.outlet_id)::int
            FROM codes c JOIN articles a ON a.id = c.article_id WHERE {sql.Everything}
            """, sql);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6));
    }

    /// <summary>The course by days; days without a statement are left out.</summary>
    public async Task<IReadOnlyList<QuoteDay>> CourseAsync(StatementScope scope, CancellationToken cancel)
    {
        var sql = new StatementSql(scope);
        await using var command = Command($"""
            SELECT date_trunc('day', a.published_at, {sql.Articles.Add(newsroom.Zone.Id)}), count(*) FILTER (WHERE c.stance = 'Supports')::int,
                count(*) FILTER (WHERE c.stance = 'Opposes')::int, count(*) FILTER (WHERE c.stance = 'Undecided')::int, count(*) FILTER (WHERE c.kind = 'threat')::int
            FROM codes c JOIN articles a ON a.id = c.article_id WHERE {sql.Everything} GROUP BY 1 ORDER BY 1
            """, sql);
        var days = new List<QuoteDay>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            days.Add(new(DateOnly.FromDateTime(newsroom.Local(rows.GetFieldValue<DateTimeOffset>(0)).DateTime), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt32(4)));
        }
        return days;
    }

    private async Task<IReadOnlyList<QuoteRow>> RowsAsync(long[] ids, string language, CancellationToken cancel)
    {
        if (ids.Length == 0) return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var articles = await (from a in db.Articles.AsNoTracking()
                              join v in db.ArticleVersions on new { a.Id, Number = a.CurrentVersion } equals new { Id = v.ArticleId, v.Number }
                              where db.Codes.Any(c => ids.Contains(c.Id) && c.ArticleId == a.Id)
                              select new
                              {
                                  a.Id, VersionId = v.Id, a.Title, Outlet = a.Outlet!.Name, a.Language, a.PublishedAt,
                                  Reports = db.Stories.Where(s => db.StoryArticles.Any(p => p.StoryId == s.Id && p.ArticleId == a.Id)).Select(s => s.Articles).FirstOrDefault(),
                              }).ToDictionaryAsync(a => a.Id, cancel);
        var codes = await MarginQueries.RowsAsync(db, db.Codes.Where(c => ids.Contains(c.Id) && c.RemovedAt == null), articles.ToDictionary(a => a.Key, a => a.Value.VersionId), language, cancel);
        var byId = codes.OfType<StatementRow>().ToDictionary(c => c.Id);
        return [.. ids.Where(byId.ContainsKey).Select(id =>
        {
            var statement = byId[id];
            var article = articles[statement.ArticleId];
            return new QuoteRow(statement, Quote(statement), article.Title, article.Outlet, article.Language, article.PublishedAt, Math.Max(1, article.Reports));
        })];
    }

    private static string Quote(MarginRow statement) =>
        string.Join(" … ", statement.Anchors.Where(a => a.Role == AnchorRole.Evidence).OrderBy(a => a.Start).Select(a => a.Quote));

    private NpgsqlCommand Command(string text, StatementSql sql)
    {
        var command = archive.CreateCommand(text);
        command.CommandTimeout = Patience;
        command.Parameters.AddRange(sql.Articles.Parameters.ToArray());
        return command;
    }
}
