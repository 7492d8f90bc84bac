using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Threats;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Threats;

/// <summary>
/// Counted by hand. 1 December: the minister threatens the alliance with sanctions if (explicit). 2: again (implicit), and the alliance is said
/// to threaten the minister and the state (alleged, one threat, two targets). 5: the state threatens nobody named (potential). 6: the minister
/// threatens the alliance (warning, a suggestion), carried out.
/// </summary>
public sealed class ThreatBoardsTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Pairs_forms_and_courses_are_counted()
    {
        await using var room = await Room.SetAsync(cluster);
        var board = await room.ReadAsync(new() { Articles = new(), Suggestions = true });
        Assert.Equal((new ThreatCounts(2, 2, 1, 1), 5), (board.Total, board.Articles));
        Assert.Equal(
            [
                new(room.Desk.Minister, room.Desk.Alliance, new(2, 1, 0, 1)), new ThreatPair(room.Desk.Alliance, room.Desk.Minister, new(0, 1, 0, 0)),
                new(room.Desk.Alliance, room.State, new(0, 1, 0, 0)), new(room.State, StatementScope.Nobody, new(0, 0, 1, 0)),
            ], board.Pairs.OrderByDescending(p => p.Counts.All).ThenBy(p => p.Threatener == room.State).ThenBy(p => p.Target));
        Assert.Equal([(room.Sanctions, 1), (StatementScope.Nobody, 4)], board.Instruments.Select(i => (i.Instrument, i.Counts.All)).OrderBy(i => i.All));
        Assert.Equal((1, 1, 1, 1, 1), (board.Modes[ThreatMode.Explicit].All, board.Modes[ThreatMode.Implicit].All, board.Modes[ThreatMode.Alleged].All, board.Modes[ThreatMode.Potential].All, board.Modes[ThreatMode.Warning].Suggested));
        Assert.Equal((4, 1), (board.LifeCycles[ThreatLifeCycle.Uttered].All, board.LifeCycles[ThreatLifeCycle.CarriedOut].All));
        Assert.Equal((1, 4), (board.Conditional[true].All, board.Conditional[false].All));
        Assert.Equal("day", board.Unit);
        Assert.Equal([(room.Desk.Minister, 3), (room.Desk.Alliance, 1), (room.State, 1)], board.TimelineRows);
        var mark = board.Marks.First(m => m.Row == room.Desk.Minister);
        Assert.Equal((1, ThreatForm.Spoken, new DateTime(2021, 12, 1), TimeSpan.FromDays(1)), (mark.Count, mark.Form, room.Claims.Newsroom.Local(mark.From).DateTime, mark.Until - mark.From));
        Assert.Equal(("Der Minister", "Sanktionen", "1312"), (board.Actors[room.Desk.Minister], board.InstrumentNames[room.Sanctions].Name, board.InstrumentNames[room.Sanctions].Cameo));
    }

    [Fact]
    public async Task Confirmed_ones_alone_are_fewer_by_the_suggestion()
    {
        await using var room = await Room.SetAsync(cluster);
        var board = await room.ReadAsync(new() { Articles = new() });
        Assert.Equal(new ThreatCounts(2, 1, 1, 0), board.Total);
        Assert.False(board.LifeCycles.ContainsKey(ThreatLifeCycle.CarriedOut));
    }

    [Fact]
    public async Task Each_part_counts_what_all_choices_but_its_own_leave()
    {
        await using var room = await Room.SetAsync(cluster);
        var board = await room.ReadAsync(new() { Articles = new(), Suggestions = true, Threateners = [room.Desk.Minister], Targets = [room.Desk.Alliance], Modes = [ThreatMode.Explicit] });
        Assert.Equal(1, board.Total.All);
        Assert.Equal(1, Assert.Single(board.Pairs).Counts.All); // of the explicit ones
        Assert.Equal((3, 1), (board.Modes.Count, board.Modes[ThreatMode.Warning].All)); // of that pair
        var ofNobody = await room.ReadAsync(new() { Articles = new(), Targets = [StatementScope.Nobody] });
        Assert.Equal(new ThreatCounts(0, 0, 1, 0), ofNobody.Total);
        // The timeline keeps the times that the search leaves out, so that a brush can widen again.
        var late = await room.ReadAsync(new() { Articles = await room.Claims.FindAsync("after:2021-12-05"), Suggestions = true });
        Assert.Equal((2, 5), (late.Total.All, late.Marks.Sum(m => m.Count)));
    }

    [Fact]
    public async Task Rows_may_be_targets_or_instruments()
    {
        await using var room = await Room.SetAsync(cluster);
        var targets = await room.Claims.Boards.ReadAsync(new() { Articles = new(), Suggestions = true }, ThreatRows.Target, "de", Cancel);
        Assert.Equal([(room.Desk.Alliance, 3), (StatementScope.Nobody, 1), (room.Desk.Minister, 1), (room.State, 1)], targets.TimelineRows);
        var instruments = await room.Claims.Boards.ReadAsync(new() { Articles = new(), Suggestions = true }, ThreatRows.Instrument, "de", Cancel);
        Assert.Equal([(StatementScope.Nobody, 4), (room.Sanctions, 1)], instruments.TimelineRows);
    }

    [Fact]
    public async Task What_became_of_a_threat_is_an_editors_word_and_stands_in_its_history()
    {
        await using var room = await Room.SetAsync(cluster);
        var quote = Assert.Single((await room.Claims.Quotes.PageAsync(new() { Articles = new(), Modes = [ThreatMode.Implicit] }, null, 5, "de", Cancel)).Rows);
        var (id, version) = (quote.Statement.Id, quote.Statement.RowVersion);
        Assert.IsType<CodingResult.NotAllowed>(await room.Desk.Codes.SetLifeCycleAsync(id, version, ThreatLifeCycle.Withdrawn, room.Desk.Analyst, Cancel));
        Assert.IsType<CodingResult.Saved>(await room.Desk.Codes.SetLifeCycleAsync(id, version, ThreatLifeCycle.Withdrawn, room.Desk.Editor, Cancel));
        Assert.IsType<CodingResult.Stale>(await room.Desk.Codes.SetLifeCycleAsync(id, version, ThreatLifeCycle.Observed, room.Desk.Editor, Cancel));
        Assert.Equal(ThreatLifeCycle.Withdrawn, ((ThreatRow)(await room.Claims.Quotes.FindAsync(id, "de", Cancel))!.Statement).LifeCycle);
        await using var db = await room.Desk.OpenAsync();
        Assert.Equal(1, await db.Revisions.CountAsync(r => r.CodeId == id && r.By == room.Desk.Editor, Cancel));
    }

    [Fact]
    public async Task Each_part_of_the_board_leaves_as_a_table()
    {
        await using var room = await Room.SetAsync(cluster);
        var board = await room.ReadAsync(new() { Articles = new(), Suggestions = true });
        var csv = new ThreatCsv(board, "niemand genannt");
        async Task<string[]> LinesAsync(Func<Stream, Task> write)
        {
            using var file = new MemoryStream();
            await write(file);
            return Encoding.UTF8.GetString(file.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        }
        var pairs = await LinesAsync(csv.WritePairsAsync);
        Assert.Equal($"{room.Desk.Minister},Der Minister,{room.Desk.Alliance},Die Allianz,3,2,1,0,1", pairs[1]);
        Assert.Contains($"{room.State},Das Nachbarland,,niemand genannt,1,0,0,1,0", pairs);
        var timeline = await LinesAsync(file => csv.WriteTimelineAsync(ThreatRows.Threatener, file));
        Assert.Equal(board.Marks.Count, timeline.Length - 1);
        Assert.All(timeline[1..].Zip(board.Marks), line => Assert.EndsWith($",{line.Second.Form.ToString().ToLowerInvariant()},{line.Second.Count},{line.Second.Suggested}", line.First));
        var bars = await LinesAsync(csv.WriteBarsAsync);
        foreach (var (mode, counts) in board.Modes) Assert.Contains($"mode,{mode},{counts.All},{counts.Spoken},{counts.Attributed},{counts.Potential},{counts.Suggested}", bars);
        Assert.Equal(board.Instruments.Count + board.Modes.Count + board.LifeCycles.Count + board.Conditional.Count, bars.Length - 1);
    }

    private sealed class Room(Claims claims) : IAsyncDisposable
    {
        public Claims Claims => claims;
        public Desk Desk => claims.Desk;
        public long State { get; private set; }
        public long Sanctions { get; private set; }

        public static async Task<Room> SetAsync(TestCluster cluster)
        {
            var room = new Room(await Claims.SetAsync(cluster));
            room.State = await room.Desk.ActorAsync("Das Nachbarland", ActorKind.State);
            room.Sanctions = Assert.IsType<ListResult.Saved>(await room.Desk.Codebook.SaveAsync(new InstrumentDraft { Name = "Sanktionen", Cameo = "1312" }, Core.Accounts.Caller.Operator, Cancel)).Id;
            var explicitly = Claims.Threat(ThreatMode.Explicit, room.Desk.Minister, room.Desk.Alliance);
            (explicitly.InstrumentId, explicitly.Condition) = (room.Sanctions, "falls sie die Grenze schließt");
            await room.Claims.AddAsync(1, explicitly);
            await room.Claims.AddAsync(2, Claims.Threat(ThreatMode.Implicit, room.Desk.Minister, room.Desk.Alliance));
            await room.Claims.AddAsync(2, Claims.Threat(ThreatMode.Alleged, room.Desk.Alliance, room.Desk.Minister, room.State));
            await room.Claims.AddAsync(5, Claims.Threat(ThreatMode.Potential, room.State));
            var suggested = Claims.Threat(ThreatMode.Warning, room.Desk.Minister, room.Desk.Alliance);
            (suggested.State, suggested.LifeCycle) = (CodeState.Suggested, ThreatLifeCycle.CarriedOut);
            await room.Claims.AddAsync(6, suggested);
            return room;
        }

        public Task<ThreatBoard> ReadAsync(StatementScope scope) => claims.Boards.ReadAsync(scope, ThreatRows.Threatener, "de", Cancel);

        public ValueTask DisposeAsync() => claims.DisposeAsync();
    }
}
