using System.Text.Json;

namespace NewsMonitor.Core.Coding;

/// <summary>What a revision did.</summary>
public enum RevisionAction { Created, Changed, Removed, Restored, Accepted, Rejected, Merged }

/// <summary>Whether a revision is a coder's own move, or takes one back, or brings it back again.</summary>
public enum RevisionWay { Done, Undone, Redone }

/// <summary>
/// One change of a code, for ever: before, after, who, when, under which codebook. Undo is the inverse revision, which names the one
/// that it takes back.
/// </summary>
public sealed class Revision
{
    public long Id { get; init; }
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
