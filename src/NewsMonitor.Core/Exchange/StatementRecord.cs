namespace NewsMonitor.Core.Exchange;

/// <summary>
/// A coded statement with all that belongs to it, as it leaves the archive: names beside ids, offsets in Unicode code points (as W3C Web
/// Annotation asks), enums in words.
/// </summary>
public sealed record StatementRecord
{
    public required long Id { get; init; }
    /// <summary><c>threat</c> or <c>position</c>.</summary>
    public required string Kind { get; init; }
    /// <summary><c>confirmed</c> or <c>suggested</c>.</summary>
    public required string State { get; init; }
    public required ArticleRecord Article { get; init; }
    public required IReadOnlyList<ParticipantRecord> Participants { get; init; }
    public required IReadOnlyList<EvidenceRecord> Evidence { get; init; }

    public long? IssueId { get; init; }
    public string? Issue { get; init; }
    public string? Proposition { get; init; }
    /// <summary><c>supports</c>, <c>opposes</c> or <c>undecided</c>.</summary>
    public string? Stance { get; init; }
    public string? Act { get; init; }

    public long? InstrumentId { get; init; }
    public string? Instrument { get; init; }
    public string? InstrumentWords { get; init; }
    public string? Cameo { get; init; }
    public string? Condition { get; init; }
    public string? Mode { get; init; }
    public string? LifeCycle { get; init; }

    public DateOnly? EventDate { get; init; }
    public string? Note { get; init; }
    /// <summary><c>person</c>, <c>rule</c> or <c>model</c>.</summary>
    public required string Origin { get; init; }
    public string? Rule { get; init; }
    public float? Score { get; init; }
    public string? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string? ChangedBy { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required int CodebookVersion { get; init; }

    /// <summary>Names of the actors in a role, in the coder's order.</summary>
    public IEnumerable<ParticipantRecord> In(string role) => Participants.Where(p => p.Role == role);

    /// <summary>The evidence's words, its spans joined by an ellipsis.</summary>
    public string Quote => string.Join(" … ", Evidence.Where(e => e.Role == "evidence").Select(e => e.Quote));
}

/// <summary>The article that a statement stands in.</summary>
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
public sealed record EvidenceRecord(string Role, int Version, int Start, int End, string Quote, string Prefix, string Suffix);
