using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Jobs;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Feeds;

/// <summary>All feeds and how they fare. The list knows the order of thousands and loads only the rows that are seen.</summary>
public sealed partial class FeedsPage : IDisposable
{
    private const int RowHeight = 36;
    /// <summary>Bulletins come with every check: the rows in view look again this often at most, and keep their places.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<long> _chosen = [];
    private IReadOnlyList<long>? _ids;
    private IReadOnlyList<FeedFolder> _folders = [];
    private (string? Show, string? Folder, string? Q, string? Order) _asked;
    private FeedTally _tally = new(0, 0, 0, 0, 0);
    private FeedDay _day = new(0, 0);
    private FeedRow? _selected;
    private long _me;
    private bool _reloading;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;
    private Virtualize<FeedRow>? _list;
    private LongWork? _imports;
    private ElementReference _scroller;

    [Inject] private FeedAdmin Admin { get; set; } = null!;
    [Inject] private FeedBulk Bulk { get; set; } = null!;
    [Inject] private FeedQueries Queries { get; set; } = null!;
    [Inject] private FeedWording Wording { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private IDialogService Dialogs { get; set; } = null!;
    [Inject] private ISnackbar Snackbar { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Times { get; set; } = null!;
    [Inject] private IStringLocalizer<FeedWords> Words { get; set; } = null!;
    [Inject] private IStringLocalizer<FrameWords> Frame { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    /// <summary>The one whose pane is open.</summary>
    [SupplyParameterFromQuery] private long? Feed { get; set; }
    /// <summary><c>attention</c>, <c>paused</c>, or all.</summary>
    [SupplyParameterFromQuery] private string? Show { get; set; }
    /// <summary>A folder; <c>-</c> for feeds in none; null for all.</summary>
    [SupplyParameterFromQuery] private string? Folder { get; set; }
    [SupplyParameterFromQuery] private string? Q { get; set; }
    /// <summary><c>name</c>, <c>last</c>, <c>week</c>, <c>next</c>, or worst first.</summary>
    [SupplyParameterFromQuery] private string? Order { get; set; }
    /// <summary><c>settings</c>, or how it fares.</summary>
    [SupplyParameterFromQuery] private string? Pane { get; set; }

    private FeedRow? Selected => _selected?.Id == Feed ? _selected : null;

    private FeedQuery Query => new()
    {
        Filter = Show switch { "attention" => FeedFilter.Attention, "paused" => FeedFilter.Paused, _ => FeedFilter.All },
        Folder = Folder is "-" ? "" : Folder,
        Text = Q,
        Order = Order switch { "name" => FeedOrder.Name, "last" => FeedOrder.LastArticle, "week" => FeedOrder.Week, "next" => FeedOrder.Next, _ => FeedOrder.Health },
    };

    protected override async Task OnInitializedAsync()
    {
        _me = (await SignedIn).User.Id();
        _keys =
        [
            new("j", Words["Keys.NextPrevious"], () => StepAsync(1)) { Repeats = true },
            new("k", Words["Keys.NextPrevious"], () => StepAsync(-1)) { Repeats = true },
            new("r", Words["Keys.CheckNow"], () => ChangeAsync(Admin.FetchNowAsync)),
            new("Space", Words["Keys.Pause"], () => ChangeAsync(Selected?.State == FeedState.Active ? Admin.PauseAsync : Admin.ResumeAsync)),
            new("x", Words["Keys.Choose"], () => { if (Feed is { } id) Choose(id); StateHasChanged(); }),
            new("Ctrl+a", Words["Keys.ChooseAll"], () => { ChooseAll(); StateHasChanged(); }) { InStatusLine = false },
            new("e", Words["Keys.Settings"], () => ShowPane(Pane is null ? "settings" : null)),
            new("c", Words["Keys.Add"], () => AddAsync(null)),
            new("Escape", Words["Keys.ClosePane"], Leave) { InStatusLine = false },
        ];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Feeds ? InvokeAsync(LookAgainAsync) : Task.CompletedTask);
        await LoadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_ids is null) return;
        if (_asked != (Show, Folder, Q, Order)) await LoadAsync();
        else if (_selected?.Id != Feed) _selected = Feed is { } id ? await Queries.FindAsync(id, _leaving.Token) : null;
    }

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Not disposed: a bulletin under way may still ask for its token.
        _leaving.Cancel();
    }

