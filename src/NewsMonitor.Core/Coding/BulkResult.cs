using NewsMonitor.Core.Assignments;

namespace NewsMonitor.Core.Coding;

/// <summary>A code that a bulk move left as it was.</summary>
/// <param name="CodeId">Which.</param>
/// <param name="ArticleId">In which article.</param>
/// <param name="ChangedBy">Who changed it since the preview; null where it is another reason.</param>
/// <param name="Fault">Why it could not stand so changed; null where somebody changed it, or it is gone.</param>
/// <param name="Lock">The round that stands in the way; null where none does.</param>
public sealed record SkippedCode(long? CodeId, long ArticleId, string? ChangedBy, DraftFault? Fault, CodingLock? Lock = null);

/// <summary>What came of a move over many codes.</summary>
public abstract record BulkResult
{
    private BulkResult() { }

    /// <summary>Done, as one move that one undo takes back; with what was left and why.</summary>
    public sealed record Done(int Codes, int Articles, IReadOnlyList<SkippedCode> Skipped) : BulkResult;

    public sealed record NotAllowed : BulkResult;

    public sealed record Invalid(DraftFault Fault) : BulkResult;
}
