using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// Writes the decision log, in the transaction of the decision itself: <see cref="CodingMove"/> passes every change of a code by here. What
/// nobody has looked at is not in it, so it is never taken for a rejection.
/// </summary>
internal static class DecisionLog
{
    /// <summary>Of all entries' writers, one at a time: the order of ids is the order of commits.</summary>
    private const long Lock = 0x4E4D_4445_4331;

    /// <returns>Whether an actor has learnt a name, or lost one again: the lists have changed.</returns>
    public static async Task<bool> NoteAsync(
        NewsDbContext db, IReadOnlyList<(Code Code, CodeSnapshot? Before, Revision Revision)> revised, long? by, DateTimeOffset at, CancellationToken cancel)
    {
        var back = revised.Where(r => r.Revision.Way != RevisionWay.Done && r.Revision.UndoesId is not null).ToArray();
        var done = revised.Where(r => r.Revision.Way == RevisionWay.Done).SelectMany(r => Verdicts(r.Code, r.Before).Select(v => (r.Code, r.Revision, Verdict: v))).ToArray();
        if (back.Length + done.Length == 0) return false;
        await LockAsync(db, cancel);
        var lists = await TakeBackAsync(db, back.Select(r => r.Revision), by, at, cancel);
        var articles = await PlacesAsync(db, done.Select(d => d.Code.ArticleId), cancel);
        foreach (var (code, revision, (verdict, fingerprint, name)) in done)
        {
            var (outlet, language) = articles[code.ArticleId];
            var learnt = name is { } said ? await LearnNameAsync(db, said.Actor, said.Words, by, at, cancel) : null;
            lists |= learnt is not null;
            db.Decisions.Add(new()
            {
                At = at, By = by, CodeId = code.Id, ArticleId = code.ArticleId, OutletId = outlet, Language = language, Kind = KindOf(code), Rule = code.Rule,
                Verdict = verdict, Features = code.Features, Fingerprint = fingerprint, Score = code.Score, RevisionId = revision.Id, NameId = learnt,
            });
        }
        await db.SaveChangesAsync(cancel);
        return lists;
    }

    public static Task LockAsync(NewsDbContext db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);

