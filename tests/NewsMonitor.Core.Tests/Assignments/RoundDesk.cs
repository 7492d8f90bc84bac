using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Tests.Coding;
using Npgsql;

namespace NewsMonitor.Core.Tests.Assignments;

/// <summary>Rounds around a <see cref="Desk"/>: its third editor leads, the first and the second code.</summary>
internal static class RoundDesk
{
    public static RoundMaker Maker(this Desk desk) => new(desk.Factory, desk.Source(), desk.Search(), desk.Board, desk.Clock);

    public static RoundEditor Rounds(this Desk desk) => new(desk.Factory, desk.Board, desk.Clock);

    public static OwnWork Work(this Desk desk) => new(desk.Factory, desk.Board, desk.Clock);

    public static Adjudicator Adjudicator(this Desk desk) => new(desk.Factory, desk.Board, desk.Clock);

    public static SearchResolver Search(this Desk desk) => new(desk.Source(), new(TimeZoneInfo.Utc), desk.Clock);

    public static NpgsqlDataSource Source(this Desk desk) => desk.Get<NpgsqlDataSource>();

    public static async Task<long> RoundAsync(this Desk desk, bool blind = true, IReadOnlyList<long>? coders = null, string query = "")
    {
        var chosen = coders ?? [desk.Editor, desk.SecondEditor];
        var made = await desk.Maker().MakeAsync(new() { Name = "Runde 1", Coders = chosen, CodersEach = chosen.Count, Blind = blind, Query = query }, desk.ThirdEditor, default);
        return Assert.IsType<RoundResult.Done>(made).RoundId;
    }

    public static async Task<long> AssignmentAsync(this Desk desk, long coder)
    {
        await using var db = await desk.OpenAsync();
        return (await db.WorkAsync(coder, default)).Single(w => w.ArticleId == desk.Article).AssignmentId;
    }

    public static async Task SubmitAsync(this Desk desk, params IReadOnlyList<long> coders)
    {
        foreach (var coder in coders) Assert.IsType<RoundResult.Done>(await desk.Work().SubmitAsync(await desk.AssignmentAsync(coder), coder, default));
    }

    /// <summary>The margin of the article as somebody sees it.</summary>
    public static async Task<IReadOnlyList<MarginRow>> SeenByAsync(this Desk desk, long userId)
    {
        await using var db = await desk.OpenAsync();
        return await db.MarginAsync(desk.Article, desk.Version, "de", default, await Standing.OfAsync(db, desk.Article, userId, default));
    }

    public static async Task<AdjudicationView> ViewAsync(this Desk desk, long round, long? userId = null)
    {
        await using var db = await desk.OpenAsync();
        return Assert.IsType<AdjudicationAnswer.Here>(await db.AdjudicationAsync(round, desk.Article, userId ?? desk.ThirdEditor, "de", default)).View;
    }

    /// <summary>A rule's suggestion: the minister threatens.</summary>
    public static async Task<long> SuggestAsync(this Desk desk)
    {
        await using var db = await desk.OpenAsync();
        var version = await db.ArticleVersions.FindAsync(desk.Version);
        var threat = new Threat
        {
            ArticleId = desk.Article, State = CodeState.Suggested, Origin = CodeOrigin.Rule, Rule = "threat.verb", Score = 0.7f, Fingerprint = "threat|minister|droht",
            CreatedAt = desk.Clock.GetUtcNow(), ChangedAt = desk.Clock.GetUtcNow(), Mode = ThreatMode.Explicit,
        };
        foreach (var (role, start, end) in Desk.On("droht der Gegenseite mit Sanktionen")) threat.Anchors.Add(Anchor.On(version!, role, start, end));
        threat.ReplaceParticipants([new(ParticipantRole.Threatener, desk.Minister)]);
        db.Add(threat);
        await db.SaveChangesAsync();
        return threat.Id;
    }

    public static async Task<int> ExportedAsync(this Desk desk, long userId)
    {
        await using var file = new MemoryStream();
        var exporter = new Exporter(desk.Factory, desk.Source(), desk.Search(), new(TimeZoneInfo.Utc), desk.Clock);
        var written = await exporter.WriteAsync(new() { Format = "statements-jsonl", UserId = userId, WithSuggestions = true }, file, default);
        return (int)Assert.IsType<ExportResult.Written>(written).Manifest.Records;
    }
}
