using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Networks;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Networks;

/// <summary>Discourse networks: who agrees with whom on what, drawn, played over time, as matrix and as tables; nodes and ties open their quotes.</summary>
[Authorize]
public sealed partial class NetworksPage : IDisposable
{
    /// <summary>What takes longer says what it does and can be given up.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _wanted = new();
    private NetworkAddress _at = new();
    private ResolvedSearch _search = ResolvedSearch.Everything;
    private NetworkPicture? _picture;
    private NetworkChoice? _choice;
    private NetworkGraph? _graph;
    private int _window = -1;
    private PictureProgress _progress;
    private DateTimeOffset? _loadedAt;
    private bool _changed, _working, _givenUp;
    private string? _fault;
    private long _userId;
    private IReadOnlyList<KeyBinding> _keys = [];
    private IDisposable? _bulletins;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private NetworkPictures Pictures { get; set; } = null!;
    [Inject] private NetworkChoices Choices { get; set; } = null!;
    [Inject] private SearchResolver Resolver { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private NewsroomTime Newsroom { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private ILogger<NetworksPage> Log { get; set; } = null!;
    [Inject] private IStringLocalizer<NetworkWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<MapWords> M { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        Task Enter() => _graph?.EnterAsync() ?? Task.CompletedTask;
        KeyBinding[] keys =
        [
            new("ArrowLeft", W["Key.Node"], Enter), new("ArrowRight", W["Key.Node"], Enter), new("ArrowUp", W["Key.Node"], Enter), new("ArrowDown", W["Key.Node"], Enter),
            new("t", W["Key.Tie"], Enter), new("Enter", W["Key.Quotes"], Enter),
            new("+", W["Key.Zoom"], () => _graph?.ZoomAsync(1.25) ?? Task.CompletedTask), new("-", W["Key.Zoom"], () => _graph?.ZoomAsync(0.8) ?? Task.CompletedTask), new("0", W["Key.Zoom"], () => _graph?.ZoomAsync(0) ?? Task.CompletedTask),
            new("p", W["Key.Play"], () => _graph?.PlayAsync() ?? Task.CompletedTask),
            new("v", W["Key.View"], () => Go(_at with { View = (NetworkView)(((int)_at.View + 1) % 3) })),
            new("a", M["Key.States"], () => Go(_at with { ConfirmedOnly = !_at.ConfirmedOnly })) { InStatusLine = false },
            new("Escape", M["Close"], () => Go(_at.Plain)) { InStatusLine = false },
        ];
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        Navigation.LocationChanged += Moved;
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Codes or BulletinSubject.Lists ? InvokeAsync(HearAsync) : Task.CompletedTask);
        _at = NetworkAddress.Read(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        var address = new Uri(e.Location);
        if (address.AbsolutePath != NetworkAddress.Path) return;
        var before = _at;
        _at = NetworkAddress.Read(address.Query);
        if (!_at.ShowsWhat(before)) await LoadAsync();
        else await ChooseAsync();
        StateHasChanged();
    });

    /// <summary>An empty page fills by itself; a picture does not change under the reader's eyes.</summary>
    private async Task HearAsync()
    {
        if (_picture is { Statements: 0 }) await LoadAsync();
        else _changed = true;
        StateHasChanged();
    }

    /// <summary>Computes anew. The old picture stays while that takes a moment; then the page says what is being done.</summary>
    private async Task LoadAsync()
    {
        await _wanted.CancelAsync();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var (cancel, at) = (_wanted.Token, _at);
        _givenUp = false;
        try
        {
            var search = await Resolver.ResolveAsync(at.Line, cancel);
            if (search.IsSound)
            {
                var drawing = DrawAsync(at, search, cancel);
                if (await Task.WhenAny(drawing, Task.Delay(Soon, Time, cancel)) != drawing)
                {
                    _working = true;
                    StateHasChanged();
                }
                await drawing;
                cancel.ThrowIfCancellationRequested();
            }
            (_search, _fault, _changed, _loadedAt, _working) = (search, null, false, Time.GetUtcNow(), false);
            await ChooseAsync();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* given up, left, or something else is asked for */ }
        catch (NpgsqlException e)
        {
            (_fault, _working) = (Guid.NewGuid().ToString("N")[..8], false);
            Log.LogError(e, "The network could not be computed. Reference {Reference}.", _fault);
        }
        StateHasChanged();
    }

    /// <summary>The whole time is shown before its windows are counted.</summary>
    private async Task DrawAsync(NetworkAddress at, ResolvedSearch search, CancellationToken cancel)
    {
        var pictures = Pictures.DrawAsync(
            new() { Articles = search.Query, UserId = _userId, Suggestions = !at.ConfirmedOnly, Kinds = at.Kinds },
            new() { Network = at.Settings(Newsroom.Zone), Window = at.Window, LeastWeight = at.Least, Language = Languages.Current },
            progress => _ = InvokeAsync(() => Say(progress, cancel)), cancel);
        await foreach (var picture in pictures)
        {
            cancel.ThrowIfCancellationRequested();
            (_picture, _window, _search) = (picture, -1, search);
            StateHasChanged();
        }
    }

    private void Say(PictureProgress progress, CancellationToken of)
    {
        if (of.IsCancellationRequested) return;
        _progress = progress;
        if (_working) StateHasChanged();
    }

    private async Task GiveUpAsync()
    {
        await _wanted.CancelAsync();
        (_working, _givenUp, _picture) = (false, true, null);
    }

    /// <summary>Reads what stands behind the chosen node or tie.</summary>
    private async Task ChooseAsync()
    {
        _choice = null;
        if (!HasChoice || _picture is null || !_search.IsSound) return;
        var at = _at;
        try
        {
            var choice = await Choices.ReadAsync(at, _picture, _search.Query, _userId, W, _wanted.Token);
            if (at == _at) _choice = choice;
        }
        catch (OperationCanceledException) when (_wanted.IsCancellationRequested) { /* something else is asked for */ }
    }

    private NetworkChoice? Choice => _choice;

    private bool HasChoice => _at.Node is not null || _at.Issue is not null || _at.Edge is not null;

    /// <summary>Where the chosen node, or the chosen tie, stands in the picture; −1 for none.</summary>
    private (int Node, int Tie) ChosenPlaces => _picture is null ? (-1, -1) : (NetworkChoices.PlaceOf(_picture, _at), NetworkChoices.TieOf(_picture, _at));

    private string NodeAddress(int place) => _picture!.Nodes[place] is var node && node.IsIssue && _at.Of == NetworkKind.ActorsAndIssues
        ? (_at.Plain with { Issue = node.Id }).Write() : (_at.Plain with { Node = node.Id }).Write();

    private string TieAddress(int place) => (_at.Plain with { Edge = (_picture!.Nodes[_picture.Ties[place].From].Id, _picture.Nodes[_picture.Ties[place].To].Id) }).Write();

    private void OpenPlace((int Node, int Tie) place) => Navigation.NavigateTo(place.Tie >= 0 ? TieAddress(place.Tie) : NodeAddress(place.Node));

    private void Go(NetworkAddress to) => Navigation.NavigateTo(to.Fitting().Write());

    private void ShowLine(string line) => Go(_at.Plain with { Line = line });

    private void ShowTime((DateTimeOffset? From, DateTimeOffset? Until) span) => ShowLine(SearchQuery.Parse(_at.Line).SetSpan(span.From, span.Until, Newsroom, Languages.Current));

    private string Figures => _picture is null ? "" : _at.Of switch
    {
        NetworkKind.Issues => W["Figures", M.Count("IssueCount", _picture.Nodes.Count), TieFigures],
        NetworkKind.ActorsAndIssues => W["FiguresBoth", M.Count("ActorCount", _picture.Nodes.Count(n => !n.IsIssue)), M.Count("IssueCount", _picture.Nodes.Count(n => n.IsIssue)), TieFigures],
        _ => W["Figures", M.Count("ActorCount", _picture.Nodes.Count), TieFigures],
    };

    private string TieFigures => _picture!.Ties.Count(t => t.Weight != 0) is var shown && shown == _picture.AllTies ? W.Count("TieCount", shown) : W["TiesOfAll", shown.ToString("N0"), _picture.AllTies.ToString("N0")].Value;

    private string? PictureOf => _picture is not { Nodes.Count: > 0 } ? null : _at.View switch { NetworkView.Graph => "#network-graph", NetworkView.Matrix => "#network-matrix", _ => null };

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _bulletins?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
