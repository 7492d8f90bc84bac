using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Suggestions;

/// <summary>An actor in a role, by the engine's key.</summary>
internal readonly record struct ProposedRole(ParticipantRole Role, string Key);

/// <summary>What the engine proposes, in the archive's words, with actors still by key.</summary>
internal abstract record Proposal
{
    public required string Rule { get; init; }
    /// <summary>A rule's, or the language model's.</summary>
    public CodeOrigin Origin { get; init; } = CodeOrigin.Rule;
    public float? Score { get; init; }
    public string? Features { get; init; }
    public string? Fingerprint { get; init; }
    /// <summary>Evidence first.</summary>
    public required IReadOnlyList<AnchorDraft> Anchors { get; init; }

    /// <summary>The issue that is not in the codebook, by its key; null for a known one, and for all but positions.</summary>
    public ProposedIssue? NewIssue { get; init; }

    /// <summary>The actors it needs.</summary>
    public abstract IEnumerable<string> Keys { get; }

    /// <summary>The code as it is stored.</summary>
    public Code ToCode(ArticleVersion version, IReadOnlyDictionary<string, long> ids, int codebook, DateTimeOffset now)
    {
        var code = Make(version.ArticleId, ids, now);
        (code.Rule, code.Score, code.ChangedAt, code.CodebookVersion) = (Rule, Score, now, codebook);
        (code.Features, code.Fingerprint) = (Features, Fingerprint);
        foreach (var anchor in Anchors.Distinct()) code.Anchors.Add(Anchor.On(version, anchor.Role, anchor.Start, anchor.End));
        return code;
    }

    protected abstract Code Make(long articleId, IReadOnlyDictionary<string, long> ids, DateTimeOffset now);

    /// <summary>Two keys may have become one actor by a merge: it stands once in each role.</summary>
    protected static ParticipantDraft[] Of(IEnumerable<ProposedRole> roles, IReadOnlyDictionary<string, long> ids) =>
        [.. roles.Select(r => new ParticipantDraft(r.Role, ids[r.Key])).Distinct()];
}

internal sealed record MentionProposal(string Key, MentionForm Form) : Proposal
{
    public override IEnumerable<string> Keys => [Key];

    protected override Code Make(long articleId, IReadOnlyDictionary<string, long> ids, DateTimeOffset now) =>
        new Mention { ArticleId = articleId, Origin = Origin, CreatedAt = now, ActorId = ids[Key], Form = Form };
}

internal sealed record ThreatProposal(IReadOnlyList<ProposedRole> Roles) : Proposal
{
    public long? InstrumentId { get; init; }
    public string? InstrumentWords { get; init; }
    public string? Condition { get; init; }
    public ThreatMode Mode { get; init; }

    public override IEnumerable<string> Keys => Roles.Select(r => r.Key);

    protected override Code Make(long articleId, IReadOnlyDictionary<string, long> ids, DateTimeOffset now)
    {
        var threat = new Threat
        {
            ArticleId = articleId, Origin = Origin, CreatedAt = now, InstrumentId = InstrumentId, InstrumentWords = InstrumentWords,
            Condition = Condition, Mode = Mode,
        };
        threat.ReplaceParticipants(Of(Roles, ids));
        return threat;
    }
}

/// <summary>An issue named by the words of the text, with the key under which the same words find it again.</summary>
internal sealed record ProposedIssue(string Key, string Name);

/// <param name="Roles">Who holds it, whom it is addressed to, who reports it.</param>
/// <param name="IssueId">The codebook's issue; 0 until the new one has its id.</param>
internal sealed record PositionProposal(IReadOnlyList<ProposedRole> Roles, long IssueId) : Proposal
{
    public Stance Stance { get; init; }
    public PositionAct Act { get; init; }

    public override IEnumerable<string> Keys => Roles.Select(r => r.Key);

    protected override Code Make(long articleId, IReadOnlyDictionary<string, long> ids, DateTimeOffset now)
    {
        var position = new Position { ArticleId = articleId, Origin = Origin, CreatedAt = now, IssueId = IssueId, Stance = Stance, Act = Act };
        position.ReplaceParticipants(Of(Roles, ids));
        return position;
    }
}
