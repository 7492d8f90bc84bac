using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Feeds;

public sealed partial class FeedsPage : IDisposable
{
    private const int PageLength = 500;
    private readonly CancellationTokenSource _leaving = new();
    private List<FeedRow>? _rows;
    private List<FeedRow> _shown = [];
    private FeedTally _tally = new(0, 0, 0, 0, 0);
    private int _attention, _fine;
    private string? _text;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;

    [Inject] private FeedAdmin Admin { get; set; } = null!;
    [Inject] private FeedQueries Queries { get; set; } = null!;
    [Inject] private FeedWording Wording { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private IDialogService Dialogs { get; set; } = null!;
    [Inject] private ISnackbar Snackbar { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Times { get; set; } = null!;
    [Inject] private IStringLocalizer<FeedWords> Words { get; set; } = null!;
    [Inject] private IStringLocalizer<FrameWords> Frame { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    /// <summary>The one whose pane is open.</summary>
    [SupplyParameterFromQuery] private long? Feed { get; set; }

    /// <summary><c>attention</c>, <c>paused</c>, or all.</summary>
    [SupplyParameterFromQuery] private string? Show { get; set; }

    private FeedRow? Selected => _rows?.FirstOrDefault(row => row.Id == Feed);

    protected override async Task OnInitializedAsync()
    {
        _keys =
        [
            new("j", Words["Keys.NextPrevious"], () => Step(1)) { Repeats = true },
            new("k", Words["Keys.NextPrevious"], () => Step(-1)) { Repeats = true },
            new("r", Words["Keys.CheckNow"], () => ChangeAsync(Admin.FetchNowAsync)),
            new("Space", Words["Keys.Pause"], () => ChangeAsync(Selected?.State == FeedState.Active ? Admin.PauseAsync : Admin.ResumeAsync)),
            new("c", Words["Keys.Add"], AddAsync),
            new("Escape", Words["Keys.ClosePane"], () => Select(null)) { InStatusLine = false },
        ];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Feeds ? InvokeAsync(ReloadAsync) : Task.CompletedTask);
        await LoadAsync();
    }

    protected override void OnParametersSet() => Arrange();

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Not disposed: a bulletin under way may still ask for its token.
        _leaving.Cancel();
    }

    private async Task ReloadAsync()
    {
        try { await LoadAsync(); }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    private async Task LoadAsync()
    {
        _tally = await Queries.TallyAsync(_leaving.Token);
        var rows = new List<FeedRow>();
        FeedKey? after = null;
        do
        {
            var page = await Queries.PageAsync(new() { Limit = PageLength, After = after }, _leaving.Token);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        _rows = rows;
        Arrange();
        StateHasChanged();
    }

    /// <summary>Worst first, as the filter and the words ask.</summary>
    private void Arrange()
    {
        if (_rows is null) return;
        _attention = _rows.Count(Wording.NeedsAttention);
        _fine = _tally.All - _attention - _tally.Paused;
        _shown =
        [
            .. _rows.Where(row => Show switch { "attention" => Wording.NeedsAttention(row), "paused" => row.State == FeedState.Paused, _ => true })
                .Where(row => string.IsNullOrWhiteSpace(_text) || $"{row.OutletName} {row.Title} {row.Address}".Contains(_text.Trim(), StringComparison.CurrentCultureIgnoreCase))
                .OrderBy(Wording.Rank).ThenBy(row => row.Failures > 0 ? row.FailingSince : null).ThenBy(row => row.OutletName, StringComparer.CurrentCultureIgnoreCase).ThenBy(row => row.Title),
        ];
    }

    private string Pressed(string? show) => show == Show ? "true" : "false";

    private void ShowOnly(string? show) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("show", show), replace: true);

    private void ShowAll()
    {
        _text = null;
        ShowOnly(null);
        Arrange();
    }

    private void Step(int by)
    {
        if (_shown.Count == 0) return;
        var at = _shown.FindIndex(row => row.Id == Feed);
        Select(_shown[at < 0 ? (by > 0 ? 0 : _shown.Count - 1) : Math.Clamp(at + by, 0, _shown.Count - 1)].Id);
    }

    private void Select(long? id) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("feed", id), replace: true);

    private void SelectByKey(KeyboardEventArgs key, long id)
    {
        if (key.Key is "Enter") Select(id);
    }

    private async Task ChangeAsync(Func<long, Core.Accounts.Caller, CancellationToken, Task<FeedChange>> change)
    {
        if (Selected is not { } feed) return;
        if (Wording.Say(await change(feed.Id, (await SignedIn).User.Id(), _leaving.Token)) is { } fault) Snackbar.Add(fault);
        await LoadAsync();
    }

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<AddFeedDialog>(Words["Add"]);
        if (await dialog.Result is { Canceled: false, Data: long id })
        {
            await LoadAsync();
            Select(id);
        }
    }

    private async Task ImportAsync()
    {
        var dialog = await Dialogs.ShowAsync<ImportFeedsDialog>(Words["Import"]);
        if (await dialog.Result is { Canceled: false }) await LoadAsync();
    }
}
