using System.Globalization;

namespace NewsMonitor.Core.Networks;

/// <summary>
/// Makes discourse networks of positions, number for number as Discourse Network Analyzer does (Leifeld, "Discourse Network Analysis", in: The
/// Oxford Handbook of Political Networks, 2017; its exporter's arithmetic): what two nodes share is summed over the products of their
/// counts on each issue, by stance, and divided by the chosen norm. Works on the pairs that share something, not on all pairs: the cost is
/// the sum of the squares of the issues' numbers of speakers.
/// </summary>
public static class NetworkBuilder
{
    /// <exception cref="ArgumentException">The settings do not fit each other, see <see cref="NetworkSettings.Fits"/>.</exception>
    public static Network Build(IEnumerable<NetworkEvent> events, NetworkSettings settings, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!settings.Fits) throw new ArgumentException($"{settings.Kind} networks know no {settings.Aggregation} with {settings.Normalisation}.", nameof(settings));
        var kept = Distinct(events, settings);
        var issuesFirst = settings.Kind == NetworkKind.Issues;
        var profiles = new Profiles(kept.Select(e => issuesFirst ? (e.Issue, e.Actor, e.Stance) : (e.Actor, e.Issue, e.Stance)));
        return settings.Kind == NetworkKind.ActorsAndIssues ? TwoMode(profiles, settings, kept.Count) : OneMode(profiles, settings, kept.Count, cancel);
    }

    /// <summary>The statements that count, oldest first.</summary>
    public static IReadOnlyList<NetworkEvent> Distinct(IEnumerable<NetworkEvent> events, NetworkSettings settings)
    {
        var inOrder = events.Where(e => e.Stance != 0 || settings.Undecided == UndecidedStances.InBetween || settings.Aggregation == Aggregation.Ignore)
            .OrderBy(e => e.At).ThenBy(e => e.StatementId).ThenBy(e => e.Actor);
        if (settings.Duplicates == Duplicates.All) return [.. inOrder];
        return [.. inOrder.DistinctBy(e => (e.Actor, e.Issue, e.Stance, Period(e, settings)))];
    }

    private static long Period(NetworkEvent e, NetworkSettings settings)
    {
        var day = TimeZoneInfo.ConvertTime(e.At, settings.TimeZone).Date;
        return settings.Duplicates switch
        {
            Duplicates.OncePerArticle => e.ArticleId,
            Duplicates.OncePerWeek => ISOWeek.GetYear(day) * 100L + ISOWeek.GetWeekOfYear(day),
            Duplicates.OncePerMonth => day.Year * 100L + day.Month,
            Duplicates.OncePerYear => day.Year,
            _ => 0,
        };
    }

    private static Network OneMode(Profiles profiles, NetworkSettings settings, int statements, CancellationToken cancel)
    {
        var ties = new List<Tie>();
        foreach (var (first, second, shared) in profiles.Pairs(cancel))
        {
            var norm = settings.Normalisation switch
            {
                Normalisation.AverageActivity => (profiles.Activity(first) + profiles.Activity(second)) / 2.0,
                Normalisation.Jaccard => profiles.Activity(first) - shared.First + profiles.Activity(second) - shared.Second + shared.Products,
                Normalisation.Cosine => profiles.Norm(first) * profiles.Norm(second),
                Normalisation.DnaCosine => (double)profiles.Activity(first) * profiles.Activity(second),
                _ => 1,
            };
            var sum = settings.Aggregation switch
            {
                Aggregation.Ignore => shared.Any,
                Aggregation.Congruence => shared.Congruence,
                Aggregation.Conflict => shared.Conflict,
                _ => shared.Congruence - shared.Conflict,
            };
            if (sum != 0 && norm != 0) ties.Add(new(first, second, sum / norm));
        }
        ties.Sort((a, b) => (a.From, a.To).CompareTo((b.From, b.To)));
        return Finish(settings, profiles.Nodes, profiles.Activities, null, null, ties, statements);
    }

    private static Network TwoMode(Profiles profiles, NetworkSettings settings, int statements)
    {
        var columns = profiles.Others.Order().ToArray();
        var places = columns.Index().ToDictionary(c => c.Item, c => c.Index);
        var prominence = new int[columns.Length];
        var cells = new List<(int Row, int Column, Counts Counts)>();
        for (var row = 0; row < profiles.Nodes.Count; row++)
        {
            foreach (var (other, counts) in profiles.Of(row))
            {
                cells.Add((row, places[other], counts));
                prominence[places[other]] += counts.All;
            }
        }
        var ties = new List<Tie>();
        foreach (var (row, column, counts) in cells.OrderBy(c => (c.Row, c.Column)))
        {
            double weight = settings.Aggregation switch
            {
                Aggregation.Subtract => counts.For - counts.Against,
                Aggregation.Combine => (counts.For > 0 ? 1 : 0) + (counts.Against > 0 ? 2 : 0),
                _ => counts.All,
            };
            var norm = settings.Normalisation switch { Normalisation.Activity => profiles.Activity(row), Normalisation.Prominence => prominence[column], _ => 1 };
            if (weight != 0 && norm != 0) ties.Add(new(row, column, weight / norm));
        }
        return Finish(settings, profiles.Nodes, profiles.Activities, columns, prominence, ties, statements);
    }

    /// <summary>Takes nodes without a tie out, unless they are wanted.</summary>
    private static Network Finish(
        NetworkSettings settings, IReadOnlyList<long> rows, IReadOnlyList<int> activity, long[]? columns, int[]? prominence, List<Tie> ties, int statements)
    {
        if (!settings.Isolates)
        {
            var usedRows = columns is null ? ties.SelectMany(t => new[] { t.From, t.To }) : ties.Select(t => t.From);
            var rowPlaces = usedRows.Distinct().Order().ToArray();
            var newRow = rowPlaces.Index().ToDictionary(p => p.Item, p => p.Index);
            var columnPlaces = columns is null ? [] : ties.Select(t => t.To).Distinct().Order().ToArray();
            var newColumn = columns is null ? newRow : columnPlaces.Index().ToDictionary(p => p.Item, p => p.Index);
            (rows, activity) = ([.. rowPlaces.Select(p => rows[p])], [.. rowPlaces.Select(p => activity[p])]);
            if (columns is not null) (columns, prominence) = ([.. columnPlaces.Select(p => columns[p])], [.. columnPlaces.Select(p => prominence![p])]);
            ties = ties.ConvertAll(t => new Tie(newRow[t.From], newColumn[t.To], t.Weight));
        }
        return new()
        {
            Settings = settings, Rows = rows, Columns = columns ?? rows, RowStatements = activity, ColumnStatements = prominence ?? activity, Ties = ties, Statements = statements,
        };
    }
}
