namespace NewsMonitor.Core.Networks;

/// <summary>
/// The ties of a network, row by row. What two nodes share is a sum over what both speak on of products of their counts; seen from one of the two,
/// each product is its own count times the other's. So a row of the network is a sum of the columns that the node stands in, each times a number
/// (a sparse product, row by row: Gustavson 1978). The cost is half the sum of the squares of the columns' lengths, a multiplication each, and the
/// memory one row.
/// </summary>
internal sealed class TieWeights(Profiles profiles, NetworkSettings settings)
{
    private readonly bool _jaccard = settings.Normalisation == Normalisation.Jaccard;

    /// <summary>In the order of From, then To; each once, From the smaller place in one-mode networks.</summary>
    public IEnumerable<Tie> All(CancellationToken cancel) => settings.Kind == NetworkKind.ActorsAndIssues ? TwoMode(cancel) : OneMode(cancel);

    private IEnumerable<Tie> OneMode(CancellationToken cancel)
    {
        var count = profiles.Nodes.Count;
        var sums = new double[count];
        var overlaps = _jaccard ? new double[count] : [];
        var norms = settings.Normalisation == Normalisation.Cosine ? Enumerable.Range(0, count).Select(profiles.Norm).ToArray() : [];
        // How many of a column's nodes have had their turn: a row only looks at those after it.
        var passed = new int[profiles.Others.Count];
        for (var first = 0; first < count; first++)
        {
            cancel.ThrowIfCancellationRequested();
            AddUp(first, passed, sums, overlaps);
            for (var second = first + 1; second < count; second++)
            {
                if (sums[second] == 0) continue;
                var norm = settings.Normalisation switch
                {
                    Normalisation.AverageActivity => (profiles.Activities[first] + profiles.Activities[second]) / 2.0,
                    Normalisation.Jaccard => profiles.Activities[first] + profiles.Activities[second] + overlaps[second],
                    Normalisation.Cosine => norms[first] * norms[second],
                    Normalisation.DnaCosine => (double)profiles.Activities[first] * profiles.Activities[second],
                    _ => 1,
                };
                if (norm != 0) yield return new(first, second, sums[second] / norm);
            }
            Array.Clear(sums);
            Array.Clear(overlaps);
        }
    }

    private void AddUp(int first, int[] passed, double[] sums, double[] overlaps)
    {
        var row = profiles.Row(first);
        for (var i = 0; i < row.Places.Length; i++)
        {
            var other = row.Places[i];
            var own = row.Counts[i];
            var column = profiles.Column(other, ++passed[other]);
            var nodes = column.Places;
            var counts = column.Counts;
            var (forFor, forAgainst, forUndecided) = Factors(own);
            for (var k = 0; k < nodes.Length; k++)
            {
                ref readonly var theirs = ref counts[k];
                sums[nodes[k]] += forFor * theirs.For + forAgainst * theirs.Against + forUndecided * theirs.Undecided;
            }
            if (!_jaccard) continue;
            for (var k = 0; k < nodes.Length; k++) overlaps[nodes[k]] += Overlap(own, counts[k]);
        }
    }

    /// <summary>By what the other's counts are multiplied. One undecided and the other not: half way, a distance of 1 out of 2.</summary>
    private (double For, double Against, double Undecided) Factors(Counts own) => settings.Aggregation switch
    {
        Aggregation.Congruence => (own.For + own.Undecided / 2.0, own.Against + own.Undecided / 2.0, own.Undecided + (own.For + own.Against) / 2.0),
        Aggregation.Conflict => (own.Against + own.Undecided / 2.0, own.For + own.Undecided / 2.0, (own.For + own.Against) / 2.0),
        Aggregation.Subtract => (own.For - own.Against, own.Against - own.For, own.Undecided),
        _ => (own.All, own.All, own.All),
    };

    /// <summary>
    /// What the union of Discourse Network Analyzer's Jaccard has less than both activities: where both have a stance, their products stand in place of
    /// their counts.
    /// </summary>
    private static double Overlap(Counts a, Counts b) => One(a.For, b.For) + One(a.Against, b.Against) + One(a.Undecided, b.Undecided);

    private static double One(int a, int b) => a > 0 && b > 0 ? (double)a * b - a - b : 0;

    private IEnumerable<Tie> TwoMode(CancellationToken cancel)
    {
        for (var row = 0; row < profiles.Nodes.Count; row++)
        {
            cancel.ThrowIfCancellationRequested();
            for (var cell = 0; cell < profiles.Row(row).Places.Length; cell++)
            {
                var (column, counts) = (profiles.Row(row).Places[cell], profiles.Row(row).Counts[cell]);
                double weight = settings.Aggregation switch
                {
                    Aggregation.Subtract => counts.For - counts.Against,
                    Aggregation.Combine => (counts.For > 0 ? 1 : 0) + (counts.Against > 0 ? 2 : 0),
                    _ => counts.All,
                };
                var norm = settings.Normalisation switch { Normalisation.Activity => profiles.Activities[row], Normalisation.Prominence => profiles.Prominences[column], _ => 1 };
                if (weight != 0 && norm != 0) yield return new(row, column, weight / norm);
            }
        }
    }
}
