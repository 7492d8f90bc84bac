using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Tests;

namespace NewsMonitor.Browser.Tests.Positions;

/// <summary>Puts coded claims into a desk's archive, each in an article of its own.</summary>
internal sealed class Claims(RunningDesk desk) : SeededArchive(desk)
{
    private const string Text = "Der Minister fordert die Öffnung der Grenze und droht der Allianz mit Sanktionen.";

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

    private async Task AddAsync(int day, Statement statement, string words) =>
        await CodeAsync(await ArticleAsync($"Streit an der Grenze, Tag {day}", Text, new DateTimeOffset(2021, 12, day, 12, 0, 0, TimeSpan.Zero)), statement, words);
}
