namespace NewsMonitor.Core.Articles;

/// <summary>
/// From where on which way to the hits is the short one. Figures of a million articles on two cores, where a row read by its index costs 1 µs,
/// a vector opened 5 to 10, the codes of an article looked at 4. Small ones lead through the same ways in an archive of a few hundred.
/// </summary>
internal sealed record SearchWays
{
    public static SearchWays Usual { get; } = new();

    /// <summary>How many of the newest articles are looked at before anything else: 2 ms.</summary>
    public int Glance { get; init; } = 200;
    /// <summary>From so many hits in the sample (a sixteenth) on, words are common: the newest are found by walking along the dates.</summary>
    public int Common { get; init; } = 1100;
    /// <summary>How many articles a walk looks at first.</summary>
    public int Walk { get; init; } = 3000;
    /// <summary>With so many met on the way, it is foretold how far the walk would have to go on.</summary>
    public int Met { get; init; } = 4;
    /// <summary>How far it goes on at most, opening every vector.</summary>
    public int LongWalk { get; init; } = 15_000;
    /// <summary>The same where most articles are passed by for their codes.</summary>
    public int LongWalkByCodes { get; init; } = 40_000;
    /// <summary>From so many articles of the sample on that hold the words of a phrase, some 64,000 in the archive, not all of them are opened: half a second.</summary>
    public int ManyToOpen { get; init; } = 4000;
    /// <summary>How many articles are looked at then for a page.</summary>
    public int PhraseWalk { get; init; } = 60_000;
    /// <summary>Codes that stand in fewer articles are asked before common words.</summary>
    public int FewBesideCommon { get; init; } = 12_000;
    /// <summary>Codes that stand in fewer articles are asked before words that are not common.</summary>
    public int FewBesideOthers { get; init; } = 1500;
    /// <summary>From so many hits in the sample on, some 32,000 in the archive, figures are estimated and said to be.</summary>
    public int LargestSample { get; init; } = 2000;
    /// <summary>From so many articles of the sample on that hold the words of a phrase, it is estimated however few its hits in the sample are.</summary>
    public int ManyToCount { get; init; } = 4000;
    /// <summary>An estimate from fewer would be off by more than a tenth: then all are counted.</summary>
    public int SmallestSample { get; init; } = 100;
}
