using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Statements;

/// <summary>
/// A map, a board or a network: a page whose address is its whole state. It reads what the address asks for, and reads again when the address changes.
/// What stands stays until the new is there; what is still being read for an earlier address is given up. An empty page fills by itself; a full one
/// does not move under the reader's eyes, but says that there is something new.
/// </summary>
/// <typeparam name="TAddress">The page's state.</typeparam>
public abstract class MapPage<TAddress> : ComponentBase, IAsyncDisposable where TAddress : class, IMapAddress<TAddress>, new()
{
    /// <summary>What takes longer says what it does and can be given up.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);
    /// <summary>How often it says so: drawing the page costs more than a step of some work.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _wanted = new();
    private IDisposable? _bulletins;
    private bool _shown;
    private long _told;

    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private SearchResolver Resolver { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private ILoggerFactory Logs { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;
    [Inject] protected NewsroomTime Newsroom { get; set; } = null!;
    [Inject] protected TimeWords Clock { get; set; } = null!;
    [Inject] protected IJSRuntime Js { get; set; } = null!;
    [Inject] protected IStringLocalizer<MapWords> M { get; set; } = null!;

    protected TAddress At { get; private set; } = new();
    /// <summary>What the address's search line asks for.</summary>
    protected ResolvedSearch Search { get; private set; } = ResolvedSearch.Everything;
    protected MapReading Reading { get; private set; } = new();
    protected MapWork Work { get; private set; }
    protected long UserId { get; private set; }
    protected IReadOnlyList<KeyBinding> Bindings { get; private set; } = [];
    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving => _leaving.Token;
    /// <summary>Cancelled when something else is asked for.</summary>
    protected CancellationToken Wanted => _wanted.Token;

    protected abstract IEnumerable<KeyBinding> Keys(ClaimsPrincipal person);

    /// <summary>Reads what the address asks for, and changes nothing that is shown.</summary>
    /// <returns>What puts it into the page; more than once where a first part is worth seeing before the rest has come.</returns>
    protected abstract IAsyncEnumerable<Action> ReadAsync(TAddress at, ArticleQuery articles, CancellationToken cancel);

    /// <summary>Nothing was found: whatever comes may be shown at once.</summary>
    protected abstract bool IsEmpty { get; }

    /// <summary>The address has changed, and what it asks for stands.</summary>
    protected virtual Task MovedAsync(TAddress before) => Task.CompletedTask;

    /// <summary>The page is left: what it holds in the browser goes.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        UserId = person.Id();
        Bindings = [.. Keys(person).Select(key => key.ThenDraw(StateHasChanged))];
        Navigation.LocationChanged += Moved;
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject is BulletinSubject.Codes or BulletinSubject.Lists ? InvokeAsync(HearAsync) : Task.CompletedTask);
        At = TAddress.Read(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        var address = new Uri(e.Location);
        if (address.AbsolutePath != TAddress.Place) return;
        var before = At;
        At = TAddress.Read(address.Query);
        if (!At.ShowsWhat(before)) await LoadAsync();
        await MovedAsync(before);
        StateHasChanged();
    });

    protected virtual async Task HearAsync()
    {
        if (IsEmpty) await LoadAsync();
        else Reading = Reading with { Changed = true };
        StateHasChanged();
    }

    protected async Task LoadAsync()
    {
        await _wanted.CancelAsync();
        _wanted = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var cancel = _wanted.Token;
        (_shown, _told, Work, Reading) = (false, 0, default, Reading with { GivenUp = false, Changed = false });
        try
        {
            var reading = ReadAllAsync(At, cancel);
            if (await Task.WhenAny(reading, Task.Delay(Soon, Time, cancel)) != reading && !cancel.IsCancellationRequested)
            {
                Reading = Reading with { Works = true };
                StateHasChanged();
            }
            await reading;
            Reading = Reading with { Works = false };
        }
        catch (Exception) when (cancel.IsCancellationRequested) { /* given up, left, or something else is asked for */ }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Reading = new() { Fault = Guid.NewGuid().ToString("N")[..8] };
            Logs.CreateLogger(GetType()).LogError(e, "The statements behind {Address} could not be read. Reference {Reference}.", At.Write(), Reading.Fault);
        }
        StateHasChanged();
    }

    private async Task ReadAllAsync(TAddress at, CancellationToken cancel)
    {
        var search = await Resolver.ResolveAsync(at.Line, cancel);
        if (!search.IsSound) Show(search, () => { }, cancel);
        else await foreach (var show in ReadAsync(at, search.Query, cancel)) Show(search, show, cancel);
    }

    private void Show(ResolvedSearch search, Action show, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        show();
        _shown = true;
        (Search, Reading) = (search, Reading with { At = Time.GetUtcNow(), Fault = null });
        StateHasChanged();
    }

    /// <summary>Tells how far the reading is; from whatever thread.</summary>
    protected void Say(MapWork work, CancellationToken of)
    {
        if (_told != 0 && Time.GetElapsedTime(_told) < Pace) return;
        _told = Time.GetTimestamp();
        _ = InvokeAsync(() =>
        {
            if (of.IsCancellationRequested) return;
            Work = work;
            if (Reading.Works) StateHasChanged();
        });
    }

    /// <summary>Ends the reading. A first part that is shown already stays.</summary>
    protected async Task GiveUpAsync()
    {
        await _wanted.CancelAsync();
        Reading = Reading with { Works = false, GivenUp = !_shown };
    }

    protected void Go(TAddress to) => Navigation.NavigateTo(to.Write());

    protected void ShowLine(string line) => Go(At.With(line));

    protected void ShowTime((DateTimeOffset? From, DateTimeOffset? Until) span) => ShowLine(SearchQuery.Parse(At.Line).SetSpan(span.From, span.Until, Newsroom, Languages.Current));

    protected static string Pressed(bool pressed) => pressed ? "true" : "false";

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        _bulletins?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        await _leaving.CancelAsync();
        try
        {
            await LeaveAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone, and its listeners with it */ }
        GC.SuppressFinalize(this);
    }
}
