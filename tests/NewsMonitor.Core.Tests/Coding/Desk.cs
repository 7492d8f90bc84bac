using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

/// <summary>A newsroom with two editors, an analyst, some actors, an issue, and an article to code.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public const string Text =
        "Der Minister droht der Gegenseite mit Sanktionen, falls sie die Grenze schließt.\nDie Allianz weist die Forderung zurück.";

    private readonly TestArchive _archive;

    private Desk(TestArchive archive) => _archive = archive;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    public long Editor { get; private set; }
    public long SecondEditor { get; private set; }
    public long Analyst { get; private set; }
    public long Article { get; private set; }
    public long Version { get; private set; }
    public long Minister { get; private set; }
    public long Alliance { get; private set; }
    public long Issue { get; private set; }

    public string ConnectionString => _archive.ConnectionString;
    public T Get<T>() where T : notnull => _archive.Get<T>();
    public IDbContextFactory<NewsDbContext> Factory => _archive.Get<IDbContextFactory<NewsDbContext>>();
    public BulletinBoard Board => _archive.Get<BulletinBoard>();
    public CodeEditor Codes => new(Factory, Board, Clock);
    public CodeUndo Undo => new(Factory, Board, Clock);
    public BulkCoding Bulk => new(Factory, Board, Clock);
    public PresenceBoard Presences => new(Factory, Board);
    public long ThirdEditor { get; private set; }
    public ActorEditor Actors => new(Factory, Board, Clock);
    public CodebookEditor Codebook => new(Factory, Board, Clock);
    public EntryMerge Merge => new(Factory, Board, Clock);
    public EntrySplit Split => new(Factory, Board, Clock);
    public CodebookImport Import => new(Factory, Board, Clock);

    public Task<NewsDbContext> OpenAsync() => Factory.CreateDbContextAsync();

    public static async Task<Desk> SetAsync(TestCluster cluster)
    {
        var desk = new Desk(await TestArchive.CreateAsync(cluster));
        await using var db = await desk.OpenAsync();
        desk.Editor = await PersonAsync(db, "Eda", Role.Editor);
        desk.SecondEditor = await PersonAsync(db, "Emil", Role.Editor);
        desk.ThirdEditor = await PersonAsync(db, "Enno", Role.Editor);
        desk.Analyst = await PersonAsync(db, "Ana", Role.Analyst);
        desk.Minister = await desk.ActorAsync("Der Minister", ActorKind.Person);
        desk.Alliance = await desk.ActorAsync("Die Allianz", ActorKind.Alliance);
        desk.Issue = Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new IssueDraft { Name = "Grenzöffnung" }, Caller.Operator, default)).Id;
        (desk.Article, desk.Version) = await AddArticleAsync(db, "Streit an der Grenze", Text, "de", new(2021, 12, 8, 0, 21, 0, TimeSpan.Zero));
        return desk;
    }

    public async Task<long> ActorAsync(string name, ActorKind kind, params ActorNameDraft[] names) =>
        Assert.IsType<ListResult.Saved>(await Actors.SaveAsync(new ActorDraft { Name = name, Kind = kind, Names = names }, Caller.Operator, default)).Id;

    public async Task<long> IssueAsync(string name, long? by = null) =>
        Assert.IsType<ListResult.Saved>(await Codebook.SaveAsync(new IssueDraft { Name = name }, by is { } id ? id : Caller.Operator, default)).Id;

    public static async Task<(long Article, long Version)> AddArticleAsync(
        NewsDbContext db, string title, string text, string language, DateTimeOffset published, string outletName = "Der Bote")
    {
        var outlet = await db.Outlets.FirstOrDefaultAsync(o => o.Name == outletName) ?? db.Outlets.Add(new Outlet { Name = outletName }).Entity;
        var article = new Article
        {
            Outlet = outlet, CanonicalAddress = $"https://bote.example/{Guid.NewGuid()}", Address = "https://bote.example/", Title = title, Language = language,
            PublishedAt = published, PublishedFrom = "time", ArrivedAt = DateTimeOffset.UtcNow, TextState = TextState.Complete, CurrentVersion = 1,
        };
        var version = new ArticleVersion
        {
            Number = 1, Title = title, Text = text, Blocks = [.. text.Split('\n').Select(_ => BlockKind.Paragraph)], ContentHash = new byte[32], CapturedAt = published,
        };
        article.Versions.Add(version);
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, {text}) WHERE id = {article.Id}");
        return (article.Id, version.Id);
    }

    /// <summary>Evidence on the first place of some words.</summary>
    public static IReadOnlyList<AnchorDraft> On(string words) =>
        Text.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at ? [new(AnchorRole.Evidence, at, at + words.Length)] : throw new ArgumentException(words);

    public ThreatDraft Threat(string words = "droht der Gegenseite mit Sanktionen") => new()
    {
        ArticleId = Article, VersionId = Version, Anchors = On(words), Participants = [new(ParticipantRole.Threatener, Minister), new(ParticipantRole.Target, Alliance)],
        Condition = "falls sie die Grenze schließt",
    };

    public PositionDraft Position() => new()
    {
        ArticleId = Article, VersionId = Version, Anchors = On("weist die Forderung zurück"), Participants = [new(ParticipantRole.Speaker, Alliance)],
        IssueId = Issue, Stance = Stance.Opposes, Act = PositionAct.Rejects,
    };

    public MentionDraft Mention() => new() { ArticleId = Article, VersionId = Version, Anchors = On("Minister"), ActorId = Minister };

    public async Task<long> SaveAsync(CodeDraft draft, long? by = null) =>
        Assert.IsType<CodingResult.Saved>(await Codes.SaveAsync(draft, by ?? Editor, default)).CodeId;

    public async Task<IReadOnlyList<MarginRow>> MarginAsync()
    {
        await using var db = await OpenAsync();
        return await db.MarginAsync(Article, Version, "de", default);
    }

    public async Task<Article> ArticleAsync()
    {
        await using var db = await OpenAsync();
        return await db.Articles.AsNoTracking().SingleAsync(a => a.Id == Article);
    }

    private static async Task<long> PersonAsync(NewsDbContext db, string name, Role role)
    {
        var user = new NewsUser { DisplayName = name, UserName = name, NormalizedUserName = name.ToUpperInvariant(), CreatedAt = DateTimeOffset.UtcNow };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        db.UserRoles.Add(new() { UserId = user.Id, RoleId = (long)role + 1 });
        await db.SaveChangesAsync();
        return user.Id;
    }

    public ValueTask DisposeAsync() => _archive.DisposeAsync();
}
