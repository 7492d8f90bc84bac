namespace NewsMonitor.Core.Coding;

/// <summary>A matter that actors take a stand on, phrased as a proposition that one can be for or against.</summary>
public sealed class Issue
{
    public long Id { get; init; }
    /// <summary>The short label of lists and charts: "NATO-Osterweiterung".</summary>
    public required string Name { get; set; }
    /// <summary>What supporters hold: "Die NATO soll weitere Staaten im Osten aufnehmen."</summary>
    public string? Proposition { get; set; }
    public string? Definition { get; set; }
    public string? Include { get; set; }
    public string? Exclude { get; set; }
    public string? Example { get; set; }
    /// <summary>The key that picks it while coding, one character.</summary>
    public string? Shortcut { get; set; }
    public long? ParentId { get; set; }
    public long? MergedIntoId { get; set; }
    public DateTimeOffset? RetiredAt { get; set; }
    /// <summary>
    /// Since when a rule proposes it, named by the words of a text. It stands in no list until an editor accepts a position on it: that
    /// makes it the codebook's (see <see cref="ProposedIssues"/>), and this null.
    /// </summary>
    public DateTimeOffset? ProposedAt { get; set; }
    /// <summary>What the words come down to: the same words of another text propose the same issue. Null for one that a person made.</summary>
    public string? ProposedKey { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? CreatedBy { get; init; }
    public uint RowVersion { get; init; }
}

/// <summary>The means of a threat: sanctions, force posture, attack …</summary>
public sealed class Instrument
{
    public long Id { get; init; }
    public required string Name { get; set; }
    /// <summary>The class of the CAMEO event codebook: 1312 sanctions, 138 force, 1384 attack …</summary>
    public string? Cameo { get; set; }
    public string? Definition { get; set; }
    public string? Shortcut { get; set; }
    public long? MergedIntoId { get; set; }
    public DateTimeOffset? RetiredAt { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? CreatedBy { get; init; }
    public uint RowVersion { get; init; }
}

/// <summary>A state of the codebook. Every change to issues or instruments makes the next number; each code says under which it was made.</summary>
public sealed class CodebookVersion
{
    public int Number { get; init; }
    public DateTimeOffset At { get; init; }
    public long? By { get; init; }
    /// <summary>What changed, as a sentence of the change log.</summary>
    public required string Change { get; init; }
}
