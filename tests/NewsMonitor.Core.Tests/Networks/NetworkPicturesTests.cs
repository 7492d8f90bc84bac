using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Networks;

public sealed class NetworkPicturesTests(TestCluster cluster)
{
    /// <summary>Two camps of four on two issues, each of one mind, and one who speaks on something else.</summary>
    private static readonly NetworkEvent[] TwoCamps =
    [
        .. Enumerable.Range(1, 8).SelectMany(actor => Enumerable.Range(1, 2).Select(issue =>
            new NetworkEvent(actor * 10 + issue, actor, issue, actor <= 4 ? 1 : -1, actor * 10 + issue, new DateTimeOffset(2021, 12, actor, 12, 0, 0, TimeSpan.Zero)))),
        new(99, 9, 3, 1, 99, new(2021, 12, 9, 12, 0, 0, TimeSpan.Zero)),
    ];

    [Fact]
    public void Camps_stand_apart_and_the_same_network_always_looks_the_same()
    {
        var picture = Draw(new());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], picture.Nodes.Select(n => n.Id));
        Assert.Equal((28, 17), (picture.Ties.Count, picture.Statements));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], picture.Nodes.Select(n => n.Community));
        double Apart(int a, int b) => Math.Sqrt(Math.Pow(picture.Nodes[a].Place.X - picture.Nodes[b].Place.X, 2) + Math.Pow(picture.Nodes[a].Place.Y - picture.Nodes[b].Place.Y, 2));
        var within = Enumerable.Range(0, 4).SelectMany(a => Enumerable.Range(0, 4).Where(b => b > a).Select(b => Apart(a, b))).Max();
        var between = Enumerable.Range(0, 4).SelectMany(a => Enumerable.Range(4, 4).Select(b => Apart(a, b))).Min();
        Assert.True(within < between, $"within {within}, between {between}");
        Assert.All(picture.Nodes, n => Assert.True(n.Place is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }));
        Assert.Equal(picture.Nodes.Select(n => n.Place), Draw(new()).Nodes.Select(n => n.Place));
        Assert.Equal(9, picture.Days.Count);
    }

    [Fact]
    public void Windows_use_the_places_of_the_whole_and_their_own_weights()
    {
        var picture = Draw(new() { Window = new(WindowUnit.Days, 4, 4) });
        Assert.Equal([8, 8, 1], picture.Windows.Select(w => w.Statements));
        // In the first four days only the first camp has spoken: each pair agrees on two issues.
        Assert.Equal([2.0, 2, 2, 2, 2, 2], picture.Windows[0].Ties.Select(t => t.Weight));
        Assert.All(picture.Windows[0].Ties, t => Assert.True(picture.Ties[t.Tie].To < 4));
        Assert.Empty(picture.Windows[2].Ties);
    }

    [Fact]
    public void The_weakest_ties_are_left_out_first()
    {
        var events = TwoCamps.Append(new(100, 1, 4, 1, 100, TwoCamps[0].At)).Append(new(101, 2, 4, 1, 101, TwoCamps[0].At)).ToArray();
        Assert.Equal((1, 2), Draw(new() { LeastWeight = 2.5 }, events) is var strong ? (strong.Ties.Count, strong.Nodes.Count) : default);
        Assert.Equal((5, 28, 3.0), Draw(new() { MostTies = 5 }, events) is var few ? (few.Ties.Count, few.AllTies, few.Ties.Max(t => t.Weight)) : default);
        Assert.Equal(9, Draw(new() { Network = new() { Isolates = true } }).Nodes.Count);
        Assert.Empty(Draw(new() { Window = new(WindowUnit.Weeks, 1) }, []).Nodes);
    }

    [Fact]
    public void A_network_of_thousands_is_counted_as_one_of_a_few()
    {
        NetworkEvent[] crowd = [.. Enumerable.Range(10, 2_100).Select(actor => new NetworkEvent(1_000 + actor, actor, 1_000 + actor, 1, actor, TwoCamps[0].At))];
        var (few, many) = (NetworkBuilder.Build(TwoCamps, new()), NetworkBuilder.Build([.. TwoCamps, .. crowd], new()));
        Assert.Equal(few.Ties, many.Ties);
        Assert.Equal(few.Rows, many.Rows);
    }

    [Fact]
    public void A_picture_that_nobody_wants_any_more_is_given_up()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Draw(new(), cancel: cancelled.Token));
    }

    [Fact]
    public async Task Actors_and_issues_of_the_archive_have_their_names_and_kinds()
    {
        await using var claims = await Claims.SetAsync(cluster);
        await claims.SayAsync(1, claims.Desk.Issue, Stance.Supports, claims.Desk.Minister);
        await claims.SayAsync(2, claims.Desk.Issue, Stance.Opposes, claims.Desk.Alliance);
        var pictures = new NetworkPictures(new(claims.Source), claims.Desk.Factory);
        var picture = await LastAsync(pictures, new() { Articles = new() }, new() { Network = new() { Kind = NetworkKind.ActorsAndIssues }, Language = "de" });
        Assert.Equal(["Der Minister", "Die Allianz", "Grenzöffnung"], picture.Nodes.Select(n => n.Name).Order());
        Assert.Equal([-1.0, 1.0], picture.Ties.Select(t => t.Weight).Order());
        Assert.Equal(-1, (await LastAsync(pictures, new() { Articles = new() }, new())).Ties[0].Weight);
        Assert.Empty((await LastAsync(pictures, new() { Articles = await claims.FindAsync("after:2021-12-02") }, new())).Nodes);
        Assert.Empty((await LastAsync(pictures, new() { Articles = new(), Kinds = [NewsMonitor.Core.Actors.ActorKind.Person] }, new())).Ties);
    }

    [Fact]
    public async Task The_whole_time_is_drawn_before_its_windows_are_counted()
    {
        await using var claims = await Claims.SetAsync(cluster);
        await claims.SayAsync(1, claims.Desk.Issue, Stance.Supports, claims.Desk.Minister);
        await claims.SayAsync(2, claims.Desk.Issue, Stance.Opposes, claims.Desk.Alliance);
        var steps = new List<PictureProgress>();
        var pictures = await new NetworkPictures(new(claims.Source), claims.Desk.Factory)
            .DrawAsync(new() { Articles = new() }, new() { Window = new(WindowUnit.Days, 2) }, steps.Add, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, pictures.Count);
        Assert.Empty(pictures[0].Windows);
        Assert.NotEmpty(pictures[1].Windows);
        Assert.Same(pictures[0].Nodes, pictures[1].Nodes); // so that nothing moves when the windows come
        Assert.Equal([PictureStep.Reading, PictureStep.Tying, PictureStep.Placing, PictureStep.Windows], steps.Select(s => s.Step).Distinct());
        Assert.All(steps.Where(s => s.Step == PictureStep.Windows), s => Assert.True(s.Done < s.All));
    }

    [Fact]
    public void Who_agrees_for_a_while_only_is_tied_in_that_while()
    {
        // On the first two days 1 and 2 agree, on the third they disagree twice over: nothing is left over the whole time.
        DateTimeOffset Day(int day) => new(2021, 12, day, 12, 0, 0, TimeSpan.Zero);
        NetworkEvent[] events = [new(1, 1, 7, 1, 1, Day(1)), new(2, 2, 7, 1, 2, Day(1)), new(3, 1, 8, 1, 3, Day(3)), new(4, 2, 8, -1, 4, Day(3))];
        var picture = Draw(new() { Window = new(WindowUnit.Days, 1) }, events);
        Assert.Equal((0, 2), (picture.AllTies, picture.Nodes.Count));
        Assert.Equal(new Tie(0, 1, 0), Assert.Single(picture.Ties));
        Assert.Equal([1.0, 0, -1], picture.Windows.Select(w => w.Ties.Sum(t => t.Weight)));
    }

    [Fact]
    public void What_stands_on_suggestions_only_is_told_apart()
    {
        // 1 and 2 agree on 7, as people say, and on 8, as is suggested; 3 agrees with them on 8, as is suggested.
        DateTimeOffset day = new(2021, 12, 1, 12, 0, 0, TimeSpan.Zero);
        NetworkEvent[] events =
        [
            new(1, 1, 7, 1, 1, day), new(2, 2, 7, 1, 2, day), new(3, 1, 8, 1, 3, day), new(4, 2, 8, 1, 4, day, Suggested: true), new(5, 3, 8, 1, 5, day, Suggested: true),
        ];
        var picture = Draw(new(), events);
        Assert.Equal((5, 2), (picture.Statements, picture.Suggested));
        Assert.Equal([new(0, 1, 2), new(0, 2, 1), new(1, 2, 1)], picture.Ties);
        Assert.Equal([1.0, 0, 0], picture.Confirmed);
        Assert.Equal([(2, 2), (2, 1), (1, 0)], picture.Nodes.Select(n => (n.Statements, n.Confirmed)));
    }

    private static async Task<NetworkPicture> LastAsync(NetworkPictures pictures, NetworkQuery query, PictureSettings settings) =>
        await pictures.DrawAsync(query, settings, cancel: TestContext.Current.CancellationToken).LastAsync(TestContext.Current.CancellationToken);

    private static NetworkPicture Draw(PictureSettings settings, IReadOnlyList<NetworkEvent>? events = null, CancellationToken cancel = default)
    {
        var drawing = new PictureDrawing(events ?? TwoCamps, settings, null, cancel);
        var whole = drawing.Whole();
        return settings.Window is null ? whole : drawing.Played(whole);
    }
}
