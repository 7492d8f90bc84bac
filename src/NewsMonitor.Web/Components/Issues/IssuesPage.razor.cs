using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Issues;

/// <summary>The codebook: issues and instruments, and beside them the one that is open.</summary>
[Authorize]
public sealed partial class IssuesPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<IssueRow>? _issueRows;
    private IReadOnlyList<InstrumentRow>? _instrumentRows;
    private IReadOnlyList<KeyBinding> _keys = [];
    private bool _instruments;
    private long? _id;
    /// <summary>Changes with every opening, so that the pane starts afresh; null while it is closed.</summary>
    private object? _draftKey;
    private bool _canEdit;
    private long _userId;
    private IDisposable? _bulletins;

    [SupplyParameterFromQuery(Name = "id")] public long? LinkedId { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private IStringLocalizer<ListWords> W { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canEdit) = (person.Id(), person.Holds(Role.Editor));
        List<KeyBinding> keys =
        [
            new("j", W["Key.Move"], () => Move(1)) { Repeats = true },
            new("k", W["Key.Move"], () => Move(-1)) { Repeats = true },
            new("Escape", W["Key.Close"], Close) { InStatusLine = false },
        ];
        if (_canEdit) keys.Add(new("c", W["Key.Add"], Add));
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject == BulletinSubject.Lists ? InvokeAsync(LoadAsync) : Task.CompletedTask);
        await LoadAsync();
        if (LinkedId is { } id) Select(id);
    }

    private async Task LoadAsync()
    {
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        _issueRows = await db.IssuesAsync(_leaving.Token);
        _instrumentRows = await db.InstrumentsAsync(_leaving.Token);
        StateHasChanged();
    }

    private void Show(bool instruments)
    {
        _instruments = instruments;
        Close();
    }

    private void Add()
    {
        if (_canEdit) (_id, _draftKey) = (null, new());
    }

    private void Select(long id) => (_id, _draftKey) = (id, new());

    private void Move(int step)
    {
        var ids = (_instruments ? _instrumentRows?.Select(r => r.Instrument.Id) : _issueRows?.Select(r => r.Issue.Id))?.ToList() ?? [];
        if (ids.Count == 0) return;
        Select(ids[Math.Clamp(ids.IndexOf(_id ?? 0) + step, 0, ids.Count - 1)]);
        StateHasChanged();
    }

    private void Close() => (_id, _draftKey) = (null, null);

    private async Task ChangedAsync(long id)
    {
        await LoadAsync();
        Select(id);
    }

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
