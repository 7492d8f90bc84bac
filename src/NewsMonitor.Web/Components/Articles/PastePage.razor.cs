using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>An article by hand: raw text or an address in, what was read of it beside it, to be put right before it is stored.</summary>
public sealed partial class PastePage : IDisposable
{
    /// <summary>More than this does not travel over the circuit in one event.</summary>
    private const int Limit = 400_000;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private IReadOnlyList<string> _outlets = [];
    private PastedArticle? _read;
    private ArticleDraft? _draft;
    private string _raw = "", _address = "", _title = "";
    private string? _kicker, _outlet, _trouble;
    private DateTime? _published;
    private long? _known;
    private bool _fetching, _saving;
    private long _userId;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private PasteArticle Articles { get; set; } = null!;
    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private NewsroomTime Newsroom { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IStringLocalizer<PasteWords> W { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        _keys = [new KeyBinding("Ctrl+Enter", W["Save"], SaveAsync) { InFields = true }.ThenDraw(StateHasChanged)];
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        _outlets = await db.Outlets.OrderBy(o => o.Name).Select(o => o.Name).Take(500).ToListAsync(_leaving.Token);
    }

    private Task ReadAsync(ChangeEventArgs typed)
    {
        _raw = typed.Value?.ToString() ?? "";
        (_trouble, _known) = (null, null);
        _read = _raw.Trim().Length == 0 ? null : PastedText.Read(_raw);
        Show(_read is null ? null : ArticleDraft.Of(_read));
        return Task.CompletedTask;
    }

    private void Show(ArticleDraft? draft)
    {
        _draft = draft;
        if (draft is null) return;
        (_kicker, _title) = (draft.Kicker, draft.Title);
        _published = draft.Published is { } at ? Newsroom.Local(at).DateTime : null;
        _outlet = draft.Outlet ?? _outlet;
    }

    private Task AddressKeyAsync(KeyboardEventArgs key) => key.Key == "Enter" ? FetchAsync() : Task.CompletedTask;

    private async Task FetchAsync()
    {
        if (_fetching || _address.Trim().Length == 0) return;
        (_fetching, _trouble, _known) = (true, null, null);
        try
        {
            switch (await Articles.LookAsync(_address.Trim(), Caller.User(_userId), _leaving.Token))
            {
                case PageLook.Read read:
                    (_raw, _read) = ("", null);
                    Show(read.Draft);
                    _trouble = read.State == PageState.Complete ? null : W[$"State.{read.State}"].Value;
                    break;
                case PageLook.AlreadyThere there: (_known, _trouble) = (there.ArticleId, W["AlreadyThere"]); break;
                case PageLook.Unreadable unreadable: _trouble = WordsFor(unreadable); break;
                case PageLook.NoArticle: _trouble = W["State.NotAnArticle"]; break;
                case PageLook.NotAllowed: _trouble = W["NotAllowed"]; break;
            }
        }
        finally { _fetching = false; }
    }

    private string WordsFor(PageLook.Unreadable unreadable) =>
        W[$"Look.{unreadable.Outcome}", unreadable.Status ?? 0] is { ResourceNotFound: false } words ? words : W["Look.Other"];

    private async Task SaveAsync()
    {
        if (_draft is null || _saving) return;
        (_saving, _trouble, _known) = (true, null, null);
        try
        {
            var draft = _draft with
            {
                Kicker = string.IsNullOrWhiteSpace(_kicker) ? null : _kicker.Trim(),
                Title = _title.Trim(),
                Published = _published is { } local ? Newsroom.At(local) : null,
                Outlet = _outlet,
                Address = _draft.Address ?? (_address.Trim().Length > 0 ? _address.Trim() : null),
            };
            switch (await Articles.SaveAsync(draft, ArticleOrigin.Pasted, Caller.User(_userId), _leaving.Token))
            {
                case PasteResult.Stored stored: Navigation.NavigateTo($"/articles/{stored.ArticleId}"); break;
                case PasteResult.AlreadyThere there: (_known, _trouble) = (there.ArticleId, W["AlreadyThere"]); break;
                case PasteResult.Incomplete: _trouble = W["Incomplete"]; break;
                case PasteResult.BadAddress: _trouble = W["BadAddress"]; break;
                case PasteResult.NotAllowed: _trouble = W["NotAllowed"]; break;
            }
        }
        finally { _saving = false; }
    }

    public void Dispose()
    {
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
