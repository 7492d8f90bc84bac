using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Threats;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Threats;

/// <summary>Who threatens whom, with what, when, and what became of it; each figure opens the threats behind it.</summary>
[Authorize]
public sealed partial class ThreatsPage : IAsyncDisposable
{
    private const int PageLength = 40;

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _wanted = new();
    private ThreatsAddress _at = new();
    private ResolvedSearch _search = ResolvedSearch.Everything;
    private ThreatBoard? _board;
    private List<QuoteRow> _rows = [];
    private QuoteKey? _next;
    private DateTimeOffset? _loadedAt;
    private bool _changed, _busy, _canCode;
    private string? _fault, _said;
    private long _userId;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;
    private IJSObjectReference? _keysModule;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private ThreatBoards Boards { get; set; } = null!;
    [Inject] private StatementQuotes Quotes { get; set; } = null!;
    [Inject] private CodeEditor Editor { get; set; } = null!;
    [Inject] private CodeUndo Undoing { get; set; } = null!;
    [Inject] private SearchResolver Resolver { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private NewsroomTime Newsroom { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private ILogger<ThreatsPage> Log { get; set; } = null!;
    [Inject] private IStringLocalizer<ThreatWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<MapWords> M { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> C { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canCode) = (person.Id(), person.Holds(Role.Editor));
        KeyBinding[] keys =
        [
            new("j", W["Key.Next"], () => MoveAsync(1)) { Repeats = true },
            new("k", W["Key.Next"], () => MoveAsync(-1)) { Repeats = true },
            new("o", M["Key.OpenArticle"], Open),
            new("f", W["Key.Flow"], () => Go(_at with { Flow = !_at.Flow })),
            new("a", M["Key.States"], () => Go(_at with { ConfirmedOnly = !_at.ConfirmedOnly })) { InStatusLine = false },
            new("Escape", W["Key.Widen"], () => Go(_at.Widened with { Line = _at.Line })) { InStatusLine = false },
        ];
        KeyBinding[] editing = !_canCode ? [] :
        [
            new("y", C["Accept"], () => ActAsync(ThreatAct.Accept)), new("x", C["Reject"], () => ActAsync(ThreatAct.Reject)), new("e", W["Key.Edit"], Open),
            .. Enum.GetValues<ThreatLifeCycle>().Select((life, i) => new KeyBinding($"{i + 1}", C[$"ThreatLifeCycle.{life}"], () => ActAsync(ThreatAct.Of(life)))),
            new("Ctrl+z", W["Key.Undo"], UndoAsync) { InStatusLine = false },
        ];
        _keys = [.. keys.Concat(editing).Select(key => key.ThenDraw(StateHasChanged))];
        Navigation.LocationChanged += Moved;
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Codes or BulletinSubject.Lists ? InvokeAsync(HearAsync) : Task.CompletedTask);
        _at = ThreatsAddress.Read(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        var address = new Uri(e.Location);
        if (address.AbsolutePath != ThreatsAddress.Path) return;
        var before = _at;
        (_at, _said) = (ThreatsAddress.Read(address.Query), null);
        if (!_at.ShowsWhat(before)) await LoadAsync();
        StateHasChanged();
    });

    private async Task HearAsync()
    {
        if (_busy) return; // our own
        if (_board is { IsEmpty: true }) await LoadAsync();
        else _changed = true;
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        await _wanted.CancelAsync();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var (cancel, at) = (_wanted.Token, _at);
        try
        {
            var search = await Resolver.ResolveAsync(at.Line, cancel);
            if (search.IsSound)
            {
                var scope = at.Scope(search.Query, _userId);
                var (board, page) = (Boards.ReadAsync(scope, at.Rows, Languages.Current, cancel), Quotes.PageAsync(scope, null, PageLength, Languages.Current, cancel));
                await Task.WhenAll(board, page);
                cancel.ThrowIfCancellationRequested();
                (_board, _rows, _next) = (await board, [.. (await page).Rows], (await page).Next);
            }
            (_search, _fault, _changed, _loadedAt) = (search, null, false, Time.GetUtcNow());
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* the reader went elsewhere, or asks for something else */ }
        catch (NpgsqlException e)
        {
            _fault = Guid.NewGuid().ToString("N")[..8];
            Log.LogError(e, "The board of threats could not be read. Reference {Reference}.", _fault);
        }
        StateHasChanged();
    }

    private async Task MoreAsync()
    {
        var page = await Quotes.PageAsync(_at.Scope(_search.Query, _userId), _next, PageLength, Languages.Current, _wanted.Token);
        _rows.AddRange(page.Rows);
        _next = page.Next;
    }

    private QuoteRow? Current => _rows.Find(r => r.Statement.Id == _at.Id);

    private async Task MoveAsync(int step)
    {
        if (_rows.Count == 0) return;
        var at = _rows.FindIndex(r => r.Statement.Id == _at.Id);
        var to = at < 0 ? 0 : Math.Clamp(at + step, 0, _rows.Count - 1);
        if (to >= _rows.Count - 5 && _next is not null) await MoreAsync();
        Navigation.NavigateTo((_at with { Id = _rows[to].Statement.Id }).Write(), replace: true);
        _keysModule ??= await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/keys.js");
        await _keysModule.InvokeVoidAsync("reveal", _leaving.Token, $"#threat-{_rows[to].Statement.Id}", false);
    }

    /// <summary>The article with the threat chosen: there it can be read in its place and edited.</summary>
    private void Open()
    {
        if (Current is { } row) Navigation.NavigateTo($"/articles/{row.Statement.ArticleId}?code={row.Statement.Id}");
    }

    /// <summary>An editor's act on the threat in view. What it changed is read afresh; the figures follow.</summary>
    private async Task ActAsync(ThreatAct act)
    {
        // One at a time: a second press while the first is on its way must not act on what is no longer so.
        if (_busy || !_canCode || Current is not { } row) return;
        _busy = true;
        try
        {
            var (id, version) = (row.Statement.Id, row.Statement.RowVersion);
            if (act.LifeCycle is null && row.Statement.State != CodeState.Suggested) return;
            var result = act switch
            {
                { LifeCycle: { } life } => await Editor.SetLifeCycleAsync(id, version, life, _userId, _leaving.Token),
                { Accepts: true } => await Editor.AcceptAsync(id, version, _userId, _leaving.Token),
                _ => await Editor.RejectAsync(id, version, _userId, _leaving.Token),
            };
            var trouble = WordsFor(result);
            await MoveOnAsync(id);
            _said = trouble ?? (act.LifeCycle is { } now ? W["SaidLife", C[$"ThreatLifeCycle.{now}"].Value].Value : null);
        }
        finally { _busy = false; }
    }

    /// <summary>A threat that the choices no longer hold gives its place to the next one.</summary>
    private async Task MoveOnAsync(long id)
    {
        var at = _rows.FindIndex(r => r.Statement.Id == id);
        await LoadAsync();
        if (_rows.Count > 0 && Current is null) Navigation.NavigateTo((_at with { Id = _rows[Math.Clamp(at, 0, _rows.Count - 1)].Statement.Id }).Write(), replace: true);
    }

    private async Task UndoAsync()
    {
        if (await Undoing.UndoAsync(_userId, _leaving.Token) is UndoResult.Moved) await LoadAsync();
    }

    private string? WordsFor(CodingResult result) => result switch
    {
        CodingResult.Stale stale => C["Stale", stale.ChangedBy ?? "–", Clock.Brief(stale.ChangedAt)].Value,
        CodingResult.Gone => C["Gone"].Value,
        CodingResult.NotAllowed => C["NotAllowed"].Value,
        _ => null,
    };

    private void Go(ThreatsAddress to) => Navigation.NavigateTo(to.Write());

    private void ShowLine(string line) => Go(_at with { Line = line, Id = null });

    private void ShowTime((DateTimeOffset? From, DateTimeOffset? Until) span) => ShowLine(SearchQuery.Parse(_at.Line).SetSpan(span.From, span.Until, Newsroom, Languages.Current));

    private string Figures => _board is null ? "" : W["Figures", W.Count("ThreatCount", _board.Total.All), _board.Total.Confirmed.ToString("N0"), _board.Total.Suggested.ToString("N0")];

    private string ListTitle => _at switch
    {
        { From: [var from], To: [var to] } => $"{Actor(from)} → {Actor(to)}",
        { From: [var from] } => $"{Actor(from)} →",
        { To: [var to] } => $"→ {Actor(to)}",
        _ => W["AllThreats"].Value,
    };

    private string Actor(long id) => ThreatNames.Actor(W, _board!, id);

    /// <summary>What narrows the list, each with the way out of it.</summary>
    private IEnumerable<(string Words, ThreatsAddress Without)> Chosen =>
    [
        .. _at.From.Select(id => ($"{Actor(id)} →", _at with { From = ThreatsAddress.Toggled(_at.From, id), Id = null })),
        .. _at.To.Select(id => ($"→ {Actor(id)}", _at with { To = ThreatsAddress.Toggled(_at.To, id), Id = null })),
        .. _at.Instruments.Select(id => (ThreatNames.Instrument(W, _board!, id), _at with { Instruments = ThreatsAddress.Toggled(_at.Instruments, id), Id = null })),
        .. _at.Modes.Select(mode => (C[$"ThreatMode.{mode}"].Value, _at with { Modes = ThreatsAddress.Toggled(_at.Modes, mode), Id = null })),
        .. _at.LifeCycles.Select(life => (C[$"ThreatLifeCycle.{life}"].Value, _at with { LifeCycles = ThreatsAddress.Toggled(_at.LifeCycles, life), Id = null })),
        .. _at.Conditional is { } conditional ? new[] { (W[conditional ? "Condition.Yes" : "Condition.No"].Value, _at with { Conditional = null, Id = null }) } : [],
    ];

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        _bulletins?.Dispose();
        await _leaving.CancelAsync();
        try
        {
            if (_keysModule is not null) await _keysModule.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone */ }
    }
}
