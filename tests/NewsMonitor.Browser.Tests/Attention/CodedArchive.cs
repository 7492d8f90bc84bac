using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Web.Tests;

namespace NewsMonitor.Browser.Tests.Attention;

/// <summary>An archive of the test's own making: who is named when, who stands where, who threatens whom is known by hand.</summary>
internal sealed class CodedArchive(RunningDesk desk)
{
    private const string Text = "Der Minister lehnt die Öffnung der Grenze ab und droht der Allianz mit Sanktionen.\nDie Allianz hält dagegen.";
    private int _articles;

    public BulletinBoard Board => desk.Services.GetRequiredService<BulletinBoard>();

    public Task<NewsDbContext> OpenAsync() => desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();

    public async Task<long> ActorAsync(string name, string german, ActorKind kind = ActorKind.Person)
    {
        await using var db = await OpenAsync();
        var actor = new Actor { Name = name, Kind = kind, CreatedAt = DateTimeOffset.UtcNow };
        actor.Names.Add(new() { Language = "de", Text = german, Preferred = true });
        db.Actors.Add(actor);
        await db.SaveChangesAsync();
        return actor.Id;
    }

    public async Task<long> IssueAsync(string name)
    {
        await using var db = await OpenAsync();
        var issue = new Issue { Name = name, CreatedAt = DateTimeOffset.UtcNow };
        db.Issues.Add(issue);
        await db.SaveChangesAsync();
        return issue.Id;
    }

    /// <summary>An article of a day at noon, naming some actors.</summary>
    public async Task<long> ArticleAsync(DateOnly day, string outlet, params IEnumerable<long> actors)
    {
        await using var db = await OpenAsync();
        var address = $"https://blatt.example/{++_articles}";
        var article = new Article
        {
            Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == outlet) ?? new Outlet { Name = outlet }, CanonicalAddress = address, Address = address, Title = $"Streit an der Grenze {_articles}",
            Language = "de", PublishedFrom = "time", TextState = TextState.Complete, PublishedAt = new(day.ToDateTime(new(11, 0)), TimeSpan.Zero), ArrivedAt = DateTimeOffset.UtcNow, CurrentVersion = 1,
        };
        article.Versions.Add(new()
        {
            Number = 1, Title = article.Title, Text = Text, Blocks = [BlockKind.Paragraph, BlockKind.Paragraph], ContentHash = [1], Source = TextSource.Pasted, CapturedAt = DateTimeOffset.UtcNow,
        });
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        foreach (var actor in actors) db.Codes.Add(Code(new Mention { ArticleId = article.Id, ActorId = actor, State = CodeState.Confirmed, CreatedAt = DateTimeOffset.UtcNow }, article, 4, 12));
        await db.SaveChangesAsync();
        Board.Post(new(BulletinSubject.Articles));
        return article.Id;
    }

    public async Task<long> PositionAsync(long articleId, long speaker, long issue, Stance stance, CodeState state = CodeState.Confirmed)
    {
        await using var db = await OpenAsync();
        var article = await db.Articles.Include(a => a.Versions).SingleAsync(a => a.Id == articleId);
        var position = Code(new Position { ArticleId = articleId, IssueId = issue, Stance = stance, Act = PositionAct.Rejects, State = state, CreatedAt = DateTimeOffset.UtcNow }, article, 13, 44);
        position.Participants.Add(new() { ActorId = speaker, Role = ParticipantRole.Speaker, Ordinal = 1 });
        db.Codes.Add(position);
        await db.SaveChangesAsync();
        Board.Post(new(BulletinSubject.Codes, articleId));
        return position.Id;
    }

    public async Task<long> ThreatAsync(long articleId, long threatener, long target, CodeState state = CodeState.Confirmed)
    {
        await using var db = await OpenAsync();
        var article = await db.Articles.Include(a => a.Versions).SingleAsync(a => a.Id == articleId);
        var threat = Code(new Threat { ArticleId = articleId, InstrumentWords = "Sanktionen", Mode = ThreatMode.Explicit, State = state, CreatedAt = DateTimeOffset.UtcNow }, article, 49, 81);
        threat.Participants.Add(new() { ActorId = threatener, Role = ParticipantRole.Threatener, Ordinal = 1 });
        threat.Participants.Add(new() { ActorId = target, Role = ParticipantRole.Target, Ordinal = 1 });
        db.Codes.Add(threat);
        await db.SaveChangesAsync();
        Board.Post(new(BulletinSubject.Codes, articleId));
        return threat.Id;
    }

    private static T Code<T>(T code, Article article, int start, int end) where T : Code
    {
        code.Anchors.Add(new() { VersionId = article.Versions.Single().Id, Role = AnchorRole.Evidence, Start = start, End = end, Quote = Text[start..end], Prefix = "", Suffix = "" });
        return code;
    }
}
