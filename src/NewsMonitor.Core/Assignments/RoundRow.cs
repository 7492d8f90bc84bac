namespace NewsMonitor.Core.Assignments;

/// <summary>How many pieces of work stand in which state.</summary>
public readonly record struct WorkCounts(int Open, int Draft, int Submitted, int Adjudicated)
{
    public int All => Open + Draft + Submitted + Adjudicated;

    /// <summary>Handed in, settled or not.</summary>
    public int Done => Submitted + Adjudicated;

    public static WorkCounts Of(IEnumerable<AssignmentState> states)
    {
        var counts = states.CountBy(s => s).ToDictionary();
        return new(counts.GetValueOrDefault(AssignmentState.Open), counts.GetValueOrDefault(AssignmentState.Draft),
            counts.GetValueOrDefault(AssignmentState.Submitted), counts.GetValueOrDefault(AssignmentState.Adjudicated));
    }
}

/// <summary>A line of the list of rounds.</summary>
public sealed record RoundRow
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required bool Blind { get; init; }
    public required string Lead { get; init; }
    public required DateOnly? DueOn { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public required int Articles { get; init; }
    public required int Coders { get; init; }
    public required WorkCounts Work { get; init; }
}

/// <summary>A coder of a round, with how far they have come.</summary>
public sealed record RoundCoder(long Id, string Name, WorkCounts Work);

/// <summary>Where an article of a round stands.</summary>
public enum ArticleStage
{
    /// <summary>Its coders are at it.</summary>
    Coding,
    /// <summary>One coder had it and has submitted it: that is its result.</summary>
    Alone,
    /// <summary>All have submitted: the differences can be settled.</summary>
    Ready,
    /// <summary>Its differences are being settled.</summary>
    Adjudicating,
    Adjudicated,
}

/// <summary>One coder's work on an article of a round.</summary>
public sealed record ArticleWork(long AssignmentId, long CoderId, AssignmentState State);

/// <summary>An article of a round.</summary>
public sealed record RoundArticle(long ArticleId, string Title, string Outlet, DateTimeOffset PublishedAt, IReadOnlyList<ArticleWork> Work, ArticleStage Stage);

/// <summary>A round with all that its page shows.</summary>
/// <param name="Round">The round itself.</param>
/// <param name="Lead">Who answers for it.</param>
/// <param name="Coders">By name.</param>
/// <param name="Articles">Those to be settled first, then by date.</param>
/// <param name="MayManage">Whether the reader may change it.</param>
public sealed record RoundView(CodingRound Round, string Lead, IReadOnlyList<RoundCoder> Coders, IReadOnlyList<RoundArticle> Articles, bool MayManage);

/// <summary>A line of a coder's own list.</summary>
public sealed record WorkRow
{
    public required long AssignmentId { get; init; }
    public required long RoundId { get; init; }
    public required string Round { get; init; }
    public required DateOnly? DueOn { get; init; }
    public required bool Blind { get; init; }
    public required AssignmentState State { get; init; }
    public required long ArticleId { get; init; }
    public required string Title { get; init; }
    public required string Outlet { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required int Words { get; init; }
    /// <summary>Statements in the coder's own layer.</summary>
    public required int Statements { get; init; }
}

/// <summary>What an article's page tells of a round that it is in.</summary>
/// <param name="Standing">How the reader stands to it.</param>
/// <param name="Instruction">What the coders are to do; told to coders of the article and the round's managers.</param>
/// <param name="DueOn">Until when.</param>
/// <param name="Lead">Who answers for the round.</param>
/// <param name="Place">The reader's place in their list of the round, from 1; 0 where they do not code it.</param>
/// <param name="Of">How long that list is.</param>
/// <param name="Left">How many of it are not submitted.</param>
/// <param name="PreviousArticle">The one before in the reader's list, unsubmitted ones only.</param>
/// <param name="NextArticle">The one after; after the last comes the first.</param>
/// <param name="CanReopen">The reader may take it back.</param>
public sealed record WorkPlace(
    Standing Standing, string? Instruction, DateOnly? DueOn, string Lead, int Place, int Of, int Left, long? PreviousArticle, long? NextArticle, bool CanReopen);
