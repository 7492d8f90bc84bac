using System.Diagnostics.CodeAnalysis;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Localisation;
using Npgsql;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>
/// What the list of articles shows for a search line, read in steps so that the list stands first: its rows, the places of the words, what stands around them.
/// It follows what arrives without moving a line.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A circuit keeps the transients that it disposes, with all they hold, until it ends: the page closes this one.")]
public sealed class ArticleListing(
    ArticleQueries queries, ArticleSummaries summaries, ArticleSnippets snippets, SearchResolver resolver, ArticleMarks marks, BulletinBoard board, TimeProvider clock,
    ILogger<ArticleListing> log)
{
    private const int PageSize = 50;
    /// <summary>A bulletin may be lost with its connection: the list looks for itself this often.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _wanted = new();
    private IReadOnlyDictionary<long, Snippet> _snippets = new Dictionary<long, Snippet>();
    private List<ArticleRow> _rows = [];
    private ArticleKey? _next;
    private long _userId;
    private Action _draw = () => { };
    private IDisposable? _bulletins;
    private ITimer? _backstop;

    public ResolvedSearch Search { get; private set; } = ResolvedSearch.Everything;
    /// <summary>Null until the first search has answered.</summary>
    public IReadOnlyList<ArticleRow>? Rows { get; private set; }
    public bool HasMore => _next is not null;
    /// <summary>The list may go on though its last page is not full: how far back it has looked.</summary>
    public DateTimeOffset? LookedBackTo => _next is { } next && (_rows is not [.., var last] || last.Id != next.Id) ? next.PublishedAt : null;
    /// <summary>Total, facets and histogram; it follows the rows.</summary>
    public ArticleSummary? Summary { get; private set; }
    /// <summary>When what is shown was read; null until the summary stands.</summary>
    public DateTimeOffset? LoadedAt { get; private set; }
    /// <summary>Articles that have arrived since and are not shown.</summary>
    public int Fresh { get; private set; }
    /// <summary>The reference of a failure in the log; null while all is well.</summary>
    public string? Fault { get; private set; }

    public ArticleQuery Query => Search.Query;

    public Snippet? SnippetOf(long articleId) => _snippets.GetValueOrDefault(articleId);

    /// <summary>Whose marks the rows carry, and how the page is drawn anew between the steps.</summary>
    /// <param name="userId">The reader.</param>
    /// <param name="dispatch">Brings work onto the page's own thread.</param>
    /// <param name="draw">Draws the page.</param>
    public void Open(long userId, Func<Func<Task>, Task> dispatch, Action draw)
    {
        (_userId, _draw) = (userId, draw);
        _bulletins = board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Articles or BulletinSubject.Codes ? dispatch(LookAsync) : Task.CompletedTask);
        _backstop = clock.CreateTimer(_ => _ = dispatch(LookAsync), null, Backstop, Backstop);
    }

    /// <summary>Reads everything for a line anew. Whatever is still being read for an earlier line is given up.</summary>
    public async Task LoadAsync(string line)
    {
        await _wanted.CancelAsync();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var cancel = _wanted.Token;
        try
        {
            var search = await resolver.ResolveAsync(line, cancel);
            var page = search.IsSound ? await queries.PageAsync(search.Query, _userId, null, PageSize, cancel) : new([], null);
            cancel.ThrowIfCancellationRequested();
            (Search, _rows, _next, Fault) = (search, [.. page.Rows], page.Next, null);
            Rows = _rows;
            _draw();
            if (!search.IsSound) return;
            await FindPlacesAsync(page.Rows, cancel);
            _draw();
            var summary = await summaries.SummarizeAsync(search.Query, _userId, cancel, Languages.Current);
            cancel.ThrowIfCancellationRequested();
            (Summary, LoadedAt, Fresh) = (summary, summary.AsOf, 0);
            _draw();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* the reader went elsewhere, or asks for something else */ }
        catch (NpgsqlException e)
        {
            Fault = Guid.NewGuid().ToString("N")[..8];
            log.LogError(e, "The list of articles could not be read. Reference {Reference}.", Fault);
        }
    }

    /// <summary>The next page of rows, below the others.</summary>
    public async Task MoreAsync()
    {
        if (_next is null) return;
        var cancel = _wanted.Token;
        try
        {
            var page = await queries.PageAsync(Query, _userId, _next, PageSize, cancel);
            cancel.ThrowIfCancellationRequested();
            _rows.AddRange(page.Rows);
            _next = page.Next;
            await FindPlacesAsync(page.Rows, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* the list has been read anew meanwhile */ }
    }

    /// <summary>Marks an article, and shows its row as it stands then.</summary>
    public async Task MarkAsync(long articleId, Func<ArticleMarks, ArticleRow, Task> mark)
    {
        if (_rows.Find(row => row.Id == articleId) is not { } row) return;
        await mark(marks, row);
        board.Post(new(BulletinSubject.Watches)); // unread counts of watches follow
        if (await queries.RowAsync(articleId, _userId, _leaving.Token) is { } marked && _rows.IndexOf(row) is >= 0 and var at) _rows[at] = marked;
    }

    /// <summary>Marks what the search finds as read, and not what came in since the list was shown.</summary>
    /// <returns>How many; null while nothing is shown.</returns>
    public async Task<int?> MarkAllReadAsync()
    {
        if (Summary is not { AsOf: var seen } || !Search.IsSound) return null;
        var marked = await marks.SetAllReadAsync(Query, seen, _userId, _leaving.Token);
        board.Post(new(BulletinSubject.Watches));
        return marked;
    }

    /// <summary>Nobody looks any more: what is under way is given up.</summary>
    public async Task CloseAsync()
    {
        _bulletins?.Dispose();
        if (_backstop is not null) await _backstop.DisposeAsync();
        await _leaving.CancelAsync(); // not disposed: what is still under way asks for its token
    }

    private async Task FindPlacesAsync(IReadOnlyList<ArticleRow> rows, CancellationToken cancel)
    {
        var found = await snippets.SnippetsAsync(Query, [.. rows.Select(r => r.Id)], cancel);
        cancel.ThrowIfCancellationRequested();
        var kept = _rows.Select(r => r.Id).ToHashSet();
        _snippets = _snippets.Where(s => kept.Contains(s.Key) && !found.ContainsKey(s.Key)).Concat(found).ToDictionary();
    }

    /// <summary>Something changed: say what is new, and bring the lines that are shown up to date, without moving one of them.</summary>
    private async Task LookAsync()
    {
        if (Rows is null || !Search.IsSound || LoadedAt is not { } since || _leaving.IsCancellationRequested) return;
        if (_rows.Count == 0 && _next is null)
        {
            await LoadAsync(Search.Line.Text);
            return;
        }
        try
        {
            var cancel = _wanted.Token;
            Fresh = await queries.CountArrivedSinceAsync(Query, _userId, since, cancel);
            var now = (await queries.PageAsync(Query, _userId, null, PageSize, cancel)).Rows.ToDictionary(row => row.Id);
            cancel.ThrowIfCancellationRequested();
            for (var i = 0; i < _rows.Count; i++) if (now.TryGetValue(_rows[i].Id, out var row)) _rows[i] = row;
            _draw();
        }
        catch (OperationCanceledException) { /* the list is being read anew, or left */ }
        catch (NpgsqlException e) { log.LogWarning(e, "The list could not look for new articles; it will again."); }
    }
}
