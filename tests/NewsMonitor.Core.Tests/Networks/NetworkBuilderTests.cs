using NewsMonitor.Core.Networks;

namespace NewsMonitor.Core.Tests.Networks;

/// <summary>
/// Worked by hand. A (1) speaks twice for x (10) and once against y (20), B (2) for both, C (3) against x. So A's profile is x+ 2, y− 1;
/// B's x+ 1, y+ 1; C's x− 1; activities 3, 2, 1.
/// </summary>
public sealed class NetworkBuilderTests
{
    private const long A = 1, B = 2, C = 3, X = 10, Y = 20;

    private static readonly NetworkEvent[] Events =
    [
        new(1, A, X, 1, 101, Day(1)), new(2, A, X, 1, 102, Day(2)), new(3, A, Y, -1, 103, Day(3)),
        new(4, B, X, 1, 101, Day(1)), new(5, B, Y, 1, 104, Day(4)), new(6, C, X, -1, 105, Day(40)),
    ];

    [Theory]
    // AB: x 2·1 the same, y 1·1 opposite. AC: x 2·1 opposite. BC: x 1·1 opposite.
    [InlineData(Aggregation.Ignore, Normalisation.None, 3.0, 2.0, 1.0)]
    [InlineData(Aggregation.Congruence, Normalisation.None, 2.0, 0.0, 0.0)]
    [InlineData(Aggregation.Conflict, Normalisation.None, 1.0, 2.0, 1.0)]
    [InlineData(Aggregation.Subtract, Normalisation.None, 1.0, -2.0, -1.0)]
    // Means of the activities: 2.5, 2, 1.5.
    [InlineData(Aggregation.Subtract, Normalisation.AverageActivity, 1 / 2.5, -1.0, -1 / 1.5)]
    // AB: y− only A (1), y+ only B (1), x+ both (2·1): 4. AC: x+ and y− only A (3), x− only C (1): 4. BC: 2 and 1: 3.
    [InlineData(Aggregation.Subtract, Normalisation.Jaccard, 1 / 4.0, -2 / 4.0, -1 / 3.0)]
    // Products of the activities: 6, 3, 2.
    [InlineData(Aggregation.Subtract, Normalisation.DnaCosine, 1 / 6.0, -2 / 3.0, -1 / 2.0)]
    // Products of the norms √5, √2, 1.
    [InlineData(Aggregation.Congruence, Normalisation.Cosine, 0.632455532033676, 0.0, 0.0)]
    [InlineData(Aggregation.Conflict, Normalisation.Cosine, 0.316227766016838, 0.894427190999916, 0.707106781186547)]
    public void Actors_are_tied_by_what_they_say_on_the_same_issues(Aggregation aggregation, Normalisation normalisation, double ab, double ac, double bc)
    {
        var network = NetworkBuilder.Build(Events, new() { Aggregation = aggregation, Normalisation = normalisation, Duplicates = Duplicates.All, Isolates = true });
        Assert.Equal([A, B, C], network.Rows);
        Assert.Equal([3, 2, 1], network.RowStatements);
        var matrix = network.ToMatrix();
        Assert.Equal([ab, ac, bc], [matrix[0, 1], matrix[0, 2], matrix[1, 2]], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([ab, ac, bc], [matrix[1, 0], matrix[2, 0], matrix[2, 1]], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(0, matrix[0, 0]);
    }

    [Theory]
    // A speaks for x twice and against y once (2 opposite), B for both (1 the same); C says nothing on y.
    [InlineData(Aggregation.Congruence, 1.0)]
    [InlineData(Aggregation.Conflict, 2.0)]
    [InlineData(Aggregation.Subtract, -1.0)]
    public void Issues_are_tied_by_who_speaks_on_them(Aggregation aggregation, double xy)
    {
        var network = NetworkBuilder.Build(Events, new() { Kind = NetworkKind.Issues, Aggregation = aggregation, Duplicates = Duplicates.All });
        Assert.Equal([X, Y], network.Rows);
        Assert.Equal(new Tie(0, 1, xy), Assert.Single(network.Ties));
    }

    [Theory]
    [InlineData(Aggregation.Ignore, Normalisation.None, "AX 2, AY 1, BX 1, BY 1, CX 1")]
    [InlineData(Aggregation.Subtract, Normalisation.None, "AX 2, AY -1, BX 1, BY 1, CX -1")]
    [InlineData(Aggregation.Combine, Normalisation.None, "AX 1, AY 2, BX 1, BY 1, CX 2")]
    [InlineData(Aggregation.Subtract, Normalisation.Activity, "AX 0.667, AY -0.333, BX 0.5, BY 0.5, CX -1")]
    [InlineData(Aggregation.Subtract, Normalisation.Prominence, "AX 0.5, AY -0.5, BX 0.25, BY 0.5, CX -0.25")]
    public void Actors_are_tied_to_issues(Aggregation aggregation, Normalisation normalisation, string ties)
    {
        var network = NetworkBuilder.Build(Events, new() { Kind = NetworkKind.ActorsAndIssues, Aggregation = aggregation, Normalisation = normalisation, Duplicates = Duplicates.All });
        Assert.Equal(ties, string.Join(", ", network.Ties.Select(t => FormattableString.Invariant($"{"ABC"[t.From]}{"XY"[t.To]} {t.Weight:0.###}"))));
        Assert.Equal([4, 2], network.ColumnStatements);
    }

    [Fact]
    public void Who_speaks_for_and_against_is_combined_to_both()
    {
        NetworkEvent[] events = [new(1, A, X, 1, 1, Day(1)), new(2, A, X, -1, 2, Day(2)), new(3, B, X, -1, 3, Day(3))];
        var network = NetworkBuilder.Build(events, new() { Kind = NetworkKind.ActorsAndIssues, Aggregation = Aggregation.Combine, Duplicates = Duplicates.All });
        Assert.Equal([3.0, 2.0], network.Ties.Select(t => t.Weight));
    }

    [Theory]
    [InlineData(Duplicates.All, 4)]
    [InlineData(Duplicates.OncePerArticle, 3)] // 1 and 2 stand in one article
    [InlineData(Duplicates.OncePerWeek, 3)] // 1 and 2 again; 3 is the Monday after
    [InlineData(Duplicates.OncePerMonth, 2)]
    [InlineData(Duplicates.OncePerYear, 2)]
    [InlineData(Duplicates.OnceInAll, 1)]
    public void The_same_stance_counts_once_within_what_is_asked_for(Duplicates duplicates, int left)
    {
        NetworkEvent[] events =
        [
            new(1, A, X, 1, 1, new(2021, 12, 5, 9, 0, 0, TimeSpan.Zero)), new(2, A, X, 1, 1, new(2021, 12, 5, 10, 0, 0, TimeSpan.Zero)),
            new(3, A, X, 1, 2, new(2021, 12, 6, 9, 0, 0, TimeSpan.Zero)), new(4, A, X, 1, 3, new(2022, 1, 31, 9, 0, 0, TimeSpan.Zero)),
        ];
        Assert.Equal(left, NetworkBuilder.Distinct(events, new() { Duplicates = duplicates }).Count);
        Assert.Equal(1, NetworkBuilder.Distinct(events.Reverse(), new() { Duplicates = duplicates })[0].StatementId);
    }

    [Fact]
    public void The_undecided_are_left_out_or_half_way()
    {
        NetworkEvent[] events = [new(1, A, X, 1, 1, Day(1)), new(2, B, X, 0, 2, Day(2)), new(3, C, X, 0, 3, Day(3))];
        Assert.Empty(NetworkBuilder.Build(events, new() { Aggregation = Aggregation.Congruence }).Ties);
        var between = NetworkBuilder.Build(events, new() { Aggregation = Aggregation.Congruence, Undecided = UndecidedStances.InBetween });
        Assert.Equal([new(0, 1, 0.5), new(0, 2, 0.5), new(1, 2, 1)], between.Ties);
        Assert.Equal([new(0, 1, 0.5), new(0, 2, 0.5)], NetworkBuilder.Build(events, new() { Aggregation = Aggregation.Conflict, Undecided = UndecidedStances.InBetween }).Ties);
    }

    [Fact]
    public void Nodes_without_a_tie_go_unless_they_are_wanted()
    {
        NetworkEvent[] events = [.. Events, new(9, 4, 30, 1, 9, Day(9))];
        Assert.Equal([A, B, C], NetworkBuilder.Build(events, new()).Rows);
        Assert.Equal([A, B, C, 4], NetworkBuilder.Build(events, new() { Isolates = true }).Rows);
    }

    [Fact]
    public void A_window_of_months_is_the_calendars()
    {
        var windows = NetworkWindows.Build(Events, new() { Duplicates = Duplicates.All }, new(WindowUnit.Months, 1));
        Assert.Equal([(new DateTimeOffset(2021, 12, 1, 0, 0, 0, TimeSpan.Zero), 5), (new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero), 1)], windows.Select(w => (w.From, w.Network.Statements)));
        Assert.Equal(1, windows[0].Network.ToMatrix()[0, 1]);
    }

    [Theory]
    [InlineData(2, 1, "2 2 2 2 2")]
    [InlineData(3, 3, "3 3")]
    [InlineData(10, 1, "6")]
    public void A_window_of_statements_moves_on_by_its_step(int size, int step, string statements) =>
        Assert.Equal(statements, string.Join(' ', NetworkWindows.Build(Events, new() { Duplicates = Duplicates.All }, new(WindowUnit.Statements, size, step)).Select(w => w.Network.Statements)));

    [Fact]
    public void Every_statement_is_in_a_window_over_the_change_of_the_clocks()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var events = Enumerable.Range(0, 96).Select(h => new NetworkEvent(h, A, X, 1, h, new DateTimeOffset(2022, 3, 26, 0, 30, 0, TimeSpan.Zero).AddHours(h))).ToArray();
        foreach (var unit in (WindowUnit[])[WindowUnit.Hours, WindowUnit.Days, WindowUnit.Weeks])
        {
            var windows = NetworkWindows.Build(events, new() { Duplicates = Duplicates.All, TimeZone = berlin }, new(unit, 1));
            Assert.Equal(96, windows.Sum(w => w.Network.Statements));
            Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
        }
    }

