namespace NewsMonitor.Reading.Revisions;

/// <summary>A stretch in which two sequences agree.</summary>
internal readonly record struct Match(int Old, int New, int Length);

/// <summary>
/// Where two sequences agree, in the fewest edits (E. W. Myers, An O(ND) Difference Algorithm, 1986). After so many edits the search is given
/// up and what lies between the common beginning and the common end counts as different: two quite different texts are not compared for minutes.
/// </summary>
internal static class Matching
{
    /// <summary>Edits that are looked for. The trace takes a row of 2·edits numbers an edit: 9 MB at most.</summary>
    private const int MostEdits = 1_500;

    internal static IReadOnlyList<Match> Of(string[] before, string[] after)
    {
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start]) start++;
        var (oldEnd, newEnd) = (before.Length, after.Length);
        while (oldEnd > start && newEnd > start && before[oldEnd - 1] == after[newEnd - 1]) (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1);

        var matches = new List<Match>();
        if (start > 0) matches.Add(new(0, 0, start));
        // Strings as numbers: equality is asked a few million times.
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        matches.AddRange(Between(Numbers(before, start, oldEnd, names), Numbers(after, start, newEnd, names)).Select(m => new Match(m.Old + start, m.New + start, m.Length)));
        if (oldEnd < before.Length) matches.Add(new(oldEnd, newEnd, before.Length - oldEnd));
        return matches;
    }

    private static int[] Numbers(string[] texts, int start, int end, Dictionary<string, int> names)
    {
        var numbers = new int[end - start];
        for (var i = start; i < end; i++)
        {
            if (!names.TryGetValue(texts[i], out var number)) names[texts[i]] = number = names.Count;
            numbers[i - start] = number;
        }
        return numbers;
    }

    private static List<Match> Between(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0) return [];
        var most = Math.Min(MostEdits, a.Length + b.Length);
        // furthest[k + most]: how far on diagonal k (old − new) one comes with the edits so far.
        var furthest = new int[2 * most + 2];
        var trace = new List<int[]>();
        for (var edits = 0; edits <= most; edits++)
        {
            for (var k = -edits; k <= edits; k += 2)
            {
                var x = k == -edits || (k != edits && At(furthest, k - 1) < At(furthest, k + 1)) ? At(furthest, k + 1) : At(furthest, k - 1) + 1;
                var y = x - k;
                while (x < a.Length && y < b.Length && a[x] == b[y]) (x, y) = (x + 1, y + 1);
                furthest[k + most] = x;
                if (x >= a.Length && y >= b.Length)
                {
                    trace.Add(furthest[(most - edits)..(most + edits + 1)]);
                    return Back(trace, a.Length, b.Length);
                }
            }
            trace.Add(furthest[(most - edits)..(most + edits + 1)]);
        }
        return [];

        int At(int[] row, int k) => k + most >= 0 && k + most < row.Length ? row[k + most] : 0;
    }

    /// <summary>Walks the trace from the end: each step is an edit and the stretch of agreement that followed it.</summary>
    private static List<Match> Back(List<int[]> trace, int x, int y)
    {
        var matches = new List<Match>();
        for (var edits = trace.Count - 1; edits > 0; edits--)
        {
            var row = trace[edits - 1];
            var k = x - y;
            var down = k == -edits || (k != edits && At(k - 1) < At(k + 1));
            var (fromX, fromK) = down ? (At(k + 1), k + 1) : (At(k - 1), k - 1);
            var fromY = fromX - fromK;
            var (midX, midY) = down ? (fromX, fromY + 1) : (fromX + 1, fromY);
            if (x > midX) matches.Add(new(midX, midY, x - midX));
            (x, y) = (fromX, fromY);

            int At(int diagonal) => diagonal + edits - 1 is >= 0 and var at && at < row.Length ? row[at] : int.MinValue;
        }
        if (x > 0) matches.Add(new(0, 0, x));
        matches.Reverse();
        return matches;
    }
}
