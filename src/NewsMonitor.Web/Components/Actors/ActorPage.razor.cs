using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Attention;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Components.Plots;
using NewsMonitor.Web.Components.Statements;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;
using Npgsql;

namespace NewsMonitor.Web.Components.Actors;

/// <summary>One actor's page. Time and what counts stand in the address; figures follow the archive where they stand.</summary>
[Authorize]
public sealed partial class ActorPage : IDisposable
{
    private const int MostIssues = 10, MostNeighbours = 10;
    private static readonly string[] Sections = ["attention", "stances", "threats", "companions", "surroundings", "quotes"];

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private News? _news;
    private ActorHead? _head;
    private ActorFigures? _figures;
    private ActorSurroundings? _around;
    private IReadOnlyList<IssueCourse> _courses = [];
    private IReadOnlyList<Companion>? _companions;
    private IReadOnlyList<DayRange> _parts = [];
    private PlotData? _attention, _stances;
    private DayRange? _range;
    private DateTimeOffset? _loadedAt;
    private (long, RangeChoice, bool)? _asked;
    private bool _drawnFew;
    private ActorSaid? _said;
    private QuotePane? _quotes;
    private int _articles, _section = -1, _version;
    private string? _fault;
    private bool _missing, _canEdit, _editing;
    private long _userId;

