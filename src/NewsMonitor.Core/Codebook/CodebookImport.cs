using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>What an import would do with one entry of the file.</summary>
public enum ImportVerdict { New, Changed, Same, Conflict }

/// <summary>Why an entry of a file is left out.</summary>
public enum ImportConflict
{
    NoName,
    /// <summary>A text is longer than the codebook's may be.</summary>
    TooLong,
    /// <summary>Another entry bears the name, and it is not this one by its id.</summary>
    NameTaken,
    /// <summary>Two entries of the file bear the same name.</summary>
    NameTwice,
    /// <summary>The id belongs to an entry that has been merged away.</summary>
    MergedAway,
    /// <summary>The id belongs to an entry of the other list.</summary>
    OtherList,
    /// <summary>It would stand below itself, or deeper than a codebook may be.</summary>
    BelowItself,
}

/// <summary>A line of an import's preview.</summary>
/// <param name="Entry">As the file has it.</param>
/// <param name="Verdict">What comes of it.</param>
/// <param name="Conflict">Why not, for a conflict.</param>
/// <param name="ExistingId">The archive's entry that it means.</param>
/// <param name="Fields">What is different about it.</param>
/// <param name="Depth">In the file's tree.</param>
public sealed record ImportRow(
    CodebookFileEntry Entry, ImportVerdict Verdict, ImportConflict? Conflict, long? ExistingId, IReadOnlyList<FieldDiff> Fields, int Depth);

/// <summary>What an import would do. Nothing has been written.</summary>
public sealed record ImportPlan(IReadOnlyList<ImportRow> Rows)
{
    public int Count(ImportVerdict verdict) => Rows.Count(r => r.Verdict == verdict);
}

/// <summary>What an import has done.</summary>
public abstract record ImportResult
{
    private ImportResult() { }

    public sealed record Done(int Added, int Changed, int Same, IReadOnlyList<ImportRow> Conflicts) : ImportResult;

    public sealed record NotAllowed : ImportResult;

    /// <summary>The codebook has changed since the preview, and the import would do something else now.</summary>
    public sealed record Stale : ImportResult;
}

