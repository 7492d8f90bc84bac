using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Suggestions;

/// <summary>An archive with a small codebook, articles in it, and the engine at hand.</summary>
public sealed class ReadingRoom : IAsyncDisposable
{
    public const string Text =
        "Der russische Präsident Wladimir Putin hat der Ukraine mit einem Angriff gedroht, falls sie der Nato beitritt.\n" +
        "Bundeskanzler Olaf Scholz forderte den Abzug der russischen Truppen von der Grenze.\n" +
        "Am Abend regnete es in Genf, und die Delegationen gingen zu Fuß ins Hotel.";

    private static readonly CancellationToken Cancel = CancellationToken.None;

    private ReadingRoom(TestArchive archive) => Archive = archive;

    public TestArchive Archive { get; }
    public CodeEditor Editor => new(Archive.Get<IDbContextFactory<NewsDbContext>>(), Archive.Get<BulletinBoard>(), TimeProvider.System);

    public static async Task<ReadingRoom> OpenAsync(TestCluster cluster, Dictionary<string, string?>? settings = null)
    {
        var room = new ReadingRoom(await TestArchive.CreateAsync(cluster, settings));
        await using var db = await room.Archive.OpenAsync();
        db.Issues.Add(new() { Name = "Abzug russischer Truppen von der Grenze", CreatedAt = DateTimeOffset.UtcNow });
        db.Issues.Add(new() { Name = "Nord Stream 2", CreatedAt = DateTimeOffset.UtcNow });
        db.Instruments.Add(new() { Name = "Angriff, Invasion", Cameo = "1384", CreatedAt = DateTimeOffset.UtcNow });
        await db.SaveChangesAsync();
        return room;
    }

    public async Task<long> AddAsync(string text = Text, TextState state = TextState.Complete, string address = "https://handblatt.example/1")
    {
        await using var db = await Archive.OpenAsync();
        var article = new Article
        {
            Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == "Handblatt") ?? new Outlet { Name = "Handblatt" },
            CanonicalAddress = address, Address = address, Title = "Lage", Language = "de", PublishedFrom = "person", TextState = state,
            PublishedAt = new(2022, 1, 20, 12, 0, 0, TimeSpan.Zero), ArrivedAt = DateTimeOffset.UtcNow, CurrentVersion = 1,
        };
        article.Versions.Add(Version(1, text));
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        return article.Id;
    }

    public async Task ChangeTextAsync(long articleId, string text)
    {
        await using var db = await Archive.OpenAsync();
        var article = await db.Articles.SingleAsync(a => a.Id == articleId);
        article.CurrentVersion++;
        article.Versions.Add(Version(article.CurrentVersion, text));
        await db.SaveChangesAsync();
    }

    /// <summary>Reads everything that waits, at once.</summary>
    public async Task<IReadOnlyList<MadeSuggestions?>> ReadAsync()
    {
        await SqlAsync("UPDATE reading_tasks SET due_at = now() WHERE due_at IS NOT NULL");
        var made = new List<MadeSuggestions?>();
        foreach (var reading in await Archive.Get<ReadingClaims>().ClaimAsync(1000, "test", Cancel)) made.Add(await Archive.Get<SuggestionMaker>().MakeAsync(reading, Cancel));
        return made;
    }

    public async Task<IReadOnlyList<MadeSuggestions?>> ReadAgainAsync()
    {
        await SqlAsync("UPDATE reading_tasks SET due_at = now()");
        return await ReadAsync();
    }

    public async Task<IReadOnlyList<MarginRow>> MarginAsync(long articleId)
    {
        await using var db = await Archive.OpenAsync();
        var version = await db.ArticleVersions.Where(v => v.ArticleId == articleId).OrderByDescending(v => v.Number).FirstAsync();
        return await db.MarginAsync(articleId, version.Id, "de", Cancel);
    }

    /// <summary>What the list of issues shows.</summary>
    public async Task<IReadOnlyList<string>> CodebookAsync()
    {
        await using var db = await Archive.OpenAsync();
        return [.. (await db.IssuesAsync(Cancel)).Select(row => row.Issue.Name)];
    }

    public async Task<long> UserAsync(string name, Role role) =>
        ((UserChange.Saved)await Archive.Get<UserAdmin>().AddAsync(new(name, "a long enough word", [role]), Caller.Operator, Cancel)).UserId;

    public async Task<Article> ArticleAsync(long id)
    {
        await using var db = await Archive.OpenAsync();
        return await db.Articles.AsNoTracking().SingleAsync(a => a.Id == id);
    }

    public async Task SqlAsync(string sql)
    {
        await using var db = await Archive.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public ValueTask DisposeAsync() => Archive.DisposeAsync();

    private static ArticleVersion Version(int number, string text) => new()
    {
        Number = number, Title = "Lage", Text = text, Blocks = [.. text.Split('\n').Select(_ => BlockKind.Paragraph)], ContentHash = [(byte)number],
        Source = TextSource.Pasted, CapturedAt = DateTimeOffset.UtcNow,
    };
}
