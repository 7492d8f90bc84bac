using NewsMonitor.Core.Networks;

namespace NewsMonitor.Core.Tests.Networks;

/// <summary>The sparse arithmetic beside the definitions, written down as plainly as they stand, on crowds drawn from a seed.</summary>
public sealed class NetworkArithmeticTests
{
    public static TheoryData<NetworkKind, Aggregation, Normalisation, UndecidedStances> Settings =>
    [
        .. from kind in Enum.GetValues<NetworkKind>()
           from aggregation in Enum.GetValues<Aggregation>()
           from normalisation in Enum.GetValues<Normalisation>()
           from undecided in Enum.GetValues<UndecidedStances>()
           where new NetworkSettings { Kind = kind, Aggregation = aggregation, Normalisation = normalisation }.Fits
           select new TheoryDataRow<NetworkKind, Aggregation, Normalisation, UndecidedStances>(kind, aggregation, normalisation, undecided),
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_weight_is_what_its_definition_says(NetworkKind kind, Aggregation aggregation, Normalisation normalisation, UndecidedStances undecided)
    {
        var settings = new NetworkSettings { Kind = kind, Aggregation = aggregation, Normalisation = normalisation, Undecided = undecided, Duplicates = Duplicates.All };
        for (var seed = 1; seed <= 5; seed++)
        {
            var events = Crowd(seed);
            var network = NetworkBuilder.Build(events, settings);
            var counted = events.Where(e => e.Stance != 0 || undecided == UndecidedStances.InBetween || aggregation == Aggregation.Ignore).ToArray();
            var expected = kind == NetworkKind.ActorsAndIssues ? TwoMode(counted, settings) : OneMode(counted, settings);
            var actual = network.Ties.ToDictionary(t => (network.Rows[t.From], network.Columns[t.To]), t => t.Weight);
            Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
            Assert.All(expected, tie => Assert.Equal(tie.Value, actual[tie.Key], 12));
            Assert.Equal(network.Ties.OrderBy(t => t.From).ThenBy(t => t.To), network.Ties);
        }
    }

    private static NetworkEvent[] Crowd(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, 400).Select(id =>
            new NetworkEvent(id, 100 + (long)(25 * Math.Pow(random.NextDouble(), 2)), 200 + (long)(9 * Math.Pow(random.NextDouble(), 2)), random.Next(-1, 2), id, new DateTimeOffset(2021, 12, 1, 0, 0, 0, TimeSpan.Zero).AddHours(id)))];
    }

    private static Dictionary<(long, long), double> OneMode(NetworkEvent[] events, NetworkSettings settings)
    {
        long Node(NetworkEvent e) => settings.Kind == NetworkKind.Issues ? e.Issue : e.Actor;
        long Other(NetworkEvent e) => settings.Kind == NetworkKind.Issues ? e.Actor : e.Issue;
        var (nodes, others) = (events.Select(Node).Distinct().Order().ToArray(), events.Select(Other).Distinct().ToArray());
        var counts = events.CountBy(e => (Node(e), Other(e), e.Stance)).ToDictionary();
        int Count(long node, long other, int stance) => counts.GetValueOrDefault((node, other, stance));
        int[] stances = [-1, 0, 1];
        double Activity(long node) => events.Count(e => Node(e) == node);
        double Norm(long node) => Math.Sqrt(others.Sum(o => stances.Sum(s => Math.Pow(Count(node, o, s), 2))));
        var ties = new Dictionary<(long, long), double>();
        foreach (var a in nodes)
        {
            foreach (var b in nodes.Where(b => b > a))
            {
                // Over all pairs of stances: alike as far as they are near each other, from 1 for the same to 0 for opposite ones, half way for one step.
                double Sum(Func<int, int, double> share) => others.Sum(o => stances.Sum(s => stances.Sum(t => share(s, t) * Count(a, o, s) * Count(b, o, t))));
                var (congruence, conflict) = (Sum((s, t) => 1 - Math.Abs(s - t) / 2.0), Sum((s, t) => Math.Abs(s - t) / 2.0));
                var sum = settings.Aggregation switch { Aggregation.Ignore => Sum((_, _) => 1), Aggregation.Congruence => congruence, Aggregation.Conflict => conflict, _ => congruence - conflict };
                // What only one has, counted; what both have, multiplied.
                double Union() => others.Sum(o => stances.Sum(s => (Count(a, o, s), Count(b, o, s)) is (> 0, > 0) and var (x, y) ? x * y : Count(a, o, s) + Count(b, o, s)));
                var norm = settings.Normalisation switch
                {
                    Normalisation.AverageActivity => (Activity(a) + Activity(b)) / 2,
                    Normalisation.Jaccard => Union(),
                    Normalisation.Cosine => Norm(a) * Norm(b),
                    Normalisation.DnaCosine => Activity(a) * Activity(b),
                    _ => 1,
                };
                if (sum != 0) ties[(a, b)] = sum / norm;
            }
        }
        return ties;
    }

    private static Dictionary<(long, long), double> TwoMode(NetworkEvent[] events, NetworkSettings settings) => events.GroupBy(e => (e.Actor, e.Issue)).Select(cell =>
    {
        var (pro, con) = (cell.Count(e => e.Stance > 0), cell.Count(e => e.Stance < 0));
        double weight = settings.Aggregation switch { Aggregation.Ignore => cell.Count(), Aggregation.Subtract => pro - con, _ => (pro > 0 ? 1 : 0) + (con > 0 ? 2 : 0) };
        var norm = settings.Normalisation switch
        {
            Normalisation.Activity => events.Count(e => e.Actor == cell.Key.Actor),
            Normalisation.Prominence => events.Count(e => e.Issue == cell.Key.Issue),
            _ => 1,
        };
        return (cell.Key, Weight: weight / norm);
    }).Where(cell => cell.Weight != 0).ToDictionary(cell => cell.Key, cell => cell.Weight);
}