    public static async Task<Dictionary<long, (long Outlet, string Language)>> PlacesAsync(NewsDbContext db, IEnumerable<long> articles, CancellationToken cancel)
    {
        var ids = articles.Distinct().ToArray();
        return await db.Articles.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => (a.OutletId, a.Language), cancel);
    }

    public static string KindOf(Code code) => code switch { Mention => "mention", Threat => "threat", _ => "position" };

    private static IEnumerable<(DecisionVerdict Verdict, string? Fingerprint, (long Actor, string Words)? Name)> Verdicts(Code code, CodeSnapshot? before)
    {
        var after = CodeSnapshot.Of(code);
        // What one coder of a round holds is an opinion until it is settled, and must not teach the others' suggestions; a copy that
        // adjudication took or refused is a decision on the suggestion that it once was.
        if (code.AssignmentId is not null) yield break;
        if (before is null && code is { AdjudicationId: not null, SourceId: not null, Origin: not CodeOrigin.Person })
        {
            yield return (code.State == CodeState.Rejected ? DecisionVerdict.Rejected : DecisionVerdict.Accepted, code.Fingerprint, null);
            yield break;
        }
        if (before is null)
        {
            // A mention made by hand teaches its name; a statement is compared with the rules' candidates later, by the trainer.
            if (code is Mention made && Words(after) is { } words) yield return (DecisionVerdict.Handmade, ClaimFingerprint.Of(made.ActorId, words), NameIn(made, words));
            yield break;
        }
        if (code.Origin == CodeOrigin.Person || Said(after) is not { } now || now == Said(before)) yield break;
        if (code is not Mention mention)
        {
            yield return (!now ? DecisionVerdict.Rejected : SameBut(before, after) ? DecisionVerdict.Accepted : DecisionVerdict.Edited, code.Fingerprint, null);
        }
        else if (Words(before) is { } old && Words(after) is { } fresh)
        {
            // Another actor, or other words: what was proposed was wrong, and what was meant is said.
            var changed = now && (before.ActorId != after.ActorId || old != fresh);
            yield return (now && !changed ? DecisionVerdict.Accepted : DecisionVerdict.Rejected, ClaimFingerprint.Of(before.ActorId!.Value, old), null);
            if (changed) yield return (DecisionVerdict.Handmade, ClaimFingerprint.Of(mention.ActorId, fresh), NameIn(mention, fresh));
        }
    }

    /// <summary>Yes, no, or not decided.</summary>
    private static bool? Said(CodeSnapshot code) => code switch
    {
        { Removed: true } or { State: CodeState.Rejected } => false,
        { State: CodeState.Confirmed } => true,
        _ => null,
    };

    private static bool SameBut(CodeSnapshot before, CodeSnapshot after) =>
        (before with { State = after.State, Removed = after.Removed, Note = after.Note }).ToJson().RootElement.GetRawText() == after.ToJson().RootElement.GetRawText();

    private static string? Words(CodeSnapshot code) => code.Anchors.FirstOrDefault(a => a.Role == AnchorRole.Evidence)?.Quote;

    private static (long, string)? NameIn(Mention mention, string words) =>
        mention.Form == MentionForm.Name && NameWords.IsName(words) ? (mention.ActorId, words.Trim()) : null;

    /// <summary>An accepted name enters the registry at once, unless somebody goes by it already, the actor itself included.</summary>
    private static async Task<long?> LearnNameAsync(NewsDbContext db, long actorId, string words, long? by, DateTimeOffset at, CancellationToken cancel)
    {
        var actor = await db.Actors.Include(a => a.Names).SingleOrDefaultAsync(a => a.Id == actorId, cancel);
        if (actor is null || actor.Names.Select(n => n.Text).Append(actor.Name).Any(known => NameWords.Holds(known, words))) return null;
        var pattern = LikePattern.Escape(words);
        if (await db.Actors.AnyAsync(a => a.MergedIntoId == null && (EF.Functions.ILike(a.Name, pattern, "\\") || a.Names.Any(n => EF.Functions.ILike(n.Text, pattern, "\\"))), cancel))
            return null;
        var name = new ActorName { Text = words };
        actor.Names.Add(name);
        db.Note(at, by, "actor.name-learnt", actor.Name, actor.Id, new { name = words });
        await db.SaveChangesAsync(cancel);
        return name.Id;
    }

    /// <summary>Undo takes the decision back, redo makes it again.</summary>
    private static async Task<bool> TakeBackAsync(NewsDbContext db, IEnumerable<Revision> revisions, long? by, DateTimeOffset at, CancellationToken cancel)
    {
        var lists = false;
        foreach (var revision in revisions)
        {
            var entries = await db.Decisions.AsNoTracking().Where(d => d.RevisionId == revision.UndoesId).ToListAsync(cancel);
            foreach (var entry in entries)
            {
                var redone = entry.Verdict == DecisionVerdict.TakenBack;
                var of = redone ? await db.Decisions.AsNoTracking().SingleAsync(d => d.Id == entry.TakesBackId, cancel) : entry;
                if (!redone && of.NameId is { } name) lists |= await db.ActorNames.Where(n => n.Id == name).ExecuteDeleteAsync(cancel) > 0;
                db.Decisions.Add(new()
                {
                    At = at, By = by, CodeId = of.CodeId, ArticleId = of.ArticleId, OutletId = of.OutletId, Language = of.Language, Kind = of.Kind, Rule = of.Rule,
                    Verdict = redone ? of.Verdict : DecisionVerdict.TakenBack, Features = of.Features, Fingerprint = of.Fingerprint, Score = of.Score,
                    RevisionId = revision.Id, TakesBackId = redone ? null : of.Id,
                });
            }
        }
        return lists;
    }
}
