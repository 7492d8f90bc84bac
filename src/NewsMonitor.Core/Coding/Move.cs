namespace NewsMonitor.Core.Coding;

/// <summary>What a person did at one go. The pages put it in words, with the move's subject.</summary>
public enum MoveKind
{
    Saved, Removed, Accepted, Rejected,
    /// <summary>A quotation was confirmed, rejected, or given another speaker.</summary>
    QuotationDecided,
    /// <summary>A code was put back into an earlier state of its history.</summary>
    Reverted,
    /// <summary>An article was said to be coded to the end, or not to be after all.</summary>
    ArticleCoded,
    /// <summary>Every chosen place of a phrase was coded.</summary>
    PhraseCoded,
    /// <summary>Many codes were changed alike.</summary>
    BulkChanged,
    /// <summary>A difference between the coders of a round was settled.</summary>
    DifferenceSettled,
    /// <summary>An article of a round was said to be adjudicated, or not to be after all; what all had coded alike was taken with it.</summary>
    ArticleAdjudicated,
    ActorAdded, ActorChanged, ActorRenamed, ActorsMerged, ActorSplit, ActorRetired, ActorBroughtBack,
    IssueAdded, IssueChanged, IssueRenamed, IssuesMerged, IssueSplit, IssueMoved, IssueRetired, IssueBroughtBack,
    InstrumentAdded, InstrumentChanged, InstrumentRenamed, InstrumentsMerged, InstrumentSplit, InstrumentMoved, InstrumentRetired, InstrumentBroughtBack,
    /// <summary>A codebook or a list of actors was read from a file.</summary>
    ListsImported,
    /// <summary>Statements were read from a file, with the actors and issues that they needed.</summary>
    StatementsImported,
}

/// <summary>Whether a revision or move is a coder's own, or takes one back, or brings it back again.</summary>
public enum RevisionWay { Done, Undone, Redone }

/// <summary>
/// What one person did at one go, be it one code or a thousand: its <see cref="Revision"/>s and <see cref="EntryRevision"/>s are taken
/// back together. A person's moves in the order of their ids are their stack of undo; a move that takes another back names it, and each
/// is taken back once at most.
/// </summary>
public sealed class Move
{
    public long Id { get; init; }
    public MoveKind Kind { get; init; }
    /// <summary>What it was done to, as a person would name it (the phrase; "A → B"); null where one code says it all.</summary>
    public string? Subject { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>Null for the program itself.</summary>
    public long? By { get; init; }
    public RevisionWay Way { get; init; }
    /// <summary>The move that this one takes back; set unless <see cref="Way"/> is Done.</summary>
    public long? UndoesId { get; init; }
}
