using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>The codes of one article, as its page shows them.</summary>
public static class MarginQueries
{
    /// <param name="db">A context for this operation.</param>
    /// <param name="articleId">Whose margin.</param>
    /// <param name="versionId">The version shown: anchors of other versions come with their placement on it, else as orphans.</param>
    /// <param name="language">In which language actors are named.</param>
    /// <param name="cancel">Stops the query.</param>
    /// <param name="viewer">How the reader stands to the article: a coder of a round sees their own; null sees what counts.</param>
    /// <returns>In text order, rejected ones included, removed ones not.</returns>
    public static async Task<IReadOnlyList<MarginRow>> MarginAsync(
        this NewsDbContext db, long articleId, long versionId, string language, CancellationToken cancel, Standing? viewer = null)
    {
        var seen = (viewer ?? new Standing { ArticleId = articleId }).Sees(db);
        var rows = await RowsAsync(db, db.Codes.Where(c => c.ArticleId == articleId && c.RemovedAt == null).Where(seen), new Dictionary<long, long> { [articleId] = versionId }, language, cancel);
        return [.. rows.OrderBy(r => r.First?.Start ?? int.MaxValue).ThenBy(r => r.Id)];
    }

    /// <summary>Any codes, as the margins of their articles show them; <paramref name="versions"/> says, by article, on which version.</summary>
    internal static async Task<IReadOnlyList<MarginRow>> RowsAsync(
        NewsDbContext db, IQueryable<Code> which, IReadOnlyDictionary<long, long> versions, string language, CancellationToken cancel)
    {
        var shown = versions.Values.ToArray();
        var codes = await which.AsNoTracking().AsSplitQuery()
            .Include(c => c.Anchors).ThenInclude(a => a.Placements.Where(p => shown.Contains(p.VersionId)))
            .Include(c => ((Mention)c).Actor).ThenInclude(a => a!.Names.Where(n => n.Preferred))
            .Include(c => ((Statement)c).Participants).ThenInclude(p => p.Actor).ThenInclude(a => a!.Names.Where(n => n.Preferred))
            .Include(c => ((Threat)c).Instrument)
            .Include(c => ((Position)c).Issue)
            .ToListAsync(cancel);
        var people = codes.SelectMany(c => new[] { c.CreatedBy, c.ChangedBy }).OfType<long>().Distinct().ToArray();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        var others = codes.SelectMany(c => c.Anchors).Select(a => a.VersionId).Where(id => !shown.Contains(id)).Distinct().ToArray();
        var numbers = others.Length == 0 ? [] : await db.ArticleVersions.Where(v => others.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Number, cancel);
        return [.. codes.Select(c => Row(c, versions[c.ArticleId], language, names) with { MadeOn = MadeOn(c, numbers), ArticleId = c.ArticleId, Features = c.Features, Layer = CodeLayer.Of(c), SourceId = c.SourceId })];
    }

    private static MarginRow Row(Code code, long versionId, string language, Dictionary<long, string> people)
    {
        var anchors = code.Anchors.Select(a => Place(a, versionId)).OrderBy(a => a.Start).ToArray();
        var createdBy = code.CreatedBy is { } maker ? people.GetValueOrDefault(maker) : null;
        var changedBy = code.ChangedBy is { } changer ? people.GetValueOrDefault(changer) : null;
        return code switch
        {
            Mention m => new MentionRow
            {
                Id = m.Id, RowVersion = m.RowVersion, State = m.State, Origin = m.Origin, Rule = m.Rule, Score = m.Score, Note = m.Note,
                CreatedBy = createdBy, CreatedAt = m.CreatedAt, ChangedBy = changedBy, ChangedAt = m.ChangedAt, Anchors = anchors,
                Actor = Tag(m.Actor!, language), Form = m.Form,
            },
            Threat t => new ThreatRow
            {
                Id = t.Id, RowVersion = t.RowVersion, State = t.State, Origin = t.Origin, Rule = t.Rule, Score = t.Score, Note = t.Note,
                CreatedBy = createdBy, CreatedAt = t.CreatedAt, ChangedBy = changedBy, ChangedAt = t.ChangedAt, Anchors = anchors,
                EventDate = t.EventDate, Participants = Tags(t, language), InstrumentId = t.InstrumentId, Instrument = t.Instrument?.Name,
                Cameo = t.Instrument?.Cameo, InstrumentWords = t.InstrumentWords, Condition = t.Condition, Mode = t.Mode, LifeCycle = t.LifeCycle,
            },
            Position p => new PositionRow
            {
                Id = p.Id, RowVersion = p.RowVersion, State = p.State, Origin = p.Origin, Rule = p.Rule, Score = p.Score, Note = p.Note,
                CreatedBy = createdBy, CreatedAt = p.CreatedAt, ChangedBy = changedBy, ChangedAt = p.ChangedAt, Anchors = anchors,
                EventDate = p.EventDate, Participants = Tags(p, language), IssueId = p.IssueId, Issue = p.Issue!.Name, IssueIsNew = p.Issue.ProposedAt is not null, Stance = p.Stance, Act = p.Act,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(code), code.GetType(), "A kind of code that the margin does not show."),
        };
    }

    private static int? MadeOn(Code code, Dictionary<long, int> numbers) =>
        code.Anchors.Select(a => numbers.TryGetValue(a.VersionId, out var number) ? (int?)number : null).Max();

    private static PlacedAnchor Place(Anchor anchor, long versionId)
    {
        if (anchor.VersionId == versionId) return new(anchor.Id, anchor.Role, anchor.Start, anchor.End, anchor.Quote, AnchorFate.Exact);
        return anchor.Placements.FirstOrDefault() is { } placed
            ? new(anchor.Id, anchor.Role, placed.Start, placed.End, anchor.Quote, placed.Fate)
            : new(anchor.Id, anchor.Role, 0, 0, anchor.Quote, AnchorFate.Orphaned);
    }

    private static ActorTag Tag(Actor actor, string language) => new(actor.Id, actor.NameIn(language), actor.Kind);

    private static ParticipantTag[] Tags(Statement statement, string language) =>
        [.. statement.Participants.OrderBy(p => p.Role).ThenBy(p => p.Ordinal).Select(p => new ParticipantTag(p.Role, p.ActorId, p.Actor!.NameIn(language)))];
}
