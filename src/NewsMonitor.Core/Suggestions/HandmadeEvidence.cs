using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// A statement coded by hand on the words of a rule's candidate, of the same kind and actor, speaks for the rule, whether the candidate was
/// offered or lay below the bound: that is how a rule that is held back can rise again.
/// </summary>
public sealed class HandmadeEvidence(ListKeeper lists)
{
    private const int MostAtOnce = 200;
    /// <summary>A revision's number is given before it is committed: one that is a moment old has no unseen one before it.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    /// <summary>Compares what was made by hand since a revision, and notes what speaks for a rule. In the caller's transaction.</summary>
    /// <returns>The last revision looked at.</returns>
    internal async Task<long> CompareAsync(NewsDbContext db, long after, CancellationToken cancel)
    {
        var until = DateTimeOffset.UtcNow - Settled;
        var made = await db.Revisions.AsNoTracking()
            .Where(r => r.Id > after && r.Action == RevisionAction.Created && r.Way == RevisionWay.Done && r.At < until)
            .OrderBy(r => r.Id).Take(MostAtOnce)
            .Join(db.Codes.OfType<Statement>().Where(c => c.Origin == CodeOrigin.Person && c.AssignmentId == null), r => r.CodeId, c => c.Id, (r, c) => new { r.Id, r.CodeId, r.ArticleId, r.By })
            .ToListAsync(cancel);
        if (made.Count == 0) return after;
        var known = await lists.GetAsync(cancel);
        await DecisionLog.LockAsync(db, cancel);
        foreach (var one in made)
        {
            // Undone, or looked at by a node that was not heard of again.
            if (await db.Revisions.AnyAsync(r => r.UndoesId == one.Id, cancel) || await db.Decisions.AnyAsync(d => d.RevisionId == one.Id, cancel)) continue;
            if (await CodeEditor.LoadAsync(db, one.CodeId, cancel) is not Statement code) continue;
            if (await CandidateAsync(db, known, code, cancel) is not { } candidate) continue;
            var (outlet, language) = (await DecisionLog.PlacesAsync(db, [code.ArticleId], cancel))[code.ArticleId];
            db.Decisions.Add(new()
            {
                At = DateTimeOffset.UtcNow, By = one.By, CodeId = code.Id, ArticleId = code.ArticleId, OutletId = outlet, Language = language, Kind = DecisionLog.KindOf(code),
                Rule = candidate.Features.Rule, Verdict = DecisionVerdict.Handmade, Features = RankerFeatures.Write(candidate.Features), Fingerprint = candidate.Fingerprint, RevisionId = one.Id,
            });
        }
        await db.SaveChangesAsync(cancel);
        return made[^1].Id;
    }

    private static async Task<(ClaimFeatures Features, string Fingerprint)?> CandidateAsync(NewsDbContext db, KnownLists known, Statement code, CancellationToken cancel)
    {
        if (code.Anchors.FirstOrDefault(a => a.Role == AnchorRole.Evidence) is not { } anchor) return null;
        var version = await db.ArticleVersions.AsNoTracking().SingleAsync(v => v.Id == anchor.VersionId, cancel);
        var article = await db.Articles.AsNoTracking().SingleAsync(a => a.Id == version.ArticleId, cancel);
        var read = ArticleAnalyzer.Analyze(version.Text, article.Language == "und" ? null : article.Language, DateOnly.FromDateTime(article.PublishedAt.UtcDateTime), known.Actors.Index, known.Issues);
        var words = new TextSpan(anchor.Start, anchor.End);
        var leading = code.Participants.Where(p => p.Role is ParticipantRole.Threatener or ParticipantRole.Speaker).Select(p => p.ActorId).ToHashSet();
        var source = article.OutletId.ToString(CultureInfo.InvariantCulture);
        return code is Threat
            ? read.Claims.Threats.Where(t => Fits(t.Threatener, t.Evidence)).Select(t => ((ClaimFeatures, string)?)(t.Features with { Source = source }, ClaimFingerprint.Of(t, version.Text))).FirstOrDefault()
            : read.Claims.Positions.Where(p => Fits(p.Actor, p.Evidence)).Select(p => ((ClaimFeatures, string)?)(p.Features with { Source = source }, ClaimFingerprint.Of(p, version.Text))).FirstOrDefault();

        bool Fits(ClaimActor actor, IReadOnlyList<TextSpan> evidence) =>
            actor.Key is { } key && known.Ids.TryGetValue(key, out var id) && leading.Contains(id) && evidence.Any(words.Overlaps);
    }
}
