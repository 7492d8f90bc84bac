using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Coding;

/// <summary>Whether a person has decided. Suggested is dotted on the page, confirmed solid, rejected faded.</summary>
public enum CodeState { Suggested, Confirmed, Rejected }

/// <summary>Who proposed a code. A person's decision is never overwritten by either of the others.</summary>
public enum CodeOrigin { Person, Rule, Model }

/// <summary>
/// What stands in the margin of an article: a <see cref="Mention"/> of an actor, or a statement (<see cref="Threat"/>,
/// <see cref="Position"/>). It rests on anchors: words of one version of the text. Removed ones stay, marked, with their history.
/// </summary>
public abstract class Code
{
    public long Id { get; init; }
    public long ArticleId { get; init; }
    public CodeState State { get; set; }
    public CodeOrigin Origin { get; init; }
    /// <summary>The rule or model that proposed it; null for a person's own.</summary>
    public string? Rule { get; set; }
    /// <summary>How sure the rule is, 0 to 1; null for a person's own.</summary>
    public float? Score { get; set; }
    /// <summary>What the ranker weighed, as <see cref="NewsMonitor.Reading.Claims.RankerFeatures"/> writes it; null for mentions and a person's own.</summary>
    public string? Features { get; set; }
    /// <summary>What it says and of which words (<see cref="NewsMonitor.Reading.Claims.ClaimFingerprint"/>): once rejected it is not proposed again.</summary>
    public string? Fingerprint { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? CreatedBy { get; init; }
    public DateTimeOffset ChangedAt { get; set; }
    public long? ChangedBy { get; set; }
    public DateTimeOffset? RemovedAt { get; set; }
    /// <summary>The codebook in force when it was last decided.</summary>
    public int CodebookVersion { get; set; }
    public string? Note { get; set; }
    /// <summary>The coder's own layer that it stands in (see <see cref="CodeLayer"/>); null outside of a round.</summary>
    public long? AssignmentId { get; init; }
    /// <summary>The adjudicated layer that it stands in; null for what a coder made.</summary>
    public long? AdjudicationId { get; init; }
    /// <summary>What it was copied from: the suggestion that a coder of a round decided, the coder's code that adjudication took or answered.</summary>
    public long? SourceId { get; init; }
    /// <summary>Whether its layer is the one that counts; kept by <see cref="CountedCodes"/>.</summary>
    public bool Counts { get; set; } = true;
    /// <summary>PostgreSQL's xmin: a save on an older one is stale.</summary>
    public uint RowVersion { get; init; }

    public ICollection<Anchor> Anchors { get; } = [];

    /// <summary>Keeps the rows of anchors that stay, so that their placements on later versions stay too.</summary>
    public void ReplaceAnchors(IEnumerable<Anchor> wanted)
    {
        var left = Anchors.ToDictionary(a => (a.VersionId, a.Role, a.Start, a.End));
        foreach (var anchor in wanted)
        {
            if (!left.Remove((anchor.VersionId, anchor.Role, anchor.Start, anchor.End))) Anchors.Add(anchor);
        }
        foreach (var gone in left.Values) Anchors.Remove(gone);
    }
}

/// <summary>In which shape an actor appears.</summary>
public enum MentionForm { Name, Title, TitleAndName, Description, Metonym, Adjective, Compound, Pronoun }

/// <summary>A span in which an actor appears.</summary>
public sealed class Mention : Code
{
    public long ActorId { get; set; }
    public Actor? Actor { get; set; }
    public MentionForm Form { get; set; }
}

/// <summary>A coded claim: who threatens whom, or who stands where.</summary>
public abstract class Statement : Code
{
    /// <summary>When what it speaks of happened or is to happen, apart from the article's date.</summary>
    public DateOnly? EventDate { get; set; }
    public ICollection<Participant> Participants { get; } = [];

    /// <summary>Makes the participants these, in this order within each role.</summary>
    public void ReplaceParticipants(IReadOnlyList<ParticipantDraft> wanted)
    {
        var left = Participants.ToDictionary(p => (p.Role, p.ActorId));
        var ordinals = new Dictionary<ParticipantRole, int>();
        foreach (var (role, actorId) in wanted)
        {
            var ordinal = ordinals[role] = ordinals.GetValueOrDefault(role) + 1;
            if (left.Remove((role, actorId), out var kept)) kept.Ordinal = ordinal;
            else Participants.Add(new Participant { Role = role, ActorId = actorId, Ordinal = ordinal });
        }
        foreach (var gone in left.Values) Participants.Remove(gone);
    }
}