    [Fact]
    public void Two_triangles_on_a_thread_are_two_communities()
    {
        Tie[] ties = [new(0, 1, 1), new(0, 2, 1), new(1, 2, 1), new(3, 4, 1), new(3, 5, 1), new(4, 5, 1), new(2, 3, 1)];
        var parts = Communities.Of(7, ties);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2], parts);
        // 6 of 7 ties within; each part holds half of the ends: 6/7 − 2·¼.
        Assert.Equal(6 / 7.0 - 0.5, Communities.Modularity(7, ties, parts), 12);
        Assert.Equal([0, 1], Communities.Of(2, [new(0, 1, -5)]));
    }

    [Fact]
    public void Who_stands_between_is_central()
    {
        // A path 0 – 1 – 2 – 3: of the six pairs of others, 1 stands between (0,2) and (0,3): 2 of 3 unordered.
        var path = Centralities.Of(5, [new(0, 1, 2), new(1, 2, -1), new(2, 3, 1)]);
        Assert.Equal([0, 2 / 6.0, 2 / 6.0, 0, 0], path.Select(c => c.Betweenness), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1, 2, 2, 1, 0], path.Select(c => c.Degree));
        Assert.Equal([2, 3, 2, 1, 0], path.Select(c => c.Strength));
        // A star: the middle is 1, the rays 1/√n.
        var star = Centralities.Of(5, [new(0, 1, 1), new(0, 2, 1), new(0, 3, 1), new(0, 4, 1)]);
        Assert.Equal([1, 0.5, 0.5, 0.5, 0.5], star.Select(c => c.Eigenvector), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => NetworkBuilder.Build(Events, new() { Kind = NetworkKind.ActorsAndIssues, Aggregation = Aggregation.Congruence }));
        Assert.Throws<ArgumentException>(() => NetworkBuilder.Build(Events, new() { Normalisation = Normalisation.Prominence }));
    }

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2021, 12, 1, 12, 0, 0, TimeSpan.Zero).AddDays(day - 1);
}
