using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>A line of the change log. Without a move it is a version made by other means, told by its own sentence.</summary>
public sealed record LogRow
{
    public int? Version { get; init; }
    public long? MoveId { get; init; }
    public MoveKind? Kind { get; init; }
    public RevisionWay Way { get; init; }
    public required string Subject { get; init; }
    /// <summary>How many codes it changed.</summary>
    public int Codes { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Null for the operator's command line, and for the program.</summary>
    public string? By { get; init; }
    public long? ById { get; init; }
    /// <summary>It has been taken back itself.</summary>
    public bool IsUndone { get; init; }
}

/// <summary>What is different about one field of an entry.</summary>
/// <param name="Field">The property's name: <c>Name</c>, <c>Definition</c>, <c>Parent</c> …</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="After">Null where nothing is left.</param>
public sealed record FieldDiff(string Field, string? Before, string? After);

/// <summary>What two versions say differently about one entry. <see cref="Added"/>: the older one did not know it.</summary>
public sealed record EntryDiff(EntryKind Kind, long EntryId, string Name, bool Added, IReadOnlyList<FieldDiff> Fields);

/// <summary>The codebook's past: what was done, by whom, and how two versions differ.</summary>
public static class CodebookLog
{
    /// <summary>The versions before the given number, newest first.</summary>
    public static async Task<Page<LogRow, int>> VersionsAsync(this NewsDbContext db, int? before, int limit, CancellationToken cancel)
    {
        var rows = await (
            from version in db.CodebookVersions.AsNoTracking()
            where before == null || version.Number < before
            join move in db.Moves on version.MoveId equals move.Id into moves
            from move in moves.DefaultIfEmpty()
            orderby version.Number descending
            select new LogRow
            {
                Version = version.Number, MoveId = version.MoveId, Kind = move == null ? null : move.Kind, Way = move == null ? RevisionWay.Done : move.Way,
                Subject = move == null ? version.Change : move.Subject ?? "", Codes = db.Revisions.Count(r => r.MoveId == version.MoveId),
                At = version.At, ById = version.By, By = db.Users.Where(u => u.Id == version.By).Select(u => u.DisplayName).FirstOrDefault(),
                IsUndone = db.Moves.Any(later => later.UndoesId == version.MoveId),
            }).Take(limit + 1).ToListAsync(cancel);
        return rows.Count > limit ? new(rows[..limit], rows[limit - 1].Version) : new(rows, null);
    }

    /// <summary>The moves that touched one entry, newest first.</summary>
    public static async Task<IReadOnlyList<LogRow>> HistoryAsync(this NewsDbContext db, EntryKind kind, long entryId, CancellationToken cancel) => await (
        from move in db.Moves.AsNoTracking()
        where db.EntryRevisions.Any(r => r.MoveId == move.Id && r.Kind == kind && r.EntryId == entryId)
        orderby move.Id descending
        select new LogRow
        {
            Version = db.CodebookVersions.Where(v => v.MoveId == move.Id).Select(v => (int?)v.Number).FirstOrDefault(), MoveId = move.Id, Kind = move.Kind, Way = move.Way,
            Subject = move.Subject ?? "", Codes = db.Revisions.Count(r => r.MoveId == move.Id), At = move.At, ById = move.By,
            By = db.Users.Where(u => u.Id == move.By).Select(u => u.DisplayName).FirstOrDefault(), IsUndone = db.Moves.Any(later => later.UndoesId == move.Id),
        }).Take(200).ToListAsync(cancel);

    /// <summary>How the codebook differs between two versions, entry by entry, those added first.</summary>
    /// <param name="db">A context for this operation.</param>
    /// <param name="older">The version to start from; 0 is the empty codebook.</param>
    /// <param name="newer">The version to compare with it.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<IReadOnlyList<EntryDiff>> DiffAsync(this NewsDbContext db, int older, int newer, CancellationToken cancel)
    {
        if (older > newer) (older, newer) = (newer, older);
        var revisions = await (
            from revision in db.EntryRevisions.AsNoTracking()
            join version in db.CodebookVersions on revision.MoveId equals version.MoveId
            where version.Number > older && version.Number <= newer && (revision.Kind == EntryKind.Issue || revision.Kind == EntryKind.Instrument)
            orderby version.Number, revision.Id
            select revision).ToListAsync(cancel);
        return await DiffsAsync(db, revisions, cancel);
    }

