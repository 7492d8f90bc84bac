using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Articles;

public sealed class SearchResolverTests(TestCluster cluster)
{
    [Fact]
    public async Task Actor_stance_and_issue_side_by_side_ask_for_one_statement()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());                        // the alliance opposes opening the border
        await desk.SaveAsync(desk.Threat());                          // the minister threatens the alliance
        Assert.Equal(1, await CountAsync(desk, "actor:Allianz stance:- issue:Grenzöffnung"));
        Assert.Equal(1, await CountAsync(desk, "akteur:Allianz position:Grenzöffnung/- droht"));
        Assert.Equal(0, await CountAsync(desk, "actor:Minister stance:- issue:Grenzöffnung"));
        Assert.Equal(0, await CountAsync(desk, "actor:Allianz stance:+"));
        Assert.Equal(1, await CountAsync(desk, "actor:Allianz (stance:+ OR stance:-)"));
        Assert.Equal(1, await CountAsync(desk, "actor:Minister actor:Allianz"));
        Assert.Equal(1, await CountAsync(desk, "actor:Minister threat:any"));
        Assert.Equal(1, await CountAsync(desk, "threatener:Minister target:Allianz"));
        Assert.Equal(0, await CountAsync(desk, "threatener:Allianz"));
        Assert.Equal(0, await CountAsync(desk, "-actor:Minister"));
        Assert.Equal(1, await CountAsync(desk, "-(actor:Minister stance:-)"));
        Assert.Equal(1, await CountAsync(desk, "coder:Eda stance:-"));
        Assert.Equal(0, await CountAsync(desk, "coder:Emil"));
        Assert.Equal(1, await CountAsync(desk, "threat:confirmed codiert:ja"));
        Assert.Equal(0, await CountAsync(desk, "threat:none"));
        Assert.Equal(1, await CountAsync(desk, "coder:Emil OR \"die Forderung\""));
    }

    [Fact]
    public async Task Conditions_may_be_met_by_the_same_code_or_by_several_and_saying_one_twice_asks_no_more()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Mention());                         // the minister is mentioned, by Eda
        Assert.Equal(1, await CountAsync(desk, "actor:Minister coder:Eda"));
        Assert.Equal(1, await CountAsync(desk, "actor:Minister actor:Minister coder:Eda"));
        Assert.Equal(1, await CountAsync(desk, "actor:Minister,Allianz actor:Minister coder:Eda coder:Eda"));
        Assert.Equal(0, await CountAsync(desk, "actor:Minister actor:Allianz coder:Eda"));
        await desk.SaveAsync(desk.Position());                        // the alliance opposes opening the border
        Assert.Equal(0, await CountAsync(desk, "actor:Minister actor:Allianz coder:Eda"));
        Assert.Equal(1, await CountAsync(desk, "(actor:Minister coder:Eda) (actor:Allianz issue:Grenzöffnung)"));
        Assert.Equal(0, await CountAsync(desk, "actor:Allianz position:Grenzöffnung/- stance:+"));
        Assert.Equal(0, await CountAsync(desk, "actor:Allianz issue:Grenzöffnung coder:Eda coder:Emil"));
    }

    [Fact]
    public async Task Aliases_are_found_and_typos_answered_with_what_was_meant()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.ActorAsync("Wolodymyr Selenskyj", ActorKind.Person, new ActorNameDraft("en", "Volodymyr Zelensky", true));
        Assert.Empty((await ResolveAsync(desk, "actor:zelensky actor:\"wolodymyr selenskyj\"")).Faults);
        var fault = Assert.Single((await ResolveAsync(desk, "krieg actor:Selenski")).Faults);
        Assert.Equal((SearchFaultKind.UnknownActor, new QuerySpan(12, 20)), (fault.Kind, fault.Span));
        Assert.Equal("\"Wolodymyr Selenskyj\"", fault.Offers[0]);
        var faults = (await ResolveAsync(desk, "outlet:Bte after:morgen stance:maybe lang:deutch coded:perhaps")).Faults;
        Assert.Equal([SearchFaultKind.UnknownOutlet, SearchFaultKind.NotADate, SearchFaultKind.NotAStance, SearchFaultKind.UnknownLanguage, SearchFaultKind.NotAChoice], faults.Select(f => f.Kind));
    }

    [Fact]
    public async Task Dates_are_the_newsrooms_and_relative_ones_count_from_now()
    {
        await using var desk = await Desk.SetAsync(cluster); // 1 March 2026, 9:00 in Berlin
        var berlin = NewsroomTime.Of(null);
        async Task<(DateTimeOffset?, DateTimeOffset?)> SpanAsync(string line) => (await ResolveAsync(desk, line)).Query is var query ? (query.From, query.Until) : default;
        Assert.Equal((berlin.At(new(2021, 12, 8)), berlin.At(new(2021, 12, 9))), await SpanAsync("on:8.12.2021"));
        Assert.Equal((berlin.At(new(2021, 12, 1)), berlin.At(new(2022, 2, 1))), await SpanAsync("zeit:2021-12..2022-01"));
        Assert.Equal((berlin.At(new(2026, 2, 22)), berlin.At(new(2026, 3, 1))), await SpanAsync("seit:-7t vor:heute"));
        Assert.Equal((null, berlin.At(new(2022, 1, 1))), await SpanAsync("bis:2021"));
        Assert.Equal((berlin.At(new(2021, 12, 8, 14, 30, 0)), null), await SpanAsync("after:2021-12-08T14:30"));
        Assert.Equal((berlin.At(new(2026, 2, 27)), null), await SpanAsync("nach:Freitag"));  // the first of March is a Sunday
        Assert.Equal((berlin.At(new(2025, 12, 1)), berlin.At(new(2026, 1, 1))), await SpanAsync("am:Dezember"));
        Assert.Equal((berlin.At(new(2021, 12, 1)), berlin.At(new(2022, 1, 1))), await SpanAsync("on:\"december 2021\""));
        Assert.Equal((berlin.At(new(2026, 2, 16)), berlin.At(new(2026, 2, 23))), await SpanAsync("datum:letzte-Woche"));
        Assert.Equal((berlin.At(new(2025, 1, 1)), null), await SpanAsync("seit:\"letztes Jahr\""));
        Assert.Equal((berlin.At(new(2021, 12, 8)), null), await SpanAsync("after:2021/12/08"));
        Assert.Equal(SearchFaultKind.NeverTrue, Assert.Single((await ResolveAsync(desk, "after:2022 before:2021")).Faults).Kind);
    }

    [Fact]
    public async Task German_words_are_found_with_and_without_their_umlauts()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using (var db = await desk.OpenAsync()) await Desk.AddArticleAsync(db, "Frau Müller und Herr Goethe", "Die Häuser an der Straße", "de", DateTimeOffset.UtcNow);
        foreach (var line in new[] { "Mueller", "Müller", "muller", "Haus", "haeuser", "strasse", "Strasze OR Straßen", "\"herr goethe\"", "Göthe", "Häus*", "hau* straß*" })
        {
            Assert.True(await CountAsync(desk, line) == 1, line);
        }
        Assert.Equal(0, await CountAsync(desk, "Haus -Mueller"));
        Assert.Equal(0, await CountAsync(desk, "\"goethe herr\""));
        Assert.Equal(1, await CountAsync(desk, "-Müller"));
        Assert.Equal(2, await CountAsync(desk, "Haus OR \"droht der Gegenseite\""));
        Assert.Equal(0, await CountAsync(desk, "=de"));
    }

    [Fact]
    public async Task The_best_match_comes_first_where_relevance_is_asked_for_and_pages_go_on_by_key()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using (var db = await desk.OpenAsync())
        {
            await Desk.AddArticleAsync(db, "Wetter", "Erst am Ende kommt das Gas vor.", "de", DateTimeOffset.UtcNow);
            await Desk.AddArticleAsync(db, "Gas und Gas", "Gas, Gas und nochmals Gas.", "de", DateTimeOffset.UtcNow.AddDays(-9));
            await Desk.AddArticleAsync(db, "Gas", "Gas.", "de", DateTimeOffset.UtcNow.AddDays(-5));
        }
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var queries = new ArticleQueries(source);
        var query = (await ResolveAsync(desk, "Gas sort:relevance")).Query;
        List<string> titles = [];
        for (ArticleKey? after = null; ;)
        {
            var page = await queries.PageAsync(query, desk.Editor, after, 1, default);
            titles.AddRange(page.Rows.Select(r => r.Title));
            if ((after = page.Next) is null) break;
        }
        Assert.Equal(["Gas und Gas", "Gas", "Wetter"], titles);
        Assert.Equal("Wetter", (await queries.PageAsync(query with { Order = ArticleOrder.Newest }, desk.Editor, null, 1, default)).Rows[0].Title);
    }

    [Fact]
    public async Task Snippets_mark_the_hits_in_headline_and_text()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var snippets = await new ArticleSnippets(source).SnippetsAsync((await ResolveAsync(desk, "Sanktion Grenzen -Frieden")).Query, [desk.Article], default);
        var snippet = snippets[desk.Article];
        Assert.Equal(["Grenze"], snippet.Title.Where(p => p.IsHit).Select(p => p.Text));
        Assert.Equal(["Sanktionen", "Grenze"], snippet.Text.Where(p => p.IsHit).Select(p => p.Text));
        Assert.Empty(await new ArticleSnippets(source).SnippetsAsync((await ResolveAsync(desk, "lang:de")).Query, [desk.Article], default));
    }

    private static async Task<ResolvedSearch> ResolveAsync(Desk desk, string line)
    {
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        return await new SearchResolver(source, NewsroomTime.Of(null), desk.Clock).ResolveAsync(line, default);
    }

    private static async Task<int> CountAsync(Desk desk, string line)
    {
        var search = await ResolveAsync(desk, line);
        Assert.Empty(search.Faults);
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var list = (await new ArticleQueries(source).PageAsync(search.Query, desk.Editor, null, 50, default)).Rows.Count;
        Assert.Equal(list, (await new ArticleSummaries(source, NewsroomTime.Of(null)).SummarizeAsync(search.Query, desk.Editor, default)).Total);
        return list;
    }
}
