namespace NewsMonitor.Core.Stories;

/// <summary>What is wrong with what an editor asked.</summary>
public enum StoryFault
{
    /// <summary>A story cannot be merged with itself, nor an article moved to where it is.</summary>
    IntoItself,
    /// <summary>Splitting everything out of a story would change nothing.</summary>
    NothingLeft,
    TooLong,
}

/// <summary>What came of an editor's act on a story.</summary>
public abstract record StoryResult
{
    private StoryResult() { }

    /// <summary>It is done, and can be taken back.</summary>
    /// <param name="StoryId">The story to show now: the new one of a split, the one that was moved or merged into.</param>
    /// <param name="Articles">How many articles it moved.</param>
    public sealed record Saved(long StoryId, int Articles) : StoryResult;

    /// <summary>The person lacks the editor role, or has lost it.</summary>
    public sealed record NotAllowed : StoryResult;

    /// <summary>A story or an article is not there (any more), or not in that story.</summary>
    public sealed record Gone : StoryResult;

    /// <summary>Nothing to take back, or somebody has gone on from it.</summary>
    public sealed record Nothing : StoryResult;

    public sealed record Invalid(StoryFault Fault) : StoryResult;
}
