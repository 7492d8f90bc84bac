using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Core.Watches;
using NewsMonitor.Core.Watches.Mail;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Watches;

/// <summary>A newsroom with people who watch, articles that come in, and an editor who codes them. Nothing runs by itself.</summary>
internal sealed class WatchRoom : IAsyncDisposable
{
    /// <summary>One o'clock, the last one that has been: an article of a later one would be of the future, and in the first hour of a day today's is.</summary>
    public static readonly DateTimeOffset Today = new(DateTimeOffset.UtcNow.AddHours(-1).UtcDateTime.Date.AddHours(1), TimeSpan.Zero);
    private int _words;

    private WatchRoom(TestArchive archive) => Archive = archive;

    public TestArchive Archive { get; }
    public long Ana { get; private set; }
    public long Ben { get; private set; }
    public long Eda { get; private set; }
    public WatchEditor Editor => Archive.Get<WatchEditor>();
    public WatchQueries Queries => Archive.Get<WatchQueries>();
    public AlertInbox Inbox => Archive.Get<AlertInbox>();

    public static async Task<WatchRoom> OpenAsync(TestCluster cluster, Dictionary<string, string?>? settings = null)
    {
        var room = new WatchRoom(await TestArchive.CreateAsync(cluster, settings));
        room.Ana = await room.PersonAsync("Ana", Role.Analyst);
        room.Ben = await room.PersonAsync("Ben", Role.Analyst);
        room.Eda = await room.PersonAsync("Eda", Role.Editor);
        return room;
    }

    public Task<NewsDbContext> OpenDbAsync() => Archive.OpenAsync();

    public async Task<T> AskAsync<T>(Func<NewsDbContext, Task<T>> question)
    {
        await using var db = await OpenDbAsync();
        return await question(db);
    }

