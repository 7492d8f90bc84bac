using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>How codes point to entries of the lists: a position to its issue, a threat to its instrument, mentions and participants to actors.</summary>
internal static class EntryCodes
{
    /// <summary>All codes that point to an entry, removed and rejected ones too: undo may bring them back.</summary>
    public static IQueryable<Code> Of(NewsDbContext db, EntryKind kind, long id) => kind switch
    {
        EntryKind.Issue => db.Codes.Where(c => ((Position)c).IssueId == id),
        EntryKind.Instrument => db.Codes.Where(c => ((Threat)c).InstrumentId == id),
        EntryKind.Actor => db.Codes.Where(c => ((Mention)c).ActorId == id || ((Statement)c).Participants.Any(p => p.ActorId == id)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Codes do not point to it."),
    };

    /// <summary>The same for several issues or instruments.</summary>
    public static IQueryable<Code> Of(NewsDbContext db, EntryKind kind, long[] ids) => kind switch
    {
        EntryKind.Issue => db.Codes.Where(c => ids.Contains(((Position)c).IssueId)),
        EntryKind.Instrument => db.Codes.Where(c => ids.Contains(((Threat)c).InstrumentId!.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing stands below it."),
    };

    /// <summary>Lets a code point to another entry. Participants must be loaded.</summary>
    public static void Repoint(Code code, EntryKind kind, long fromId, long intoId)
    {
        switch (kind)
        {
            case EntryKind.Issue when code is Position position && position.IssueId == fromId:
                position.IssueId = intoId;
                break;
            case EntryKind.Instrument when code is Threat threat && threat.InstrumentId == fromId:
                threat.InstrumentId = intoId;
                break;
            case EntryKind.Actor:
                if (code is Mention mention && mention.ActorId == fromId) mention.ActorId = intoId;
                if (code is not Statement statement) break;
                // Where both stood in the same role, one of them is left.
                statement.ReplaceParticipants([.. statement.Participants.OrderBy(p => p.Role).ThenBy(p => p.Ordinal)
                    .Select(p => new ParticipantDraft(p.Role, p.ActorId == fromId ? intoId : p.ActorId)).Distinct()]);
                break;
        }
    }

    public static bool PointsTo(Code code, EntryKind kind, long id) => kind switch
    {
        EntryKind.Issue => (code as Position)?.IssueId == id,
        EntryKind.Instrument => (code as Threat)?.InstrumentId == id,
        _ => (code as Mention)?.ActorId == id || (code as Statement)?.Participants.Any(p => p.ActorId == id) == true,
    };

    /// <summary>The entries that a code points to.</summary>
    public static IEnumerable<(EntryKind Kind, long Id)> Targets(Code code) => code switch
    {
        Mention mention => [(EntryKind.Actor, mention.ActorId)],
        Position position => [(EntryKind.Issue, position.IssueId), .. position.Participants.Select(p => (EntryKind.Actor, p.ActorId))],
        Threat threat => [.. threat.InstrumentId is { } id ? [(EntryKind.Instrument, id)] : Array.Empty<(EntryKind, long)>(), .. threat.Participants.Select(p => (EntryKind.Actor, p.ActorId))],
        _ => [],
    };

    /// <summary>
    /// Leads codes that point to an entry merged away on to the one that stands for it. A code put back into an old state may name what
    /// somebody has merged since.
    /// </summary>
    public static async Task FollowMergesAsync(NewsDbContext db, IEnumerable<Code> codes, CancellationToken cancel)
    {
        var pointing = codes.SelectMany(c => Targets(c).Select(t => (Code: c, t.Kind, t.Id))).ToList();
        foreach (var (kind, id) in pointing.Select(p => (p.Kind, p.Id)).Distinct().ToList())
        {
            var living = id;
            // Tracked entities: one that this very undo has just brought back counts as living. Bounded, should the data hold a ring.
            for (var steps = 0; steps < 50; steps++)
            {
                var next = kind switch
                {
                    EntryKind.Issue => (await db.Issues.FindAsync([living], cancel))?.MergedIntoId,
                    EntryKind.Instrument => (await db.Instruments.FindAsync([living], cancel))?.MergedIntoId,
                    _ => (await db.Actors.FindAsync([living], cancel))?.MergedIntoId,
                };
                if (next is not { } into) break;
                living = into;
            }
            if (living == id) continue;
            foreach (var (code, _, _) in pointing.Where(p => p.Kind == kind && p.Id == id)) Repoint(code, kind, id, living);
        }
    }

    /// <summary>The living entry as the archive holds it, with what a snapshot needs.</summary>
    public static async Task<object?> LoadAsync(NewsDbContext db, EntryKind kind, long id, CancellationToken cancel) =>
        await EntrySnapshot.LoadAsync(db, kind, id, cancel) switch
        {
            // What a rule merely proposes becomes the codebook's by accepting it, not by these acts.
            Issue { ProposedAt: not null } => null,
            CodebookEntry { MergedIntoId: null } entry => entry,
            Actor { MergedIntoId: null } actor => actor,
            _ => null,
        };

    public static string NameOf(object entry) => entry is CodebookEntry book ? book.Name : ((Actor)entry).Name;
}
