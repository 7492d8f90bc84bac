using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Tests;

namespace NewsMonitor.Browser.Tests.Attention;

/// <summary>An archive of the test's own making: who is named when, who stands where, who threatens whom is known by hand.</summary>
internal sealed class CodedArchive(RunningDesk desk) : SeededArchive(desk)
{
    private const string Text = "Der Minister lehnt die Öffnung der Grenze ab und droht der Allianz mit Sanktionen.\nDie Allianz hält dagegen.";
    private int _articles;

    public Task<long> ActorAsync(string name, string german, ActorKind kind = ActorKind.Person) => ActorAsync(name, kind, german);

    /// <summary>Those whom the text names.</summary>
    public async Task<(long Minister, long Alliance)> ActorsAsync() => (await ActorAsync("Minister", "Ministerin"), await ActorAsync("Alliance", "Allianz", ActorKind.Alliance));

    /// <summary>An article of a day at noon, naming some actors.</summary>
    public async Task<long> ArticleAsync(DateOnly day, string outlet, params IEnumerable<long> actors)
    {
        var version = await ArticleAsync($"Streit an der Grenze {++_articles}", Text, new(day.ToDateTime(new(11, 0)), TimeSpan.Zero), outlet);
        foreach (var actor in actors) await CodeAsync(version, new Mention { ActorId = actor, State = CodeState.Confirmed }, "Minister");
        Board.Post(new(BulletinSubject.Articles));
        return version.ArticleId;
    }

    public Task<long> PositionAsync(long articleId, long speaker, long issue, Stance stance, CodeState state = CodeState.Confirmed)
    {
        var position = new Position { IssueId = issue, Stance = stance, Act = PositionAct.Rejects, State = state };
        position.ReplaceParticipants([new(ParticipantRole.Speaker, speaker)]);
        return CodeAsync(articleId, position, "lehnt die Öffnung der Grenze ab");
    }

    public Task<long> ThreatAsync(long articleId, long threatener, long target, CodeState state = CodeState.Confirmed)
    {
        var threat = new Threat { InstrumentWords = "Sanktionen", Mode = ThreatMode.Explicit, State = state };
        threat.ReplaceParticipants([new(ParticipantRole.Threatener, threatener), new(ParticipantRole.Target, target)]);
        return CodeAsync(articleId, threat, "droht der Allianz mit Sanktionen");
    }

    private async Task<long> CodeAsync(long articleId, Code code, string words)
    {
        await using var db = await OpenAsync();
        var id = await CodeAsync(await db.ArticleVersions.SingleAsync(v => v.ArticleId == articleId), code, words);
        Board.Post(new(BulletinSubject.Codes, articleId));
        return id;
    }
}
