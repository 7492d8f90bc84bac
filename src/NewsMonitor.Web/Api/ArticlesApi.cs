using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Quotations;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Reading.Speech;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Api;

/// <summary><c>/articles</c>: lists by the query language, and single ones with their texts and what is coded in them.</summary>
internal static class ArticlesApi
{
    public static void MapArticles(this RouteGroupBuilder api)
    {
        var articles = api.MapGroup("/articles").RequireScope(TokenScope.Read);
        articles.MapGet("", ListAsync)
            .Documented("Articles", "List articles", "Articles that fulfil a query line, newest first, or by relevance with `sort:relevance` in the line. The line is the one of the desk: words, \"phrases\", `-not`, `OR`, `outlet:`, `lang:`, `after:2021-12-01`, `actor:`, `threat:`, `position:issue/-` and so on. Without one, all.")
            .WithExample(new ListJson<ArticleJson> { Items = [Sample], Next = "kQ0vT2p7eyJQdWJsaXNoZWRBdCI6IjIwMjEi" }).Answers(400);
        articles.MapGet("/{id:long}", FindAsync)
            .Documented("Articles", "One article", "An article with a text of it, what each line of the text is, and the list of its versions. All offsets count Unicode code points.")
            .WithExample(SampleText).Answers(404);
        articles.MapGet("/{id:long}/statements", StatementsAsync)
            .Documented("Articles", "Statements of an article", "Threats and positions coded in an article, suggestions included unless left out; rejected and removed ones never. In the order in which they were made.")
            .WithExample(new ListJson<StatementRecord> { Items = [StatementsApi.Sample] }).Answers(404);
        articles.MapGet("/{id:long}/mentions", MentionsAsync)
            .Documented("Articles", "Mentions in an article", "Where actors appear in an article's text, in text order; rejected ones are left out.")
            .WithExample(new ListJson<MentionJson> { Items = [new() { Id = 12, State = CodeState.Confirmed, ActorId = 4, Actor = "Vladimir Putin", Form = MentionForm.Name, Places = [new() { Start = 14, End = 19 }], Words = "Putin" }] }).Answers(404);
        articles.MapGet("/{id:long}/quotations", QuotationsAsync)
            .Documented("Articles", "Quotations in an article", "Who says what, through whom, in text order, as the rules found it or an editor confirmed; rejected ones are left out.")
            .WithExample(new ListJson<QuotationJson>
            {
                Items = [new() { Id = 7, State = CodeState.Suggested, Form = QuotationForm.Direct, Places = [new() { Start = 120, End = 141 }], Words = "Wir werden antworten.", Speaker = "Vladimir Putin", SpeakerId = 4, Rule = "verb-after" }],
            }).Answers(404);
    }

    private static async Task<Ok<ListJson<ArticleJson>>> ListAsync(
        HttpContext context, ArticleQueries articles, ArticleSnippets snippets, SearchResolver search, [AsParameters] Paging paging,
        [Description("A line of the query language.")] string? query, [Description("With the places of the query's words.")] bool? snippet, CancellationToken cancel)
    {
        var asked = await search.ReadAsync(query, cancel);
        var (user, list) = (TokenSignIn.Holder(context).UserId, $"articles {query}");
        var page = await articles.PageAsync(asked, user, paging.After<ArticleKey>(list), paging.Size(), cancel);
        var places = snippet == true ? await snippets.SnippetsAsync(asked, [.. page.Rows.Select(r => r.Id)], cancel) : new Dictionary<long, Snippet>();
        return Paging.Page(context, list, page, row => ArticleJson.Of(row, places.GetValueOrDefault(row.Id)));
    }