    [Parameter] public long Id { get; set; }
    [SupplyParameterFromQuery(Name = "days")] public string? Days { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "until")] public string? Until { get; set; }
    /// <summary><c>confirmed</c> leaves suggestions out.</summary>
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }
    /// <summary><c>all</c> shows every issue, not only those with the most positions.</summary>
    [SupplyParameterFromQuery(Name = "issues")] public string? Issues { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private ActorProfiles Profiles { get; set; } = null!;
    [Inject] private AttentionQueries Counts { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private NewsroomTime Newsroom { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private IStringLocalizer<ActorWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<ListWords> L { get; set; } = null!;

    private RangeChoice Choice => RangeChoice.Read(Days, From, Until);
    private bool Suggestions => State != "confirmed";
    private bool FewIssues => Issues != "all";

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canEdit) = (person.Id(), person.Holds(Role.Editor));
        _keys = [.. Keys().Select(key => key.ThenDraw(StateHasChanged))];
        _news = new(Board, Time, _ => InvokeAsync(LookAsync), BulletinSubject.Attention, BulletinSubject.Codes, BulletinSubject.Lists);
    }

    private IEnumerable<KeyBinding> Keys()
    {
        yield return new("j", W["Key.Section"], () => StepAsync(1)) { Repeats = true };
        yield return new("k", W["Key.Section"], () => StepAsync(-1)) { Repeats = true };
        foreach (var (days, at) in RangeChoice.Offered.Select((days, at) => (days, at + 1)))
        {
            yield return new(at.ToString(CultureInfo.InvariantCulture), W["Key.Time"], () => ShowRange(new(days, null, null)));
        }
        yield return new("u", W["Key.Suggestions"], () => ShowSuggestions(!Suggestions));
        yield return new("e", W[_canEdit ? "Key.Edit" : "Key.Details"], OpenEditor);
        yield return new("o", W["Key.OpenArticle"], () => { if (_quotes?.FirstArticle is { } first) Navigation.NavigateTo(first); }) { InStatusLine = false };
        yield return new("Escape", L["Key.Close"], Close) { InStatusLine = false };
    }

    protected override async Task OnParametersSetAsync()
    {
        var before = _said;
        _said = ActorSaid.Read(new Uri(Navigation.Uri).Query);
        if (_said is not null && before is null) _editing = false;
        if (_asked == (Id, Choice, Suggestions))
        {
            if (_drawnFew != FewIssues) DrawStances();
            return;
        }
        if (_asked?.Item1 != Id) (_head, _attention, _stances, _around, _companions, _missing, _editing) = (null, null, null, null, null, false, false);
        _asked = (Id, Choice, Suggestions);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var asked = _asked;
        var cancel = _leaving.Token;
        try
        {
            var language = Languages.Current;
            var head = await Profiles.FindAsync(Id, language, cancel);
            if (head is null)
            {
                _missing = true;
                return;
            }
            var range = Choice.Of(await Counts.NewestDayAsync(cancel));
            // What does not depend on each other is asked for at once.
            var (figures, courses) = (Profiles.FiguresAsync(head.Id, range, Suggestions, cancel), Profiles.CoursesAsync(head.Id, range, Suggestions, cancel));
            var companions = Profiles.CompanionsAsync(head.Id, range, Suggestions, language, cancel);
            var around = Profiles.SurroundingsAsync(head.Id, range, MostNeighbours, language, cancel);
            var series = (await Counts.SeriesAsync(AttentionOf.Actor, [head.Id], range, language, cancel))[0];
            var all = await Counts.AllAsync(range, cancel);
            var peaks = await Profiles.StoriesOfAsync(head.Id, [.. series.Days.Where(day => day.Articles > 2).OrderByDescending(day => day.Articles).Take(2).Select(day => day.Day)], cancel);
            await Task.WhenAll(figures, courses, companions, around);
            if (asked != _asked) return; // another time or actor was asked for meanwhile
            (_head, _range, _parts, _articles) = (head, range, range.Parts(), series.Articles);
            (_figures, _courses, _companions, _around) = (await figures, await courses, await companions, await around);
            _attention = ActorAttentionPlot.Of(series, all, peaks, range, W, Clock);
            DrawStances();
            (_fault, _loadedAt) = (null, Clock.Now);
            _version++;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { /* the reader went elsewhere */ }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            _fault = e.GetType().Name;
        }
    }

    private void DrawStances()
    {
        _drawnFew = FewIssues;
        if (_head is { } head && _range is { } range) _stances = StancePlot.Of(head.Name, FewIssues ? [.. _courses.Take(MostIssues)] : _courses, range, Door, W, Clock);
    }

    private async Task LookAsync()
    {
        if (_leaving.IsCancellationRequested || _missing || _editing) return;
        await LoadAsync();
        StateHasChanged();
    }

    private StatementScope Scope(DayRange range) => new() { Articles = new() { From = range.From(Newsroom), Until = range.Until(Newsroom) }, Suggestions = Suggestions };

    /// <summary>The office held on the last day of the time.</summary>
    private string? Office => _head!.Offices.FirstOrDefault(office => office.IsHeldOn(_range!.Value.Last)) is { } held
        ? held.From is { } from ? W["OfficeSince", W.Office(held.Office), TimeWords.LongDay(from)].Value : W.Office(held.Office) : null;

    private void ShowRange(RangeChoice choice) => Show(choice.Parameters());

    private void ShowSuggestions(bool with) => Show(new() { ["state"] = with ? null : "confirmed" });

    private void ToggleIssues() => Show(new() { ["issues"] = FewIssues ? "all" : null });

    private void BrushAsync((int First, int Last) span)
    {
        if (_parts.Count > span.Last) ShowRange(new(0, _parts[span.First].First, _parts[span.Last].Last));
    }

    private void Show(Dictionary<string, object?> state) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(state), replace: true);

    private async Task StepAsync(int step)
    {
        _section = Math.Clamp(_section + step, 0, Sections.Length - 1);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/keys.js");
        await module.InvokeVoidAsync("reveal", _leaving.Token, $"#{Sections[_section]}", false);
    }

    private void OpenEditor()
    {
        _editing = true;
        if (_said is not null) Show(ActorSaid.Nothing);
    }

    /// <summary>The page with some statements open beside it.</summary>
    private string Door(ActorSaid said) => Navigation.GetUriWithQueryParameters(said.Parameters());

    private string WithoutQuotes => Navigation.GetUriWithQueryParameters(ActorSaid.Nothing);

    private void Close()
    {
        _editing = false;
        if (_said is not null) Show(ActorSaid.Nothing);
    }

    private Dictionary<long, string> IssueNames => _courses.ToDictionary(course => course.IssueId, course => course.Issue);

    /// <summary>What lies open, in words: the issue, the company, or what the threats do.</summary>
    private string TitleOf(ActorSaid said) => said switch
    {
        { Kind: SaidKind.Threats } => W["ThreatsMade"],
        { Kind: SaidKind.Threatened } => W["ThreatsReceived"],
        { With: { } with } => _companions?.FirstOrDefault(c => c.ActorId == with) is { } other ? W["And", _head!.Name, other.Name] : W["Positions"],
        { Issues: [var issue] } when IssueNames.TryGetValue(issue, out var name) => name,
        _ => W["Positions"],
    };

    private void CloseEditor() => _editing = false;

    private async Task ChangedAsync(long id)
    {
        _editing = false;
        if (id != Id) Navigation.NavigateTo($"/actors/{id}");
        else await LoadAsync();
    }

    public void Dispose()
    {
        _news?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
