using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>A running desk with an admin, an editor and an analyst, each with tokens, and a small archive: what the API is asked in tests.</summary>
public sealed class ApiRoom : IAsyncLifetime
{
    /// <summary>With a letter outside of the basic plane: from there on code points and UTF-16 units part.</summary>
    public const string Text = "𝒜 Der Minister droht der Gegenseite mit Sanktionen.\nDie Allianz weist die Forderung zurück.";

    private readonly TestDatabase _database;

    public ApiRoom(TestCluster cluster) => _database = new(cluster);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;
    public RunningDesk Desk { get; private set; } = null!;
    public string ConnectionString => _database.ConnectionString;
    public long Admin { get; private set; }
    public long Editor { get; private set; }
    public long Analyst { get; private set; }
    public long Article { get; private set; }
    public long Minister { get; private set; }
    public long Alliance { get; private set; }
    public long Issue { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        Desk = Start();
        Admin = await Desk.AddUserAsync("chief", Role.Admin);
        Editor = await Desk.AddUserAsync("eda", Role.Editor, Role.Analyst);
        Analyst = await Desk.AddUserAsync("anna", Role.Analyst);
        Minister = Assert.IsType<ListResult.Saved>(await Get<ActorEditor>().SaveAsync(new ActorDraft { Name = "Der Minister", Kind = ActorKind.Person }, Caller.Operator, Cancel)).Id;
        Alliance = Assert.IsType<ListResult.Saved>(await Get<ActorEditor>().SaveAsync(new ActorDraft { Name = "Die Allianz", Kind = ActorKind.Alliance }, Caller.Operator, Cancel)).Id;
        Issue = Assert.IsType<ListResult.Saved>(await Get<CodebookEditor>().SaveAsync(new IssueDraft { Name = "Grenzöffnung" }, Caller.Operator, Cancel)).Id;
        Article = await AddArticleAsync("Streit an der Grenze", Text);
    }

    /// <summary>Another web node on the same archive.</summary>
    public RunningDesk Start(params (string Key, string Value)[] settings) => RunningDesk.Start(ConnectionString, [("Api:StrangersPerMinute", "100000"), .. settings]);

    public T Get<T>() where T : notnull => Desk.Services.GetRequiredService<T>();

    public NewsDbContext Open() => _database.CreateDbContext();

    public async Task<long> AddArticleAsync(string title, string text, DateTimeOffset? published = null, string outlet = "Der Bote")
    {
        await using var db = Open();
        var article = new Article
        {
            Outlet = await db.Outlets.FirstOrDefaultAsync(o => o.Name == outlet, Cancel) ?? new Outlet { Name = outlet }, CanonicalAddress = $"https://bote.example/{Guid.NewGuid()}",
            Address = "https://bote.example/", Title = title, Language = "de", PublishedAt = published ?? new DateTimeOffset(2021, 12, 8, 0, 21, 0, TimeSpan.Zero), PublishedFrom = "time",
            ArrivedAt = DateTimeOffset.UtcNow, TextState = TextState.Complete, CurrentVersion = 1,
        };
        article.Versions.Add(new ArticleVersion
        {
            Number = 1, Title = title, Text = text, Blocks = [.. text.Split('\n').Select(_ => BlockKind.Paragraph)], ContentHash = new byte[32], CapturedAt = DateTimeOffset.UtcNow,
        });
        db.Articles.Add(article);
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        await db.SaveChangesAsync(Cancel);
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, {text}) WHERE id = {article.Id}", Cancel);
        await transaction.CommitAsync(Cancel);
        Get<BulletinBoard>().Post(new(BulletinSubject.Articles));
        return article.Id;
    }

    public async Task<string> TokenAsync(long user, params TokenScope[] scopes) =>
        Assert.IsType<TokenChange.Made>(await Get<PersonalTokens>().MakeAsync(user, "test", scopes, TimeSpan.FromDays(1), Cancel)).Text;

    /// <summary>A program that calls with a token; without one it shows none.</summary>
    public HttpClient With(string? token, RunningDesk? desk = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = (desk ?? Desk).Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async Task<HttpClient> WithAsync(long user, params TokenScope[] scopes) => With(await TokenAsync(user, scopes));

    /// <summary>A position of the alliance's on the article, as a program sends it.</summary>
    public object Position(string stance = "opposes")
    {
        var start = Text.IndexOf("weist", StringComparison.Ordinal) - 1; // one code point, two units
        return new
        {
            kind = "position", article_id = Article, evidence = new[] { new { start, end = start + "weist die Forderung zurück".Length } },
            participants = new[] { new { role = "speaker", actor_id = Alliance } }, issue_id = Issue, stance, act = "rejects",
        };
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == status, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} was answered {(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>An answer that is a problem in words.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status, string type)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)answer.StatusCode == status, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} was answered {(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal($"/api#problem-{type}", problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return problem;
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = body is string raw ? new StringContent(raw, Encoding.UTF8, "application/json") : JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        await _database.DisposeAsync();
    }
}
