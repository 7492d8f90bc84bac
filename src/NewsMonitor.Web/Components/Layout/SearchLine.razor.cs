using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core.Articles;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Layout;

/// <summary>The query line. Its text is the browser's; this side paints the tokens, completes, and checks the line when it is sent.</summary>
public sealed partial class SearchLine : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _wanted = new();
    private DotNetObjectReference<SearchLine>? _self;
    private IJSObjectReference? _line;
    private ElementReference _form;
    private SearchForm? _dialog;
    private string _first = "";
    private SearchQuery _query = SearchQuery.Nothing;
    private IReadOnlyList<SearchOffer> _offers = [];
    private IReadOnlyList<SearchFault> _faults = [];

    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private SearchCompletion Completion { get; set; } = null!;
    [Inject] private SearchResolver Resolver { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private IStringLocalizer<FrameWords> Frame { get; set; } = null!;
    [Inject] private IStringLocalizer<SearchWords> S { get; set; } = null!;

    /// <summary>What tells the line's parts from those of another on the page.</summary>
    [Parameter] public string Id { get; set; } = "query";
    /// <summary>For a line within a page, which searches nothing by itself: what it says. Null for the one on top, which says what the list's address says.</summary>
    [Parameter] public string? Line { get; set; }
    /// <summary>For a line within a page: hears the text when it is sent, faulty or not.</summary>
    [Parameter] public EventCallback<string> Sent { get; set; }

    private bool IsOwn => Line is not null;

    protected override void OnInitialized()
    {
        _first = OfAddress();
        _query = SearchQuery.Parse(_first);
        Navigation.LocationChanged += Moved;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/query.js");
            _line = await module.InvokeAsync<IJSObjectReference>("attach", _leaving.Token, _form, _self);
            await CheckAsync(_first);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { return; /* the page is gone before it listened */ }
        StateHasChanged();
    }

    /// <summary>The words of the line changed under the hand.</summary>
    [JSInvokable]
    public async Task Typed(string text, int caret)
    {
        await _wanted.CancelAsync();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var cancel = _wanted.Token;
        try
        {
            (_query, _faults) = (SearchQuery.Parse(text), []);
            _offers = await Completion.OfferAsync(text, caret, Languages.Current, cancel);
            if (cancel.IsCancellationRequested) return;
            StateHasChanged();
            if (_line is not null) await _line.InvokeVoidAsync("offered", cancel, text);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* more was typed */ }
    }

    private async Task SubmitAsync()
    {
        if (_line is null) return;
        var text = (await _line.InvokeAsync<string>("value", _leaving.Token)).Trim();
        await GoAsync(text);
    }

    /// <summary>A sound line becomes the address; a faulty one stays, with its faults below it.</summary>
    private async Task GoAsync(string text)
    {
        await _wanted.CancelAsync();
        if (_line is not null) await _line.InvokeVoidAsync("set", _leaving.Token, text);
        _query = SearchQuery.Parse(text);
        var sound = await CheckAsync(text);
        if (IsOwn) await Sent.InvokeAsync(text);
        else if (sound) Navigation.NavigateTo(AddressOf(text));
        StateHasChanged();
    }

    /// <summary>What stands in the line at this moment, sent or not.</summary>
    public async Task<string> ValueAsync() => _line is null ? _query.Text : (await _line.InvokeAsync<string>("value", _leaving.Token)).Trim();

    /// <summary>Maps, boards and networks are searched where they are, the rest of their state kept; everywhere else the line leads to the articles.</summary>
    private string AddressOf(string text) => new Uri(Navigation.Uri).AbsolutePath is "/positions" or "/threats" or "/networks"
        ? Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = text.Length > 0 ? text : null, ["cell"] = null, ["edge"] = null })
        : ArticleAddress.Write(text);

    private Task MendAsync(SearchFault fault, string offer) => GoAsync(_query.Text[..fault.Span.Start] + offer + _query.Text[fault.Span.End..]);

    private async Task<bool> CheckAsync(string text)
    {
        _offers = [];
        _faults = text.Length == 0 ? [] : (await Resolver.ResolveAsync(text, _leaving.Token)).Faults;
        return _faults.Count == 0;
    }

    private Task OpenFormAsync() => _dialog is null || _line is null ? Task.CompletedTask : OpenAsync(_dialog, _line);

    private async Task OpenAsync(SearchForm dialog, IJSObjectReference line) => await dialog.OpenAsync(await line.InvokeAsync<string>("value", _leaving.Token));

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        var text = OfAddress();
        try
        {
            if (text == _query.Text && _faults.Count == 0) return;
            _query = SearchQuery.Parse(text);
            await CheckAsync(text);
            if (_line is not null) await _line.InvokeVoidAsync("set", _leaving.Token, text);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the circuit ends */ }
    });

    private string OfAddress() => Line ?? ArticleAddress.Read(Navigation.Uri).Line;

    /// <summary>The line cut into pieces, keys and faults with their look; a fault stands inside its key.</summary>
    private IEnumerable<(string Text, string? Look)> Painted
    {
        get
        {
            var text = _query.Text;
            var looks = new string?[text.Length];
            foreach (var (span, look) in Marks(_query.Root, false).Concat(_faults.Select(f => (f.Span, Look: "bad"))))
            {
                for (var i = span.Start; i < Math.Min(span.End, text.Length); i++) looks[i] = looks[i] is null || look != "bad" ? look : $"{looks[i]} {look}";
            }
            for (var (start, at) = (0, 1); at <= text.Length; at++)
            {
                if (at < text.Length && looks[at] == looks[start]) continue;
                yield return (text[start..at], looks[start]);
                start = at;
            }
        }
    }

    private static IEnumerable<(QuerySpan Span, string Look)> Marks(SearchNode? node, bool not) => node switch
    {
        KeyNode key => [(key.Span, not ? "k not" : "k")],
        NotNode inner => Marks(inner.Inner, true),
        AllNode all => all.Parts.SelectMany(p => Marks(p, not)),
        AnyNode any => any.Parts.SelectMany(p => Marks(p, not)),
        _ => [],
    };

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        await _leaving.CancelAsync();
        try
        {
            if (_line is not null)
            {
                await _line.InvokeVoidAsync("dispose");
                await _line.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone, and its listeners with it */ }
        _self?.Dispose();
    }
}
