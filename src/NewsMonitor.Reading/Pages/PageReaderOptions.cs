namespace NewsMonitor.Reading.Pages;

/// <summary>The bounds and the rules of reading a page.</summary>
public sealed record PageReaderOptions
{
    public static PageReaderOptions Default { get; } = new();

    /// <summary>Characters of HTML (bytes, where bytes are given) that are read; the rest is left, with a warning. The largest page of the gold set has 1.2 million.</summary>
    public int MostCharacters { get; init; } = 4_000_000;

    /// <summary>Characters that one block of text may hold; longer ones are cut, with a warning.</summary>
    public int LongestBlock { get; init; } = 200_000;

    /// <summary>Characters that a title, kicker or name may hold.</summary>
    public int LongestTitle { get; init; } = 1_000;

    /// <summary>False reads with the general case alone.</summary>
    public bool UseSiteRules { get; init; } = true;

    /// <summary>The publishers' rules: those shipped, unless an admin's own follow them.</summary>
    public SiteRuleBook SiteRules { get; init; } = SiteRuleBook.Shipped;
}