/// <summary>
/// Takes a codebook from a file. First a plan, which a person looks at; then the same plan, made again under the codebook's lock, is written
/// as one move: one version, one undo.
/// </summary>
public sealed class CodebookImport(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public async Task<ImportPlan> PlanAsync(IReadOnlyList<CodebookFileEntry> entries, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return (await Planner.LoadAsync(db, cancel)).Plan(entries);
    }

    /// <param name="entries">What the file says.</param>
    /// <param name="seen">The plan that was looked at: a different one is not carried out. Null where nobody looked.</param>
    /// <param name="source">The file, for the log.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancel">Stops it; nothing is kept then.</param>
    public async Task<ImportResult> ApplyAsync(IReadOnlyList<CodebookFileEntry> entries, ImportPlan? seen, string source, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ImportResult.NotAllowed();
        await using var move = await CodingMove.BeginAsync(db, MoveKind.ListsImported, caller.UserId, clock.GetUtcNow(), cancel, source);
        var planner = await Planner.LoadAsync(db, cancel);
        var plan = planner.Plan(entries);
        if (seen is not null && !plan.Rows.Select(r => (r.Entry.Uid, r.Verdict)).SequenceEqual(seen.Rows.Select(r => (r.Entry.Uid, r.Verdict)))) return new ImportResult.Stale();

        var written = new Dictionary<Guid, CodebookEntry>();
        foreach (var row in plan.Rows.Where(r => r.ExistingId is not null)) written[row.Entry.Uid] = planner.Find(row.Entry.Kind, row.ExistingId!.Value);
        var rank = planner.Existing.Select(e => e.Rank).DefaultIfEmpty().Max();
        foreach (var row in plan.Rows.Where(r => r.Verdict is ImportVerdict.New or ImportVerdict.Changed))
        {
            var entry = row.ExistingId is { } id ? planner.Find(row.Entry.Kind, id) : Make(row.Entry, caller, clock.GetUtcNow());
            if (row.Verdict == ImportVerdict.New)
            {
                entry.Rank = ++rank;
                // Saved at once: its children name it by its id.
                move.Add(entry);
            }
            else move.Watch(entry);
            Fill(entry, row.Entry, clock.GetUtcNow());
            var parent = ParentOf(row.Entry, written, planner);
            // Put below another parent it comes last there; where it was already, it keeps its place.
            if (row.Verdict == ImportVerdict.Changed && row.Entry.SaysParent && entry.ParentId != parent) entry.Rank = ++rank;
            if (row.Entry.SaysParent || row.Verdict == ImportVerdict.New) entry.ParentId = parent;
            if (row.Verdict == ImportVerdict.New) await db.SaveChangesAsync(cancel);
            written[row.Entry.Uid] = entry;
        }
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException) { return new ImportResult.Stale(); }
        catch (DbUpdateException e) when (e.IsDuplicate()) { return new ImportResult.Stale(); }
        board.Post(new(BulletinSubject.Lists));
        return new ImportResult.Done(plan.Count(ImportVerdict.New), plan.Count(ImportVerdict.Changed), plan.Count(ImportVerdict.Same), [.. plan.Rows.Where(r => r.Verdict == ImportVerdict.Conflict)]);
    }

    private static long? ParentOf(CodebookFileEntry entry, Dictionary<Guid, CodebookEntry> written, Planner planner) =>
        entry.Parent is not { } guid ? null : written.TryGetValue(guid, out var fresh) ? fresh.Id : planner.Find(entry.Kind, guid)?.Id;

    private static CodebookEntry Make(CodebookFileEntry entry, Caller caller, DateTimeOffset now) => entry.Kind == EntryKind.Issue
        ? new Issue { Uid = entry.Uid, Name = entry.Name, CreatedAt = now, CreatedBy = caller.UserId }
        : new Instrument { Uid = entry.Uid, Name = entry.Name, CreatedAt = now, CreatedBy = caller.UserId };

    /// <summary>Writes what the file says into the entry, and leaves what it does not say.</summary>
    internal static void Fill(CodebookEntry entry, CodebookFileEntry said, DateTimeOffset now)
    {
        if (entry.Name != said.Name) entry.Rename(said.Name);
        entry.Definition = Taken(said.Definition, entry.Definition);
        entry.Include = Taken(said.Include, entry.Include);
        entry.Exclude = Taken(said.Exclude, entry.Exclude);
        entry.Color = Taken(said.Color, entry.Color);
        entry.Shortcut = Taken(said.Shortcut, entry.Shortcut);
        if (said.Examples is { } examples) entry.Examples = [.. examples];
        if (said.Synonyms is { } synonyms) entry.Synonyms = [.. entry.Synonyms.Concat(synonyms).Where(s => s != entry.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (said.Retired is { } retired) entry.RetiredAt = retired ? entry.RetiredAt ?? now : null;
        if (entry is Issue issue) issue.Proposition = Taken(said.Proposition, issue.Proposition);
        if (entry is Instrument instrument) instrument.Cameo = Taken(said.Cameo, instrument.Cameo);
    }

    private static string? Taken(string? said, string? had) => said is null ? had : said.Length == 0 ? null : said;

    /// <summary>Holds the file against the codebook.</summary>
    private sealed class Planner(List<CodebookEntry> existing)
    {
        private readonly Dictionary<Guid, CodebookEntry> _byGuid = existing.ToDictionary(e => e.Uid);
        private readonly Dictionary<(EntryKind, string), CodebookEntry> _byName =
            existing.Where(e => e.Lives).GroupBy(e => (KindOf(e), e.Name.ToUpperInvariant())).ToDictionary(g => g.Key, g => g.First());

        public IReadOnlyList<CodebookEntry> Existing => existing;

        public static async Task<Planner> LoadAsync(NewsDbContext db, CancellationToken cancel) =>
            new([.. await db.Book<Issue>().ToListAsync(cancel), .. await db.Book<Instrument>().ToListAsync(cancel)]);

        public CodebookEntry Find(EntryKind kind, long id) => existing.First(e => KindOf(e) == kind && e.Id == id);

        public CodebookEntry? Find(EntryKind kind, Guid guid) => _byGuid.TryGetValue(guid, out var entry) && KindOf(entry) == kind && entry.MergedIntoId is null ? entry : null;

        public ImportPlan Plan(IReadOnlyList<CodebookFileEntry> entries)
        {
            entries = Ordered(entries);
            var byGuid = entries.ToDictionary(e => e.Uid);
            var names = new HashSet<(EntryKind, string)>();
            var rows = new List<ImportRow>(entries.Count);
            foreach (var entry in entries)
            {
                var found = _byGuid.GetValueOrDefault(entry.Uid);
                // A table without ids means the entry of that name.
                if (found is null && !entry.HasOwnGuid) found = _byName.GetValueOrDefault((entry.Kind, entry.Name.ToUpperInvariant()));
                var conflict = Conflict(entry, found, byGuid, names);
                if (conflict is not null)
                {
                    rows.Add(new(entry, ImportVerdict.Conflict, conflict, found?.Id, [], Depth(entry, byGuid)));
                    continue;
                }
                names.Add((entry.Kind, entry.Name.ToUpperInvariant()));
                var fields = found is null ? [] : Fields(entry, found, byGuid);
                rows.Add(new(entry, found is null ? ImportVerdict.New : fields.Count > 0 ? ImportVerdict.Changed : ImportVerdict.Same, null, found?.Id, fields, Depth(entry, byGuid)));
            }
            return new(rows);
        }

        /// <summary>Parents before children, else in the file's order; what stands in a ring comes last.</summary>
        private static List<CodebookFileEntry> Ordered(IReadOnlyList<CodebookFileEntry> entries)
        {
            var known = entries.Select(e => e.Uid).ToHashSet();
            var children = entries.ToLookup(e => e.Parent is { } parent && known.Contains(parent) ? parent : Guid.Empty);
            var ordered = new List<CodebookFileEntry>(entries.Count);
            var open = new Stack<CodebookFileEntry>(children[Guid.Empty].Reverse());
            while (open.TryPop(out var entry))
            {
                ordered.Add(entry);
                foreach (var child in children[entry.Uid].Reverse()) open.Push(child);
            }
            return [.. ordered, .. entries.Except(ordered)];
        }

        private ImportConflict? Conflict(CodebookFileEntry entry, CodebookEntry? found, Dictionary<Guid, CodebookFileEntry> byGuid, HashSet<(EntryKind, string)> names)
        {
            EntryDraft draft = entry.Kind == EntryKind.Issue
                ? new IssueDraft { Name = entry.Name, Proposition = entry.Proposition, Definition = entry.Definition, Include = entry.Include, Exclude = entry.Exclude, Examples = entry.Examples ?? [], Synonyms = entry.Synonyms, Shortcut = entry.Shortcut }
                : new InstrumentDraft { Name = entry.Name, Cameo = entry.Cameo, Definition = entry.Definition, Include = entry.Include, Exclude = entry.Exclude, Examples = entry.Examples ?? [], Synonyms = entry.Synonyms, Shortcut = entry.Shortcut };
            if (EntryCheck.FindFault(draft) is { } fault) return fault == ListFault.NoName ? ImportConflict.NoName : ImportConflict.TooLong;
            if (found is not null && KindOf(found) != entry.Kind) return ImportConflict.OtherList;
            if (found?.MergedIntoId is not null) return ImportConflict.MergedAway;
            if (names.Contains((entry.Kind, entry.Name.ToUpperInvariant()))) return ImportConflict.NameTwice;
            if (entry.Retired != true && _byName.TryGetValue((entry.Kind, entry.Name.ToUpperInvariant()), out var other) && other.Id != found?.Id) return ImportConflict.NameTaken;
            return Depth(entry, byGuid) < 0 ? ImportConflict.BelowItself : null;
        }

        private List<FieldDiff> Fields(CodebookFileEntry said, CodebookEntry had, Dictionary<Guid, CodebookFileEntry> byGuid)
        {
            CodebookEntry after = had is Issue ? new Issue { Name = had.Name } : new Instrument { Name = had.Name };
            Copy(had, after);
            Fill(after, said, had.RetiredAt ?? DateTimeOffset.UnixEpoch);
            var fields = CodebookLog.Fields(had, after).ToList();
            if (said.SaysParent)
            {
                var (old, now) = (had.ParentId is { } id ? Find(KindOf(had), id).Name : null, said.Parent is not { } guid ? null : byGuid.TryGetValue(guid, out var inFile) ? inFile.Name : Find(said.Kind, guid)?.Name);
                if (old != now) fields.Add(new("Parent", old, now));
            }
            return fields;
        }

        private static void Copy(CodebookEntry from, CodebookEntry to)
        {
            (to.Definition, to.Include, to.Exclude, to.Color, to.Shortcut) = (from.Definition, from.Include, from.Exclude, from.Color, from.Shortcut);
            (to.Examples, to.Synonyms, to.RetiredAt, to.Rank) = ([.. from.Examples], [.. from.Synonyms], from.RetiredAt, from.Rank);
            if (from is Issue issue) ((Issue)to).Proposition = issue.Proposition;
            if (from is Instrument instrument) ((Instrument)to).Cameo = instrument.Cameo;
        }

        /// <summary>-1 where it stands below itself, in the file or together with what is there.</summary>
        private int Depth(CodebookFileEntry entry, Dictionary<Guid, CodebookFileEntry> byGuid)
        {
            var (at, depth) = (entry, 0);
            while (at.Parent is { } parent && byGuid.TryGetValue(parent, out var above))
            {
                if (above.Uid == entry.Uid || ++depth > CodebookFile.Deepest) return -1;
                at = above;
            }
            // From the file's topmost entry on, the archive's own tree goes on.
            var next = at.Parent is { } outside ? Find(at.Kind, outside) : null;
            for (var steps = 0; next is not null && steps <= existing.Count; steps++)
            {
                if (next.Uid == entry.Uid) return -1;
                next = next.ParentId is { } id ? Find(KindOf(next), id) : null;
            }
            return depth;
        }

        private static EntryKind KindOf(CodebookEntry entry) => entry is Issue ? EntryKind.Issue : EntryKind.Instrument;
    }
}
