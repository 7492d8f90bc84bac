using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Actors;

/// <summary>The list of actors, and beside it the one that is open.</summary>
[Authorize]
public sealed partial class ActorsPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<ActorRow>? _rows;
    private ActorKey? _next;
    private int? _count;
    private bool _mostUsed = true, _retired;
    private IReadOnlyList<KeyBinding> _keys = [];
    private string _search = "";
    private ActorKind? _kind;
    private long? _id;
    /// <summary>Changes with every opening, so that the pane starts afresh; null while it is closed.</summary>
    private object? _draftKey;
    private bool _canEdit;
    private long _userId;
    private int _turn;
    private IDisposable? _bulletins;

    [SupplyParameterFromQuery(Name = "id")] public long? LinkedId { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IStringLocalizer<ListWords> W { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canEdit) = (person.Id(), person.Holds(Role.Editor));
        List<KeyBinding> keys =
        [
            new("j", W["Key.Move"], () => MoveAsync(1)) { Repeats = true },
            new("k", W["Key.Move"], () => MoveAsync(-1)) { Repeats = true },
            new("o", W["Key.Open"], Open),
            new("Enter", W["Key.Open"], Open) { InStatusLine = false },
            new("Escape", W["Key.Close"], CloseAsync) { InStatusLine = false },
        ];
        if (_canEdit) keys.Add(new("c", W["AddActor"], Add));
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject == BulletinSubject.Lists ? InvokeAsync(LoadAsync) : Task.CompletedTask);
        if (LinkedId is { } id) (_id, _draftKey) = (id, new());
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var turn = ++_turn;
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        var query = Query();
        var page = await db.ActorsAsync(query, Languages.Current, _leaving.Token);
        // A newsroom that has coded nothing yet has no most used ones.
        if (page.Rows.Count == 0 && query is { MostUsed: true, Search.Length: 0 }) page = await db.ActorsAsync(query with { MostUsed = false }, Languages.Current, _leaving.Token);
        var count = await db.CountActorsAsync(query, _leaving.Token);
        if (turn != _turn) return;
        (_rows, _next, _count) = (page.Rows, page.Next, count);
        StateHasChanged();
    }

    private async Task MoreAsync()
    {
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        var page = await db.ActorsAsync(Query() with { MostUsed = false, After = _next }, Languages.Current, _leaving.Token);
        (_rows, _next) = ([.. _rows ?? [], .. page.Rows], page.Next);
    }

    private ActorListQuery Query() => new() { Search = _search, Kind = _kind, Retired = _retired, MostUsed = _mostUsed && !_retired };

    private Task OrderAsync(bool mostUsed)
    {
        _mostUsed = mostUsed;
        return LoadAsync();
    }

    private Task ShowRetiredAsync(ChangeEventArgs chosen)
    {
        _retired = chosen.Value is true;
        return LoadAsync();
    }

    private Task SearchAsync(ChangeEventArgs typed)
    {
        _search = typed.Value?.ToString() ?? "";
        return LoadAsync();
    }

    private Task ShowKind(ActorKind? kind)
    {
        _kind = kind;
        return LoadAsync();
    }

    private string Pressed(ActorKind? kind) => _kind == kind ? "true" : "false";

    private void Add()
    {
        if (_canEdit) (_id, _draftKey) = (null, new());
    }

    private Task SelectAsync(long id)
    {
        (_id, _draftKey) = (id, new());
        Navigation.NavigateTo($"/actors?id={id}", replace: true);
        return Task.CompletedTask;
    }

    private Task MoveAsync(int step)
    {
        if (_rows is not { Count: > 0 } rows) return Task.CompletedTask;
        var at = rows.ToList().FindIndex(row => row.Id == _id);
        return SelectAsync(rows[Math.Clamp(at + step, 0, rows.Count - 1)].Id);
    }

    private void Open()
    {
        if (_id is { } id) Navigation.NavigateTo($"/actors/{id}");
    }

    private Task CloseAsync()
    {
        (_id, _draftKey) = (null, null);
        Navigation.NavigateTo("/actors", replace: true);
        return Task.CompletedTask;
    }

    private async Task ChangedAsync(long id)
    {
        await LoadAsync();
        await SelectAsync(id);
    }

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
