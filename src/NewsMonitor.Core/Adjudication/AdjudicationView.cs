using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Adjudication;

/// <summary>A coder whose layer is laid beside the others'.</summary>
public sealed record AdjudicationCoder(long AssignmentId, long CoderId, string Name);

/// <summary>A place that coders have coded, and what has been made of it.</summary>
/// <param name="Match">Their codes side by side, and in what they differ.</param>
/// <param name="Refused">Coders who have rejected the suggestion that others accepted.</param>
/// <param name="Taken">What stands for it in the adjudicated layer.</param>
public sealed record Difference(CodeMatch Match, IReadOnlyList<long> Refused, IReadOnlyList<MarginRow> Taken)
{
    public bool Decided => Match.Agreed || Taken.Count > 0;

    /// <summary>Settled with "none of them".</summary>
    public bool IsNone => Taken.Count > 0 && Taken.All(t => t.State == CodeState.Rejected);

    /// <summary>The coders' codes, by which it is named.</summary>
    public IReadOnlyList<long> CodeIds => [.. Match.Codes.Select(c => c.Row.Id)];

    public long Id => Match.Codes.Min(c => c.Row.Id);

    /// <summary>Whose code was taken as it was: a copy keeps when and by whom its source was made.</summary>
    public bool Took(long coder) => Match.Of(coder) is { } row && Taken.Any(t => IsCopy(t, row));

    /// <summary>A third was written.</summary>
    public bool IsThird => Taken.Any(t => t.State == CodeState.Confirmed && Match.Codes.All(c => !IsCopy(t, c.Row)));

    private static bool IsCopy(MarginRow taken, MarginRow source) => taken.SourceId == source.Id && taken.State == CodeState.Confirmed
        && (taken.CreatedAt, taken.CreatedBy) == (source.CreatedAt, source.CreatedBy);
}

/// <summary>An article of a round with its coders' layers side by side.</summary>
public sealed record AdjudicationView
{
    public required CodingRound Round { get; init; }
    public required Article Article { get; init; }
    public required string Outlet { get; init; }
    public required ArticleVersion Version { get; init; }
    public required IReadOnlyList<AdjudicationCoder> Coders { get; init; }
    /// <summary>In text order, agreements among them.</summary>
    public required IReadOnlyList<Difference> Places { get; init; }
    /// <summary>Codes of the adjudicated layer that answer none of the coders': the adjudicator's own, and what was added afterwards.</summary>
    public required IReadOnlyList<MarginRow> Added { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? FinishedBy { get; init; }
    public required bool MayAdjudicate { get; init; }
    /// <summary>Other articles of the round that wait to be settled, in the order of the round's page.</summary>
    public required IReadOnlyList<long> Waiting { get; init; }

    public int Undecided => Places.Count(p => !p.Decided);
}

/// <summary>What one gets who asks for an article's differences.</summary>
public abstract record AdjudicationAnswer
{
    private AdjudicationAnswer() { }

    public sealed record Here(AdjudicationView View) : AdjudicationAnswer;

    public sealed record Unknown : AdjudicationAnswer;

    /// <summary>Only editors compare codes.</summary>
    public sealed record NotAllowed : AdjudicationAnswer;

    /// <summary>Not all have submitted: until then nobody sees.</summary>
    public sealed record NotYet(long RoundId, string Round, string Title, int Submitted, int Coders) : AdjudicationAnswer;
}

/// <summary>What came of an act of adjudication.</summary>
public abstract record AdjudicationResult
{
    private AdjudicationResult() { }

    public sealed record Done : AdjudicationResult;

    public sealed record NotAllowed : AdjudicationResult;

    /// <summary>A coder has taken their work back meanwhile, or the article is not in the round.</summary>
    public sealed record NotReady : AdjudicationResult;

    /// <summary>It is finished: it has to be opened again first.</summary>
    public sealed record Finished : AdjudicationResult;

    /// <summary>Differences are left.</summary>
    public sealed record Undecided(int Count) : AdjudicationResult;

    public sealed record Invalid(DraftFault Fault) : AdjudicationResult;
}
