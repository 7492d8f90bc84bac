using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>A code as it stood in a preview: what somebody has changed since is left alone.</summary>
public readonly record struct ChosenCode(long Id, uint RowVersion);

/// <summary>What is to become of many codes. What is null stays as it is; what a kind of code has not is passed over.</summary>
public sealed record BulkChange
{
    public long? IssueId { get; init; }
    public Stance? Stance { get; init; }
    public long? InstrumentId { get; init; }
    public ThreatMode? Mode { get; init; }
    /// <summary>This actor, wherever it stands …</summary>
    public long? FromActorId { get; init; }
    /// <summary>… becomes that one.</summary>
    public long? ToActorId { get; init; }
    public CodeState? State { get; init; }
    public bool Remove { get; init; }
}

/// <summary>Codes in bulk: all places of a phrase, many codes changed alike, codes that say the same made one. Each is one move with one undo.</summary>
public sealed class BulkCoding(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Codes at most in one move: one transaction holds their rows.</summary>
    public const int Most = 1_000;

    /// <summary>Codes every chosen place like the model: its slots, with the place as evidence.</summary>
    public async Task<BulkResult> CodePlacesAsync(
        string phrase, CodeDraft model, IReadOnlyList<PhrasePlace> places, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new BulkResult.NotAllowed();
        var chosen = places.Take(Most).ToArray();
        var ids = chosen.Select(p => p.VersionId).Distinct().ToArray();
        var versions = await db.ArticleVersions.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
        var drafts = chosen.Select(p => model with
        {
            Id = null, ArticleId = p.ArticleId, VersionId = p.VersionId, Anchors = [new(AnchorRole.Evidence, p.Start, p.End)],
        }).ToArray();
        // The slots are the same for all: asked once. The words are each draft's own.
        if (drafts.Length > 0 && await DraftCheck.FindFaultAsync(db, drafts[0], versions.GetValueOrDefault(drafts[0].VersionId), cancel) is { } fault)
        {
            return new BulkResult.Invalid(fault);
        }

        var now = clock.GetUtcNow();
        var skipped = new List<SkippedCode>();
        var standings = await Standing.OfAsync(db, drafts.Select(d => d.ArticleId), userId, cancel);
        await using var move = await CodingMove.BeginAsync(db, MoveKind.PhraseCoded, userId, now, cancel, phrase);
        foreach (var draft in drafts)
        {
            if (!versions.TryGetValue(draft.VersionId, out var version) || DraftCheck.FindFaultOfWords(draft, version) is not null)
            {
                skipped.Add(new(null, draft.ArticleId, null, DraftFault.WordsOutsideText));
                continue;
            }
            var standing = standings[draft.ArticleId];
            if (standing.Lock is not null || !await standing.HoldAsync(db, cancel)) skipped.Add(new(null, draft.ArticleId, null, null, standing.Lock ?? CodingLock.Submitted));
            else move.Add(CodeEditor.Make(draft, version, standing.Layer, userId, now));
        }
        await move.CommitAsync(cancel);
        Announce(move);
        return new BulkResult.Done(move.Codes, move.Articles.Count, skipped);
    }

    /// <summary>Changes the chosen codes alike. What was changed since the preview is left, and said.</summary>
    public async Task<BulkResult> ChangeAsync(IReadOnlyList<ChosenCode> chosen, BulkChange change, string? subject, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new BulkResult.NotAllowed();
        if (await FaultAsync(db, change, cancel) is { } fault) return new BulkResult.Invalid(fault);
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, MoveKind.BulkChanged, userId, now, cancel, subject);
        var (codes, skipped) = await LoadAsync(db, move, chosen, userId, cancel);
        foreach (var code in codes) Apply(code, change, now);
        await move.CommitAsync(cancel);
        Announce(move);
        return new BulkResult.Done(move.Codes, move.Articles.Count, skipped);
    }

    /// <summary>
    /// Makes one of codes that say the same of the same article: the oldest takes the others' words as further evidence and their
    /// participants, the others are removed. Codes of different kinds, issues or stances are never made one.
    /// </summary>
    public async Task<BulkResult> MergeAsync(IReadOnlyList<ChosenCode> chosen, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new BulkResult.NotAllowed();
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, MoveKind.BulkChanged, userId, now, cancel);
        var (codes, skipped) = await LoadAsync(db, move, chosen, userId, cancel);
        foreach (var alike in codes.GroupBy(SaysKey).Where(g => g.Count() > 1))
        {
            var kept = alike.MinBy(c => c.Id)!;
            foreach (var other in alike.Where(c => c != kept))
            {
                kept.ReplaceAnchors(kept.Anchors.Concat(other.Anchors
                    .Where(a => !kept.Anchors.Any(k => (k.VersionId, k.Role, k.Start, k.End) == (a.VersionId, a.Role, a.Start, a.End)))
                    .Select(a => new Anchor { VersionId = a.VersionId, Role = a.Role, Start = a.Start, End = a.End, Quote = a.Quote, Prefix = a.Prefix, Suffix = a.Suffix })).ToArray());
                if (kept is Statement into && other is Statement from)
                {
                    into.ReplaceParticipants([.. Ordered(into).Concat(Ordered(from)).Distinct()]);
                }
                kept.Note ??= other.Note;
                other.RemovedAt = now;
            }
        }
        await move.CommitAsync(cancel);
        Announce(move);
        return new BulkResult.Done(move.Codes, move.Articles.Count, skipped);
    }

    private static IEnumerable<ParticipantDraft> Ordered(Statement statement) =>
        statement.Participants.OrderBy(p => p.Role).ThenBy(p => p.Ordinal).Select(p => new ParticipantDraft(p.Role, p.ActorId));

    private static (string, long, long?, string) SaysKey(Code code) => code switch
    {
        Mention m => ("mention", m.ArticleId, m.ActorId, m.Anchors.Min(a => a.Start).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Threat t => ("threat", t.ArticleId, t.InstrumentId, $"{t.Mode} {Leading(t, ParticipantRole.Threatener)} > {Leading(t, ParticipantRole.Target)}"),
        Position p => ("position", p.ArticleId, p.IssueId, $"{p.Stance} {Leading(p, ParticipantRole.Speaker)}"),
        _ => ("", code.ArticleId, code.Id, ""),
    };

    private static string Leading(Statement statement, ParticipantRole role) =>
        string.Join(',', statement.Participants.Where(p => p.Role == role).Select(p => p.ActorId).Order());

    private static async Task<(IReadOnlyList<Code> Codes, List<SkippedCode> Skipped)> LoadAsync(
        NewsDbContext db, CodingMove move, IReadOnlyList<ChosenCode> chosen, long userId, CancellationToken cancel)
    {
        var seen = chosen.Take(Most).DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.RowVersion);
        var codes = await move.LoadAsync(db.Codes.Where(c => seen.Keys.Contains(c.Id)), cancel);
        var people = codes.Select(c => c.ChangedBy).OfType<long>().Distinct().ToArray();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        var skipped = codes.Where(c => c.RowVersion != seen[c.Id] || c.RemovedAt is not null)
            .Select(c => new SkippedCode(c.Id, c.ArticleId, c.ChangedBy is { } by ? names.GetValueOrDefault(by) : null, null)).ToList();
        var standings = await Standing.OfAsync(db, codes.Select(c => c.ArticleId), userId, cancel);
        skipped.AddRange(codes.Where(c => skipped.All(s => s.CodeId != c.Id) && (standings[c.ArticleId].LockOf(c) is not null || standings[c.ArticleId].IsOffered(c)))
            .Select(c => new SkippedCode(c.Id, c.ArticleId, null, null, standings[c.ArticleId].LockOf(c) ?? CodingLock.InRound)).ToArray());
        var left = skipped.Select(s => s.CodeId).ToHashSet();
        return ([.. codes.Where(c => !left.Contains(c.Id))], skipped);
    }

    private static void Apply(Code code, BulkChange change, DateTimeOffset now)
    {
        if (change.State is { } state) code.State = state;
        if (change.Remove) code.RemovedAt = now;
        if (change is { FromActorId: { } from, ToActorId: { } to })
        {
            if (code is Mention mention && mention.ActorId == from) mention.ActorId = to;
            if (code is Statement statement)
            {
                statement.ReplaceParticipants([.. Ordered(statement).Select(p => p.ActorId == from ? p with { ActorId = to } : p).Distinct()]);
            }
        }
        if (code is Position position)
        {
            if (change.IssueId is { } issue) position.IssueId = issue;
            if (change.Stance is { } stance) position.Stance = stance;
        }
        if (code is Threat threat)
        {
            if (change.InstrumentId is { } instrument) threat.InstrumentId = instrument;
            if (change.Mode is { } mode) threat.Mode = mode;
        }
    }

    private static async Task<DraftFault?> FaultAsync(NewsDbContext db, BulkChange change, CancellationToken cancel)
    {
        if (change.IssueId is { } issue && !await db.Issues.AnyAsync(i => i.Id == issue && i.MergedIntoId == null && i.RetiredAt == null, cancel)) return DraftFault.UnknownIssue;
        if (change.InstrumentId is { } means && !await db.Instruments.AnyAsync(i => i.Id == means && i.MergedIntoId == null && i.RetiredAt == null, cancel)) return DraftFault.UnknownInstrument;
        if (change.ToActorId is { } actor && !await db.Actors.AnyAsync(a => a.Id == actor && a.MergedIntoId == null, cancel)) return DraftFault.UnknownActor;
        return null;
    }

    private void Announce(CodingMove move)
    {
        foreach (var article in move.Articles) board.Post(new(BulletinSubject.Codes, article));
    }
}
