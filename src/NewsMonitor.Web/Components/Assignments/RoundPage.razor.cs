using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Assignments;

public sealed partial class RoundPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private IReadOnlyList<RoundCoder> _people = [];
    private RoundView? _view;
    private IDisposable? _bulletins;
    private bool _missing, _closing;
    private long _userId, _add, _from, _to, _lead;
    private DateOnly? _due;
    private string? _said;

    [Parameter] public long Id { get; set; }
    /// <summary>The article under the hand.</summary>
    [SupplyParameterFromQuery(Name = "at")] private long? At { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private RoundEditor Rounds { get; set; } = null!;
    [Inject] private OwnWork Work { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<RoundWords> W { get; set; } = null!;

    private RoundArticle? Current => _view?.Articles.FirstOrDefault(a => a.ArticleId == At) ?? (_view is { Articles: [var first, ..] } ? first : null);

    private RoundArticle[] Ready => [.. (_view?.Articles ?? []).Where(a => a.Stage is ArticleStage.Ready or ArticleStage.Adjudicating)];

    private IEnumerable<RoundCoder> Others => _people.Where(p => _view!.Coders.All(c => c.Id != p.Id));

    private string PlaceOf(RoundArticle article) => $"/coding/rounds/{Id}/articles/{article.ArticleId}";

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        KeyBinding[] keys =
        [
            new("j", W["Key.Step"], () => Step(1)) { Repeats = true }, new("k", W["Key.Step"], () => Step(-1)) { Repeats = true },
            new("o", W["Key.Open"], Open), new("Enter", W["Key.Open"], Open) { InStatusLine = false },
            new("a", W["Adjudicate"], () => { if (Ready is [var next, ..]) Navigation.NavigateTo(PlaceOf(next)); }),
            new("Escape", W["Key.Back"], () => Navigation.NavigateTo("/coding/rounds")) { InStatusLine = false },
        ];
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin => bulletin == new Bulletin(BulletinSubject.Rounds, Id) || bulletin.Subject == BulletinSubject.Codes ? InvokeAsync(LoadAsync) : Task.CompletedTask);
    }

    protected override Task OnParametersSetAsync() => _view?.Round.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
            _view = await db.RoundAsync(Id, _userId, _leaving.Token);
            _missing = _view is null;
            if (_view is { MayManage: true } && _people.Count == 0) _people = await db.CodersAsync(_leaving.Token);
            _due ??= _view?.Round.DueOn;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    private void Step(int by)
    {
        if (_view is not { Articles: { Count: > 0 } articles }) return;
        var at = articles.ToList().IndexOf(Current!) + (At is null ? Math.Min(by, 0) : by);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("at", articles[Math.Clamp(at, 0, articles.Count - 1)].ArticleId), replace: true);
    }

    /// <summary>Where it can be settled or was, its differences; else the article.</summary>
    private void Open()
    {
        if (Current is { } article) Navigation.NavigateTo(article.Stage is ArticleStage.Coding or ArticleStage.Alone ? $"/articles/{article.ArticleId}" : PlaceOf(article));
    }

    private Task AddAsync() => ActAsync(() => Rounds.AddCoderAsync(Id, _add, _userId, _leaving.Token), done => W.Count("AddCoder.Done", done), () => _add = 0);

    private Task GiveAsync() => ActAsync(() => Rounds.ReassignAsync(Id, _from, _to, null, _userId, _leaving.Token), done => W.Count("Reassign.Done", done), () => (_from, _to) = (0, 0));

    private Task HandOverAsync() => ActAsync(() => Rounds.HandOverAsync(Id, _lead, _userId, _leaving.Token), _ => W["HandOver.Done"], () => _lead = 0);

    private Task DueAsync() => ActAsync(() => Rounds.DescribeAsync(Id, _view!.Round.Name, _view.Round.Instruction, _due, _userId, _leaving.Token), _ => W["DueOn.Done"], () => { });

    private Task CloseAsync() => ActAsync(() => Rounds.CloseAsync(Id, _userId, _leaving.Token), _ => W["Close.Done"], () => _closing = false);

    private Task ReopenAsync(long assignment) => ActAsync(() => Work.ReopenAsync(assignment, _userId, _leaving.Token), _ => W["Reopen.Done"], () => { });

    private async Task ActAsync(Func<Task<RoundResult>> act, Func<int, string> said, Action clear)
    {
        var result = await act();
        _said = RoundAnswers.Words(result, W) ?? said(((RoundResult.Done)result).Changed);
        if (result is RoundResult.Done) clear();
        await LoadAsync();
    }

    public void Dispose()
    {
        _bulletins?.Dispose();
        _leaving.Cancel(); // not disposed: a bulletin under way may still ask for its token
    }
}
