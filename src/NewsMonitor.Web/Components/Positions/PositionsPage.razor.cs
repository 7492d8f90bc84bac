using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Positions;
using NewsMonitor.Reading.Language;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Statements;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Positions;

/// <summary>Who stands where: actors by issues, over a time, with the change between two; each cell opens its quotes.</summary>
[Authorize]
public sealed partial class PositionsPage
{
    private static readonly PositionGrid Nothing = new() { Columns = [], Rows = [], AllRows = 0, AllColumns = 0 };

    private PositionMap? _map;
    private PositionGrid _grid = Nothing;
    private TimeSpans? _spans;
    private string? _issueLanguage;
    private int _proposed;
    private ElementReference _mat, _table;
    private IJSObjectReference? _cells;
    private bool _attached;
    private QuotePane? _pane;

    [Inject] private PositionMaps Maps { get; set; } = null!;
    [Inject] private IStringLocalizer<PositionWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<ListWords> L { get; set; } = null!;

    protected override IEnumerable<KeyBinding> Keys(ClaimsPrincipal person) =>
    [
        new("ArrowLeft", M["Key.Move"], EnterAsync), new("ArrowRight", M["Key.Move"], EnterAsync), new("ArrowUp", M["Key.Move"], EnterAsync), new("ArrowDown", M["Key.Move"], EnterAsync),
        new("Enter", M["Key.OpenCell"], EnterAsync),
        new("o", M["Key.OpenArticle"], () => { if (_pane?.FirstArticle is { } first) Navigation.NavigateTo(first); }),
        new("g", W["Key.Group"], () => Go(At with { Grouped = !At.Grouped })),
        new("v", W["Key.View"], () => Go(At with { View = (PositionsView)(((int)At.View + 1) % 3) })),
        new("a", M["Key.States"], () => Go(At with { ConfirmedOnly = !At.ConfirmedOnly })),
        new("Escape", M["Close"], () => Go(At with { Cell = null })) { InStatusLine = false },
    ];

    protected override bool IsEmpty => _map is { Statements: 0 };

    protected override async IAsyncEnumerable<Action> ReadAsync(PositionsAddress at, ArticleQuery articles, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (map, spans) = await PositionReading.ReadAsync(Maps, articles, at, UserId, Newsroom, cancel);
        var grid = PositionGrid.Of(map, at.Choice);
        // A codebook is written in one language, whatever the reader's: long words are broken by its rules.
        var language = LanguageGuess.Of(string.Join(". ", map.Issues.Select(i => i.Name)));
        yield return () => (_map, _spans, _grid, _issueLanguage) = (map, spans, grid, language.Confidence > 0.5 ? language.Code : null);
        var proposed = at.ConfirmedOnly ? 0 : await Maps.ProposedAsync(articles, UserId, cancel);
        yield return () => _proposed = proposed;
    }

