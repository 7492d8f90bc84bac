namespace NewsMonitor.Core.Coding;

/// <summary>A part of a move that undo has left as it is, because somebody has built on it.</summary>
/// <param name="CodeId">The code; null where it is an entry of a list.</param>
/// <param name="ArticleId">The code's article.</param>
/// <param name="ChangedBy">Who changed it since; null for the program or where the person's own later change stands.</param>
/// <param name="ChangedAt">When.</param>
public sealed record LeftPart(long? CodeId, long? ArticleId, string? ChangedBy, DateTimeOffset? ChangedAt);

/// <summary>What came of undo or redo.</summary>
public abstract record UndoResult
{
    private UndoResult() { }

    /// <summary>
    /// The move was taken back, or brought back again: all of it, or all but the parts that are named. With <paramref name="Done"/> 0 nothing
    /// but the place in the stack has changed; the next undo takes the move before.
    /// </summary>
    /// <param name="Kind">What the move had done.</param>
    /// <param name="Subject">To what, where it says.</param>
    /// <param name="Done">How many codes and entries were put back.</param>
    /// <param name="Left">What was left, because somebody has built on it.</param>
    /// <param name="CodeId">The code, where it is only one.</param>
    /// <param name="ArticleId">Its article.</param>
    public sealed record Moved(MoveKind Kind, string? Subject, int Done, IReadOnlyList<LeftPart> Left, long? CodeId, long? ArticleId) : UndoResult;

    /// <summary>The person lacks the editor role, or has lost it.</summary>
    public sealed record NotAllowed : UndoResult;

    /// <summary>Nothing to undo or redo.</summary>
    public sealed record Nothing : UndoResult;

    /// <summary>An entry's old name belongs to another one by now; nothing was written.</summary>
    public sealed record NameTaken : UndoResult;
}
