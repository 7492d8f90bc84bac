using System.Globalization;
using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Networks;

/// <summary>
/// Makes discourse networks of positions, number for number as Discourse Network Analyzer does (Leifeld, "Discourse Network Analysis", in: The
/// Oxford Handbook of Political Networks, 2017; its exporter's arithmetic): what two nodes share is summed over the products of their
/// counts on each issue, by stance, and divided by the chosen norm; see <see cref="TieWeights"/>.
/// </summary>
public static class NetworkBuilder
{
    /// <exception cref="ArgumentException">The settings do not fit each other, see <see cref="NetworkSettings.Fits"/>.</exception>
    public static Network Build(IEnumerable<NetworkEvent> events, NetworkSettings settings, CancellationToken cancel = default)
    {
        Check(settings);
        return Write(ProfilesOf(CollectionsMarshal.AsSpan(DistinctList(events, settings)), settings), settings, cancel);
    }

    internal static void Check(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!settings.Fits) throw new ArgumentException($"{settings.Kind} networks know no {settings.Aggregation} with {settings.Normalisation}.", nameof(settings));
    }

    internal static Profiles ProfilesOf(ReadOnlySpan<NetworkEvent> distinct, NetworkSettings settings) => new(distinct, settings.Kind == NetworkKind.Issues);

    /// <summary>The statements that count, oldest first.</summary>
    public static IReadOnlyList<NetworkEvent> Distinct(IEnumerable<NetworkEvent> events, NetworkSettings settings) => DistinctList(events, settings);

    internal static List<NetworkEvent> DistinctList(IEnumerable<NetworkEvent> events, NetworkSettings settings)
    {
        List<NetworkEvent> kept = [.. events];
        if (settings.Undecided == UndecidedStances.LeftOut && settings.Aggregation != Aggregation.Ignore) kept.RemoveAll(e => e.Stance == 0);
        OldestFirst(kept);
        if (settings.Duplicates == Duplicates.All) return kept;
        var (seen, days) = (new HashSet<(long, long, int, long)>(kept.Count), new DayWalk(settings.TimeZone));
        kept.RemoveAll(e => !seen.Add((e.Actor, e.Issue, e.Stance, Period(e, settings.Duplicates, days))));
        return kept;
    }

    internal static void OldestFirst(List<NetworkEvent> events)
    {
        for (var i = 1; i < events.Count; i++)
        {
            if (Order(events[i - 1], events[i]) <= 0) continue;
            events.Sort(Order);
            return;
        }
    }

    private static int Order(NetworkEvent a, NetworkEvent b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : a.StatementId != b.StatementId ? a.StatementId.CompareTo(b.StatementId) : a.Actor.CompareTo(b.Actor);

    private static long Period(NetworkEvent e, Duplicates duplicates, DayWalk days)
    {
        if (duplicates == Duplicates.OncePerArticle) return e.ArticleId;
        if (duplicates == Duplicates.OnceInAll) return 0;
        var day = days.Of(e.At);
        return duplicates switch
        {
            Duplicates.OncePerWeek => ISOWeek.GetYear(day) * 100L + ISOWeek.GetWeekOfYear(day),
            Duplicates.OncePerMonth => day.Year * 100L + day.Month,
            _ => day.Year,
        };
    }

    private static Network Write(Profiles profiles, NetworkSettings settings, CancellationToken cancel)
    {
        var twoMode = settings.Kind == NetworkKind.ActorsAndIssues;
        List<Tie> ties = [.. new TieWeights(profiles, settings).All(cancel)];
        var (rows, activities, columns, prominences) = (profiles.Nodes, profiles.Activities, twoMode ? profiles.Others : profiles.Nodes, twoMode ? profiles.Prominences : profiles.Activities);
        if (!settings.Isolates)
        {
            // Nodes without a tie are taken out, unless they are wanted.
            var usedRows = Used(rows.Count, ties, from: true, to: !twoMode);
            var usedColumns = twoMode ? Used(columns.Count, ties, from: false, to: true) : usedRows;
            for (var i = 0; i < ties.Count; i++) ties[i] = new(usedRows[ties[i].From], usedColumns[ties[i].To], ties[i].Weight);
            (rows, activities) = (Kept(rows, usedRows), Kept(activities, usedRows));
            (columns, prominences) = twoMode ? (Kept(columns, usedColumns), Kept(prominences, usedColumns)) : (rows, activities);
        }
        return new() { Settings = settings, Rows = rows, Columns = columns, RowStatements = activities, ColumnStatements = prominences, Ties = ties, Statements = profiles.Statements };
    }

    /// <summary>For each node its place among those with a tie; −1 for the others.</summary>
    private static int[] Used(int count, List<Tie> ties, bool from, bool to)
    {
        var places = new int[count];
        foreach (var tie in ties)
        {
            if (from) places[tie.From] = 1;
            if (to) places[tie.To] = 1;
        }
        for (var (node, place) = (0, 0); node < count; node++) places[node] = places[node] == 0 ? -1 : place++;
        return places;
    }

    private static IReadOnlyList<T> Kept<T>(IReadOnlyList<T> all, int[] places) => [.. all.Where((_, node) => places[node] >= 0)];
}
