namespace NewsMonitor.Core.Coding;

/// <summary>
/// Whose a code is: everybody's, one coder's own within a round, or the adjudicated result of a round. Codes of different layers never
/// touch each other; which layer counts is said in <see cref="CountedCodes"/>.
/// </summary>
/// <param name="AssignmentId">The coder's own, by their assignment.</param>
/// <param name="AdjudicationId">The adjudicated, by its article in the round.</param>
public readonly record struct CodeLayer(long? AssignmentId, long? AdjudicationId)
{
    /// <summary>Everybody's: what is coded outside of rounds, and the rules' suggestions.</summary>
    public static CodeLayer Common => default;

    public static CodeLayer Own(long assignmentId) => new(assignmentId, null);

    public static CodeLayer Adjudicated(long adjudicationId) => new(null, adjudicationId);

    public static CodeLayer Of(Code code) => new(code.AssignmentId, code.AdjudicationId);

    /// <summary>
    /// The same code in this layer, decided: a coder of a round who accepts a suggestion makes it theirs and leaves it to the others, and
    /// what adjudication takes is a copy of what a coder made. Anchors and participants must be loaded.
    /// </summary>
    public Code Copy(Code source, CodeState state)
    {
        Code copy = source switch
        {
            Mention m => new Mention
            {
                ArticleId = m.ArticleId, Origin = m.Origin, CreatedAt = m.CreatedAt, CreatedBy = m.CreatedBy, AssignmentId = AssignmentId, AdjudicationId = AdjudicationId,
                SourceId = m.Id, ActorId = m.ActorId, Form = m.Form,
            },
            Threat t => new Threat
            {
                ArticleId = t.ArticleId, Origin = t.Origin, CreatedAt = t.CreatedAt, CreatedBy = t.CreatedBy, AssignmentId = AssignmentId, AdjudicationId = AdjudicationId,
                SourceId = t.Id, InstrumentId = t.InstrumentId, InstrumentWords = t.InstrumentWords, Condition = t.Condition, Mode = t.Mode, LifeCycle = t.LifeCycle,
            },
            Position p => new Position
            {
                ArticleId = p.ArticleId, Origin = p.Origin, CreatedAt = p.CreatedAt, CreatedBy = p.CreatedBy, AssignmentId = AssignmentId, AdjudicationId = AdjudicationId,
                SourceId = p.Id, IssueId = p.IssueId, Stance = p.Stance, Act = p.Act,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.GetType(), "A kind of code that no layer knows."),
        };
        (copy.State, copy.Note, copy.Counts) = (state, source.Note, this == Common);
        (copy.Rule, copy.Score, copy.Features, copy.Fingerprint) = (source.Rule, source.Score, source.Features, source.Fingerprint);
        copy.ReplaceAnchors(source.Anchors.Select(a => new Anchor
        {
            VersionId = a.VersionId, Role = a.Role, Start = a.Start, End = a.End, Quote = a.Quote, Prefix = a.Prefix, Suffix = a.Suffix,
        }));
        if (copy is Statement made && source is Statement statement)
        {
            made.EventDate = statement.EventDate;
            made.ReplaceParticipants([.. statement.Participants.OrderBy(p => p.Role).ThenBy(p => p.Ordinal).Select(p => new ParticipantDraft(p.Role, p.ActorId))]);
        }
        return copy;
    }
}
