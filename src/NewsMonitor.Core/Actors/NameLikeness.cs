using System.Globalization;
using System.Text;

namespace NewsMonitor.Core.Actors;

/// <summary>
/// Finds names that are alike, as pg_trgm counts it (shared trigrams of all), among all names at once. In memory, because the database's
/// index answers one name at a time: 200,000 questions of some milliseconds. Here only names that share one of their rarest trigrams are
/// compared (the prefix filter of Chaudhuri, Ganti and Kaushik 2006), which loses none that is alike enough.
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
    /// <param name="cancel">Stops it.</param>
    public static IEnumerable<(int First, int Second, float Likeness)> Pairs(IReadOnlyList<string> names, Func<int, int, bool> ofOne, CancellationToken cancel)
    {
        var sets = names.Select(Trigrams).ToArray();
        var frequency = new Dictionary<long, int>();
        foreach (var set in sets) foreach (var gram in set) frequency[gram] = frequency.GetValueOrDefault(gram) + 1;
        foreach (var set in sets) Array.Sort(set, (a, b) => frequency[a] != frequency[b] ? frequency[a].CompareTo(frequency[b]) : a.CompareTo(b));
        var index = new Dictionary<long, List<int>>();
        var order = Enumerable.Range(0, names.Count).Where(i => sets[i].Length > 0).OrderBy(i => sets[i].Length).ToArray();
        var met = new HashSet<int>();
        foreach (var at in order)
        {
            cancel.ThrowIfCancellationRequested();
            var set = sets[at];
            met.Clear();
            foreach (var gram in set.AsSpan(0, set.Length - (int)Math.Ceiling(Least * set.Length) + 1))
            {
                if (!index.TryGetValue(gram, out var others)) index[gram] = others = [];
                foreach (var other in others)
                {
                    if (sets[other].Length >= Least * set.Length && !ofOne(at, other)) met.Add(other);
                }
                others.Add(at);
            }
            foreach (var other in met)
            {
                var likeness = Likeness(sets[other], set, frequency);
                if (likeness >= Least) yield return (Math.Min(at, other), Math.Max(at, other), likeness);
            }
        }
    }

    private static float Likeness(long[] left, long[] right, Dictionary<long, int> frequency)
    {
        int shared = 0, l = 0, r = 0;
        while (l < left.Length && r < right.Length)
        {
            if (left[l] == right[r]) (shared, l, r) = (shared + 1, l + 1, r + 1);
            else if ((frequency[left[l]], left[l]).CompareTo((frequency[right[r]], right[r])) < 0) l++;
            else r++;
        }
        return (float)shared / (left.Length + right.Length - shared);
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
