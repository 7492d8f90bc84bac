namespace NewsMonitor.Core.Comments;

/// <summary>Why a comment was not taken.</summary>
public enum CommentFault { Empty, TooLong, UnknownSubject }

/// <summary>What came of writing, changing or resolving a comment.</summary>
public abstract record CommentResult
{
    private CommentResult() { }

    public sealed record Saved(long Id) : CommentResult;
    /// <summary>It is not one's own, or the account is disabled.</summary>
    public sealed record NotAllowed : CommentResult;
    /// <summary>It is not there, withdrawn, or not to be seen yet.</summary>
    public sealed record Gone : CommentResult;
    public sealed record Invalid(CommentFault Fault) : CommentResult;
}
