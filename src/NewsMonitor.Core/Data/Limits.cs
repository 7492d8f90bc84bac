namespace NewsMonitor.Core;

/// <summary>Lengths that the archive holds foreign text to, in UTF-16 units. What is longer is cut or refused at the edge.</summary>
public static class Limits
{
    /// <summary>A btree entry of PostgreSQL ends at 2,704 bytes; addresses are ASCII once percent-encoded.</summary>
    public const int Address = 2048;
    public const int Title = 1000;
    /// <summary>An article's whole text. Longer ones are cut at a block's end.</summary>
    public const int Text = 1_000_000;
    /// <summary>How much of a text is indexed: a tsvector may hold 1 MB at most, and 2 MB of text must not fail the insert.</summary>
    public const int IndexedText = 200_000;
    public const int Name = 300;
    /// <summary>A CSS selector that an admin writes.</summary>
    public const int Selector = 500;
    public const int Note = 10_000;
}
