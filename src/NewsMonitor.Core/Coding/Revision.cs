using System.Text.Json;

namespace NewsMonitor.Core.Coding;

/// <summary>What a revision did.</summary>
public enum RevisionAction { Created, Changed, Removed, Restored, Accepted, Rejected, Merged }

/// <summary>
/// One change of a code, for ever: before, after, who, when, under which codebook, as part of which move. Undo is the inverse revision,
/// which names the one that it takes back.
/// </summary>
public sealed class Revision
{
    public long Id { get; init; }
    public long MoveId { get; init; }
    public long CodeId { get; init; }
    public long ArticleId { get; init; }
    public RevisionAction Action { get; init; }
    public RevisionWay Way { get; init; }
    /// <summary>The code as it was, null when it was made.</summary>
    public JsonDocument? Before { get; init; }
    /// <summary>The code as it is, null when it was removed.</summary>
    public JsonDocument? After { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>Null for the program's own suggestions.</summary>
    public long? By { get; init; }
    public int CodebookVersion { get; init; }
    /// <summary>The revision that this one takes back; set unless <see cref="Way"/> is Done.</summary>
    public long? UndoesId { get; init; }
}

/// <summary>What else than codes a move can change.</summary>
public enum EntryKind { Actor, Issue, Instrument, Article, Quotation, Adjudication }

/// <summary>
/// One change of an entry of the lists, or of an article's own state, as part of a move. Like <see cref="Revision"/>, but for what codes
/// refer to: an actor with its names and offices, an issue, an instrument.
/// </summary>
public sealed class EntryRevision
{
    public long Id { get; init; }
    public long MoveId { get; init; }
    public EntryKind Kind { get; init; }
    public long EntryId { get; init; }
    public RevisionWay Way { get; init; }
    /// <summary>The entry as it was, null when it was made.</summary>
    public JsonDocument? Before { get; init; }
    public required JsonDocument After { get; init; }
    public DateTimeOffset At { get; init; }
    public long? By { get; init; }
    public long? UndoesId { get; init; }
}
