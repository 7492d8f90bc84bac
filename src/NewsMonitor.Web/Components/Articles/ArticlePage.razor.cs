using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>One article: read, and for editors code.</summary>
[Authorize]
public sealed partial class ArticlePage : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private ArticleReading? _reading;
    private bool _missing;
    private bool _isEditor;
    private bool _attached;
    private bool _canCode;
    private bool _saving;
    private ListFault? _listFault;
    private long _userId;
    private long? _shownCode;
    private ITimer? _keepSoon;
    private IDisposable? _bulletins;
    private ElementReference _sheet;
    private IJSObjectReference? _text;
    private DotNetObjectReference<ArticlePage>? _self;

    [Parameter] public long Id { get; set; }
    [SupplyParameterFromQuery(Name = "version")] public int? Number { get; set; }
    /// <summary>The code that a link points at.</summary>
    [SupplyParameterFromQuery(Name = "code")] public long? Code { get; set; }
    /// <summary>The list's query string, so that Esc leads back to where one came from.</summary>
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }
    /// <summary>Whether the discussion of the code is to be opened.</summary>
    [SupplyParameterFromQuery(Name = "talk")] public bool? Talk { get; set; }
    [SupplyParameterFromQuery(Name = "coder")] public string? Coder { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private ArticleCoding Coding { get; set; } = null!;
    [Inject] private ArticleMarks Marks { get; set; } = null!;
    [Inject] private ListWalk Walk { get; set; } = null!;
    [Inject] private IDialogService Dialogs { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private IStringLocalizer<ArticleWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> CodingW { get; set; } = null!;
    [Inject] private IStringLocalizer<CommentWords> CommentW { get; set; } = null!;

    private string ListAddress => From is { Length: > 0 } ? $"/articles?{From}" : $"/articles?id={Id}";

    private string ChangesAddress => $"/articles/{Id}/changes" + (_reading is { Version.Number: > 1 and var shown } && shown < _reading.Versions ? $"?new={shown}" : "");

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        _userId = person.Id();
        _canCode = _isEditor = person.Holds(Role.Editor);
        _keys = [.. Keys().Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(async bulletin =>
        {
            if (bulletin == new Bulletin(BulletinSubject.Codes, Id)) await InvokeAsync(RefreshAsync);
            else if (bulletin.Subject == BulletinSubject.Comments) await InvokeAsync(CountQuestionsAsync);
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        _reading = await ArticleReading.FindAsync(db, Id, Number, _userId, _leaving.Token);
        _missing = _reading is null;
        if (_reading is null) return;
        await Coding.OpenAsync(_reading.Article, _reading.Version, _userId, _leaving.Token);
        _canCode = _isEditor && Coding.Standing is { Lock: null };
        Coding.Filter = MarginFilter.Of(Show, State, Coder);
        if (Code is { } code && code != _shownCode) Coding.Choose([code]);
        _shownCode = Code;
        if (!_reading.Read) await Marks.SetReadAsync(Id, _userId, read: true, _leaving.Token);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_attached || _sheet.Context is null) return; // the sheet comes with the article
        _attached = true; // it may be drawn again while the script is on its way
        _self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/text.js");
        _text = await module.InvokeAsync<IJSObjectReference>("attach", _leaving.Token, _sheet, _self);
        if (Code is not { } code) return;
        await _text.InvokeVoidAsync("reveal", _leaving.Token, code);
        if (Talk == true && Coding.Margin.FirstOrDefault(row => row.Id == code) is { } row) await DiscussAsync(row);
    }

    [JSInvokable]
    public void Selected(int start, int end)
    {
        // While a card is open its fields take the focus and the browser drops the selection: the words stay with the card.
        if (end == 0 && Coding.Slots is not null) return;
        Coding.Selection = end > start && end <= (_reading?.Version.Text.Length ?? 0) ? (start, end) : null;
        StateHasChanged();
    }

    [JSInvokable]
    public void Opened(long[] codes)
    {
        Coding.Choose(codes);
        StateHasChanged();
    }

    private async Task RefreshAsync()
    {
        await Coding.RefreshAsync(_leaving.Token);
        _canCode = _isEditor && Coding.Standing is { Lock: null };
        StateHasChanged();
    }

    private async Task HistoryAsync()
    {
        var code = Coding.ActiveId is { } id && id != Highlight.Draft ? id : (long?)null;
        var dialog = await Dialogs.ShowAsync<HistoryDialog>(null, new DialogParameters { ["ArticleId"] = Id, ["CodeId"] = code, ["CanCode"] = _canCode, ["UserId"] = _userId });
        // Result is a task that ends when the dialog closes: it is awaited, no thread waits.
        if (await dialog.Result is { Canceled: false, Data: long revision } && code is { } reverted) await Coding.RevertAsync(reverted, revision, _leaving.Token);
    }

    private Task DiscussAsync() => Coding.Active is { } row ? DiscussAsync(row) : Task.CompletedTask;

    private async Task DiscussAsync(MarginRow row) => await Dialogs.ShowAsync<Comments.DiscussionDialog>(null, new DialogParameters
    {
        ["CodeId"] = row.Id, ["Quote"] = row.Anchors.FirstOrDefault(a => a.Role == AnchorRole.Evidence)?.Quote, ["UserId"] = _userId, ["CanResolve"] = _canCode,
    });

    private async Task CountQuestionsAsync()
    {
        await Coding.CountQuestionsAsync(_leaving.Token);
        StateHasChanged();
    }

    /// <summary>The next article of the list that one came from.</summary>
    private async Task NextArticleAsync()
    {
        if (_reading is not null && await Walk.NextAsync(From, _reading.Article, _userId, _leaving.Token) is { } next) Navigation.NavigateTo(next);
    }

    public async ValueTask DisposeAsync()
    {
        _bulletins?.Dispose();
        if (_keepSoon is not null) await _keepSoon.DisposeAsync();
        await _leaving.CancelAsync(); // not disposed: what is still under way asks for its token
        try
        {
            if (_text is not null)
            {
                await _text.InvokeVoidAsync("dispose");
                await _text.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone, and its listeners with it */ }
        _self?.Dispose();
    }
}
