using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Reading.Tests.Likeness;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Stories;

/// <summary>An archive into which articles come one by one and find their stories, as in the worker.</summary>
internal sealed class StoryRoom : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private StoryRoom(TestArchive archive) => Archive = archive;

    public TestArchive Archive { get; }
    public StoryQueries Queries => Archive.Get<StoryQueries>();
    public StoryEditor Editor => Archive.Get<StoryEditor>();
    public long EditorId { get; private set; }
    public long OtherEditorId { get; private set; }
    public long AnalystId { get; private set; }

    public static async Task<StoryRoom> OpenAsync(TestCluster cluster)
    {
        var room = new StoryRoom(await TestArchive.CreateAsync(cluster));
        room.EditorId = await room.UserAsync("eda", Role.Editor);
        room.OtherEditorId = await room.UserAsync("emil", Role.Editor);
        room.AnalystId = await room.UserAsync("ana", Role.Analyst);
        return room;
    }

    public static CorpusArticle Written(string of, int number = 0) => StoryCorpus.Written.Where(a => a.Event == of).ElementAt(number);

    public async Task<long> AddAsync(CorpusArticle article)
    {
        await using var db = await Archive.OpenAsync();
        var address = $"https://{Guid.NewGuid():N}.example/";
        var stored = new Article
        {
            Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == article.Outlet) ?? new Outlet { Name = article.Outlet },
            CanonicalAddress = address, Address = address, Title = article.Title, Language = article.Language, PublishedFrom = "person",
            TextState = TextState.Complete, PublishedAt = article.Published, ArrivedAt = DateTimeOffset.UtcNow, CurrentVersion = 1,
        };
        stored.Versions.Add(Version(1, article.Title, article.Text));
        db.Articles.Add(stored);
        await db.SaveChangesAsync();
        return stored.Id;
    }

    /// <summary>Adds articles one by one, each read before the next comes.</summary>
    public async Task<IReadOnlyList<long>> ArriveAsync(params CorpusArticle[] articles)
    {
        var ids = new List<long>();
        foreach (var article in articles)
        {
            ids.Add(await AddAsync(article));
            await ReadAsync();
        }
        return ids;
    }

    /// <summary>Reads everything that waits, as the worker does.</summary>
    public async Task ReadAsync()
    {
        await SqlAsync("UPDATE reading_tasks SET due_at = now() WHERE due_at IS NOT NULL");
        await ReadClaimedAsync(Archive, "test");
    }

    public static async Task ReadClaimedAsync(TestArchive node, string owner)
    {
        while (await node.Get<ReadingClaims>().ClaimAsync(5, owner, Cancel) is { Count: > 0 } claimed)
        {
            foreach (var reading in claimed) await node.Get<SuggestionMaker>().MakeAsync(reading, Cancel);
        }
    }

    /// <summary>Everything is compared anew, as after a newer engine came: no article counts as done.</summary>
    public async Task ReadAllAgainAsync()
    {
        await SqlAsync("UPDATE article_prints SET version = 0");
        await SqlAsync("UPDATE reading_tasks SET engine = 0");
        await ReadAsync();
    }

    public async Task ChangeTextAsync(long articleId, string text)
    {
        await using var db = await Archive.OpenAsync();
        var article = await db.Articles.SingleAsync(a => a.Id == articleId);
        article.CurrentVersion++;
        article.Versions.Add(Version(article.CurrentVersion, article.Title, text));
        await db.SaveChangesAsync();
        await ReadAsync();
    }

    public async Task<StoryArticle> PlaceAsync(long articleId)
    {
        await using var db = await Archive.OpenAsync();
        return await db.StoryArticles.AsNoTracking().SingleAsync(p => p.ArticleId == articleId);
    }

    public async Task<long> StoryOfAsync(long articleId) => (await PlaceAsync(articleId)).StoryId;

    public async Task SqlAsync(string sql)
    {
        await using var db = await Archive.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task<long> UserAsync(string name, Role role) =>
        ((UserChange.Saved)await Archive.Get<UserAdmin>().AddAsync(new(name, "a long enough word", [role]), Caller.Operator, Cancel)).UserId;

    private static ArticleVersion Version(int number, string title, string text) => new()
    {
        Number = number, Title = title, Text = text, Blocks = [.. text.Split('\n').Select(_ => BlockKind.Paragraph)],
        ContentHash = SHA256.HashData(Encoding.UTF8.GetBytes(text)), Source = TextSource.Pasted, CapturedAt = DateTimeOffset.UtcNow,
    };

    public ValueTask DisposeAsync() => Archive.DisposeAsync();
}
