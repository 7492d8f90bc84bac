using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Positions;
using NewsMonitor.Core.Threats;
using Npgsql;

namespace NewsMonitor.Core.Tests.Coding;

/// <summary>Puts claims into a newsroom's archive, each in an article of its own, so that maps and boards can be counted by hand.</summary>
internal sealed class Claims : IAsyncDisposable
{
    private Claims(Desk desk)
    {
        Desk = desk;
        Source = NpgsqlDataSource.Create(desk.ConnectionString);
        Search = new(Source, Newsroom, desk.Clock);
    }

    public Desk Desk { get; }
    public NpgsqlDataSource Source { get; }
    public NewsroomTime Newsroom { get; } = NewsroomTime.Of(null);
    public SearchResolver Search { get; }
    public PositionMaps Maps => new(Source, Desk.Factory);
    public ThreatBoards Boards => new(Source, Desk.Factory, Newsroom);
    public StatementQuotes Quotes => new(Source, Desk.Factory, Newsroom);

    public static async Task<Claims> SetAsync(NewsMonitor.Testing.Data.TestCluster cluster) => new(await Desk.SetAsync(cluster));

    /// <summary>Noon of a day of December 2021.</summary>
    public static DateTimeOffset Day(int day) => new(2021, 12, day, 12, 0, 0, TimeSpan.Zero);

    public async Task<ArticleQuery> FindAsync(string line)
    {
        var found = await Search.ResolveAsync(line, default);
        Assert.Empty(found.Faults);
        return found.Query;
    }

    public Task<long> SayAsync(int day, long issue, Stance stance, params long[] speakers) => AddAsync(day, Position(issue, stance, speakers));

    public static Position Position(long issue, Stance stance, params long[] speakers)
    {
        var position = new Position { IssueId = issue, Stance = stance, State = CodeState.Confirmed };
        position.ReplaceParticipants([.. speakers.Select(s => new ParticipantDraft(ParticipantRole.Speaker, s))]);
        return position;
    }

    public static Threat Threat(ThreatMode mode, long threatener, params long[] targets)
    {
        var threat = new Threat { Mode = mode, State = CodeState.Confirmed };
        threat.ReplaceParticipants([new(ParticipantRole.Threatener, threatener), .. targets.Select(t => new ParticipantDraft(ParticipantRole.Target, t))]);
        return threat;
    }

    /// <summary>Puts a statement into an article of that day.</summary>
    public async Task<long> AddAsync(int day, Statement statement, string outlet = "Der Bote")
    {
        await using var db = await Desk.OpenAsync();
        var (article, versionId) = await Desk.AddArticleAsync(db, $"Bericht vom {day}.", Desk.Text, "de", Day(day), outlet);
        var version = (await db.ArticleVersions.FindAsync(versionId))!;
        db.Codes.Add(statement);
        db.Entry(statement).Property(s => s.ArticleId).CurrentValue = article;
        db.Entry(statement).Property(s => s.CreatedAt).CurrentValue = statement.ChangedAt = Desk.Clock.GetUtcNow();
        statement.Anchors.Add(Anchor.On(version, AnchorRole.Evidence, 0, 12));
        await db.SaveChangesAsync();
        return statement.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Desk.DisposeAsync();
    }
}
