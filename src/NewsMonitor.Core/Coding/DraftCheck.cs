using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// What a draft has to stand on, asked of the archive in one go: on a busy machine each way there and back costs the coder milliseconds.
/// </summary>
/// <param name="MayCode">Whether the person is an editor.</param>
/// <param name="Version">The text that the draft's words stand in.</param>
/// <param name="Entries">How many of the issues or instruments that it names can be coded with.</param>
/// <param name="Actors">How many of its actors can.</param>
internal sealed record DraftGround(bool MayCode, ArticleVersion Version, int Entries, int Actors)
{
    /// <returns>Null where there is no such version.</returns>
    public static Task<DraftGround?> AskAsync(NewsDbContext db, CodeDraft draft, long userId, CancellationToken cancel)
    {
        var (person, entries, actors) = (db.Holding(userId, Role.Editor), DraftCheck.Entries(db, draft), DraftCheck.Actors(db, draft));
        return db.ArticleVersions.AsNoTracking().Where(v => v.Id == draft.VersionId)
            .Select(v => new DraftGround(person.Any(), v, entries.Count(), actors.Count())).SingleOrDefaultAsync(cancel);
    }
}

/// <summary>Whether a draft can stand: its words are in the text, its actors, issue and instrument in the lists.</summary>
internal static class DraftCheck
{
    /// <returns>The first fault, or null.</returns>
    public static async Task<DraftFault?> FindFaultAsync(NewsDbContext db, CodeDraft draft, ArticleVersion? version, CancellationToken cancel) =>
        FindFault(draft, version, await Entries(db, draft).CountAsync(cancel), await Actors(db, draft).CountAsync(cancel));

    /// <returns>The first fault, or null.</returns>
    public static DraftFault? FindFault(CodeDraft draft, ArticleVersion? version, int entries, int actors)
    {
        if (FindFaultOfWords(draft, version) is { } fault) return fault;
        if (draft.Note?.Length > Limits.Note) return DraftFault.TooLong;
        switch (draft)
        {
            case ThreatDraft threat:
                if (threat.Participants.All(p => p.Role != ParticipantRole.Threatener)) return DraftFault.NoThreatener;
                if (threat.InstrumentWords?.Length > Limits.Name || threat.Condition?.Length > Limits.Title) return DraftFault.TooLong;
                if (threat.InstrumentId is not null && entries == 0) return DraftFault.UnknownInstrument;
                break;
            case PositionDraft position:
                if (position.Participants.All(p => p.Role != ParticipantRole.Speaker)) return DraftFault.NoSpeaker;
                if (entries == 0) return DraftFault.UnknownIssue;
                break;
        }
        if (draft is StatementDraft { Participants: var all } && all.Distinct().Count() != all.Count) return DraftFault.SameActorTwice;
        return actors == ActorsOf(draft).Length ? null : DraftFault.UnknownActor;
    }

    /// <returns>What is wrong with the draft's words, or null.</returns>
    public static DraftFault? FindFaultOfWords(CodeDraft draft, ArticleVersion? version)
    {
        if (version is null || version.ArticleId != draft.ArticleId) return DraftFault.UnknownArticle;
        if (!draft.Anchors.Any(a => a.Role == AnchorRole.Evidence)) return DraftFault.NoWords;
        foreach (var (_, start, end) in draft.Anchors)
        {
            if (start < 0 || end > version.Text.Length) return DraftFault.WordsOutsideText;
            if (start >= end || string.IsNullOrWhiteSpace(version.Text[start..end])) return DraftFault.NoWords;
        }
        return null;
    }

    /// <summary>The draft's issue or instrument, where it can be coded with. What is retired is not offered; a statement that stands with it may stay there.</summary>
    internal static IQueryable<long> Entries(NewsDbContext db, CodeDraft draft) => draft switch
    {
        PositionDraft { IssueId: var issue, Id: var self } => db.Issues
            .Where(i => i.Id == issue && i.MergedIntoId == null && (i.RetiredAt == null || db.Positions.Any(p => p.Id == self && p.IssueId == i.Id))).Select(i => i.Id),
        ThreatDraft { InstrumentId: var instrument, Id: var self } => db.Instruments
            .Where(i => i.Id == instrument && i.MergedIntoId == null && (i.RetiredAt == null || db.Threats.Any(t => t.Id == self && t.InstrumentId == i.Id))).Select(i => i.Id),
        _ => db.Issues.Where(i => false).Select(i => i.Id),
    };

    internal static IQueryable<long> Actors(NewsDbContext db, CodeDraft draft)
    {
        var ids = ActorsOf(draft);
        return db.Actors.Where(a => ids.Contains(a.Id) && a.MergedIntoId == null).Select(a => a.Id);
    }

    private static long[] ActorsOf(CodeDraft draft) => draft switch
    {
        MentionDraft mention => [mention.ActorId],
        StatementDraft statement => [.. statement.Participants.Select(p => p.ActorId).Distinct()],
        _ => throw new ArgumentOutOfRangeException(nameof(draft), draft.GetType(), "A kind of code that the check does not know."),
    };
}
