using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Users;

public sealed partial class UsersPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<UserRow>? _users;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;

    [Inject] private UserAdmin Admin { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private IDialogService Dialogs { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Times { get; set; } = null!;
    [Inject] private IStringLocalizer<AdminWords> Words { get; set; } = null!;
    [Inject] private IStringLocalizer<FrameWords> Frame { get; set; } = null!;

    /// <summary>The one whose pane is open.</summary>
    [SupplyParameterFromQuery] private long? User { get; set; }

    private UserRow? Selected => _users?.FirstOrDefault(user => user.Id == User);

    protected override async Task OnInitializedAsync()
    {
        _keys =
        [
            new("j", Words["Keys.NextPrevious"], () => Step(1)) { Repeats = true },
            new("k", Words["Keys.NextPrevious"], () => Step(-1)) { Repeats = true },
            new("c", Words["Keys.Add"], AddAsync),
            new("Escape", Words["Keys.ClosePane"], () => Select(null)) { InStatusLine = false },
        ];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject == BulletinSubject.Users ? InvokeAsync(ReloadAsync) : Task.CompletedTask);
        await LoadAsync();
    }

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
        _users = await Admin.ListAsync(_leaving.Token);
        StateHasChanged();
    }

    private void Step(int by)
    {
        if (_users is not { Count: > 0 } users) return;
        var at = users.ToList().FindIndex(user => user.Id == User);
        Select(users[at < 0 ? (by > 0 ? 0 : users.Count - 1) : Math.Clamp(at + by, 0, users.Count - 1)].Id);
    }

    private void Select(long? id) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("user", id), replace: true);

    private void SelectByKey(KeyboardEventArgs key, long id)
    {
        if (key.Key is "Enter" or " ") Select(id);
    }

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<AddUserDialog>(Words["Users.Add"]);
        if (await dialog.Result is { Canceled: false, Data: long id })
        {
            await LoadAsync();
            Select(id);
        }
    }

    private string RolesOf(UserRow user) =>
        user.Roles.Count == 0 ? Words["Users.NoRole"] : string.Join(", ", user.Roles.Select(role => Frame[$"Role.{role}"].Value));

    private string StateOf(UserRow user) => user switch
    {
        { DisabledAt: { } at } => Words["Users.DisabledOn", Times.Brief(at)],
        { LockedUntil: { } until } => Words["Users.LockedUntil", Times.Brief(until)],
        _ => Words["Users.Active"],
    };
}
