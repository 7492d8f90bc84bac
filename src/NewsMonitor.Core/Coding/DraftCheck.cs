using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>Whether a draft can stand: its words are in the text, its actors, issue and instrument in the lists.</summary>
internal static class DraftCheck
{
    /// <returns>The first fault, or null.</returns>
    public static async Task<DraftFault?> FindFaultAsync(NewsDbContext db, CodeDraft draft, ArticleVersion? version, CancellationToken cancel)
    {
        if (FindFaultOfWords(draft, version) is { } fault) return fault;
        if (draft.Note?.Length > Limits.Note) return DraftFault.TooLong;
        return draft switch
        {
            MentionDraft mention => await ActorsFaultAsync(db, [mention.ActorId], cancel),
            ThreatDraft threat => await ThreatFaultAsync(db, threat, cancel),
            PositionDraft position => await PositionFaultAsync(db, position, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(draft), draft.GetType(), "A kind of code that the check does not know."),
        };
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

    private static async Task<DraftFault?> ThreatFaultAsync(NewsDbContext db, ThreatDraft threat, CancellationToken cancel)
    {
        if (threat.Participants.All(p => p.Role != ParticipantRole.Threatener)) return DraftFault.NoThreatener;
        if (threat.InstrumentWords?.Length > Limits.Name || threat.Condition?.Length > Limits.Title) return DraftFault.TooLong;
        if (threat.InstrumentId is { } instrument
            && !await db.Instruments.AnyAsync(i => i.Id == instrument && i.MergedIntoId == null
                && (i.RetiredAt == null || db.Threats.Any(t => t.Id == threat.Id && t.InstrumentId == i.Id)), cancel))
        {
            return DraftFault.UnknownInstrument;
        }
        return await ParticipantsFaultAsync(db, threat, cancel);
    }

    private static async Task<DraftFault?> PositionFaultAsync(NewsDbContext db, PositionDraft position, CancellationToken cancel)
    {
        if (position.Participants.All(p => p.Role != ParticipantRole.Speaker)) return DraftFault.NoSpeaker;
        // What is retired is not offered; a position that stands with it may stay there.
        if (!await db.Issues.AnyAsync(i => i.Id == position.IssueId && i.MergedIntoId == null
                && (i.RetiredAt == null || db.Positions.Any(p => p.Id == position.Id && p.IssueId == i.Id)), cancel))
        {
            return DraftFault.UnknownIssue;
        }
        return await ParticipantsFaultAsync(db, position, cancel);
    }

    private static async Task<DraftFault?> ParticipantsFaultAsync(NewsDbContext db, StatementDraft statement, CancellationToken cancel) =>
        statement.Participants.Distinct().Count() != statement.Participants.Count
            ? DraftFault.SameActorTwice
            : await ActorsFaultAsync(db, [.. statement.Participants.Select(p => p.ActorId).Distinct()], cancel);

    private static async Task<DraftFault?> ActorsFaultAsync(NewsDbContext db, long[] ids, CancellationToken cancel) =>
        await db.Actors.CountAsync(a => ids.Contains(a.Id) && a.MergedIntoId == null, cancel) == ids.Length ? null : DraftFault.UnknownActor;
}