    private static async Task<Results<Ok<ArticleTextJson>, ProblemHttpResult>> FindAsync(
        HttpContext context, IDbContextFactory<NewsDbContext> archive, ArticleQueries articles, [Description("The article's id.")] long id,
        [Description("The number of a version; the current one if left out.")] int? version, CancellationToken cancel)
    {
        var user = TokenSignIn.Holder(context).UserId;
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await articles.RowAsync(id, user, cancel) is not { } row || await ArticleReading.FindAsync(db, id, version, user, cancel) is not { } reading) return Problems.NotFound("article or version");
        var history = await ArticleHistory.FindAsync(db, id, reading.Version.Number, reading.Version.Number, cancel);
        return TypedResults.Ok(ArticleTextJson.Of(row, reading, history?.Versions ?? []));
    }

    private static async Task<Results<Ok<ListJson<StatementRecord>>, ProblemHttpResult>> StatementsAsync(
        HttpContext context, IDbContextFactory<NewsDbContext> archive, [Description("The article's id.")] long id,
        [Description("Suggestions that nobody has decided, too; true if left out.")] bool? suggestions, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await ShownAsync(db, id, null, cancel) is not { } version) return Problems.NotFound("article");
        // The margin knows what this person may see of it.
        var ids = (await db.MarginAsync(id, version.Id, Languages.Current, cancel, await Standing.OfAsync(db, id, TokenSignIn.Holder(context).UserId, cancel))).OfType<StatementRow>()
            .Where(r => r.State == CodeState.Confirmed || (r.State == CodeState.Suggested && suggestions != false)).Select(r => r.Id).ToArray();
        return TypedResults.Ok(new ListJson<StatementRecord> { Items = await StatementReader.ReadAsync(db, ids, Languages.Current, cancel, live: true) });
    }

    private static async Task<Results<Ok<ListJson<MentionJson>>, ProblemHttpResult>> MentionsAsync(
        HttpContext context, IDbContextFactory<NewsDbContext> archive, [Description("The article's id.")] long id,
        [Description("The number of the version that the offsets are to count in; the current one if left out.")] int? version, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await ShownAsync(db, id, version, cancel) is not { } shown) return Problems.NotFound("article or version");
        var counter = new CodePoints(shown.Text);
        var mentions = (await db.MarginAsync(id, shown.Id, Languages.Current, cancel, await Standing.OfAsync(db, id, TokenSignIn.Holder(context).UserId, cancel))).OfType<MentionRow>().Where(m => m.State != CodeState.Rejected);
        return TypedResults.Ok(new ListJson<MentionJson>
        {
            Items =
            [
                .. mentions.Select(m => new MentionJson
                {
                    Id = m.Id, State = m.State, ActorId = m.Actor.Id, Actor = m.Actor.Name, Form = m.Form, Rule = m.Rule, Words = string.Join(" … ", m.Anchors.Select(a => a.Quote)),
                    Places = [.. m.Anchors.Where(a => a.Fate != AnchorFate.Orphaned).Select(a => Span(counter, a.Start, a.End))],
                }),
            ],
        });
    }

    private static async Task<Results<Ok<ListJson<QuotationJson>>, ProblemHttpResult>> QuotationsAsync(
        IDbContextFactory<NewsDbContext> archive, HttpContext context, [Description("The article's id.")] long id,
        [Description("The number of a version; the current one if left out.")] int? version, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await ShownAsync(db, id, version, cancel) is not { } shown) return Problems.NotFound("article or version");
        var counter = new CodePoints(shown.Text);
        var quotations = (await db.QuotationsAsync(id, shown.Id, TokenSignIn.Holder(context).UserId, Languages.Current, cancel)).Where(q => q.State != CodeState.Rejected);
        return TypedResults.Ok(new ListJson<QuotationJson>
        {
            Items =
            [
                .. quotations.Select(q => new QuotationJson
                {
                    Id = q.Id, State = q.State, Form = q.Form, Words = q.Words, Speaker = q.Speaker?.Name, SpeakerId = q.Speaker?.ActorId, Via = q.Via?.Name, ViaId = q.Via?.ActorId,
                    Rule = q.Rule, Places = [.. q.Places.Select(p => Span(counter, p.Start, p.End))],
                }),
            ],
        });
    }

    private static Task<ArticleVersion?> ShownAsync(NewsDbContext db, long id, int? number, CancellationToken cancel) =>
        db.ArticleVersions.AsNoTracking().SingleOrDefaultAsync(v => v.ArticleId == id && db.Articles.Any(a => a.Id == id && v.Number == (number ?? a.CurrentVersion)), cancel);

    private static SpanJson Span(CodePoints counter, int start, int end) => new() { Start = counter.FromUtf16(start), End = counter.FromUtf16(end) };

    internal static ArticleJson Sample { get; } = new()
    {
        Id = 4711, Outlet = "Der Bote", PublishedAt = Examples.Day, Title = "Streit an der Grenze", Language = "de", TextState = TextState.Complete, CodingState = CodingState.InWork,
        Statements = 2, Threats = 1, OpenSuggestions = 1, Read = true, Starred = false, StoryId = 812, StoryArticles = 4,
    };

    private static ArticleTextJson SampleText { get; } = new()
    {
        Id = 4711, Outlet = "Der Bote", PublishedAt = Examples.Day, Title = "Streit an der Grenze", Language = "de", TextState = TextState.Complete, CodingState = CodingState.InWork,
        Statements = 2, Threats = 1, OpenSuggestions = 1, Read = true, Starred = false, StoryId = 812, StoryArticles = 4, Address = "https://bote.example/grenze?ref=feed",
        CanonicalAddress = "https://bote.example/grenze", ArrivedAt = Examples.Day.AddMinutes(4), PublishedFrom = "pubDate", Version = 2, Byline = ["Von Eva Muster"],
        Text = "Der Minister droht der Gegenseite mit Sanktionen.", Blocks = [new() { Kind = BlockKind.Paragraph, Start = 0, End = 49 }],
        Versions = [new() { Number = 2, CapturedAt = Examples.Day.AddMinutes(5), Source = TextSource.Page, Title = "Streit an der Grenze" }, new() { Number = 1, CapturedAt = Examples.Day.AddMinutes(4), Source = TextSource.Feed, Title = "Streit an der Grenze" }],
    };
}
