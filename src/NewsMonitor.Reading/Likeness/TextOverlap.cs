namespace NewsMonitor.Reading.Likeness;

/// <summary>How much two texts have in common, counted exactly over their different runs of three words.</summary>
/// <param name="Jaccard">Common runs in all runs, 0 to 1.</param>
/// <param name="Containment">Common runs in those of the shorter text: near 1 where one text is cut out of the other.</param>
public readonly record struct TextOverlap(double Jaccard, double Containment)
{
    /// <summary>From here on a text is a copy with edits: half of all its runs are the other's.</summary>
    public const double LeastJaccard = 0.5;

    /// <summary>From here on a text is the other, shortened.</summary>
    public const double LeastContainment = 0.8;

    public bool IsCopy => Jaccard >= LeastJaccard || Containment >= LeastContainment;

    public static TextOverlap Between(string one, string other)
    {
        var (a, b) = (RunsOf(one), RunsOf(other));
        if (a.Length == 0 || b.Length == 0) return default;
        int common = 0, i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j]) (common, i, j) = (common + 1, i + 1, j + 1);
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return new(common / (double)(a.Length + b.Length - common), common / (double)Math.Min(a.Length, b.Length));
    }

    private static ulong[] RunsOf(string text)
    {
        var words = new List<ulong>();
        PlainWords.Read(text, Fingerprint.MostWords, [], words);
        var runs = Fingerprint.Runs(words);
        Array.Sort(runs);
        var length = 0;
        foreach (var run in runs)
        {
            if (length == 0 || runs[length - 1] != run) runs[length++] = run;
        }
        return runs[..length];
    }
}
