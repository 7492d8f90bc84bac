using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Attention;

/// <summary>
/// The desk. It stands beside the list of articles, not in its place: reading begins there, and this tells where to begin. What changes in the
/// archive is looked at again at most every two seconds; numbers change where they stand, new lines wait until they are asked for.
/// </summary>
[Authorize]
public sealed partial class DeskPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private News? _news;
    private DayRange? _range;
    private DateTimeOffset? _loadedAt;
    private int _toCount, _tick, _storyTick, _codeTick, _feedTick;
    private string? _fault;
    private bool _seesFeeds, _isNew;
    private long _userId;

    [SupplyParameterFromQuery(Name = "days")] public string? Days { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "until")] public string? Until { get; set; }
    /// <summary>Whose attention: <c>outlet</c>, <c>issue</c>, else actors.</summary>
    [SupplyParameterFromQuery(Name = "of")] public string? OfWord { get; set; }
    /// <summary>Those chosen, <c>12-15-3</c>; the most written of where nothing is.</summary>
    [SupplyParameterFromQuery(Name = "ids")] public string? IdWords { get; set; }
    [SupplyParameterFromQuery(Name = "as")] public string? As { get; set; }
    /// <summary><c>confirmed</c> leaves suggestions out.</summary>
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private AttentionQueries Queries { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IStringLocalizer<AttentionWords> W { get; set; } = null!;

    private RangeChoice Choice => RangeChoice.Read(Days, From, Until);
    private AttentionOf Of => Enum.TryParse<AttentionOf>(OfWord, ignoreCase: true, out var of) && of is AttentionOf.Outlet or AttentionOf.Issue ? of : AttentionOf.Actor;
    private bool Suggestions => State != "confirmed";
    private IReadOnlyList<long> Ids => [.. (IdWords ?? "").Split('-').Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(id => id > 0).Distinct().Take(DeskAttention.Most)];

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _seesFeeds) = (person.Id(), person.Holds(Role.Editor) || person.Holds(Role.Admin));
        _keys = [.. Keys().Select(key => key.ThenDraw(StateHasChanged))];
        _news = new(Board, Time, subjects => InvokeAsync(() => LookAsync(subjects)), BulletinSubject.Attention, BulletinSubject.Stories, BulletinSubject.Codes, BulletinSubject.Feeds);
    }

    private IEnumerable<KeyBinding> Keys()
    {
        foreach (var (days, at) in RangeChoice.Offered.Select((days, at) => (days, at + 1)))
        {
            yield return new(at.ToString(CultureInfo.InvariantCulture), W["Key.Time"], () => ShowRange(new(days, null, null)));
        }
        yield return new("p", W["Key.Share"], () => ShowAttention(new(Of, Ids, As != "share")));
        yield return new("u", W["Key.Suggestions"], () => ShowSuggestions(!Suggestions));
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            var newest = await Queries.NewestDayAsync(_leaving.Token);
            _toCount = await Queries.DaysToCountAsync(_leaving.Token);
            _isNew = _toCount == 0 && !await Queries.AnyAsync(_leaving.Token);
            (_range, _fault, _loadedAt) = (Choice.Of(newest), null, Clock.Now);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the reader went elsewhere */ }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            _fault = e.GetType().Name;
        }
    }

    private async Task LookAsync(IReadOnlySet<BulletinSubject> subjects)
    {
        if (_leaving.IsCancellationRequested) return;
        if (subjects.Contains(BulletinSubject.Attention)) _tick++;
        if (subjects.Contains(BulletinSubject.Stories)) _storyTick++;
        if (subjects.Contains(BulletinSubject.Codes)) _codeTick++;
        if (subjects.Contains(BulletinSubject.Feeds)) _feedTick++;
        await LoadAsync();
        StateHasChanged();
    }

    private void ShowRange(RangeChoice choice) => Show(choice.Parameters());

    private void ShowAttention(AttentionChoice choice) => Show(new()
    {
        ["of"] = choice.Of == AttentionOf.Actor ? null : choice.Of.ToString().ToLowerInvariant(),
        ["ids"] = choice.Ids.Count == 0 ? null : string.Join('-', choice.Ids), ["as"] = choice.AsShare ? "share" : null,
    });

    private void ShowSuggestions(bool with) => Show(new() { ["state"] = with ? null : "confirmed" });

    private void Show(Dictionary<string, object?> state) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(state), replace: true);

    public void Dispose()
    {
        _news?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
