using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Web.Tests;

namespace NewsMonitor.Browser.Tests.Positions;

/// <summary>Puts coded claims into a desk's archive, each in an article of its own.</summary>
internal sealed class Claims(RunningDesk desk)
{
    private const string Text = "Der Minister fordert die Öffnung der Grenze und droht der Allianz mit Sanktionen.";

    public async Task<long> ActorAsync(string name, ActorKind kind)
    {
        await using var db = await OpenAsync();
        var actor = new Actor { Name = name, Kind = kind, CreatedAt = DateTimeOffset.UtcNow };
        db.Actors.Add(actor);
        await db.SaveChangesAsync();
        return actor.Id;
    }

    public async Task<long> IssueAsync(string name, long? parent = null)
    {
        await using var db = await OpenAsync();
        var issue = new Issue { Name = name, ParentId = parent, CreatedAt = DateTimeOffset.UtcNow };
        db.Issues.Add(issue);
        await db.SaveChangesAsync();
        return issue.Id;
    }

    public async Task SayAsync(int times, int day, long speaker, long issue, Stance stance, CodeState state = CodeState.Confirmed)
    {
        for (var i = 0; i < times; i++)
        {
            var position = new Position { IssueId = issue, Stance = stance, State = state };
            position.ReplaceParticipants([new(ParticipantRole.Speaker, speaker)]);
            await AddAsync(day, position, "fordert die Öffnung der Grenze");
        }
    }

    public async Task ThreatenAsync(int day, long from, long to, ThreatMode mode, CodeState state = CodeState.Confirmed)
    {
        var threat = new Threat { Mode = mode, State = state };
        threat.ReplaceParticipants([new(ParticipantRole.Threatener, from), new(ParticipantRole.Target, to)]);
        await AddAsync(day, threat, "droht der Allianz mit Sanktionen");
    }

    private async Task AddAsync(int day, Statement statement, string words)
    {
        await using var db = await OpenAsync();
        var address = $"https://{Guid.NewGuid():N}.example/";
        var at = new DateTimeOffset(2021, 12, day, 12, 0, 0, TimeSpan.Zero);
        var article = new Article
        {
            Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == "Der Bote") ?? new Outlet { Name = "Der Bote" }, CanonicalAddress = address, Address = address,
            Title = $"Streit an der Grenze, Tag {day}", Language = "de", PublishedFrom = "person", TextState = TextState.Complete, PublishedAt = at, ArrivedAt = at, CurrentVersion = 1,
        };
        article.Versions.Add(new() { Number = 1, Title = article.Title, Text = Text, Blocks = [BlockKind.Paragraph], ContentHash = new byte[32], Source = TextSource.Pasted, CapturedAt = at });
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, {Text}) WHERE id = {article.Id}");
        db.Codes.Add(statement);
        db.Entry(statement).Property(s => s.ArticleId).CurrentValue = article.Id;
        db.Entry(statement).Property(s => s.CreatedAt).CurrentValue = statement.ChangedAt = at;
        var start = Text.IndexOf(words, StringComparison.Ordinal);
        statement.Anchors.Add(Anchor.On(article.Versions.First(), AnchorRole.Evidence, start, start + words.Length));
        await db.SaveChangesAsync();
    }

    private Task<NewsDbContext> OpenAsync() => desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
}
