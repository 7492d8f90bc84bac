using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Look;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Suggestions;

/// <summary>Works through suggestions across articles, one key each.</summary>
[Authorize]
public sealed partial class SuggestionsPage : IDisposable
{
    private const int Shown = 40;
    private static readonly string?[] Kinds = [null, "threat", "position"];
    private static readonly int[] Leasts = [0, 50, 60, 70, 80, 90];

    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<long> _later = [];
    private IReadOnlyList<KeyBinding> _keys = [];
    private QueueFilter _filter = new();
    private QueuePage? _page;
    private QueueChoices? _choices;
    private IDisposable? _bulletins;
    private long? _at;
    private long _userId;
    private bool _canCode, _isAdmin, _editing, _busy;
    private string? _trouble;

    [SupplyParameterFromQuery] private string? Show { get; set; }
    [SupplyParameterFromQuery] private string? Order { get; set; }
    [SupplyParameterFromQuery] private string? Kind { get; set; }
    [SupplyParameterFromQuery] private string? Rule { get; set; }
    [SupplyParameterFromQuery] private string? Language { get; set; }
    [SupplyParameterFromQuery] private long? Outlet { get; set; }
    [SupplyParameterFromQuery] private long? Article { get; set; }
    /// <summary>The least score, in per cent.</summary>
    [SupplyParameterFromQuery] private int? Least { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject] private SuggestionQueries Queries { get; set; } = null!;
    [Inject] private CodeEditor Editor { get; set; } = null!;
    [Inject] private CodeUndo Undo { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<SuggestionWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> CodingW { get; set; } = null!;

    private QueueItem? Current => _page?.Items.FirstOrDefault(i => i.Row.Id == _at) ?? (_page is { Items: [var first, ..] } ? first : null);

    private bool IsFiltered => _filter != new QueueFilter { Order = _filter.Order };

    /// <summary>The one that is filtered by stays choosable, though none of it waits any more.</summary>
    private IEnumerable<QueueChoice> Rules =>
        _filter.Rule is { } rule && _choices?.Rules.Any(r => r.Value == rule) != true ? [new(rule, rule, 0), .. _choices?.Rules ?? []] : _choices?.Rules ?? [];

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canCode, _isAdmin) = (person.Id(), person.Holds(Role.Editor), person.Holds(Role.Admin));
        List<KeyBinding> keys =
        [
            new("n", W["Key.Next"], () => StepAsync(1)) { Repeats = true }, new("j", W["Key.Next"], () => StepAsync(1)) { Repeats = true },
            new("k", W["Key.Previous"], () => StepAsync(-1)) { Repeats = true },
            new("o", W["Key.Open"], Open),
        ];
        if (_canCode)
        {
            keys.InsertRange(0,
            [
                new("y", CodingW["Accept"], AcceptAsync), new("x", CodingW["Reject"], RejectAsync), new("e", CodingW["Edit"], Edit),
                new("Ctrl+z", W["Key.Undo"], UndoAsync), new("Escape", W["Key.Leave"], () => _editing = false) { InFields = true, InStatusLine = false },
            ]);
        }
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin =>
            bulletin.Subject is BulletinSubject.Codes or BulletinSubject.Ranker && !_editing ? InvokeAsync(ReloadAsync) : Task.CompletedTask);
    }

    protected override Task OnParametersSetAsync()
    {
        var filter = new QueueFilter
        {
            Show = Enum.TryParse<QueueShow>(Show, ignoreCase: true, out var show) ? show : QueueShow.Open, Order = Order == "article" ? QueueOrder.Article : QueueOrder.Uncertain,
            Kind = Kind is "threat" or "position" ? Kind : null, Rule = Rule, Language = Language, OutletId = Outlet, ArticleId = Article, Least = Math.Clamp(Least ?? 0, 0, 100) / 100d,
        };
        if (filter == _filter && _page is not null) return Task.CompletedTask;
        (_filter, _at, _editing) = (filter, null, false);
        _later.Clear();
        return LoadAsync();
    }

    private async Task ReloadAsync()
    {
        try { await LoadAsync(); }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    private async Task LoadAsync()
    {
        var page = await Queries.LoadAsync(_filter, Shown, Languages.Current, _leaving.Token);
        _choices = await Queries.ChoicesAsync(_filter.Kind, _leaving.Token);
        // What was put off comes last, whatever it scores.
        _page = page with { Items = [.. page.Items.OrderBy(i => _later.Contains(i.Row.Id))] };
        _at = Current?.Row.Id;
        StateHasChanged();
    }

    private Task AcceptAsync() => DecideAsync(Editor.AcceptAsync);

    private Task RejectAsync() => DecideAsync(Editor.RejectAsync);

    private async Task DecideAsync(Func<long, uint, long, CancellationToken, Task<CodingResult>> act)
    {
        // One at a time: a second press while the first is on its way must not decide the next unseen.
        if (_busy || _editing || !_canCode || Current is not { Row.State: CodeState.Suggested } item) return;
        _busy = true;
        try
        {
            var result = await act(item.Row.Id, item.Row.RowVersion, _userId, _leaving.Token);
            _trouble = CodingAnswers.Words(result, CodingW, Clock);
            Next(item);
            await LoadAsync();
        }
        finally { _busy = false; }
    }

    /// <summary>The one after it is the next, also when the list is sorted anew.</summary>
    private void Next(QueueItem item)
    {
        var items = _page!.Items;
        var at = items.ToList().FindIndex(i => i.Row.Id == item.Row.Id);
        _at = items.ElementAtOrDefault(at + 1)?.Row.Id ?? items.ElementAtOrDefault(at - 1)?.Row.Id;
        _page = _page with { Items = [.. items.Where(i => i != item)], Total = Math.Max(0, _page.Total - 1) };
    }

    private async Task SavedAsync()
    {
        _editing = false;
        if (Current is { } item) Next(item);
        await LoadAsync();
    }

    private async Task UndoAsync()
    {
        if (_editing || await Undo.UndoAsync(_userId, _leaving.Token) is not UndoResult.Moved moved) return;
        _at = moved.CodeId ?? _at;
        await LoadAsync();
    }

    private void Edit()
    {
        if (_canCode && Current is not null) _editing = true;
    }

    private void Open()
    {
        if (Current is { } item) Navigation.NavigateTo($"/articles/{item.Row.ArticleId}?code={item.Row.Id}");
    }

    private Task StepAsync(int by)
    {
        if (_editing || _page is not { Items.Count: > 0 } page || Current is not { } item) return Task.CompletedTask;
        if (by > 0) _later.Add(item.Row.Id);
        var at = page.Items.ToList().FindIndex(i => i.Row.Id == item.Row.Id);
        return ChooseAsync(page.Items[(at + by + page.Items.Count) % page.Items.Count].Row.Id);
    }

    private Task ChooseAsync(long id)
    {
        (_at, _editing, _trouble) = (id, false, null);
        return Task.CompletedTask;
    }

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    private static string? Value(ChangeEventArgs e) => (string?)e.Value is { Length: > 0 } value ? value : null;

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private static GlyphState StateOf(MarginRow row) => row.State switch
    {
        CodeState.Suggested => GlyphState.Suggestion,
        CodeState.Rejected => GlyphState.Rejected,
        _ => GlyphState.Confirmed,
    };

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Not disposed: a bulletin under way may still ask for its token.
        _leaving.Cancel();
    }
}
