using NewsMonitor.Core.Assignments;

namespace NewsMonitor.Core.Coding;

/// <summary>What is wrong with a draft. The pages put it in words.</summary>
public enum DraftFault
{
    UnknownArticle,
    NoWords,
    WordsOutsideText,
    UnknownActor,
    UnknownIssue,
    UnknownInstrument,
    NoThreatener,
    NoSpeaker,
    SameActorTwice,
    TooLong,
}

/// <summary>What came of an editor's act on a code.</summary>
public abstract record CodingResult
{
    private CodingResult() { }

    /// <summary>It is done and in the history.</summary>
    public sealed record Saved(long CodeId, long ArticleId) : CodingResult;

    /// <summary>The person lacks the editor role, or has lost it.</summary>
    public sealed record NotAllowed : CodingResult;

    /// <summary>Somebody else changed the code meanwhile; nothing was written.</summary>
    public sealed record Stale(long CodeId, string? ChangedBy, DateTimeOffset ChangedAt) : CodingResult;

    /// <summary>The code is not there (any more).</summary>
    public sealed record Gone : CodingResult;

    public sealed record Invalid(DraftFault Fault) : CodingResult;

    /// <summary>A round stands in the way; nothing was written.</summary>
    /// <param name="Why">How.</param>
    /// <param name="Round">Its name.</param>
    public sealed record Locked(CodingLock Why, string? Round) : CodingResult;
}
