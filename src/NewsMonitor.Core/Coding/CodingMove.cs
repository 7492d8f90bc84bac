using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Suggestions;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// A move in the making: one transaction that holds changes of codes and of entries (actors, issues, instruments), a revision for each, and
/// the tallies of the articles. Whatever goes through here stands in the person's stack of undo and in the histories. The use:
/// <code>
/// await using var move = await CodingMove.BeginAsync(db, MoveKind.ActorsMerged, userId, now, cancel, "A → B");
/// var codes = await move.LoadAsync(db.Codes.Where(…), cancel);   // locked in the order of their ids, with what a snapshot needs
/// move.Watch(actor);                                             // before it is changed; with names and affiliations loaded
/// …                                                              // change what you like, add new codes with Add
/// await move.CommitAsync(cancel);                                // only what differs from before gets a revision
/// </code>
/// Without <see cref="CommitAsync"/> nothing happened. Rights are asked for by the caller, first; bulletins are the caller's too, afterwards.
/// </summary>
public sealed class CodingMove : IAsyncDisposable
{
    private readonly NewsDbContext _db;
    private readonly IDbContextTransaction _transaction;
    private readonly MoveKind _kind;
    private readonly long? _by;
    private readonly DateTimeOffset _at;
    private readonly Dictionary<Code, (CodeSnapshot? Before, long? Undoes)> _codes = [];
    private readonly Dictionary<object, (JsonDocument? Before, long? Undoes)> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<long, int> _versions = [];

    private CodingMove(NewsDbContext db, IDbContextTransaction transaction, MoveKind kind, string? subject, long? by, DateTimeOffset at) =>
        (_db, _transaction, _kind, Subject, _by, _at) = (db, transaction, kind, subject, by, at);

    /// <summary>What it is done to, in words; see <see cref="Move.Subject"/>. For a move of the lists it is often known only under their lock.</summary>
    public string? Subject { get; set; }

    /// <summary>Known after <see cref="CommitAsync"/>; null where nothing changed.</summary>
    public long? Id { get; private set; }

    /// <summary>The articles whose codes or state changed; known after <see cref="CommitAsync"/>.</summary>
    public IReadOnlySet<long> Articles { get; private set; } = new HashSet<long>();

    /// <summary>Whether an article stands on that version still, and will see what the move has written if it gets a newer one; known after <see cref="CommitAsync"/>.</summary>
    public bool IsCurrent(long articleId, int version) => _versions.GetValueOrDefault(articleId) == version;

    /// <summary>How many codes changed; known after <see cref="CommitAsync"/>.</summary>
    public int Codes { get; private set; }

    /// <summary>Whether proposed issues were taken into the codebook, because a position on one was confirmed, or an actor has learnt a name; known after <see cref="CommitAsync"/>.</summary>
    public bool CodebookGrew { get; private set; }

    /// <summary>Whether a new or changed code is stamped with the codebook in force: a coder's decision is, a merge of issues is not.</summary>
    public bool Decides { get; init; } = true;

    /// <summary>Set by <see cref="CodeUndo"/>: which way the move goes, and the move that it takes back.</summary>
    internal (RevisionWay Way, long? Undoes) Direction { get; set; } = (RevisionWay.Done, null);

    /// <param name="db">A context of its own for this move.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="by">Who does it; null for the program itself.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="subject">What it is done to, in words; see <see cref="Move.Subject"/>.</param>
    public static async Task<CodingMove> BeginAsync(
        NewsDbContext db, MoveKind kind, long? by, DateTimeOffset at, CancellationToken cancel, string? subject = null)
    {
        // EF would set a savepoint before each save and give it up after: two ways to the database more, for a move that is written whole or not at all.
        db.Database.AutoSavepointsEnabled = false;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Moves of the lists wait for one another: they are few and made by people, versions of the codebook are numbered without gaps, and
        // two moves through the tree at once cannot make a ring. Taken before any row is, so never in a circle. The number is this lock's own.
        if (kind >= MoveKind.ActorAdded) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(7308608371230)", cancel);
        return new(db, transaction, kind, subject, by, at)
        {
            Decides = kind is not (MoveKind.ActorsMerged or MoveKind.ActorSplit or MoveKind.IssuesMerged or MoveKind.IssueSplit
                or MoveKind.InstrumentsMerged or MoveKind.InstrumentSplit),
        };
    }

