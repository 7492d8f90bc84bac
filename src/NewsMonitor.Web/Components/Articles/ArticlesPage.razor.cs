using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>The list of articles: search, filter, read, and see what arrives without losing one's place.</summary>
[Authorize]
public sealed partial class ArticlesPage : IAsyncDisposable
{
    private const int PageSize = 50;
    /// <summary>A bulletin may be lost with its connection: the list looks for itself this often.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _wanted = new();
    private string _line = "";
    private ResolvedSearch _search = ResolvedSearch.Everything;
    private IReadOnlyDictionary<long, Snippet> _snippets = new Dictionary<long, Snippet>();
    private List<ArticleRow>? _rows;
    private ArticleKey? _next;
    private ArticleSummary? _summary;
    private long? _selected;
    private ArticleReading? _preview;
    private IReadOnlyList<MarginRow> _margin = [];
    private DateTimeOffset? _loadedAt;
    private int _fresh;
    private string? _fault;
    private bool _canCode;
    private bool _facetsOpen;
    private long _userId;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;
    private ITimer? _backstop;
    private ElementReference _list;
    private IJSObjectReference? _keysModule;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private ArticleQueries Queries { get; set; } = null!;
    [Inject] private ArticleSummaries Summaries { get; set; } = null!;
    [Inject] private ArticleSnippets Snippets { get; set; } = null!;
    [Inject] private SearchResolver Resolver { get; set; } = null!;
    [Inject] private ArticleMarks Marks { get; set; } = null!;
    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private NewsroomTime Newsroom { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private MudBlazor.ISnackbar Snackbar { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private ILogger<ArticlesPage> Log { get; set; } = null!;
    [Inject] private IStringLocalizer<ArticleWords> W { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canCode) = (person.Id(), person.Holds(Role.Editor));
        _keys =
        [
            new("j", W["Key.Move"], () => MoveAsync(1)) { Repeats = true },
            new("k", W["Key.Move"], () => MoveAsync(-1)) { Repeats = true },
            new("ArrowDown", W["Key.Move"], () => MoveAsync(1)) { Repeats = true, InStatusLine = false },
            new("ArrowUp", W["Key.Move"], () => MoveAsync(-1)) { Repeats = true, InStatusLine = false },
            new("o", W["Key.Open"], Open),
            new("Enter", W["Key.Open"], Open) { InStatusLine = false },
            new("m", W["Key.Read"], ToggleReadAsync),
            new("s", W["Key.Star"], ToggleStarAsync),
            new("M", W["Key.AllRead"], AllReadAsync) { InStatusLine = false },
            new("w", W["Watch"], () => Navigation.NavigateTo(WatchAddress)),
            new("r", W["Key.Reload"], LoadAsync),
        ];
        if (_canCode) _keys = [.. _keys, new("x", W["Key.Tick"], TickSelected) { InStatusLine = false }];
        _keys = [.. _keys.Select(key => key.ThenDraw(StateHasChanged))];
        Navigation.LocationChanged += Moved;
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Articles or BulletinSubject.Codes ? InvokeAsync(LookAsync) : Task.CompletedTask);
        _backstop = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, Backstop, Backstop);
        (_line, _selected) = ArticleAddress.Read(Navigation.Uri);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        var path = new Uri(e.Location).AbsolutePath;
        if (path is not ("/" or "/articles")) return;
        var (line, selected) = ArticleAddress.Read(e.Location);
        var same = line == _line;
        if (same && selected == _selected) return;
        (_line, _selected) = (line, selected);
        if (!same) await LoadAsync();
        else await PreviewAsync();
        StateHasChanged();
    });

    private ArticleQuery Query => _search.Query;

    /// <summary>
    /// Reads list and summary anew. The list shows at once, the places of the words and what stands around it follow; whatever is still
    /// being read for an earlier line is given up.
    /// </summary>
    private async Task LoadAsync()
    {
        await _wanted.CancelAsync();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var cancel = _wanted.Token;
        try
        {
            var search = await Resolver.ResolveAsync(_line, cancel);
            var page = search.IsSound ? await Queries.PageAsync(search.Query, _userId, null, PageSize, cancel) : new([], null);
            cancel.ThrowIfCancellationRequested();
            (_search, _rows, _next, _fault) = (search, [.. page.Rows], page.Next, null);
            await PreviewAsync();
            StateHasChanged();
            if (!search.IsSound) return;
            await FindPlacesAsync(page.Rows, cancel);
            StateHasChanged();
            var summary = await Summaries.SummarizeAsync(search.Query, _userId, cancel, Languages.Current);
            cancel.ThrowIfCancellationRequested();
            (_summary, _loadedAt, _fresh) = (summary, summary.AsOf, 0);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* the reader went elsewhere, or asks for something else */ }
        catch (NpgsqlException e)
        {
            _fault = Guid.NewGuid().ToString("N")[..8];
            Log.LogError(e, "The list of articles could not be read. Reference {Reference}.", _fault);
        }
    }

    private async Task FindPlacesAsync(IReadOnlyList<ArticleRow> rows, CancellationToken cancel)
    {
        var found = await Snippets.SnippetsAsync(Query, [.. rows.Select(r => r.Id)], cancel);
        cancel.ThrowIfCancellationRequested();
        var kept = _rows!.Select(r => r.Id).ToHashSet();
        _snippets = _snippets.Where(s => kept.Contains(s.Key) && !found.ContainsKey(s.Key)).Concat(found).ToDictionary();
    }

    private async Task MoreAsync()
    {
        if (_next is null || _rows is null) return;
        var cancel = _wanted.Token;
        try
        {
            var page = await Queries.PageAsync(Query, _userId, _next, PageSize, cancel);
            cancel.ThrowIfCancellationRequested();
            _rows.AddRange(page.Rows);
            _next = page.Next;
            await FindPlacesAsync(page.Rows, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* the list has been read anew meanwhile */ }
    }

    /// <summary>The list may go on though its last page is not full: how far back it has looked.</summary>
    private DateTimeOffset? LookedBackTo => _next is { } next && (_rows is not [.., var last] || last.Id != next.Id) ? next.PublishedAt : null;

    /// <summary>Something changed: say what is new, and bring the lines that are shown up to date, without moving one of them.</summary>
    private async Task LookAsync()
    {
        if (_rows is null || !_search.IsSound || _loadedAt is not { } since || _leaving.IsCancellationRequested) return;
        if (_rows.Count == 0 && _next is null)
        {
            await LoadAsync();
            return;
        }
        try
        {
            var cancel = _wanted.Token;
            _fresh = await Queries.CountArrivedSinceAsync(Query, _userId, since, cancel);
            var now = (await Queries.PageAsync(Query, _userId, null, PageSize, cancel)).Rows.ToDictionary(row => row.Id);
            cancel.ThrowIfCancellationRequested();
            for (var i = 0; i < _rows.Count; i++) if (now.TryGetValue(_rows[i].Id, out var row)) _rows[i] = row;
            StateHasChanged();
        }
        catch (OperationCanceledException) { /* the list is being read anew, or left */ }
        catch (NpgsqlException e) { Log.LogWarning(e, "The list could not look for new articles; it will again."); }
    }

    private Task ShowAsync(string line)
    {
        Navigation.NavigateTo(ArticleAddress.Write(line, _selected));
        return Task.CompletedTask;
    }

    private Task BrushAsync((DateTimeOffset? From, DateTimeOffset? Until) span) => ShowAsync(SearchQuery.Parse(_line).SetSpan(span.From, span.Until, Newsroom, Languages.Current));

    private Task SortAsync(ChangeEventArgs e) => ShowAsync(SearchQuery.Parse(_line).Set(
        SearchKey.Sort, e.Value as string == nameof(ArticleOrder.Relevance) ? SearchKeys.Word(SearchKey.Sort, "relevance", Languages.Current) : null, Languages.Current));

    private bool ByRelevance => Query is { Order: ArticleOrder.Relevance, HasWords: true };

    private async Task SelectAsync(long id)
    {
        _selected = id;
        Navigation.NavigateTo(ArticleAddress.Write(_line, id), replace: true);
        await PreviewAsync();
    }

    private async Task MoveAsync(int step)
    {
        if (_rows is not { Count: > 0 } rows) return;
        var at = rows.FindIndex(row => row.Id == _selected);
        var to = at < 0 ? (step > 0 ? 0 : rows.Count - 1) : Math.Clamp(at + step, 0, rows.Count - 1);
        if (to >= rows.Count - 10) await MoreAsync();
        await SelectAsync(rows[to].Id);
        StateHasChanged();
        _keysModule ??= await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/keys.js");
        await _keysModule.InvokeVoidAsync("reveal", _leaving.Token, $"#article-{rows[to].Id}", false);
    }

    private async Task PreviewAsync()
    {
        if (_selected is not { } id)
        {
            _preview = null;
            return;
        }
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        var reading = await ArticleReading.FindAsync(db, id, null, _userId, _leaving.Token);
        var margin = reading is null ? [] : await db.MarginAsync(id, reading.Version.Id, Languages.Current, _leaving.Token, await Core.Assignments.Standing.OfAsync(db, id, _userId, _leaving.Token));
        if (_selected == id) (_preview, _margin) = (reading, margin); // the reader may have moved on
    }

    private void Open()
    {
        if (_selected is { } id) Navigation.NavigateTo(OpenAddress(id));
    }

    private string OpenAddress(long id) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString($"/articles/{id}", "from", ArticleAddress.WriteQuery(_line, id));

    private Task ToggleReadAsync() => MarkAsync(row => Marks.SetReadAsync(row.Id, _userId, !row.Read, _leaving.Token));

    private Task ToggleStarAsync() => MarkAsync(row => Marks.SetStarredAsync(row.Id, _userId, !row.Starred, _leaving.Token));

    /// <summary>Marks what the search finds as read, and not what came in since the list was shown.</summary>
    private async Task AllReadAsync()
    {
        if (_summary is not { AsOf: var seen } || !_search.IsSound) return;
        var marked = await Marks.SetAllReadAsync(Query, seen, _userId, _leaving.Token);
        Snackbar.Add(marked < ArticleMarks.MostAtOnce ? W.Count("MarkedRead", marked) : W["MarkedReadNewest", marked.ToString("N0", System.Globalization.CultureInfo.CurrentCulture)]);
        Board.Post(new(BulletinSubject.Watches));
        await LoadAsync();
    }

    private string WatchAddress => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/watches/new", "q", _line);

    private async Task MarkAsync(Func<ArticleRow, Task> mark)
    {
        if (_rows?.FirstOrDefault(row => row.Id == _selected) is not { } row) return;
        await mark(row);
        Board.Post(new(BulletinSubject.Watches)); // unread counts of watches follow
        if (await Queries.RowAsync(row.Id, _userId, _leaving.Token) is { } fresh) _rows[_rows.IndexOf(row)] = fresh;
        await PreviewAsync();
    }

    private string? SpanWords => (Query.From, Query.Until) switch
    {
        (null, null) => null,
        ({ } from, null) => W["Since", Moment(from)],
        (null, { } until) => W["Before", Moment(until)],
        ({ } from, { } until) => IsMidnight(from) && IsMidnight(until) && until - from > TimeSpan.FromHours(26) ? $"{Moment(from)} – {Moment(until.AddDays(-1))}"
            : IsMidnight(from) && IsMidnight(until) ? Moment(from) : $"{Clock.Brief(from)} – {Clock.Brief(until)}",
    };

    private string Moment(DateTimeOffset at) => IsMidnight(at) ? Clock.ShortDay(Clock.Day(at)) : Clock.Brief(at);

    private bool IsMidnight(DateTimeOffset at) => Newsroom.Local(at).TimeOfDay == TimeSpan.Zero;

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        _bulletins?.Dispose();
        if (_backstop is not null) await _backstop.DisposeAsync();
        await _leaving.CancelAsync(); // not disposed: what is still under way asks for its token
        try { if (_keysModule is not null) await _keysModule.DisposeAsync(); }
        catch (JSDisconnectedException) { /* the page is gone, and its module with it */ }
    }
}