    /// <summary>What one move did to the entries of the codebook.</summary>
    public static async Task<IReadOnlyList<EntryDiff>> OfMoveAsync(this NewsDbContext db, long moveId, CancellationToken cancel) =>
        await DiffsAsync(db, await db.EntryRevisions.AsNoTracking()
            .Where(r => r.MoveId == moveId && (r.Kind == EntryKind.Issue || r.Kind == EntryKind.Instrument)).OrderBy(r => r.Id).ToListAsync(cancel), cancel);

    private static async Task<IReadOnlyList<EntryDiff>> DiffsAsync(NewsDbContext db, List<EntryRevision> revisions, CancellationToken cancel)
    {
        var names = (await db.Issues.AsNoTracking().Select(i => new { Kind = EntryKind.Issue, i.Id, i.Name }).ToListAsync(cancel))
            .Concat(await db.Instruments.AsNoTracking().Select(i => new { Kind = EntryKind.Instrument, i.Id, i.Name }).ToListAsync(cancel))
            .ToDictionary(e => (e.Kind, e.Id), e => e.Name);
        var diffs = new List<EntryDiff>();
        foreach (var entry in revisions.GroupBy(r => (r.Kind, r.EntryId)))
        {
            var before = entry.First().Before is { } state ? Read(entry.Key.Kind, state) : null;
            var after = Read(entry.Key.Kind, entry.Last().After);
            string? NameOf(long? id) => id is { } known ? names.GetValueOrDefault((entry.Key.Kind, known)) : null;
            var fields = Fields(before, after).ToList();
            if (NameOf(before?.ParentId) is var old && NameOf(after.ParentId) is var now && old != now) fields.Add(new("Parent", old, now));
            if (NameOf(before?.MergedIntoId) is var from && NameOf(after.MergedIntoId) is var into && from != into) fields.Add(new("MergedInto", from, into));
            if (before is not null && fields.Count == 0 && before.Rank != after.Rank)
                fields.Add(new("Rank", before.Rank.ToString("0.###", CultureInfo.InvariantCulture), after.Rank.ToString("0.###", CultureInfo.InvariantCulture)));
            if (before is null || fields.Count > 0)
                diffs.Add(new(entry.Key.Kind == EntryKind.Issue ? EntryKind.Issue : EntryKind.Instrument, entry.Key.EntryId, after.Name, before is null, fields));
        }
        return [.. diffs.OrderBy(d => d.Kind).ThenByDescending(d => d.Added).ThenBy(d => d.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>What differs in the entry's own words; its place is the caller's to name.</summary>
    internal static IEnumerable<FieldDiff> Fields(CodebookEntry? before, CodebookEntry after)
    {
        (string Field, Func<CodebookEntry, string?> Read)[] fields =
        [
            ("Name", e => e.Name), ("Proposition", e => (e as Issue)?.Proposition), ("Cameo", e => (e as Instrument)?.Cameo), ("Definition", e => e.Definition),
            ("Include", e => e.Include), ("Exclude", e => e.Exclude), ("Examples", e => Lines(e.Examples)), ("Synonyms", e => Lines(e.Synonyms)),
            ("Color", e => e.Color), ("Shortcut", e => e.Shortcut), ("Retired", e => e.RetiredAt is null ? null : "✓"),
        ];
        foreach (var (field, read) in fields)
        {
            var (old, now) = (before is null ? null : read(before), read(after));
            if (old != now) yield return new(field, old, now);
        }
    }

    private static string? Lines(List<string> texts) => texts.Count == 0 ? null : string.Join('\n', texts);

    private static CodebookEntry Read(EntryKind kind, JsonDocument state)
    {
        CodebookEntry entry = kind == EntryKind.Issue ? new Issue { Name = "" } : new Instrument { Name = "" };
        EntrySnapshot.Restore(entry, state);
        return entry;
    }
}
