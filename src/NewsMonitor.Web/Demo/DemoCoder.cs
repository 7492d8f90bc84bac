using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Demo;

/// <summary>
/// Codes an article of the demo as an editor does at the margin, by the same acts: what a rule has proposed on the same words is put right and
/// accepted, what it has proposed twice is rejected, what it has missed is made by hand.
/// </summary>
public sealed class DemoCoder(IDbContextFactory<NewsDbContext> archive, CodeEditor editor)
{
    /// <summary>Codes what stands in the article; what its present text no longer says is passed over.</summary>
    /// <returns>The ids of what was saved, beside what it was made of.</returns>
    public async Task<IReadOnlyList<(DemoCode Code, long Id)>> CodeAsync(DemoCodedArticle coded, DemoLists lists, long articleId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var version = await db.ArticleVersions.AsNoTracking()
            .SingleAsync(v => v.ArticleId == articleId && db.Articles.Any(a => a.Id == articleId && a.CurrentVersion == v.Number), cancel);
        var saved = new List<(DemoCode, long)>();
        foreach (var code in coded.Codes)
        {
            if (Draft(code, lists, version) is not { } draft) continue;
            var proposed = await ProposedAsync(db, draft, cancel);
            if (proposed is [var first, ..]) draft = draft with { Id = first.Id, RowVersion = first.RowVersion };
            if (await editor.SaveAsync(draft, userId, cancel) is CodingResult.Saved done) saved.Add((code, done.CodeId));
            foreach (var again in proposed.Skip(1)) await editor.RejectAsync(again.Id, again.RowVersion, userId, cancel);
        }
        return saved;
    }

    /// <summary>Accepts the mentions of those who take part in what was coded: whoever coded it has found them in the text.</summary>
    public async Task AcceptMentionsAsync(DemoCodedArticle coded, DemoLists lists, long articleId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var actors = coded.Codes.SelectMany(c => c.Actors).Select(lists.Actor).OfType<long>().ToHashSet();
        var mentions = await db.Mentions.AsNoTracking().Where(m => m.ArticleId == articleId && m.State == CodeState.Suggested && m.RemovedAt == null && actors.Contains(m.ActorId))
            .Select(m => new { m.Id, m.RowVersion }).ToListAsync(cancel);
        foreach (var mention in mentions) await editor.AcceptAsync(mention.Id, mention.RowVersion, userId, cancel);
    }

    private static StatementDraft? Draft(DemoCode code, DemoLists lists, ArticleVersion version)
    {
        if (Place(code.Words, AnchorRole.Evidence) is not { } evidence || code.Actors.Any(actor => lists.Actor(actor) is null)) return null;
        AnchorDraft[] anchors = [evidence, .. Also(code.InstrumentWords, AnchorRole.Instrument), .. Also(code.Condition, AnchorRole.Condition)];
        ParticipantDraft[] In(ParticipantRole role, IReadOnlyList<string>? actors) => [.. (actors ?? []).Select(actor => new ParticipantDraft(role, lists.Actor(actor)!.Value))];
        if (code.Instrument is { } instrument)
        {
            return lists.Instrument(instrument) is not { } means ? null : new ThreatDraft
            {
                ArticleId = version.ArticleId, VersionId = version.Id, Anchors = anchors, InstrumentId = means, InstrumentWords = code.InstrumentWords, Condition = code.Condition,
                Mode = code.Mode, LifeCycle = code.LifeCycle,
                Participants = [.. In(ParticipantRole.Threatener, code.Who), .. In(ParticipantRole.Target, code.Target), .. In(ParticipantRole.Attributor, code.Via)],
            };
        }
        return lists.Issue(code.Issue!) is not { } issue ? null : new PositionDraft
        {
            ArticleId = version.ArticleId, VersionId = version.Id, Anchors = anchors, IssueId = issue, Stance = code.Stance, Act = code.Act,
            Participants = [.. In(ParticipantRole.Speaker, code.Who), .. In(ParticipantRole.Addressee, code.To), .. In(ParticipantRole.Attributor, code.Via)],
        };

        AnchorDraft? Place(string words, AnchorRole role) =>
            version.Text.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at ? new AnchorDraft(role, at, at + words.Length) : null;

        IEnumerable<AnchorDraft> Also(string? words, AnchorRole role) => words is not null && Place(words, role) is { } anchor ? [anchor] : [];
    }

    /// <summary>Open suggestions of the same kind and actor on the same words, the surest first.</summary>
    private static async Task<IReadOnlyList<Statement>> ProposedAsync(NewsDbContext db, StatementDraft draft, CancellationToken cancel)
    {
        var evidence = draft.Anchors.First(a => a.Role == AnchorRole.Evidence);
        var (role, leading) = (draft is ThreatDraft ? ParticipantRole.Threatener : ParticipantRole.Speaker, draft.Participants.Select(p => p.ActorId).First());
        var open = db.Codes.OfType<Statement>().AsNoTracking().Where(c => c.ArticleId == draft.ArticleId && c.State == CodeState.Suggested && c.RemovedAt == null
            && c.Participants.Any(p => p.Role == role && p.ActorId == leading)
            && c.Anchors.Any(a => a.VersionId == draft.VersionId && a.Role == AnchorRole.Evidence && a.Start < evidence.End && a.End > evidence.Start));
        open = draft is ThreatDraft ? open.Where(c => c is Threat) : open.Where(c => c is Position);
        return await open.OrderByDescending(c => c.Score).ThenBy(c => c.Id).ToListAsync(cancel);
    }
}
