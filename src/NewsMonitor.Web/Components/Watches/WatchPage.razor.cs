using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Watches;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Watches;

public sealed partial class WatchPage : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private WatchView? _view;
    private ResolvedSearch _search = ResolvedSearch.Everything;
    private List<ArticleRow>? _rows;
    private List<AlertRow>? _alerts;
    private ArticleKey? _next;
    private long? _moreAlerts, _selected;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;
    private string? _trouble;
    private bool _missing;
    private long _userId;

    [Parameter] public long Id { get; set; }
    [SupplyParameterFromQuery] public string? Beside { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private WatchQueries Queries { get; set; } = null!;
    [Inject] private WatchEditor Editor { get; set; } = null!;
    [Inject] private AlertInbox Inbox { get; set; } = null!;
    [Inject] private ArticleQueries Articles { get; set; } = null!;
    [Inject] private ArticleMarks Marks { get; set; } = null!;
    [Inject] private SearchResolver Resolver { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private IStringLocalizer<WatchWords> W { get; set; } = null!;

    private bool ShowsChannels => Beside == "channels";

    private IEnumerable<string> Told => new (bool On, string Key)[]
    {
        (_view!.Watch.Articles, "Tell.Articles"), (_view.Watch.Turns, "Tell.Turns"), (_view.Watch.Firsts, "Tell.Firsts"), (_view.Watch.Pairs, "Tell.Pairs"), (_view.Watch.Volume, "Tell.Volume"),
    }.Where(t => t.On).Select(t => W[t.Key].Value);

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        KeyBinding[] keys =
        [
            new("j", W["Key.Move"], () => StepAsync(1)) { Repeats = true },
            new("k", W["Key.Move"], () => StepAsync(-1)) { Repeats = true },
            new("o", W["Key.Open"], () => { if (_selected is { } id) Navigation.NavigateTo(OpenAddress(id)); }),
            new("m", W["MarkRead"], () => MarkAsync(row => Marks.SetReadAsync(row.Id, _userId, !row.Read, _leaving.Token))),
            new("s", W["Key.Star"], () => MarkAsync(row => Marks.SetStarredAsync(row.Id, _userId, !row.Starred, _leaving.Token))),
            new("M", W["ArticlesRead"], AllReadAsync),
            new("e", W["Edit"], () => { if (_view?.IsOwn == true) Navigation.NavigateTo($"/watches/{Id}/edit"); }),
            new("c", W["Channels"], () => ShowBeside(ShowsChannels ? null : "channels")),
        ];
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject == BulletinSubject.Watches ? InvokeAsync(LoadAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_view?.Watch.Id == Id) return;
        (_view, _rows, _alerts, _selected) = (null, null, null, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            var view = await Queries.FindAsync(Id, _userId, _leaving.Token);
            (_view, _missing) = (view, view is null);
            if (view is null) return;
            var alerts = await Queries.AlertsAsync(_userId, Id, false, null, _leaving.Token);
            (_alerts, _moreAlerts) = ([.. alerts.Rows], alerts.Next);
            StateHasChanged();
            _search = await Resolver.ResolveAsync(view.Watch.Line, _leaving.Token);
            if (_search.IsSound)
            {
                var page = await Articles.PageAsync(_search.Query, _userId, null, Math.Max(PageSize, _rows?.Count ?? 0), _leaving.Token);
                (_rows, _next) = ([.. page.Rows], page.Next);
            }
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
        catch (NpgsqlException) { _trouble = W["Failed"]; }
    }

    private async Task MoreAsync()
    {
        var page = await Articles.PageAsync(_search.Query, _userId, _next, PageSize, _leaving.Token);
        _rows!.AddRange(page.Rows);
        _next = page.Next;
    }

    private async Task MoreAlertsAsync()
    {
        var page = await Queries.AlertsAsync(_userId, Id, false, _moreAlerts, _leaving.Token);
        _alerts!.AddRange(page.Rows);
        _moreAlerts = page.Next;
    }

    private async Task StepAsync(int by)
    {
        if (_rows is not { Count: > 0 } rows) return;
        _selected = rows[Math.Clamp(rows.FindIndex(r => r.Id == _selected) + by, 0, rows.Count - 1)].Id;
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/keys.js");
        await module.InvokeVoidAsync("reveal", _leaving.Token, $"#article-{_selected}", false);
    }

    private async Task MarkAsync(Func<ArticleRow, Task> mark)
    {
        if (_rows?.FirstOrDefault(row => row.Id == _selected) is not { } row) return;
        await mark(row);
        if (await Articles.RowAsync(row.Id, _userId, _leaving.Token) is { } fresh) _rows[_rows.IndexOf(row)] = fresh;
        _view = await Queries.FindAsync(Id, _userId, _leaving.Token) ?? _view;
        Board.Post(new(BulletinSubject.Watches));
    }

    private async Task AllReadAsync()
    {
        if (_view?.Member is null) return;
        await Inbox.SetArticlesReadAsync(Id, _userId, _leaving.Token);
        await Inbox.SetAllReadAsync(Id, _userId, _leaving.Token);
        await LoadAsync();
    }

    private async Task ReadAsync(long alert, bool read)
    {
        await Inbox.SetReadAsync([alert], read, _userId, _leaving.Token);
        if (_alerts?.FindIndex(r => r.Id == alert) is >= 0 and var at) _alerts[at] = _alerts[at] with { Read = read };
    }

    private async Task FollowAsync(MailRhythm mail)
    {
        if (await Editor.FollowAsync(Id, mail, _userId, _leaving.Token) is WatchResult.NotAllowed) _trouble = W["NotAllowed"];
        await LoadAsync();
    }

    private async Task LeaveAsync()
    {
        await Editor.LeaveAsync(Id, _userId, _leaving.Token);
        await LoadAsync();
    }

    private void ShowBeside(string? what) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("beside", what), replace: true);

    private Task ToSearchAsync(string line)
    {
        Navigation.NavigateTo(ArticleAddress.Write(line));
        return Task.CompletedTask;
    }

    private string OpenAddress(long id) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString($"/articles/{id}", "from", ArticleAddress.WriteQuery(_view!.Watch.Line, id));

    public void Dispose()
    {
        _bulletins?.Dispose();
        _leaving.Cancel(); // not disposed: a bulletin under way may still ask for its token
    }
}
