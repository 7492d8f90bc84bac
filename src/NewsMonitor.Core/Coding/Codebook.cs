namespace NewsMonitor.Core.Coding;

/// <summary>
/// What issues and instruments share: an entry of the codebook, with its rules and its place in the tree. Entries are never deleted:
/// they are retired or merged, and stay as what older codes and versions speak of.
/// </summary>
public abstract class CodebookEntry
{
    public long Id { get; init; }
    /// <summary>The same in every program: exports name the entry by it, and an import finds it again.</summary>
    public Guid Uid { get; init; } = Guid.CreateVersion7();
    /// <summary>The short label of lists and charts: "NATO-Osterweiterung".</summary>
    public required string Name { get; set; }
    /// <summary>Former names, and the names of entries merged into this one: they are found, and the engine reads them too.</summary>
    public List<string> Synonyms { get; set; } = [];
    public string? Definition { get; set; }
    public string? Include { get; set; }
    public string? Exclude { get; set; }
    public List<string> Examples { get; set; } = [];
    /// <summary><c>#rrggbb</c>, kept as an import brought it; pages show the nearest mark of the palette.</summary>
    public string? Color { get; set; }
    /// <summary>The key that picks it while coding, one character.</summary>
    public string? Shortcut { get; set; }
    public long? ParentId { get; set; }
    /// <summary>Its place among the children of its parent. Fractions, so that a move changes one entry only.</summary>
    public double Rank { get; set; }
    public long? MergedIntoId { get; set; }
    public DateTimeOffset? RetiredAt { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? CreatedBy { get; init; }
    public uint RowVersion { get; init; }

    /// <summary>Whether one can code with it.</summary>
    public bool Lives => MergedIntoId is null && RetiredAt is null;

    /// <summary>Gives it another name; the old one stays as a synonym, so that nobody searches in vain.</summary>
    public void Rename(string name)
    {
        var old = Name;
        Name = name;
        AddSynonym(old);
        Synonyms.RemoveAll(s => string.Equals(s, name, StringComparison.OrdinalIgnoreCase));
    }

    public void AddSynonym(string name)
    {
        if (!string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) && !Synonyms.Contains(name, StringComparer.OrdinalIgnoreCase)) Synonyms.Add(name);
    }
}

/// <summary>A matter that actors take a stand on, phrased as a proposition that one can be for or against.</summary>
public sealed class Issue : CodebookEntry
{
    /// <summary>What supporters hold: "Die NATO soll weitere Staaten im Osten aufnehmen."</summary>
    public string? Proposition { get; set; }
    /// <summary>
    /// Since when a rule proposes it, named by the words of a text. It stands in no list until an editor accepts a position on it: that
    /// makes it the codebook's (see <see cref="ProposedIssues"/>), and this null.
    /// </summary>
    public DateTimeOffset? ProposedAt { get; set; }
    /// <summary>What the words come down to: the same words of another text propose the same issue. Null for one that a person made.</summary>
    public string? ProposedKey { get; init; }
}

/// <summary>The means of a threat: sanctions, force posture, attack …</summary>
public sealed class Instrument : CodebookEntry
{
    /// <summary>The class of the CAMEO event codebook: 1312 sanctions, 138 force, 1384 attack …</summary>
    public string? Cameo { get; set; }
}

/// <summary>A state of the codebook. Every change to issues or instruments makes the next number; each code says under which it was made.</summary>
public sealed class CodebookVersion
{
    public int Number { get; init; }
    public DateTimeOffset At { get; init; }
    public long? By { get; init; }
    /// <summary>What changed, as a sentence of the change log.</summary>
    public required string Change { get; init; }
    /// <summary>The move that made it; null for versions that came with a demo or before there were moves.</summary>
    public long? MoveId { get; init; }
}