    /// <summary>Everything anew, the order too: after a deed of this person, and when the question changes.</summary>
    private async Task LoadAsync()
    {
        try
        {
            _asked = (Show, Folder, Q, Order);
            _tally = await Queries.TallyAsync(_leaving.Token);
            _day = await Queries.DayAsync(_leaving.Token);
            _folders = await Queries.FoldersAsync(_leaving.Token);
            _ids = await Queries.OrderAsync(Query, _leaving.Token);
            _selected = Feed is { } id ? await Queries.FindAsync(id, _leaving.Token) : null;
            _chosen.IntersectWith(_ids);
            if (_list is not null) await _list.RefreshDataAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    /// <summary>The rows in view look again where they stand; only a feed that came or went arranges the list anew.</summary>
    private async Task LookAgainAsync()
    {
        if (_reloading) return;
        _reloading = true;
        try
        {
            await Task.Delay(Calm, _leaving.Token);
            _reloading = false;
            var all = _tally.All;
            _tally = await Queries.TallyAsync(_leaving.Token);
            if (_tally.All != all || _ids is null)
            {
                await LoadAsync();
                return;
            }
            _day = await Queries.DayAsync(_leaving.Token);
            if (Feed is { } id) _selected = await Queries.FindAsync(id, _leaving.Token);
            if (_list is not null) await _list.RefreshDataAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
        finally { _reloading = false; }
    }

    private async ValueTask<ItemsProviderResult<FeedRow>> RowsAsync(ItemsProviderRequest request)
    {
        var ids = _ids ?? [];
        var rows = await Queries.RowsAsync([.. ids.Skip(request.StartIndex).Take(request.Count)], request.CancellationToken);
        return new(rows, ids.Count);
    }

    private string Pressed(string? show) => show == Show ? "true" : "false";

    private void Go(params (string Key, object? Value)[] to) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(to.ToDictionary(t => t.Key, t => t.Value)), replace: true);

    private void ShowOnly(string? show) => Go(("show", show));

    private void ShowFolder(string? folder) => Go(("folder", folder is "*" ? null : folder));

    private void ShowWords(string? words) => Go(("q", string.IsNullOrWhiteSpace(words) ? null : words));

    /// <summary>The same once more leads back to the worst first: on a phone that column has no head of its own.</summary>
    private void Arrange(string? order) => Go(("order", order == Order ? null : order));

    private void ShowPane(string? pane) => Go(("pane", Feed is null ? null : pane));

    private void ShowAll() => Go(("show", null), ("q", null), ("folder", null));

    private void Select(long? id) => Go(("feed", id), ("pane", id is null ? null : Pane));

    private void SelectByKey(KeyboardEventArgs key, long id)
    {
        if (key.Key is "Enter") Select(id);
    }

    private void Leave()
    {
        if (_chosen.Count > 0) ChooseNone();
        else Select(null);
        StateHasChanged();
    }

    private async Task StepAsync(int by)
    {
        if (_ids is not { Count: > 0 } ids) return;
        var at = Feed is { } feed ? ids.ToList().IndexOf(feed) : -1;
        var next = at < 0 ? (by > 0 ? 0 : ids.Count - 1) : Math.Clamp(at + by, 0, ids.Count - 1);
        Select(ids[next]);
        await using var rows = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/rows.js");
        await rows.InvokeVoidAsync("show", _leaving.Token, _scroller, next, RowHeight);
    }

    private void Choose(long id)
    {
        if (!_chosen.Remove(id)) _chosen.Add(id);
    }

    private void ChooseAll() => _chosen.UnionWith(_ids ?? []);

    private void ChooseNone() => _chosen.Clear();

    private async Task DoAsync(FeedDeed deed)
    {
        if (await Bulk.DoAsync(_chosen, deed, _me, _leaving.Token) is { } done) Snackbar.Add(Words.Count("Bulk.Done", done.Changed) + (done.Unchanged > 0 ? " " + Words.Count("Bulk.WereSo", done.Unchanged) : ""));
        else Snackbar.Add(deed is FeedDeed.SetInterval ? Words["Change.BadInterval"] : Words["Change.NotAllowed"]);
        await LoadAsync();
    }

    private async Task ChangeAsync(Func<long, Core.Accounts.Caller, CancellationToken, Task<FeedChange>> change)
    {
        if (Selected is not { } feed) return;
        if (Wording.Say(await change(feed.Id, _me, _leaving.Token)) is { } fault) Snackbar.Add(fault);
        await LoadAsync();
    }

    private async Task AddAsync(string? address)
    {
        var dialog = await Dialogs.ShowAsync<AddFeedDialog>(Words["Add"], new DialogParameters<AddFeedDialog> { { d => d.Beginning, address }, { d => d.Folders, _folders } });
        if (await dialog.Result is { Canceled: false, Data: long id })
        {
            await LoadAsync();
            Select(id);
        }
    }

    private async Task ImportAsync()
    {
        var dialog = await Dialogs.ShowAsync<ImportFeedsDialog>(Words["Import"]);
        if (await dialog.Result is { Canceled: false } && _imports is not null) await _imports.ReloadAsync();
    }
}