    public async Task SqlAsync(string sql)
    {
        await using var db = await OpenDbAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async Task<long> WatchAsync(string line, Func<WatchDraft, WatchDraft>? with = null, long? by = null)
    {
        var draft = new WatchDraft { Name = line.Length > 0 ? line : "Alles", Line = line };
        return Assert.IsType<WatchResult.Saved>(await Editor.SaveAsync(with?.Invoke(draft) ?? draft, by ?? Ana, default)).Id;
    }

    public async Task<long> ArriveAsync(string title, string text = "Ein Text.", DateTimeOffset? published = null, string outlet = "Der Bote", string language = "de")
    {
        await using var db = await OpenDbAsync();
        return (await Desk.AddArticleAsync(db, title, text, language, published ?? Today, outlet)).Article;
    }

    /// <summary>A new text for an article, as a feed or page brings it.</summary>
    public async Task EditAsync(long article, string title, string text)
    {
        await using var db = await OpenDbAsync();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO article_versions (article_id, number, title, byline, text, blocks, content_hash, source, captured_at)
            SELECT id, current_version + 1, {title}, ARRAY[]::text[], {text}, 'P', sha256({text}::bytea), 'Feed', now() FROM articles WHERE id = {article}
            """);
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET current_version = current_version + 1, title = {title}, tsv = article_vector(language, NULL, {title}, {text}) WHERE id = {article}");
    }

    /// <summary>Matches until the queue is empty.</summary>
    /// <returns>How many matches were new.</returns>
    public async Task<int> MatchAsync()
    {
        var matches = 0;
        while (await Archive.Get<WatchMatcher>().RunAsync(default) is { Changes: > 0 } turn) matches += turn.Matches;
        return matches;
    }

    public async Task<IReadOnlyList<Alert>> AlertsAsync(long watch) =>
        await AskAsync(async db => (IReadOnlyList<Alert>)await db.Alerts.AsNoTracking().Where(a => a.WatchId == watch).OrderBy(a => a.Id).ToListAsync());

    public async Task<long> ActorAsync(string name, params ActorNameDraft[] names) => Assert.IsType<ListResult.Saved>(
        await new ActorEditor(Archive.Get<IDbContextFactory<NewsDbContext>>(), Archive.Get<BulletinBoard>(), TimeProvider.System).SaveAsync(new ActorDraft { Name = name, Kind = ActorKind.Person, Names = names }, Caller.Operator, default)).Id;

    public async Task<long> IssueAsync(string name) => Assert.IsType<ListResult.Saved>(
        await new CodebookEditor(Archive.Get<IDbContextFactory<NewsDbContext>>(), Archive.Get<BulletinBoard>(), TimeProvider.System).SaveAsync(new IssueDraft { Name = name }, Caller.Operator, default)).Id;

    public CodeEditor Codes => new(Archive.Get<IDbContextFactory<NewsDbContext>>(), Archive.Get<BulletinBoard>(), TimeProvider.System);

    /// <summary>An article of its own in which the actor takes that stand.</summary>
    /// <returns>The statement.</returns>
    public async Task<long> SayAsync(long actor, long issue, Stance stance, int daysAgo, string outlet = "Der Bote")
    {
        var (article, version, anchors) = await SentenceAsync(daysAgo, outlet);
        return await CodeAsync(new PositionDraft { ArticleId = article, VersionId = version, Anchors = anchors, Participants = [new(ParticipantRole.Speaker, actor)], IssueId = issue, Stance = stance, Act = PositionAct.States });
    }

    public async Task<long> ThreatenAsync(long threatener, long target, int daysAgo)
    {
        var (article, version, anchors) = await SentenceAsync(daysAgo, "Der Bote");
        return await CodeAsync(new ThreatDraft { ArticleId = article, VersionId = version, Anchors = anchors, Participants = [new(ParticipantRole.Threatener, threatener), new(ParticipantRole.Target, target)] });
    }

    public async Task RejectAsync(long code)
    {
        var version = await AskAsync(db => db.Codes.Where(c => c.Id == code).Select(c => c.RowVersion).SingleAsync());
        Assert.IsType<CodingResult.Saved>(await Codes.RemoveAsync(code, version, Eda, default));
    }

    private async Task<(long Article, long Version, IReadOnlyList<AnchorDraft> Anchors)> SentenceAsync(int daysAgo, string outlet)
    {
        var text = $"Satz {++_words} über eine Sache.";
        await using var db = await OpenDbAsync();
        var (article, version) = await Desk.AddArticleAsync(db, $"Meldung {_words}", text, "de", Today.AddDays(-daysAgo), outlet);
        return (article, version, [new(AnchorRole.Evidence, 0, text.Length)]);
    }

    private async Task<long> CodeAsync(CodeDraft draft) => Assert.IsType<CodingResult.Saved>(await Codes.SaveAsync(draft, Eda, default)).CodeId;

    /// <summary>Gives a person an address that counts as theirs.</summary>
    public async Task AddressAsync(long user, string address)
    {
        Assert.True(await Inbox.SaveSettingsAsync(address, 7, DayOfWeek.Monday, "Europe/Berlin", user, default));
        await SqlAsync($"UPDATE alert_settings SET confirmed_at = now() WHERE user_id = {user}");
    }

    /// <summary>Makes everything due that waits to be sent.</summary>
    public Task MakeDueAsync() => SqlAsync("UPDATE deliveries SET due_at = now() - interval '1 second', lease_until = NULL WHERE state = 'Waiting'");

    /// <summary>Sends what is due, once.</summary>
    public async Task SendAsync(TestArchive? node = null)
    {
        var at = node ?? Archive;
        foreach (var letter in await at.Get<DeliveryClaims>().ClaimAsync(DeliveryChannel.Mail, 100, "test", default)) await at.Get<Mailer>().SendAsync(letter, default);
        foreach (var call in await at.Get<DeliveryClaims>().ClaimAsync(DeliveryChannel.Hook, 100, "test", default)) await at.Get<HookCaller>().CallAsync(call, default);
    }

    public Task<Delivery> DeliveryAsync() => AskAsync(db => db.Deliveries.AsNoTracking().SingleAsync());

    private async Task<long> PersonAsync(string name, Role role)
    {
        await using var db = await OpenDbAsync();
        var user = new NewsUser { DisplayName = name, UserName = name, NormalizedUserName = name.ToUpperInvariant(), CreatedAt = DateTimeOffset.UtcNow };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        db.UserRoles.Add(new() { UserId = user.Id, RoleId = (long)role + 1 });
        await db.SaveChangesAsync();
        return user.Id;
    }

    public ValueTask DisposeAsync() => Archive.DisposeAsync();
}
