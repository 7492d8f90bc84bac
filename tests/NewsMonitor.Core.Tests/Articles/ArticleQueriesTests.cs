using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Articles;

public sealed class ArticleQueriesTests(TestCluster cluster)
{
    private static readonly DateTimeOffset Noon = new(2021, 12, 7, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Words_are_found_in_the_stem_of_the_articles_own_language()
    {
        await using var desk = await FilledAsync();
        Assert.Equal(["Streit an der Grenze"], await TitlesAsync(desk, "Sanktion"));
        Assert.Equal(["Talks on borders"], await TitlesAsync(desk, "negotiation"));
        Assert.Equal(["Häuser und Straßen"], await TitlesAsync(desk, "Haus"));
        Assert.Equal(["Streit an der Grenze"], await TitlesAsync(desk, "\"weist die Forderung\" -Haus"));
        Assert.Empty(await TitlesAsync(desk, "Sanktion -Minister"));
        Assert.Empty(await TitlesAsync(desk, "'; DROP TABLE articles; --"));
    }

    [Fact]
    public async Task Filters_narrow_by_outlet_language_time_actor_and_coding()
    {
        await using var desk = await FilledAsync();
        await desk.SaveAsync(desk.Threat());
        Assert.Equal(["Streit an der Grenze"], await TitlesAsync(desk, "actor:Minister"));
        Assert.Equal(["Streit an der Grenze"], await TitlesAsync(desk, "actor:Minister actor:Allianz coded:begun"));
        Assert.Equal(["Talks on borders"], await TitlesAsync(desk, "lang:en"));
        Assert.Equal(["Häuser und Straßen"], await TitlesAsync(desk, "after:2021-12-07T12:00 before:2021-12-07T13:00"));
        Assert.Equal(["Streit an der Grenze"], await TitlesAsync(desk, "threat:confirmed"));
    }

    [Fact]
    public async Task Pages_follow_one_another_by_key_without_a_gap_or_a_double()
    {
        await using var desk = await FilledAsync();
        await using (var db = await desk.OpenAsync())
        {
            for (var i = 0; i < 23; i++) await Desk.AddArticleAsync(db, $"Gleichzeitig {i}", "Text", "de", Noon);
        }
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var queries = new ArticleQueries(source);
        List<long> seen = [];
        ArticleKey? after = null;
        do
        {
            var page = await queries.PageAsync(new(), desk.Editor, after, 5, default);
            seen.AddRange(page.Rows.Select(r => r.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(26, seen.Count);
        Assert.Equal(26, seen.Distinct().Count());
    }

    [Fact]
    public async Task Facets_count_what_choosing_them_would_leave()
    {
        await using var desk = await FilledAsync();
        await desk.SaveAsync(desk.Threat());
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var summary = await new ArticleSummaries(source, NewsroomTime.Of(null)).SummarizeAsync(new() { Languages = ["de"] }, desk.Editor, default);
        Assert.Equal(2, summary.Total);
        Assert.Equal([("de", 2), ("en", 1)], summary.Languages.Select(f => (f.Value, f.Count)));
        Assert.Equal(["Die Allianz", "Der Minister"], summary.Actors.Select(f => f.Label).OrderDescending());
        Assert.Equal(2, summary.Histogram.Sum(b => b.Articles));
        Assert.Equal(1, summary.Histogram.Sum(b => b.WithThreat));
    }

    [Fact]
    public async Task Facets_name_actors_in_the_readers_language()
    {
        await using var desk = await FilledAsync();
        await desk.SaveAsync(desk.Threat());
        await using (var db = await desk.OpenAsync())
        {
            db.ActorNames.Add(new() { ActorId = desk.Minister, Language = "en", Text = "The minister", Preferred = true });
            await db.SaveChangesAsync();
        }
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var summaries = new ArticleSummaries(source, NewsroomTime.Of(null));
        async Task<IEnumerable<string>> Names(string language) => (await summaries.SummarizeAsync(new(), desk.Editor, default, language)).Actors.Select(f => f.Label).Order();
        Assert.Equal(["Die Allianz", "The minister"], await Names("en"));
        Assert.Equal(["Der Minister", "Die Allianz"], await Names("de"));
        Assert.False((await summaries.SummarizeAsync(new(), desk.Editor, default)).CodesAreEstimate);
    }

    [Fact]
    public async Task Marks_are_ones_own()
    {
        await using var desk = await FilledAsync();
        var marks = new ArticleMarks(desk.Factory, desk.Clock);
        await marks.SetStarredAsync(desk.Article, desk.Editor, true, default);
        await marks.SetReadAsync(desk.Article, desk.Editor, true, default);
        await marks.SetReadAsync(desk.Article, desk.Editor, false, default);
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var queries = new ArticleQueries(source);
        Assert.Equal((false, true), (await queries.RowAsync(desk.Article, desk.Editor, default)) is { } mine ? (mine.Read, mine.Starred) : default);
        Assert.False((await queries.RowAsync(desk.Article, desk.SecondEditor, default))!.Starred);
        Assert.Single((await queries.PageAsync(new() { Where = new MarkedAs(ArticleMarkKind.Starred) }, desk.Editor, null, 10, default)).Rows);
        Assert.Empty((await queries.PageAsync(new() { Where = new MarkedAs(ArticleMarkKind.Starred) }, desk.SecondEditor, null, 10, default)).Rows);
    }

    private async Task<Desk> FilledAsync()
    {
        var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        await Desk.AddArticleAsync(db, "Talks on borders", "Negotiations were held about the crossing.", "en", Noon, "The Courier");
        await Desk.AddArticleAsync(db, "Häuser und Straßen", "Die Häuser stehen leer.", "de", Noon.AddMinutes(-30));
        return desk;
    }

    private static async Task<string[]> TitlesAsync(Desk desk, string line)
    {
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var query = (await new SearchResolver(source, NewsroomTime.Of(null), desk.Clock).ResolveAsync(line, default)).Query;
        return [.. (await new ArticleQueries(source).PageAsync(query, desk.Editor, null, 50, default)).Rows.Select(r => r.Title)];
    }
}
