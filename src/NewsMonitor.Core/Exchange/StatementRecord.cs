namespace NewsMonitor.Core.Exchange;

/// <summary>
/// A coded statement with all that belongs to it, as it leaves the archive: names beside ids, offsets in Unicode code points (as W3C Web
/// Annotation asks), enums in words.
/// </summary>
public sealed record StatementRecord
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary><c>threat</c> or <c>position</c>.</summary>
    public required string Kind { get; init; }
    /// <summary><c>confirmed</c> or <c>suggested</c>.</summary>
    public required string State { get; init; }
    /// <summary>The article that it stands in.</summary>
    public required ArticleRecord Article { get; init; }
    /// <summary>Who takes part, in which role.</summary>
    public required IReadOnlyList<ParticipantRecord> Participants { get; init; }
    /// <summary>The words that prove it.</summary>
    public required IReadOnlyList<EvidenceRecord> Evidence { get; init; }

    /// <summary>Of a position: on which issue.</summary>
    public long? IssueId { get; init; }
    /// <summary>Its name.</summary>
    public string? Issue { get; init; }
    /// <summary>What the issue's supporters hold.</summary>
    public string? Proposition { get; init; }
    /// <summary><c>supports</c>, <c>opposes</c> or <c>undecided</c>.</summary>
    public string? Stance { get; init; }
    /// <summary>The speech act in which the stance shows: <c>demands</c>, <c>rejects</c> …</summary>
    public string? Act { get; init; }

    /// <summary>Of a threat: the codebook's instrument.</summary>
    public long? InstrumentId { get; init; }
    /// <summary>Its name.</summary>
    public string? Instrument { get; init; }
    /// <summary>The instrument in the words of the text.</summary>
    public string? InstrumentWords { get; init; }
    /// <summary>The instrument's class in the CAMEO event codebook.</summary>
    public string? Cameo { get; init; }
    /// <summary>What must happen, or not happen, for the threat to fall due.</summary>
    public string? Condition { get; init; }
    /// <summary><c>explicit</c>, <c>implicit</c>, <c>warning</c>, <c>perceived</c>, <c>alleged</c> or <c>potential</c>.</summary>
    public string? Mode { get; init; }
    /// <summary><c>uttered</c>, <c>observed</c>, <c>carried-out</c> or <c>withdrawn</c>.</summary>
    public string? LifeCycle { get; init; }

    /// <summary>When what it speaks of happened or is to happen.</summary>
    public DateOnly? EventDate { get; init; }
    /// <summary>A coder's remark.</summary>
    public string? Note { get; init; }
    /// <summary><c>person</c>, <c>rule</c> or <c>model</c>.</summary>
    public required string Origin { get; init; }
    /// <summary>The rule that proposed it.</summary>
    public string? Rule { get; init; }
    /// <summary>How sure the rule was, 0 to 1.</summary>
    public float? Score { get; init; }
    /// <summary>Who made it.</summary>
    public string? CreatedBy { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Who changed it last.</summary>
    public string? ChangedBy { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
    /// <summary>The codebook in force when it was last decided.</summary>
    public required int CodebookVersion { get; init; }
    /// <summary>Which state of it this is; null in files, which are of one moment.</summary>
    public long? RowVersion { get; init; }

    /// <summary>Names of the actors in a role, in the coder's order.</summary>
    public IEnumerable<ParticipantRecord> In(string role) => Participants.Where(p => p.Role == role);

    /// <summary>The evidence's words, its spans joined by an ellipsis.</summary>
    public string Quote => string.Join(" … ", Evidence.Where(e => e.Role == "evidence").Select(e => e.Quote));
}

/// <summary>The article that a statement stands in.</summary>
/// <param name="Id">The archive's id.</param>
/// <param name="Outlet">The publisher.</param>
/// <param name="Title">The headline.</param>
/// <param name="Kicker">The line above it.</param>
/// <param name="Byline">The authors, as the text names them.</param>
/// <param name="Address">The address by which the archive knows it.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="PublishedAt">When it was published.</param>
public sealed record ArticleRecord(
    long Id, string Outlet, string Title, string? Kicker, IReadOnlyList<string> Byline, string Address, string Language, DateTimeOffset PublishedAt);

/// <summary>An actor in a role.</summary>
/// <param name="Role">In lower case: <c>speaker</c>, <c>threatener</c>, <c>target</c> …</param>
/// <param name="ActorId">The archive's id.</param>
/// <param name="Key">The registry's key, or null.</param>
/// <param name="Name">In the export's language.</param>
/// <param name="Kind"><c>person</c>, <c>state</c>, <c>organisation</c>, <c>alliance</c> or <c>group</c>.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="WikidataId">Q number.</param>
/// <param name="Organisation">Of a person, where they held an office on the day of the article; null otherwise.</param>
/// <param name="Office">That office.</param>
public sealed record ParticipantRecord(
    string Role, long ActorId, string? Key, string Name, string Kind, string? Country, string? WikidataId, string? Organisation, string? Office);

/// <summary>Words that prove it.</summary>
/// <param name="Role"><c>evidence</c>, <c>cue</c>, <c>condition</c> or <c>instrument</c>.</param>
/// <param name="Version">The number of the article's version that the offsets count in.</param>
/// <param name="Start">Code points before it.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Quote">The words.</param>
/// <param name="Prefix">32 characters before.</param>
/// <param name="Suffix">32 characters after.</param>
public sealed record EvidenceRecord(string Role, int Version, int Start, int End, string Quote, string Prefix, string Suffix)
{
    /// <summary>Where the words stand in the text that the article has now; null where that is the version above, and in files.</summary>
    public PlacementRecord? Now { get; init; }
}

/// <summary>Where words stand in a later version of the text.</summary>
/// <param name="Version">The number of that version.</param>
/// <param name="Fate"><c>exact</c>, <c>moved</c>, or <c>orphaned</c> where the words are gone.</param>
/// <param name="Start">Code points before it; null for an orphan.</param>
/// <param name="End">Exclusive.</param>
public sealed record PlacementRecord(int Version, string Fate, int? Start, int? End);
