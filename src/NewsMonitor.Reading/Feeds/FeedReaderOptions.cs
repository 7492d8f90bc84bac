namespace NewsMonitor.Reading.Feeds;

/// <summary>The bounds and choices of one reading. The defaults suit feeds fetched from strangers.</summary>
public sealed record FeedReaderOptions
{
    public static FeedReaderOptions Default { get; } = new();

    /// <summary>Sanitise the HTML values. Switch it off only where another step does it: without, values are as the publisher wrote them.</summary>
    public bool Sanitize { get; init; } = true;
    /// <summary>Bytes beyond these are not read, after decompression; what stands before them is, with a warning.</summary>
    public int MostBytes { get; init; } = 16 << 20;
    /// <summary>Entries beyond these are passed over with a warning. A sitemap may have 50,000.</summary>
    public int MostEntries { get; init; } = 50_000;
    /// <summary>Characters (UTF-16 units) of one HTML value; the rest is cut off with a warning.</summary>
    public int LongestValue { get; init; } = 2 << 20;
    /// <summary>Characters (UTF-16 units) of a title, a name or another line of text; the rest is cut off.</summary>
    public int LongestLine { get; init; } = 4000;
}
