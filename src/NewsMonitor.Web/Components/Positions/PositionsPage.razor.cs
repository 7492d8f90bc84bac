using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Positions;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Statements;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Positions;

/// <summary>Who stands where: actors by issues, over a time, with the change between two; each cell opens its quotes.</summary>
[Authorize]
public sealed partial class PositionsPage : IAsyncDisposable
{
    private static readonly PositionGrid Nothing = new() { Columns = [], Rows = [], AllRows = 0, AllColumns = 0 };

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _wanted = new();
    private PositionsAddress _at = new();
    private ResolvedSearch _search = ResolvedSearch.Everything;
    private PositionMap? _map;
    private PositionGrid _grid = Nothing;
    private TimeSpans? _spans;
    private DateTimeOffset? _loadedAt;
    private bool _changed;
    private string? _fault;
    private long _userId;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;
    private ElementReference _mat, _table;
    private IJSObjectReference? _cells;
    private bool _attached;
    private QuotePane? _pane;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private PositionMaps Maps { get; set; } = null!;
    [Inject] private SearchResolver Resolver { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private NewsroomTime Newsroom { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private ILogger<PositionsPage> Log { get; set; } = null!;
    [Inject] private IStringLocalizer<PositionWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<MapWords> M { get; set; } = null!;
    [Inject] private IStringLocalizer<ListWords> L { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        KeyBinding[] keys =
        [
            new("ArrowLeft", M["Key.Move"], EnterAsync), new("ArrowRight", M["Key.Move"], EnterAsync), new("ArrowUp", M["Key.Move"], EnterAsync), new("ArrowDown", M["Key.Move"], EnterAsync),
            new("Enter", M["Key.OpenCell"], EnterAsync),
            new("o", M["Key.OpenArticle"], () => { if (_pane?.FirstArticle is { } first) Navigation.NavigateTo(first); }),
            new("g", W["Key.Group"], () => Go(_at with { Grouped = !_at.Grouped })),
            new("v", W["Key.View"], () => Go(_at with { View = (PositionsView)(((int)_at.View + 1) % 3) })),
            new("a", M["Key.States"], () => Go(_at with { ConfirmedOnly = !_at.ConfirmedOnly })),
            new("Escape", M["Close"], () => Go(_at with { Cell = null })) { InStatusLine = false },
        ];
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        Navigation.LocationChanged += Moved;
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Codes or BulletinSubject.Lists ? InvokeAsync(HearAsync) : Task.CompletedTask);
        _at = PositionsAddress.Read(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        var address = new Uri(e.Location);
        if (address.AbsolutePath != PositionsAddress.Path) return;
        var before = _at;
        _at = PositionsAddress.Read(address.Query);
        if (!_at.ShowsWhat(before)) await LoadAsync();
        StateHasChanged();
        if (_at.Cell is null && before.Cell is not null) await EnterAsync();
    });

    /// <summary>An empty map fills by itself; a full one does not move under the reader's eyes.</summary>
    private async Task HearAsync()
    {
        if (_map is { Statements: 0 }) await LoadAsync();
        else _changed = true;
        StateHasChanged();
    }

    /// <summary>Counts anew. The old map stays until the new one is there; whatever is still being read for an earlier address is given up.</summary>
    private async Task LoadAsync()
    {
        await _wanted.CancelAsync();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var (cancel, at) = (_wanted.Token, _at);
        try
        {
            var search = await Resolver.ResolveAsync(at.Line, cancel);
            (PositionMap Map, TimeSpans? Spans)? read = search.IsSound ? await PositionReading.ReadAsync(Maps, search.Query, at, _userId, Newsroom, cancel) : null;
            cancel.ThrowIfCancellationRequested();
            (_search, _fault, _changed, _loadedAt) = (search, null, false, Time.GetUtcNow());
            (_map, _spans, _grid) = read is { } got ? (got.Map, got.Spans, PositionGrid.Of(got.Map, at.Choice)) : (null, null, Nothing);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* the reader went elsewhere, or asks for something else */ }
        catch (NpgsqlException e)
        {
            _fault = Guid.NewGuid().ToString("N")[..8];
            Log.LogError(e, "The map of positions could not be read. Reference {Reference}.", _fault);
        }
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var there = _map is { Statements: > 0 } && _fault is null && _search.IsSound;
        if (there == _attached) return;
        _attached = there;
        try
        {
            if (_cells is not null)
            {
                await _cells.InvokeVoidAsync("dispose");
                _cells = null;
            }
            if (!there) return;
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/grid.js");
            _cells = await module.InvokeAsync<IJSObjectReference>("attach", _leaving.Token, _table);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone */ }
    }

    private async Task EnterAsync()
    {
        if (_cells is not null) await _cells.InvokeVoidAsync("enter", _leaving.Token);
    }

    private void Go(PositionsAddress to) => Navigation.NavigateTo(to.Write());

    private void ShowLine(string line) => Go(_at with { Line = line });

    private void ShowTime((DateOnly? From, DateOnly? Until) span) => ShowLine(SearchQuery.Parse(_at.Line).SetSpan(
        span.From is { } first ? Newsroom.At(first.ToDateTime(default)) : null, span.Until is { } last ? Newsroom.At(last.AddDays(1).ToDateTime(default)) : null, Newsroom, Languages.Current));

    private void Fold(long issue) => Go(_at with { Folded = _at.Folded.Contains(issue) ? [.. _at.Folded.Where(f => f != issue)] : [.. _at.Folded, issue], Cell = null });

    private DateOnly? FirstDay => _search.Query.From is { } from ? Clock.Day(from) : null;
    private DateOnly? LastDay => _search.Query.Until is { } until ? Clock.Day(until.AddTicks(-1)) : null;
    private (DateOnly First, DateOnly Last) EarlierDays => (Clock.Day(_spans!.EarlierFrom), Clock.Day(_spans.EarlierUntil.AddTicks(-1)));
    private (DateOnly First, DateOnly Last) LaterDays => (Clock.Day(_spans!.LaterFrom), Clock.Day(_spans.LaterUntil.AddTicks(-1)));
    private bool Narrowed => _at.Line.Length > 0 || _at.Kinds.Count > 0;

    private static (DateOnly, DateOnly)? Days((DateOnly? From, DateOnly? Until) span) => span is ({ } from, { } until) && from <= until ? (from, until) : null;

    private bool IsFirst(int row, int column) => row == 0 && _grid.Rows[0].Cells.Take(column).All(c => c.Counted.All == 0);

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private string ActorName(long id) => _map!.Actors.FirstOrDefault(a => a.Id == id)?.Name ?? "–";

    private string IssueName(long id) => _map!.Issues.FirstOrDefault(i => i.Id == id)?.Name ?? "–";

    /// <summary>The statements of a cell; those of all issues below it where its column is folded.</summary>
    private StatementScope? Scope((long Actor, long Issue) cell) => _search.IsSound ? new()
    {
        Articles = _search.Query, UserId = _userId, Suggestions = !_at.ConfirmedOnly, Kind = StatementKind.Position, Speakers = [cell.Actor],
        Issues = _grid.Columns.FirstOrDefault(c => c.Issue.Id == cell.Issue)?.Within ?? [cell.Issue],
    } : null;

    private string ArticlesOf((long Actor, long Issue) cell)
    {
        var line = SearchQuery.Parse(_at.Line).With(SearchKey.Actor, ActorName(cell.Actor), Languages.Current, alternative: false);
        foreach (var (issue, first) in (_grid.Columns.FirstOrDefault(c => c.Issue.Id == cell.Issue)?.Within ?? [cell.Issue]).Select((issue, i) => (issue, i == 0)))
        {
            line = SearchQuery.Parse(line).With(SearchKey.Issue, IssueName(issue), Languages.Current, alternative: !first);
        }
        return ArticleAddress.Write(line);
    }

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        _bulletins?.Dispose();
        await _leaving.CancelAsync();
        try
        {
            if (_cells is not null)
            {
                await _cells.InvokeVoidAsync("dispose");
                await _cells.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone, and its listeners with it */ }
    }
}
