using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Threats;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Threats;

/// <summary>Who threatens whom, with what, when, and what became of it; each figure opens the threats behind it.</summary>
[Authorize]
public sealed partial class ThreatsPage
{
    private const int PageLength = 40;

    private ThreatBoard? _board;
    private List<QuoteRow> _rows = [];
    private QuoteKey? _next;
    private bool _busy, _canCode;
    private string? _said;
    private IJSObjectReference? _keysModule;

    [Inject] private ThreatBoards Boards { get; set; } = null!;
    [Inject] private StatementQuotes Quotes { get; set; } = null!;
    [Inject] private CodeEditor Editor { get; set; } = null!;
    [Inject] private CodeUndo Undoing { get; set; } = null!;
    [Inject] private IStringLocalizer<ThreatWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> C { get; set; } = null!;

    protected override IEnumerable<KeyBinding> Keys(ClaimsPrincipal person)
    {
        _canCode = person.Holds(Role.Editor);
        KeyBinding[] reading =
        [
            new("j", W["Key.Next"], () => MoveAsync(1)) { Repeats = true },
            new("k", W["Key.Next"], () => MoveAsync(-1)) { Repeats = true },
            new("o", M["Key.OpenArticle"], Open),
            new("f", W["Key.Flow"], () => Go(At with { Flow = !At.Flow })),
            new("a", M["Key.States"], () => Go(At with { ConfirmedOnly = !At.ConfirmedOnly })) { InStatusLine = false },
            new("Escape", W["Key.Widen"], () => Go(At.Widened with { Line = At.Line })) { InStatusLine = false },
        ];
        KeyBinding[] editing = !_canCode ? [] :
        [
            new("y", C["Accept"], () => ActAsync(ThreatAct.Accept)), new("x", C["Reject"], () => ActAsync(ThreatAct.Reject)), new("e", W["Key.Edit"], Open),
            .. Enum.GetValues<ThreatLifeCycle>().Select((life, i) => new KeyBinding($"{i + 1}", C[$"ThreatLifeCycle.{life}"], () => ActAsync(ThreatAct.Of(life)))),
            new("Ctrl+z", W["Key.Undo"], UndoAsync) { InStatusLine = false },
        ];
        return [.. reading, .. editing];
    }

    protected override bool IsEmpty => _board is { IsEmpty: true };

    protected override async IAsyncEnumerable<Action> ReadAsync(ThreatsAddress at, ArticleQuery articles, [EnumeratorCancellation] CancellationToken cancel)
    {
        var scope = at.Scope(articles, UserId);
        var (reading, listing) = (Boards.ReadAsync(scope, at.Rows, Languages.Current, cancel), Quotes.PageAsync(scope, null, PageLength, Languages.Current, cancel));
        await Task.WhenAll(reading, listing);
        var (board, page) = (await reading, await listing);
        yield return () => (_board, _rows, _next) = (board, [.. page.Rows], page.Next);
    }

    protected override Task MovedAsync(ThreatsAddress before)
    {
        _said = null;
        return Task.CompletedTask;
    }

    // What the reader does here is read afresh anyway.
    protected override Task HearAsync() => _busy ? Task.CompletedTask : base.HearAsync();

    private async Task MoreAsync()
    {
        var page = await Quotes.PageAsync(At.Scope(Search.Query, UserId), _next, PageLength, Languages.Current, Wanted);
        _rows.AddRange(page.Rows);
        _next = page.Next;
    }

    private QuoteRow? Current => _rows.Find(r => r.Statement.Id == At.Id);

    private async Task MoveAsync(int step)
    {
        if (_rows.Count == 0) return;
        var at = _rows.FindIndex(r => r.Statement.Id == At.Id);
        var to = at < 0 ? 0 : Math.Clamp(at + step, 0, _rows.Count - 1);
        if (to >= _rows.Count - 5 && _next is not null) await MoreAsync();
        Navigation.NavigateTo((At with { Id = _rows[to].Statement.Id }).Write(), replace: true);
        _keysModule ??= await Js.InvokeAsync<IJSObjectReference>("import", Leaving, "/js/keys.js");
        await _keysModule.InvokeVoidAsync("reveal", Leaving, $"#threat-{_rows[to].Statement.Id}", false);
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
                { LifeCycle: { } life } => await Editor.SetLifeCycleAsync(id, version, life, UserId, Leaving),
                { Accepts: true } => await Editor.AcceptAsync(id, version, UserId, Leaving),
                _ => await Editor.RejectAsync(id, version, UserId, Leaving),
            };
            var trouble = CodingAnswers.Words(result, C, Clock);
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
        if (_rows.Count > 0 && Current is null) Navigation.NavigateTo((At with { Id = _rows[Math.Clamp(at, 0, _rows.Count - 1)].Statement.Id }).Write(), replace: true);
    }

    private async Task UndoAsync()
    {
        if (await Undoing.UndoAsync(UserId, Leaving) is UndoResult.Moved) await LoadAsync();
    }

    private string Figures => _board is null || !Search.IsSound ? "" : W["Figures", W.Count("ThreatCount", _board.Total.All), _board.Total.Confirmed.ToString("N0"), _board.Total.Suggested.ToString("N0")];

    private string ListTitle => At switch
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
        .. At.From.Select(id => ($"{Actor(id)} →", At with { From = ThreatsAddress.Toggled(At.From, id), Id = null })),
        .. At.To.Select(id => ($"→ {Actor(id)}", At with { To = ThreatsAddress.Toggled(At.To, id), Id = null })),
        .. At.Instruments.Select(id => (ThreatNames.Instrument(W, _board!, id), At with { Instruments = ThreatsAddress.Toggled(At.Instruments, id), Id = null })),
        .. At.Modes.Select(mode => (C[$"ThreatMode.{mode}"].Value, At with { Modes = ThreatsAddress.Toggled(At.Modes, mode), Id = null })),
        .. At.LifeCycles.Select(life => (C[$"ThreatLifeCycle.{life}"].Value, At with { LifeCycles = ThreatsAddress.Toggled(At.LifeCycles, life), Id = null })),
        .. At.Conditional is { } conditional ? new[] { (W[conditional ? "Condition.Yes" : "Condition.No"].Value, At with { Conditional = null, Id = null }) } : [],
    ];

    protected override async ValueTask LeaveAsync()
    {
        if (_keysModule is not null) await _keysModule.DisposeAsync();
    }
}
