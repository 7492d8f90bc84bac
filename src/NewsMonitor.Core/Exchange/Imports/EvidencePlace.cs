using System.Text;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>
/// Finds an evidence's words in an article's text: at the place that the file names, where they stand there; else by the words themselves,
/// letter by letter, and last with white space, quotation marks and dashes taken for alike, which other programs and spreadsheets change.
/// </summary>
internal static class EvidencePlace
{
    /// <returns>UTF-16 offsets, end exclusive; null where the words are not in the text.</returns>
    public static (int Start, int End)? Find(string text, Lazy<CodePoints> points, ImportedEvidence evidence)
    {
        var quote = evidence.Quote.Trim();
        if (evidence is { Start: { } from, End: { } until } && from >= 0 && until > from && until <= points.Value.Length)
        {
            var (start, end) = (points.Value.ToUtf16(from), points.Value.ToUtf16(until));
            if (quote.Length == 0 || Folded.Of(text[start..end]).Text == Folded.Of(quote).Text) return (start, end);
        }
        if (quote.Length == 0) return null;
        var near = evidence.Start is { } wanted ? points.Value.ToUtf16(Math.Clamp(wanted, 0, points.Value.Length)) : (int?)null;
        if (Choose(Places(text, quote), near, evidence.Occurrence) is { } exact) return (exact, exact + quote.Length);
        var (folded, words) = (Folded.Of(text), Folded.Of(quote));
        if (words.Text.Length == 0) return null;
        return Choose(Places(folded.Text, words.Text), near is { } at ? folded.From(at) : null, evidence.Occurrence) is { } found
            ? (folded.At[found], folded.At[found + words.Text.Length - 1] + 1)
            : null;
    }

    /// <summary>How often words stand in a text before a place, white space and marks taken for alike.</summary>
    public static int OccurrencesBefore(string text, int start, int end)
    {
        var (folded, words) = (Folded.Of(text), Folded.Of(text[start..end]));
        if (words.Text.Length == 0) return 0;
        var place = folded.From(start);
        return Places(folded.Text, words.Text).TakeWhile(at => at < place).Count();
    }

    private static IEnumerable<int> Places(string text, string words)
    {
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf(words, at + 1, StringComparison.Ordinal) : -1) yield return at;
    }

    /// <summary>The nearest to where it should be, else the one with so many before it, else the last.</summary>
    private static int? Choose(IEnumerable<int> places, int? near, int occurrence)
    {
        int? best = null;
        foreach (var (at, number) in places.Select((p, i) => (p, i)))
        {
            if (near is { } wanted)
            {
                if (best is { } so && Math.Abs(at - wanted) >= Math.Abs(so - wanted)) return best;
                best = at;
            }
            else if (number <= occurrence) best = at;
            else return best;
        }
        return best;
    }

    /// <summary>A text with what programs change taken for alike, and for each letter its place in the original.</summary>
    private sealed record Folded(string Text, IReadOnlyList<int> At)
    {
        public static Folded Of(string text)
        {
            var folded = new StringBuilder(text.Length);
            var at = new List<int>(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i] switch
                {
                    '“' or '”' or '„' or '‟' or '«' or '»' => '"', '‘' or '’' or '‚' or '‹' or '›' => '\'', '–' or '—' or '‑' or '−' => '-',
                    '\u00AD' or '\u200B' or '\uFEFF' => '\0', var other => char.IsWhiteSpace(other) || char.IsControl(other) ? ' ' : other,
                };
                if (c == '\0' || (c == ' ' && (folded.Length == 0 || folded[^1] == ' '))) continue;
                folded.Append(c);
                at.Add(i);
            }
            while (folded.Length > 0 && folded[^1] == ' ')
            {
                folded.Length--;
                at.RemoveAt(at.Count - 1);
            }
            return new(folded.ToString(), at);
        }

        /// <summary>The first letter at or after a place of the original.</summary>
        public int From(int original)
        {
            int low = 0, high = At.Count;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (At[middle] < original) low = middle + 1; else high = middle;
            }
            return low;
        }
    }
}