    /// <summary>
    /// Loads codes to be changed, and watches them. Their rows are locked in the order of their ids, so that two moves over the same codes
    /// wait for each other and never in a circle.
    /// </summary>
    public async Task<IReadOnlyList<Code>> LoadAsync(IQueryable<Code> which, CancellationToken cancel)
    {
        var ids = await which.Select(c => c.Id).ToArrayAsync(cancel);
        await _db.Database.ExecuteSqlAsync($"SELECT 1 FROM (SELECT id FROM codes WHERE id = ANY ({ids}) ORDER BY id FOR UPDATE) AS locked", cancel);
        // Asked again after the lock: somebody may have changed what the condition looks at while we waited.
        var codes = await which.Where(c => ids.Contains(c.Id)).Include(c => c.Anchors).Include(c => ((Statement)c).Participants).AsSplitQuery()
            .OrderBy(c => c.Id).ToListAsync(cancel);
        foreach (var code in codes) Watch(code);
        return codes;
    }

    /// <summary>Remembers how a code stands, with anchors and participants loaded. Call it before you change the code.</summary>
    public void Watch(Code code) => _codes.TryAdd(code, (CodeSnapshot.Of(code), null));

    /// <summary>Remembers how an actor (with names and affiliations), issue, instrument or article stands. Call it before you change it.</summary>
    public void Watch(object entry) => _entries.TryAdd(entry, (EntrySnapshot.Of(entry), null));

    /// <summary>A new code, put into the archive with the move.</summary>
    public void Add(Code code)
    {
        _db.Codes.Add(code);
        _codes.Add(code, (null, null));
    }

    /// <summary>A new actor, issue or instrument. Undo cannot unmake an entry: it is retired where it can be, else left.</summary>
    public void Add(object entry)
    {
        _db.Add(entry);
        _entries.Add(entry, (null, null));
    }

    /// <summary>For undo: the change of this code takes back that revision.</summary>
    internal void TakesBack(Code code, long revisionId) => _codes[code] = (_codes[code].Before, revisionId);

    /// <summary>For undo: the change of this entry takes back that revision.</summary>
    internal void TakesBack(object entry, long revisionId) => _entries[entry] = (_entries[entry].Before, revisionId);

    /// <summary>Writes it all. A move that changed nothing leaves no trace.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved one of the things first; nothing was written.</exception>
    public async Task CommitAsync(CancellationToken cancel)
    {
        var codes = _codes.Select(c => (Code: c.Key, c.Value.Before, c.Value.Undoes)).Where(c => c.Before is null || !c.Before.Says(c.Code)).ToArray();
        var entries = _entries.Select(e => (Entry: e.Key, e.Value.Before, e.Value.Undoes))
            .Where(e => e.Before is null || !EntrySnapshot.Stands(e.Entry, e.Before)).ToArray();
        if (codes.Length + entries.Length == 0 && Direction.Undoes is null)
        {
            await _db.SaveChangesAsync(cancel); // what the caller noted besides, as an entry of the audit
            await _transaction.CommitAsync(cancel);
            return;
        }
        var book = codes.Length == 0 ? 0 : await BookAsync([.. codes.Select(c => c.Code).Where(c => c.AssignmentId is null)], cancel);
        foreach (var (code, before, _) in codes)
        {
            (code.ChangedAt, code.ChangedBy) = (_at, _by);
            if (Decides || before is null) code.CodebookVersion = book;
        }
        var move = new Move { Kind = _kind, Subject = Cut(Subject), At = _at, By = _by, Way = Direction.Way, UndoesId = Direction.Undoes };
        _db.Add(move);
        // First the things themselves: it gives new ones their ids, and whoever saves the same waits here, so that revisions of a code are
        // numbered in the order in which they were made.
        await _db.SaveChangesAsync(cancel);
        var revised = codes.Select(c => (c.Code, c.Before, Revision: RevisionOf(move, c.Code, c.Before, c.Undoes))).ToArray();
        _db.Revisions.AddRange(revised.Select(r => r.Revision));
        foreach (var (entry, before, undoes) in entries) _db.EntryRevisions.Add(RevisionOf(move, entry, before, undoes));
        if (entries.Any(e => e.Entry is CodebookEntry)) await AddVersionAsync(move, codes.Length, cancel);
        await _db.SaveChangesAsync(cancel);
        CodebookGrew |= await DecisionLog.NoteAsync(_db, revised, _by, _at, cancel);
        var articles = codes.Select(c => c.Code.ArticleId).ToHashSet();
        articles.UnionWith(entries.Select(e => EntrySnapshot.KeyOf(e.Entry)).Where(key => key.Kind == EntryKind.Article).Select(key => key.Id));
        articles.UnionWith(entries.Select(e => e.Entry).OfType<AdjudicatedArticle>().Select(a => a.ArticleId));
        foreach (var article in articles.Order()) _versions[article] = await ArticleTally.UpdateAsync(_db, article, cancel);
        await _transaction.CommitAsync(cancel);
        (Id, Articles, Codes) = (move.Id, articles, codes.Length);
    }