    protected override Task MovedAsync(PositionsAddress before) => At.Cell is null && before.Cell is not null ? EnterAsync() : Task.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var there = _map is { Statements: > 0 } && Reading is { Fault: null, GivenUp: false } && Search.IsSound;
        if (there == _attached) return;
        _attached = there;
        try
        {
            if (_cells is not null)
            {
                await _cells.InvokeVoidAsync("dispose");
                _cells = null;
            }
            if (!there) return;
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", Leaving, "/js/grid.js");
            _cells = await module.InvokeAsync<IJSObjectReference>("attach", Leaving, _table);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone */ }
    }

    private async Task EnterAsync()
    {
        if (_cells is not null) await _cells.InvokeVoidAsync("enter", Leaving);
    }

    private void ShowDays((DateOnly? From, DateOnly? Until) days) =>
        ShowTime((days.From is { } first ? Newsroom.At(first.ToDateTime(default)) : null, days.Until is { } last ? Newsroom.At(last.AddDays(1).ToDateTime(default)) : null));

    private void Fold(long issue) => Go(At with { Folded = At.Folded.Contains(issue) ? [.. At.Folded.Where(f => f != issue)] : [.. At.Folded, issue], Cell = null });

    private DateOnly? FirstDay => Search.Query.From is { } from ? Clock.Day(from) : null;
    private DateOnly? LastDay => Search.Query.Until is { } until ? Clock.Day(until.AddTicks(-1)) : null;
    private (DateOnly First, DateOnly Last) EarlierDays => (Clock.Day(_spans!.EarlierFrom), Clock.Day(_spans.EarlierUntil.AddTicks(-1)));
    private (DateOnly First, DateOnly Last) LaterDays => (Clock.Day(_spans!.LaterFrom), Clock.Day(_spans.LaterUntil.AddTicks(-1)));
    private bool Narrowed => At.Line.Length > 0 || At.Kinds.Count > 0;

    private static (DateOnly, DateOnly)? Days((DateOnly? From, DateOnly? Until) span) => span is ({ } from, { } until) && from <= until ? (from, until) : null;

    private bool IsFirst(int row, int column) => row == 0 && _grid.Rows[0].Cells.Take(column).All(c => c.Counted.All == 0);

    private string ActorName(long id) => _map!.Actors.FirstOrDefault(a => a.Id == id)?.Name ?? "–";

    private string IssueName(long id) => _map!.Issues.FirstOrDefault(i => i.Id == id)?.Name ?? "–";

    /// <summary>The issues of a column: with those below it where it is folded; none where all are meant, as in the sum of a row.</summary>
    private IReadOnlyList<long> Within(long issue) => issue == 0 ? [] : _grid.Columns.FirstOrDefault(c => c.Issue.Id == issue)?.Within ?? [issue];

    private string TitleOf((long Actor, long Issue) cell) => cell.Issue == 0 ? ActorName(cell.Actor) : $"{ActorName(cell.Actor)}, {IssueName(cell.Issue)}";

    /// <summary>The statements of a cell; where two spans are compared, those from the beginning of the one to the end of the other.</summary>
    private StatementScope? Scope((long Actor, long Issue) cell) => Search.IsSound ? new()
    {
        Articles = _spans is { } spans ? Search.Query with { From = First(spans), Until = Last(spans) } : Search.Query,
        UserId = UserId, Suggestions = !At.ConfirmedOnly, Kind = StatementKind.Position, Speakers = [cell.Actor], Issues = Within(cell.Issue),
    } : null;

    private string ArticlesOf((long Actor, long Issue) cell)
    {
        var line = SearchQuery.Parse(At.Line).With(SearchKey.Actor, ActorName(cell.Actor), Languages.Current, alternative: false);
        foreach (var (index, issue) in Within(cell.Issue).Index())
        {
            line = SearchQuery.Parse(line).With(SearchKey.Issue, IssueName(issue), Languages.Current, alternative: index > 0);
        }
        if (_spans is { } spans) line = SearchQuery.Parse(line).SetSpan(First(spans), Last(spans), Newsroom, Languages.Current);
        return ArticleAddress.Write(line);
    }

    /// <summary>Where two spans begin, within the time that the search asks for.</summary>
    private DateTimeOffset First(TimeSpans spans)
    {
        var first = spans.EarlierFrom < spans.LaterFrom ? spans.EarlierFrom : spans.LaterFrom;
        return Search.Query.From > first ? Search.Query.From.Value : first;
    }

    private DateTimeOffset Last(TimeSpans spans)
    {
        var last = spans.LaterUntil > spans.EarlierUntil ? spans.LaterUntil : spans.EarlierUntil;
        return Search.Query.Until < last ? Search.Query.Until.Value : last;
    }

    protected override async ValueTask LeaveAsync()
    {
        if (_cells is null) return;
        await _cells.InvokeVoidAsync("dispose");
        await _cells.DisposeAsync();
    }
}
