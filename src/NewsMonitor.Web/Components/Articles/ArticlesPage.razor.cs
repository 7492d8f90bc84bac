using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>The list of articles: search, filter, read, and see what arrives without losing one's place.</summary>
[Authorize]
public sealed partial class ArticlesPage : IAsyncDisposable
{
    private string _line = "";
    private long? _selected;
    private bool _canCode;
    private bool _facetsOpen;
    private long _userId;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IJSObjectReference? _keysModule;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private ArticleListing List { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private NewsroomTime Newsroom { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private MudBlazor.ISnackbar Snackbar { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private IStringLocalizer<ArticleWords> W { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canCode) = (person.Id(), person.Holds(Role.Editor));
        _keys =
        [
            new("j", W["Key.Move"], () => MoveAsync(1)) { Repeats = true },
            new("k", W["Key.Move"], () => MoveAsync(-1)) { Repeats = true },
            new("ArrowDown", W["Key.Move"], () => MoveAsync(1)) { Repeats = true, InStatusLine = false },
            new("ArrowUp", W["Key.Move"], () => MoveAsync(-1)) { Repeats = true, InStatusLine = false },
            new("o", W["Key.Open"], Open),
            new("Enter", W["Key.Open"], Open) { InStatusLine = false },
            new("m", W["Key.Read"], ToggleReadAsync),
            new("s", W["Key.Star"], ToggleStarAsync),
            new("M", W["Key.AllRead"], AllReadAsync) { InStatusLine = false },
            new("w", W["Watch"], () => Navigation.NavigateTo(WatchAddress)),
            new("r", W["Key.Reload"], LoadAsync),
        ];
        if (_canCode) _keys = [.. _keys, new("x", W["Key.Tick"], TickSelected) { InStatusLine = false }];
        _keys = [.. _keys.Select(key => key.ThenDraw(StateHasChanged))];
        Navigation.LocationChanged += Moved;
        List.Open(_userId, InvokeAsync, StateHasChanged);
        (_line, _selected) = ArticleAddress.Read(Navigation.Uri);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (new Uri(e.Location).AbsolutePath is not ("/" or "/articles")) return;
        var (line, selected) = ArticleAddress.Read(e.Location);
        if (line == _line && selected == _selected) return;
        var same = line == _line;
        (_line, _selected) = (line, selected);
        if (!same) await LoadAsync();
        StateHasChanged();
    });

    private Task LoadAsync() => List.LoadAsync(_line);

    private Task ShowAsync(string line)
    {
        Navigation.NavigateTo(ArticleAddress.Write(line, _selected));
        return Task.CompletedTask;
    }

    private Task BrushAsync((DateTimeOffset? From, DateTimeOffset? Until) span) => ShowAsync(SearchQuery.Parse(_line).SetSpan(span.From, span.Until, Newsroom, Languages.Current));

    private Task SortAsync(ChangeEventArgs e) => ShowAsync(SearchQuery.Parse(_line).Set(
        SearchKey.Sort, e.Value as string == nameof(ArticleOrder.Relevance) ? SearchKeys.Word(SearchKey.Sort, "relevance", Languages.Current) : null, Languages.Current));

    private bool ByRelevance => List.Query is { Order: ArticleOrder.Relevance, HasWords: true };

    private void Select(long id)
    {
        _selected = id;
        Navigation.NavigateTo(ArticleAddress.Write(_line, id), replace: true);
    }

    private async Task MoveAsync(int step)
    {
        if (List.Rows is not { Count: > 0 } rows) return;
        var at = rows.ToList().FindIndex(row => row.Id == _selected);
        var to = at < 0 ? (step > 0 ? 0 : rows.Count - 1) : Math.Clamp(at + step, 0, rows.Count - 1);
        if (to >= rows.Count - 10) await List.MoreAsync();
        Select(rows[to].Id);
        StateHasChanged();
        _keysModule ??= await Js.InvokeAsync<IJSObjectReference>("import", "/js/keys.js");
        await _keysModule.InvokeVoidAsync("reveal", $"#article-{rows[to].Id}", false);
    }

    private void Open()
    {
        if (_selected is { } id) Navigation.NavigateTo(OpenAddress(id));
    }

    private string OpenAddress(long id) => QueryHelpers.AddQueryString($"/articles/{id}", "from", ArticleAddress.WriteQuery(_line, id));

    private string WatchAddress => QueryHelpers.AddQueryString("/watches/new", "q", _line);

    // A mark that was set is kept, also when the page is left in that moment.
    private Task ToggleReadAsync() => MarkAsync((marks, row) => marks.SetReadAsync(row.Id, _userId, !row.Read, CancellationToken.None));

    private Task ToggleStarAsync() => MarkAsync((marks, row) => marks.SetStarredAsync(row.Id, _userId, !row.Starred, CancellationToken.None));

    private Task MarkAsync(Func<ArticleMarks, ArticleRow, Task> mark) => _selected is { } id ? List.MarkAsync(id, mark) : Task.CompletedTask;

    private async Task AllReadAsync()
    {
        if (await List.MarkAllReadAsync() is not { } marked) return;
        Snackbar.Add(marked < ArticleMarks.MostAtOnce ? W.Count("MarkedRead", marked) : W["MarkedReadNewest", marked.ToString("N0", System.Globalization.CultureInfo.CurrentCulture)]);
        await LoadAsync();
    }

    private string TotalWords => (List.Search.IsSound ? List.Summary : null) switch
    {
        null => W["Articles"],
        // None in a sixteenth of the archive: with a certainty of 95 % fewer than three times sixteen in all of it.
        { IsEstimate: true, Total: 0 } when List.Rows is not { Count: > 0 } => W["FewerArticles", 50],
        { IsEstimate: true } about => W["AboutArticles", Rounded.Count(Math.Max(about.Total, List.Rows?.Count ?? 0), true)],
        { } exact => W.Count("ArticleCount", exact.Total),
    };

    private string? SpanWords => (List.Query.From, List.Query.Until) switch
    {
        (null, null) => null,
        ({ } from, null) => W["Since", Moment(from)],
        (null, { } until) => W["Before", Moment(until)],
        ({ } from, { } until) => IsMidnight(from) && IsMidnight(until) && until - from > TimeSpan.FromHours(26) ? $"{Moment(from)} – {Moment(until.AddDays(-1))}"
            : IsMidnight(from) && IsMidnight(until) ? Moment(from) : $"{Clock.Brief(from)} – {Clock.Brief(until)}",
    };

    private string Moment(DateTimeOffset at) => IsMidnight(at) ? Clock.ShortDay(Clock.Day(at)) : Clock.Brief(at);

    private bool IsMidnight(DateTimeOffset at) => Newsroom.Local(at).TimeOfDay == TimeSpan.Zero;

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        await List.CloseAsync();
        try { if (_keysModule is not null) await _keysModule.DisposeAsync(); }
        catch (JSDisconnectedException) { /* the page is gone, and its module with it */ }
    }
}
