namespace NewsMonitor.Core.Assignments;

/// <summary>What a lead wants dealt.</summary>
public sealed record RoundDraft
{
    public required string Name { get; init; }
    public string? Instruction { get; init; }
    public bool Blind { get; init; } = true;
    /// <summary>A line of the search language: words, <c>is:starred</c>, <c>story:12</c> …; empty for every article there is.</summary>
    public string Query { get; init; } = "";
    /// <summary>Articles that were chosen one by one, instead of a search; null where the line finds them.</summary>
    public IReadOnlyList<long>? Articles { get; init; }
    /// <summary>So many of what it finds, drawn by chance; null for all.</summary>
    public int? SampleSize { get; init; }
    public required IReadOnlyList<long> Coders { get; init; }
    public int CodersEach { get; init; } = 2;
    public int SharedPercent { get; init; } = 100;
    public int Seed { get; init; } = 1;
    public DateOnly? DueOn { get; init; }
}

/// <summary>What is wrong with a round. The pages put it in words.</summary>
public enum RoundFault
{
    NoName,
    TooLong,
    NoCoders,
    /// <summary>One of them is no editor, or not any more.</summary>
    NotACoder,
    /// <summary>More coders an article than there are coders.</summary>
    TooFewCoders,
    NoArticles,
    TooManyArticles,
    /// <summary>The search line cannot be read.</summary>
    UnreadableQuery,
    Unknown,
    /// <summary>The round is closed.</summary>
    Closed,
    /// <summary>Nothing there that could be done so: already submitted, already given.</summary>
    NothingToDo,
}

/// <summary>What came of an act on a round or on work in it.</summary>
public abstract record RoundResult
{
    private RoundResult() { }

    /// <param name="RoundId">The round.</param>
    /// <param name="Changed">How many assignments were made, given or changed.</param>
    public sealed record Done(long RoundId, int Changed) : RoundResult;

    /// <summary>Not theirs to do, or not any more.</summary>
    public sealed record NotAllowed : RoundResult;

    public sealed record Invalid(RoundFault Fault) : RoundResult;
}

/// <summary>What a draft comes to, before anything is written.</summary>
/// <param name="Found">How many articles the search finds.</param>
/// <param name="InOtherRounds">Left out: they are in a round that is under way.</param>
/// <param name="Coded">Left out of a blind round: somebody has coded them already, for all to see.</param>
/// <param name="Articles">Dealt.</param>
/// <param name="Shared">Of these, to several coders.</param>
/// <param name="Loads">How many each coder gets.</param>
/// <param name="Fault">Why it cannot be dealt; null where it can.</param>
public sealed record RoundPreview(
    int Found, int InOtherRounds, int Coded, int Articles, int Shared, IReadOnlyDictionary<long, int> Loads, RoundFault? Fault);
