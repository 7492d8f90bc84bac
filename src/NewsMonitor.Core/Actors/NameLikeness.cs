using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NewsMonitor.Core.Actors;

/// <summary>
/// Finds names that are alike, as pg_trgm counts it (shared trigrams of all), among many names at once: for an import, or a list that is new as a whole
/// (see <see cref="NameComparison"/>). In memory, because the database's index answers one name at a time. Here only names that share one of their rarest trigrams are
/// compared (the prefix filter of Chaudhuri, Ganti and Kaushik 2006, and the positional one of Xiao, Wang, Lin and Yu 2008, "PPJoin"), which loses none
/// that is alike enough.
/// </summary>
public static class NameLikeness
{
    /// <summary>"Wladimir Putin" and "Vladimir Putin" share 0.58.</summary>
    public const float Least = 0.55f;

    /// <summary>Lower case, without accents and punctuation: "Öl- und Gas AG" is "ol und gas ag".</summary>
    public static string Normalise(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c)) plain.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
        }
        return plain.ToString().TrimEnd();
    }

    /// <summary>All pairs of names that are at least <see cref="Least"/> alike, each pair once, by their places in the list.</summary>
    /// <param name="names">Normalised.</param>
    /// <param name="ofOne">Whether two of them belong to one bearer: those are not compared.</param>
    /// <param name="isNew">Whether a name is to be compared with all; the others are as they were, and not compared with each other.</param>
    /// <param name="cancel">Stops it.</param>
    public static IEnumerable<(int First, int Second, float Likeness)> Pairs(IReadOnlyList<string> names, Func<int, int, bool> ofOne, Func<int, bool> isNew, CancellationToken cancel)
    {
        var sets = Ranked(names);
        var (all, fresh) = (new Dictionary<int, List<(int Name, int Place)>>(), new Dictionary<int, List<(int Name, int Place)>>());
        var shared = new int[names.Count];
        var met = new List<int>();
        foreach (var at in Enumerable.Range(0, names.Count).Where(i => sets[i].Length > 0).OrderBy(i => sets[i].Length))
        {
            cancel.ThrowIfCancellationRequested();
            var (set, index) = (sets[at], isNew(at) ? all : fresh);
            var prefix = set.Length - (int)Math.Ceiling(Least * set.Length) + 1;
            for (var place = 0; place < prefix; place++)
            {
                var others = Of(index, set[place]);
                // Shorter names come first, and those too short for this one are too short for all that follow.
                others.RemoveRange(0, TooShort(others, sets, Least * set.Length));
                foreach (var (other, theirs) in others)
                {
                    if (shared[other] < 0) continue;
                    if (shared[other]++ == 0) met.Add(other);
                    // What both still have before them cannot make up for what they lack: not looked at again.
                    var rest = Math.Min(set.Length - place, sets[other].Length - theirs) - 1;
                    if (shared[other] + rest < Needed(set, sets[other])) shared[other] = int.MinValue;
                }
                Of(all, set[place]).Add((at, place));
                if (index == all) Of(fresh, set[place]).Add((at, place));
            }
            foreach (var other in met)
            {
                var found = shared[other] > 0 && !ofOne(at, other) ? Shared(set, sets[other]) : 0;
                if (found >= Needed(set, sets[other])) yield return (Math.Min(at, other), Math.Max(at, other), (float)found / (set.Length + sets[other].Length - found));
                shared[other] = 0;
            }
            met.Clear();
        }
    }

    private static List<(int Name, int Place)> Of(Dictionary<int, List<(int Name, int Place)>> index, int gram) =>
        CollectionsMarshal.GetValueRefOrAddDefault(index, gram, out _) ??= [];

    /// <summary>How many trigrams two names must share to be alike enough: o / (a + b - o) ≥ t, so o ≥ t (a + b) / (1 + t).</summary>
    private static float Needed(int[] one, int[] other) => Least / (1 + Least) * (one.Length + other.Length) - 1e-4f;

    private static int TooShort(List<(int Name, int Place)> others, int[][] sets, float least)
    {
        var count = 0;
        while (count < others.Count && sets[others[count].Name].Length < least) count++;
        return count;
    }

    private static int Shared(int[] one, int[] other)
    {
        int shared = 0, l = 0, r = 0;
        while (l < one.Length && r < other.Length)
        {
            if (one[l] == other[r]) (shared, l, r) = (shared + 1, l + 1, r + 1);
            else if (one[l] < other[r]) l++;
            else r++;
        }
        return shared;
    }

    /// <summary>Each name's trigrams as numbers in order, the rarest first.</summary>
    private static int[][] Ranked(IReadOnlyList<string> names)
    {
        var sets = names.Select(Trigrams).ToArray();
        var ranks = sets.SelectMany(set => set).CountBy(gram => gram).OrderBy(gram => gram.Value).ThenBy(gram => gram.Key)
            .Select((gram, rank) => (gram.Key, rank)).ToDictionary(gram => gram.Key, gram => gram.rank);
        return [.. sets.Select(set => set.Select(gram => ranks[gram]).Order().ToArray())];
    }

    /// <summary>As pg_trgm makes them: each word with two blanks before and one behind.</summary>
    private static long[] Trigrams(string name)
    {
        var grams = new HashSet<long>();
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var padded = $"  {word} ";
            for (var i = 0; i + 3 <= padded.Length; i++) grams.Add((long)padded[i] << 32 | (long)padded[i + 1] << 16 | padded[i + 2]);
        }
        return [.. grams];
    }
}
