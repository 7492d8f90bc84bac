namespace NewsMonitor.Reading.Revisions;

/// <summary>What became of a paragraph, or of some words.</summary>
public enum Fate { Same, Added, Removed, Changed }

/// <summary>Words that share a fate (never <see cref="Fate.Changed"/>), white space included.</summary>
public readonly record struct Piece(Fate Fate, string Text);

/// <summary>A paragraph of two texts laid side by side: in a changed one the pieces say which words went and which came.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="OldLine">Its line in the old text, from 0; -1 where it is new.</param>
/// <param name="NewLine">Its line in the new text, from 0; -1 where it is gone.</param>
/// <param name="Pieces">The words in order.</param>
public sealed record ParagraphChange(Fate Fate, int OldLine, int NewLine, IReadOnlyList<Piece> Pieces)
{
    public string Old => string.Concat(Pieces.Where(p => p.Fate != Fate.Added).Select(p => p.Text));
    public string New => string.Concat(Pieces.Where(p => p.Fate != Fate.Removed).Select(p => p.Text));
}

/// <summary>Two texts laid side by side, paragraph by paragraph, and inside of a changed paragraph word by word.</summary>
public sealed class TextComparison
{
    /// <summary>So many changed paragraphs are compared with so many others for the likest; in a larger hole they are shown as gone and come.</summary>
    private const int MostPairs = 4_000;
    /// <summary>Two paragraphs that share fewer of their words than this are two paragraphs, not one that was changed.</summary>
    private const double Kin = 0.4;
    /// <summary>Words compared one by one in a whole comparison; what lies beyond is shown as gone and come.</summary>
    private const int MostWords = 400_000;

    private readonly List<ParagraphChange> _paragraphs = [];
    private int _wordsLeft = MostWords;

    private TextComparison() { }

    public IReadOnlyList<ParagraphChange> Paragraphs => _paragraphs;
    public int WordsAdded { get; private set; }
    public int WordsRemoved { get; private set; }

    /// <summary>Compares two texts, a paragraph a line. Time and memory are bounded whatever they hold.</summary>
    public static TextComparison Of(string before, string after)
    {
        var comparison = new TextComparison();
        comparison.Compare(Lines(before), Lines(after));
        foreach (var piece in comparison._paragraphs.SelectMany(p => p.Pieces))
        {
            if (piece.Fate == Fate.Added) comparison.WordsAdded += WordCut.Count(piece.Text);
            if (piece.Fate == Fate.Removed) comparison.WordsRemoved += WordCut.Count(piece.Text);
        }
        return comparison;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    private void Compare(string[] before, string[] after)
    {
        var (old, now) = (0, 0);
        foreach (var match in Matching.Of(before, after))
        {
            Fill(before, old, match.Old, after, now, match.New);
            for (var i = 0; i < match.Length; i++)
                _paragraphs.Add(new(Fate.Same, match.Old + i, match.New + i, [new(Fate.Same, before[match.Old + i])]));
            (old, now) = (match.Old + match.Length, match.New + match.Length);
        }
        Fill(before, old, before.Length, after, now, after.Length);
    }

    /// <summary>Between two places where the texts agree: pairs what is alike, in order; the rest has gone or come.</summary>
    private void Fill(string[] before, int old, int oldEnd, string[] after, int now, int nowEnd)
    {
        foreach (var (a, b) in Pairs(before, old, oldEnd, after, now, nowEnd))
        {
            while (old < a) Gone(before[old], old++);
            while (now < b) Come(after[now], now++);
            _paragraphs.Add(Changed(before[old], old++, after[now], now++));
        }
        while (old < oldEnd) Gone(before[old], old++);
        while (now < nowEnd) Come(after[now], now++);

        void Gone(string text, int line) => _paragraphs.Add(new(Fate.Removed, line, -1, [new(Fate.Removed, text)]));

        void Come(string text, int line) => _paragraphs.Add(new(Fate.Added, -1, line, [new(Fate.Added, text)]));
    }

    /// <summary>The pairs in order that are most alike together (the classical alignment, over likeness instead of equality).</summary>
    private static List<(int Old, int New)> Pairs(string[] before, int old, int oldEnd, string[] after, int now, int nowEnd)
    {
        var (rows, columns) = (oldEnd - old, nowEnd - now);
        if (rows == 0 || columns == 0 || (long)rows * columns > MostPairs) return [];
        var oldWords = Enumerable.Range(old, rows).Select(i => WordCut.Set(before[i])).ToArray();
        var newWords = Enumerable.Range(now, columns).Select(i => WordCut.Set(after[i])).ToArray();
        var best = new double[rows + 1, columns + 1];
        var alike = new double[rows, columns];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                alike[i, j] = WordCut.Likeness(oldWords[i], newWords[j]);
                best[i, j] = Math.Max(best[i + 1, j], best[i, j + 1]);
                if (alike[i, j] >= Kin) best[i, j] = Math.Max(best[i, j], best[i + 1, j + 1] + alike[i, j]);
            }
        }
        var pairs = new List<(int, int)>();
        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (alike[i, j] >= Kin && best[i, j] == best[i + 1, j + 1] + alike[i, j]) pairs.Add((old + i++, now + j++));
            else if (best[i, j] == best[i + 1, j]) i++;
            else j++;
        }
        return pairs;
    }

    private ParagraphChange Changed(string before, int oldLine, string after, int newLine)
    {
        var (old, now) = (WordCut.Of(before), WordCut.Of(after));
        _wordsLeft -= old.Length + now.Length;
        var pieces = _wordsLeft < 0 ? [new(Fate.Removed, before), new(Fate.Added, after)] : Words(old, now);
        return new(Fate.Changed, oldLine, newLine, pieces);
    }

    private static List<Piece> Words(string[] before, string[] after)
    {
        var pieces = new List<Piece>();
        var (old, now) = (0, 0);
        foreach (var match in Matching.Of(before, after))
        {
            // A blank between two changed words is no agreement: "der Minister" → "eine Ministerin" reads better as one change.
            if (match.Length == 1 && string.IsNullOrWhiteSpace(before[match.Old]) && match.Old > old && match.New > now) continue;
            Take(Fate.Removed, before, old, match.Old);
            Take(Fate.Added, after, now, match.New);
            Take(Fate.Same, before, match.Old, match.Old + match.Length);
            (old, now) = (match.Old + match.Length, match.New + match.Length);
        }
        Take(Fate.Removed, before, old, before.Length);
        Take(Fate.Added, after, now, after.Length);
        return pieces;

        void Take(Fate fate, string[] from, int start, int end)
        {
            if (end > start) pieces.Add(new(fate, string.Concat(from[start..end])));
        }
    }
}
