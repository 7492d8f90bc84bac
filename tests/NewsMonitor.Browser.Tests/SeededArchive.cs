using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Web.Tests;

namespace NewsMonitor.Browser.Tests;

/// <summary>What a test's desk begins with: actors, issues, articles of given words, and what is coded or proposed in them.</summary>
internal class SeededArchive(RunningDesk desk)
{
    public BulletinBoard Board => desk.Services.GetRequiredService<BulletinBoard>();

    public Task<NewsDbContext> OpenAsync() => desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();

    public async Task<long> ActorAsync(string name, ActorKind kind = ActorKind.Person, string? german = null)
    {
        await using var db = await OpenAsync();
        var actor = new Actor { Name = name, Kind = kind, CreatedAt = DateTimeOffset.UtcNow };
        if (german is not null) actor.Names.Add(new() { Language = "de", Text = german, Preferred = true });
        db.Actors.Add(actor);
        await db.SaveChangesAsync();
        return actor.Id;
    }

    public async Task<long> IssueAsync(string name, long? parent = null, string? proposition = null)
    {
        await using var db = await OpenAsync();
        var issue = new Issue { Name = name, ParentId = parent, Proposition = proposition, CreatedAt = DateTimeOffset.UtcNow };
        db.Issues.Add(issue);
        await db.SaveChangesAsync();
        return issue.Id;
    }

    /// <summary>An article that can be found by its words, a paragraph a line.</summary>
    public async Task<ArticleVersion> ArticleAsync(string title, string text, DateTimeOffset? published = null, string outlet = "Der Bote")
    {
        await using var db = await OpenAsync();
        var (address, at) = ($"https://blatt.example/{Guid.NewGuid():N}", published ?? DateTimeOffset.UtcNow);
        var article = new Article
        {
            Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == outlet) ?? new Outlet { Name = outlet }, CanonicalAddress = address, Address = address, Title = title, Language = "de",
            PublishedAt = at, PublishedFrom = "time", ArrivedAt = DateTimeOffset.UtcNow, TextState = TextState.Complete, CurrentVersion = 1,
        };
        var version = new ArticleVersion
        {
            Number = 1, Title = title, Text = text, Blocks = [.. text.Split('\n').Select(_ => BlockKind.Paragraph)], ContentHash = new byte[32], Source = TextSource.Pasted, CapturedAt = at,
        };
        article.Versions.Add(version);
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, {text}) WHERE id = {article.Id}");
        return version;
    }

    /// <summary>Puts a code on the first place of some words.</summary>
    public async Task<long> CodeAsync(ArticleVersion version, Code code, string words)
    {
        await using var db = await OpenAsync();
        var start = version.Text.IndexOf(words, StringComparison.Ordinal);
        code.ReplaceAnchors([Anchor.On(version, AnchorRole.Evidence, start, start + words.Length)]);
        db.Codes.Add(code);
        db.Entry(code).Property(c => c.ArticleId).CurrentValue = version.ArticleId;
        db.Entry(code).Property(c => c.CreatedAt).CurrentValue = code.ChangedAt = DateTimeOffset.UtcNow;
        await db.SaveChangesAsync();
        return code.Id;
    }

    /// <summary>A rule has found a threat in each line of the text.</summary>
    public async Task SuggestThreatsAsync(ArticleVersion version, long threatener)
    {
        foreach (var line in version.Text.Split('\n'))
        {
            var threat = new Threat { State = CodeState.Suggested, Origin = CodeOrigin.Rule, Rule = "threat verb", Score = 0.8f };
            threat.ReplaceParticipants([new(ParticipantRole.Threatener, threatener)]);
            await CodeAsync(version, threat, line);
        }
    }
}