    /// <summary>The codebook that the codes are stamped with: the one that holds their issues.</summary>
    private async Task<int> BookAsync(IReadOnlyList<Code> common, CancellationToken cancel)
    {
        var (book, proposed) = await ProposedIssues.AskAsync(_db, common, cancel);
        CodebookGrew = proposed && await ProposedIssues.AdoptAsync(_db, common, _by, _at, cancel);
        if (!CodebookGrew) return book;
        await _db.SaveChangesAsync(cancel);
        return (await ProposedIssues.AskAsync(_db, [], cancel)).Book;
    }

    /// <summary>Whatever changes issues or instruments makes the codebook's next version.</summary>
    private async Task AddVersionAsync(Move move, int codes, CancellationToken cancel)
    {
        var number = await _db.NextVersionAsync(cancel);
        var way = move.Way == RevisionWay.Done ? "" : $"{move.Way}: ";
        var change = $"{way}{move.Kind}: {move.Subject}{(codes > 0 ? $" ({codes} codes)" : "")}";
        _db.CodebookVersions.Add(new() { Number = number, At = _at, By = _by, Change = Cut(change)!, MoveId = move.Id });
    }

    private Revision RevisionOf(Move move, Code code, CodeSnapshot? before, long? undoes)
    {
        var after = CodeSnapshot.Of(code);
        return new()
        {
            MoveId = move.Id, CodeId = code.Id, ArticleId = code.ArticleId, Action = ActionOf(before, after), Way = move.Way,
            Before = before?.ToJson(), After = after.ToJson(), At = _at, By = _by, CodebookVersion = code.CodebookVersion, UndoesId = undoes,
        };
    }

    private EntryRevision RevisionOf(Move move, object entry, JsonDocument? before, long? undoes)
    {
        var (kind, id) = EntrySnapshot.KeyOf(entry);
        return new()
        {
            MoveId = move.Id, Kind = kind, EntryId = id, Way = move.Way, Before = before, After = EntrySnapshot.Of(entry), At = _at, By = _by, UndoesId = undoes,
        };
    }

    private RevisionAction ActionOf(CodeSnapshot? before, CodeSnapshot after) => (before, after) switch
    {
        (null, _) => RevisionAction.Created,
        ({ Removed: false }, { Removed: true }) => RevisionAction.Removed,
        ({ Removed: true }, { Removed: false }) => RevisionAction.Restored,
        _ when Direction.Way != RevisionWay.Done => RevisionAction.Changed,
        _ => _kind switch
        {
            MoveKind.Accepted => RevisionAction.Accepted,
            MoveKind.Rejected => RevisionAction.Rejected,
            MoveKind.ActorsMerged or MoveKind.IssuesMerged or MoveKind.InstrumentsMerged => RevisionAction.Merged,
            _ => RevisionAction.Changed,
        },
    };

    private static string? Cut(string? words) => words is { Length: > Limits.Title } ? words[..Limits.Title] : words;

    public async ValueTask DisposeAsync() => await _transaction.DisposeAsync();
}
