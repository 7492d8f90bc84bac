using System.Text;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Positions;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Positions;

/// <summary>
/// Counted by hand. The minister (a person): twice for the border's opening (1, 2 December), once against (9). The alliance: four times against
/// it (1 to 4). Both together for talks (3). The state: against talks, suggested (5); for the opening, rejected; against it, removed.
/// </summary>
public sealed class PositionMapsTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Each_actors_stances_are_counted_by_issue_and_each_statement_once_in_all()
    {
        await using var quarrel = await Quarrel.SetAsync(cluster);
        var (map, at) = await quarrel.MapAsync(suggestions: false);
        Assert.Equal([("Der Minister", "Gespräche", 1, 0, 0), ("Der Minister", "Grenzöffnung", 2, 1, 0), ("Die Allianz", "Gespräche", 1, 0, 0), ("Die Allianz", "Grenzöffnung", 0, 4, 0)], at.Order());
        Assert.Equal((8, 0), (map.Statements, map.Suggested)); // two speak in one statement
        Assert.Equal((Claims.Day(1), Claims.Day(9)), (map.First, map.Last));
    }

    [Fact]
    public async Task Suggestions_count_apart_and_only_where_they_are_wanted()
    {
        await using var quarrel = await Quarrel.SetAsync(cluster);
        var (map, _) = await quarrel.MapAsync(suggestions: true);
        Assert.Equal((9, 1, 3), (map.Statements, map.Suggested, map.Actors.Count));
        var cell = map.Cells[(quarrel.State, quarrel.Talks)];
        Assert.Equal((new StanceCounts(0, 0, 0), new StanceCounts(0, 1, 0)), (cell.Confirmed, cell.Suggested));
    }

    [Theory]
    [InlineData("after:2021-12-03", null, 4)] // on the 3rd the alliance and both together, on the 4th, on the 9th
    [InlineData("outlet:\"Die Post\"", null, 1)]
    [InlineData("", ActorKind.Person, 4)]
    [InlineData("", ActorKind.State, 0)]
    public async Task A_search_and_the_kind_of_actor_narrow_the_map(string line, ActorKind? kind, int statements)
    {
        await using var quarrel = await Quarrel.SetAsync(cluster);
        var map = await quarrel.Claims.Maps.ReadAsync(new() { Articles = await quarrel.Claims.FindAsync(line), Kinds = kind is { } one ? [one] : [] }, Cancel);
        Assert.Equal(statements, map.Statements);
    }

    [Fact]
    public async Task Two_spans_are_compared_cell_by_cell()
    {
        await using var quarrel = await Quarrel.SetAsync(cluster);
        var spans = TimeSpans.Halves(Claims.Day(1), Claims.Day(9), quarrel.Claims.Newsroom); // nine days: the first four, the last five
        Assert.Equal(new DateTime(2021, 12, 5), quarrel.Claims.Newsroom.Local(spans.LaterFrom).DateTime);
        var map = await quarrel.Claims.Maps.ReadAsync(new() { Articles = new(), Compare = spans }, Cancel);
        var cell = map.Cells[(quarrel.Desk.Minister, quarrel.Desk.Issue)];
        Assert.Equal((new StanceCounts(2, 0, 0), new StanceCounts(0, 1, 0)), (cell.Earlier, cell.Later));
        Assert.Equal((new StanceCounts(0, 4, 0), default), (map.Cells[(quarrel.Desk.Alliance, quarrel.Desk.Issue)].Earlier, map.Cells[(quarrel.Desk.Alliance, quarrel.Desk.Issue)].Later));
    }

    [Fact]
    public async Task An_issue_that_is_folded_stands_for_those_below_it()
    {
        await using var quarrel = await Quarrel.SetAsync(cluster);
        var parent = quarrel.Parent;
        var map = (await quarrel.MapAsync(suggestions: true)).Map;
        var open = PositionGrid.Of(map, new());
        Assert.Equal(["Grenzöffnung", "Diplomatie", "Gespräche"], open.Columns.Select(c => c.Issue.Name));
        Assert.Equal(["Die Allianz", "Der Minister", "Das Nachbarland"], open.Rows.Select(r => r.Actor.Name)); // 5, 4, 1
        var folded = PositionGrid.Of(map, new() { Folded = [parent], Order = GridOrder.Name, Grouped = true });
        Assert.Equal(["Grenzöffnung", "Diplomatie"], folded.Columns.Select(c => c.Issue.Name).OrderDescending());
        Assert.Equal(["Das Nachbarland", "Die Allianz", "Der Minister"], folded.Rows.Select(r => r.Actor.Name));
        var at = folded.Columns.ToList().FindIndex(c => c.Issue.Id == parent);
        Assert.Equal((3, true), (folded.Columns[at].Statements, folded.Columns[at].Folded));
        Assert.Equal([1, 1, 1], folded.Rows.Select(r => r.Cells[at].Counted.All));
        Assert.Equal((1, 3), PositionGrid.Of(map, new() { MostColumns = 1, MostRows = 2 }) is var cut ? (cut.Columns.Count, cut.AllColumns) : default);
        Assert.Equal(["Der Minister", "Die Allianz", "Das Nachbarland"], PositionGrid.Of(map, new() { By = quarrel.Desk.Issue }).Rows.Select(r => r.Actor.Name));
    }

    [Fact]
    public async Task The_map_leaves_as_a_table()
    {
        await using var quarrel = await Quarrel.SetAsync(cluster);
        using var file = new MemoryStream();
        await PositionCsv.WriteAsync(PositionGrid.Of((await quarrel.MapAsync(true)).Map, new()), file, compared: false);
        var lines = Encoding.UTF8.GetString(file.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("actor_id,actor,kind,issue_id,issue,with_issues_below,supports,opposes,undecided,suggested_supports,suggested_opposes,suggested_undecided,net", lines[0].TrimStart('\uFEFF'));
        Assert.Contains($"{quarrel.Desk.Minister},Der Minister,person,{quarrel.Desk.Issue},Grenzöffnung,0,2,1,0,0,0,0,0.333", lines);
        Assert.Contains($"{quarrel.State},Das Nachbarland,state,{quarrel.Talks},Gespräche,0,0,0,0,0,1,0,-1", lines);
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public async Task A_cell_opens_its_statements_with_their_words_newest_first_and_page_after_page()
    {
        await using var quarrel = await Quarrel.SetAsync(cluster);
        var scope = new StatementScope { Articles = new(), Kind = NewsMonitor.Core.Articles.StatementKind.Position, Speakers = [quarrel.Desk.Minister], Issues = [quarrel.Desk.Issue] };
        var first = await quarrel.Claims.Quotes.PageAsync(scope, null, 2, "de", Cancel);
        Assert.Equal([Claims.Day(9), Claims.Day(2)], first.Rows.Select(r => r.PublishedAt));
        Assert.Equal(("Der Minister", "Der Bote", 1), (first.Rows[0].Quote, first.Rows[0].Outlet, first.Rows[0].Reports));
        var rest = await quarrel.Claims.Quotes.PageAsync(scope, first.Next, 2, "de", Cancel);
        Assert.Equal(Claims.Day(1), Assert.Single(rest.Rows).PublishedAt);
        Assert.Null(rest.Next);
        Assert.Equal(new QuoteCount(3, 0, 2, 1, 0, 3, 2), await quarrel.Claims.Quotes.CountAsync(scope, Cancel));
        Assert.Equal([new QuoteDay(new(2021, 12, 1), 1, 0, 0, 0), new(new(2021, 12, 2), 1, 0, 0, 0), new(new(2021, 12, 9), 0, 1, 0, 0)], await quarrel.Claims.Quotes.CourseAsync(scope, Cancel));
    }

    [Fact]
    public async Task An_empty_archive_has_an_empty_map()
    {
        await using var claims = await Claims.SetAsync(cluster);
        var map = await claims.Maps.ReadAsync(new() { Articles = new(), Suggestions = true }, Cancel);
        Assert.Equal((0, null), (map.Statements, map.First));
        Assert.Empty(PositionGrid.Of(map, new() { Order = GridOrder.Likeness, Grouped = true }).Rows);
    }

    private sealed class Quarrel(Claims claims) : IAsyncDisposable
    {
        public Claims Claims => claims;
        public Desk Desk => claims.Desk;
        public long State { get; private set; }
        public long Parent { get; private set; }
        public long Talks { get; private set; }

        public static async Task<Quarrel> SetAsync(TestCluster cluster)
        {
            var quarrel = new Quarrel(await Claims.SetAsync(cluster));
            var (claims, desk) = (quarrel.Claims, quarrel.Desk);
            quarrel.State = await desk.ActorAsync("Das Nachbarland", ActorKind.State);
            quarrel.Parent = await desk.IssueAsync("Diplomatie");
            quarrel.Talks = Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new IssueDraft { Name = "Gespräche", ParentId = quarrel.Parent }, Caller.Operator, Cancel)).Id;
            await claims.SayAsync(1, desk.Issue, Stance.Supports, desk.Minister);
            await claims.AddAsync(2, Claims.Position(desk.Issue, Stance.Supports, desk.Minister), "Die Post");
            await claims.SayAsync(9, desk.Issue, Stance.Opposes, desk.Minister);
            for (var day = 1; day <= 4; day++) await claims.SayAsync(day, desk.Issue, Stance.Opposes, desk.Alliance);
            await claims.SayAsync(3, quarrel.Talks, Stance.Supports, desk.Minister, desk.Alliance);
            var suggested = Claims.Position(quarrel.Talks, Stance.Opposes, quarrel.State);
            suggested.State = CodeState.Suggested;
            await claims.AddAsync(5, suggested);
            var rejected = Claims.Position(desk.Issue, Stance.Supports, quarrel.State);
            rejected.State = CodeState.Rejected;
            await claims.AddAsync(2, rejected);
            var removed = Claims.Position(desk.Issue, Stance.Opposes, quarrel.State);
            removed.RemovedAt = desk.Clock.GetUtcNow();
            await claims.AddAsync(2, removed);
            return quarrel;
        }

        public async Task<(PositionMap Map, IEnumerable<(string Actor, string Issue, int For, int Against, int Undecided)> Confirmed)> MapAsync(bool suggestions)
        {
            var map = await claims.Maps.ReadAsync(new() { Articles = new(), Suggestions = suggestions, Language = "de" }, Cancel);
            return (map, map.Cells.Select(c => (map.Actors.Single(a => a.Id == c.Key.Actor).Name, map.Issues.Single(i => i.Id == c.Key.Issue).Name, c.Value.Confirmed.Supports, c.Value.Confirmed.Opposes, c.Value.Confirmed.Undecided)));
        }

        public ValueTask DisposeAsync() => claims.DisposeAsync();
    }
}
