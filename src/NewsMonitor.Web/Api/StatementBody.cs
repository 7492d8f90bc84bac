using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Web.Api;

/// <summary>A statement as a coder wants it saved. All of it: what is left out is empty afterwards.</summary>
public sealed record StatementBody
{
    /// <summary>A threat or a position; a saved one stays what it is.</summary>
    public required StatementKind Kind { get; init; }
    /// <summary>The article that it stands in; needed for a new one.</summary>
    public long? ArticleId { get; init; }
    /// <summary>The number of the version that the offsets count in; the current one if left out.</summary>
    public int? Version { get; init; }
    /// <summary>The words that prove it: one span at least whose role is <c>evidence</c>.</summary>
    public required IReadOnlyList<EvidenceBody> Evidence { get; init; }
    /// <summary>Who takes part: a position needs a speaker, a threat a threatener.</summary>
    public required IReadOnlyList<ParticipantBody> Participants { get; init; }
    /// <summary>When what it speaks of happened or is to happen.</summary>
    public DateOnly? EventDate { get; init; }
    /// <summary>A remark for other coders.</summary>
    public string? Note { get; init; }
    /// <summary>Of a position: on what.</summary>
    public long? IssueId { get; init; }
    /// <summary>Of a position: for, against or undecided.</summary>
    public Stance? Stance { get; init; }
    /// <summary>Of a position: in which speech act it shows.</summary>
    public PositionAct? Act { get; init; }
    /// <summary>Of a threat: with what, by the codebook.</summary>
    public long? InstrumentId { get; init; }
    /// <summary>Of a threat: with what, in the words of the text.</summary>
    public string? InstrumentWords { get; init; }
    /// <summary>Of a threat: what must happen, or not, for it to fall due.</summary>
    public string? Condition { get; init; }
    /// <summary>Of a threat: how it is made or reported.</summary>
    public ThreatMode? Mode { get; init; }
    /// <summary>Of a threat: what became of it.</summary>
    public ThreatLifeCycle? LifeCycle { get; init; }

    private const int MostParts = 100;

    /// <summary>As Core takes it, offsets in UTF-16 units of the version's text; or what is wrong with it.</summary>
    internal (CodeDraft? Draft, string? Fault) Draft(long articleId, long versionId, string text, long? id, uint rowVersion)
    {
        if (Evidence.Count > MostParts || Participants.Count > MostParts) return (null, $"A statement has at most {MostParts} spans and as many participants.");
        var counter = new CodePoints(text);
        var anchors = new List<AnchorDraft>(Evidence.Count);
        foreach (var span in Evidence)
        {
            if (span.Start < 0 || span.End <= span.Start || span.End > counter.Length) return (null, $"The span {span.Start} to {span.End} is none in a text of {counter.Length} code points.");
            anchors.Add(new(span.Role, counter.ToUtf16(span.Start), counter.ToUtf16(span.End)));
        }
        ParticipantDraft[] participants = [.. Participants.Select(p => new ParticipantDraft(p.Role, p.ActorId))];
        if (Kind == StatementKind.Threat)
        {
            return IssueId is not null || Stance is not null || Act is not null
                ? (null, "'issue_id', 'stance' and 'act' belong to a position, and this is a threat.")
                : (new ThreatDraft
                {
                    Id = id, RowVersion = rowVersion, ArticleId = articleId, VersionId = versionId, Anchors = anchors, Participants = participants, EventDate = EventDate, Note = Note,
                    InstrumentId = InstrumentId, InstrumentWords = InstrumentWords, Condition = Condition, Mode = Mode ?? ThreatMode.Explicit, LifeCycle = LifeCycle ?? ThreatLifeCycle.Uttered,
                }, null);
        }
        if (InstrumentId is not null || InstrumentWords is not null || Condition is not null || Mode is not null || LifeCycle is not null)
            return (null, "'instrument_id', 'instrument_words', 'condition', 'mode' and 'life_cycle' belong to a threat, and this is a position.");
        return IssueId is not { } issue ? (null, "A position needs 'issue_id'.")
            : Stance is not { } stance ? (null, "A position needs 'stance'.")
            : (new PositionDraft
            {
                Id = id, RowVersion = rowVersion, ArticleId = articleId, VersionId = versionId, Anchors = anchors, Participants = participants, EventDate = EventDate, Note = Note,
                IssueId = issue, Stance = stance, Act = Act ?? PositionAct.None,
            }, null);
    }
}

/// <summary>Words of a text, by their place in Unicode code points.</summary>
public sealed record EvidenceBody
{
    /// <summary>What the words do for the statement; <c>evidence</c> if left out.</summary>
    public AnchorRole Role { get; init; }
    /// <summary>Code points before them.</summary>
    public required int Start { get; init; }
    /// <summary>Exclusive.</summary>
    public required int End { get; init; }
}

/// <summary>An actor in a role.</summary>
public sealed record ParticipantBody
{
    /// <summary>Speaker, threatener, target …</summary>
    public required ParticipantRole Role { get; init; }
    /// <summary>The actor's id.</summary>
    public required long ActorId { get; init; }
}
