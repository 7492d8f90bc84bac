namespace NewsMonitor.Reading.Pages;

/// <summary>Why a pasted line is not part of the article. The page shows each such line with its reason, so that a person can take it back in.</summary>
public enum PastedDrop
{
    /// <summary>A picture's caption, known by its credit or by standing above the headline.</summary>
    Caption,
    /// <summary>An agency, photographer or copyright line.</summary>
    Credit,
    /// <summary>Menu, breadcrumb, skip link, section label.</summary>
    Navigation,
    /// <summary>Share, print, save, listen, reading time.</summary>
    Sharing,
    /// <summary>The comment section or its counter.</summary>
    Comments,
    /// <summary>A teaser for another article.</summary>
    Related,
    Advertising,
    /// <summary>The note that names the programme in which the subject was broadcast.</summary>
    Broadcast,
    /// <summary>A short line above the headline that is neither headline nor topline.</summary>
    AboveHeadline,
    /// <summary>The headline or the lead once more.</summary>
    Duplicate,
    /// <summary>Beyond the bounds of <see cref="PastedTextOptions"/>; all of the rest is one entry.</summary>
    TooLong,
}

/// <summary>A line left out. <paramref name="Line"/> counts from 1 in the text as pasted; <paramref name="Text"/> has its white space folded and at most 500 characters.</summary>
public sealed record PastedDroppedLine(int Line, string Text, PastedDrop Reason);

/// <summary>One way to divide the headline line. <paramref name="Kicker"/> is null where the line is all title. <paramref name="Why"/> names the evidence, in plain English.</summary>
public sealed record HeadlineSplit(string? Kicker, string Title, double Score, string Why);

/// <summary>How pasted text is read.</summary>
public sealed record PastedTextOptions
{
    public static PastedTextOptions Default { get; } = new();

    /// <summary>The zone of a time that names none; Berlin unless told.</summary>
    public TimeZoneInfo TimeZone { get; init; } = PastedDate.Berlin;
    /// <summary>UTF-16 units that are read; what follows is dropped as <see cref="PastedDrop.TooLong"/>.</summary>
    public int MaxLength { get; init; } = 1_000_000;
    /// <summary>Lines that hold something and are read; the rest is dropped as <see cref="PastedDrop.TooLong"/>.</summary>
    public int MaxLines { get; init; } = 10_000;
}

/// <summary>Raw text, as someone copied it from a page, read as an article. What could not be found is null or empty, and left to the person.</summary>
public sealed record PastedArticle
{
    /// <summary>The topline above the headline.</summary>
    public string? Kicker { get; init; }
    public string? Title { get; init; }
    public IReadOnlyList<string> Byline { get; init; } = [];
    /// <summary>In the zone the text states, else in the one of the options. Midnight where <see cref="PublishedHasTime"/> is false.</summary>
    public DateTimeOffset? Published { get; init; }
    public bool PublishedHasTime { get; init; }
    public DateTimeOffset? Modified { get; init; }
    /// <summary>The body in reading order.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];
    public IReadOnlyList<PastedDroppedLine> Dropped { get; init; } = [];
    /// <summary>Where topline and headline stood on one line: the ways to divide it, best first, the undivided line always among them. Else empty.</summary>
    public IReadOnlyList<HeadlineSplit> Splits { get; init; } = [];

    /// <summary>The body alone, a line a block.</summary>
    public string Text => string.Join('\n', Blocks.Select(b => b.Text));
}
