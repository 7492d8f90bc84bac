using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Adjudication;

public sealed partial class AdjudicationPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeyBinding> _keys = [];
    private AdjudicationAnswer? _answer;
    private IDisposable? _bulletins;
    private bool _working, _unfolded;
    private long? _at, _revealed;
    private long _userId;
    private string? _trouble;

    [Parameter] public long RoundId { get; set; }
    [Parameter] public long ArticleId { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private Adjudicator Adjudicator { get; set; } = null!;
    [Inject] private CodeUndo Undo { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<RoundWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> CodingW { get; set; } = null!;

    private AdjudicationView? View => (_answer as AdjudicationAnswer.Here)?.View;

    private Difference[] Differences => [.. (View?.Places ?? []).Where(p => !p.Match.Agreed)];

    /// <summary>The place under the hand: the chosen one, else the first that is not decided, else the first.</summary>
    private Difference? Shown => View?.Places.FirstOrDefault(p => p.Id == _at) ?? Differences.FirstOrDefault(p => !p.Decided) ?? Differences.FirstOrDefault() ?? (View is { Places: [var first, ..] } ? first : null);

    private bool CanDecide => View is { MayAdjudicate: true, FinishedAt: null };

    private IReadOnlyList<Highlight> Highlights =>
        [.. Highlight.Of(View!.Places.Where(p => p != Shown).Select(p => p.Taken is [var taken, ..] ? taken : p.Match.Codes[0].Row).Concat(View.Added.Where(row => row.Id != _slots?.Id))),
            .. Shown is not { } shown ? [] : Highlight.Of(shown.Match.Codes.Select(c => c.Row)).Select(h => h with { CodeId = shown.Id, Live = _slots is null }), .. _slots?.Highlights ?? []];

    protected override async Task OnInitializedAsync()
    {
        _userId = (await SignedIn).User.Id();
        List<KeyBinding> keys =
        [
            new("n", W["Key.Difference"], () => StepAsync(1)) { Repeats = true }, new("p", W["Key.Difference"], () => _selection is null ? StepAsync(-1) : WriteOn(HighlightKind.Undecided)) { Repeats = true },
            .. Enumerable.Range(1, 9).Select(i => new KeyBinding($"{i}", W["Key.Take"], () => TakeAsync(i - 1)) { InStatusLine = i <= 2 }),
            new("b", W["TakeBoth"], () => _slots is null ? TakeAllAsync() : AddAnchorAsync(AnchorRole.Condition)), new("0", W["TakeNone"], NoneAsync),
            new("w", W["Write"], () => _slots is null ? Write() : AddAnchorAsync(AnchorRole.Evidence)),
            new("a", W["Key.Agreed"], () => WriteOn(HighlightKind.Mention, () => _unfolded = !_unfolded)) { InStatusLine = false },
            new("t", CodingW["Threat"], () => WriteOn(HighlightKind.Threat)) { InStatusLine = false },
            .. TextKeys(),
            new("Ctrl+z", W["Key.Undo"], () => UndoAsync(Undo.UndoAsync)), new("Ctrl+Shift+z", W["Key.Redo"], () => UndoAsync(Undo.RedoAsync)) { InStatusLine = false },
            new("F", W["Finish"], FinishAsync) { InStatusLine = false }, new("N", W["NextArticle"], NextArticle) { InStatusLine = false },
            new("Escape", W["Key.Back"], LeaveAsync) { InStatusLine = false },
        ];
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin =>
            bulletin == new Bulletin(BulletinSubject.Codes, ArticleId) || bulletin == new Bulletin(BulletinSubject.Rounds, RoundId) ? InvokeAsync(ReloadAsync) : Task.CompletedTask);
    }

    protected override Task OnParametersSetAsync()
    {
        if (View is { } view && view.Article.Id == ArticleId && view.Round.Id == RoundId) return Task.CompletedTask;
        (_answer, _at, _slots, _trouble, _selection) = (null, null, null, null, null);
        return LoadAsync();
    }

    private async Task ReloadAsync()
    {
        try { await LoadAsync(); }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested) { /* the page is gone */ }
    }

    private async Task LoadAsync()
    {
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        _answer = await db.AdjudicationAsync(RoundId, ArticleId, _userId, Languages.Current, _leaving.Token);
        StateHasChanged();
    }

    private Task StepAsync(int by)
    {
        if (_slots is not null || Differences is not { Length: > 0 } differences) return Task.CompletedTask;
        var at = Array.FindIndex(differences, d => d.Id == Shown?.Id);
        return ChooseAsync(differences[(at + by + differences.Length) % differences.Length].Id);
    }

    private Task ChooseAsync(long place)
    {
        if (_slots is null) (_at, _trouble, _selection) = (place, null, null);
        return Task.CompletedTask;
    }

    private Task TakeAsync(int coder) =>
        View is { } view && coder < view.Coders.Count && Shown?.Match.Of(view.Coders[coder].CoderId) is { } row ? DecideAsync(place => [row.Id]) : Task.CompletedTask;

    private Task TakeAllAsync() => DecideAsync(place => place.CodeIds);

    private Task NoneAsync() => DecideAsync(_ => []);

    private Task DecideAsync(Func<Difference, IReadOnlyList<long>> taken) =>
        Shown is { } place && CanDecide && _slots is null
            ? ActAsync(() => Adjudicator.TakeAsync(RoundId, ArticleId, place.CodeIds, taken(place), _userId, _leaving.Token), () => Next(place))
            : Task.CompletedTask;

    /// <summary>After a decision the next undecided one comes under the hand, without a key.</summary>
    private void Next(Difference place)
    {
        var from = Array.FindIndex(Differences, d => d.Id == place.Id);
        _at = Differences.Skip(from + 1).Concat(Differences.Take(Math.Max(0, from))).FirstOrDefault(d => !d.Decided)?.Id ?? place.Id;
    }

    private Task FinishAsync() => CanDecide && _slots is null ? ActAsync(() => Adjudicator.FinishAsync(RoundId, ArticleId, _userId, _leaving.Token), () => { }) : Task.CompletedTask;

    private Task ReopenAsync() => ActAsync(() => Adjudicator.ReopenAsync(RoundId, ArticleId, _userId, _leaving.Token), () => { });

    /// <summary>One at a time: a second press while the first is on its way must not decide the next place unseen.</summary>
    private async Task ActAsync(Func<Task<AdjudicationResult>> act, Action then)
    {
        if (_working) return;
        _working = true;
        try
        {
            var result = await act();
            _trouble = WordsFor(result);
            await LoadAsync();
            if (result is AdjudicationResult.Done) then();
        }
        finally { _working = false; }
    }

    private async Task UndoAsync(Func<long, CancellationToken, Task<UndoResult>> undo)
    {
        if (_slots is not null || _working || View is not { MayAdjudicate: true }) return;
        var result = await undo(_userId, _leaving.Token);
        _trouble = result switch { UndoResult.Moved { Left: [] } => null, UndoResult.Nothing => CodingW["NothingToUndo"].Value, _ => CodingW["UndoLeft", 0, 1, "–"].Value };
        var before = View.Places;
        await LoadAsync();
        // What has changed comes under the hand, so that one sees what was taken back.
        _at = View?.Places.FirstOrDefault(p => before.FirstOrDefault(b => b.Id == p.Id) is { } was && !was.Taken.Select(t => t.Id).SequenceEqual(p.Taken.Select(t => t.Id)))?.Id ?? _at;
    }

    private void NextArticle()
    {
        if (_slots is null && View is { Waiting: [var next, ..] }) Navigation.NavigateTo($"/coding/rounds/{RoundId}/articles/{next}");
    }

    private async Task LeaveAsync()
    {
        // With a card open the text is where one goes for more words: Escape leads back to the card.
        if (_slots is not null) await CrossAsync();
        else if (_selection is not null) await LetGoAsync();
        else Navigation.NavigateTo($"/coding/rounds/{RoundId}");
    }

    private string StateOf(Difference place) => place switch
    {
        { Match.Agreed: true, Taken.Count: 0 } => W["Agreed"],
        { Decided: false } => W["Result.Open"],
        { IsNone: true } => W["Result.None"],
        { IsThird: true } => W["Result.Third"],
        _ => string.Join(", ", View!.Coders.Where(c => place.Took(c.CoderId)).Select(c => c.Name)),
    };

    private string? WordsFor(AdjudicationResult result) => result switch
    {
        AdjudicationResult.NotAllowed => W["NotAllowed"],
        AdjudicationResult.NotReady => W["NotReady"],
        AdjudicationResult.Finished => W["IsFinished"],
        AdjudicationResult.Undecided left => W.Count("Undecided", left.Count),
        AdjudicationResult.Invalid invalid => CodingW[$"DraftFault.{invalid.Fault}"],
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        _bulletins?.Dispose();
        await _leaving.CancelAsync(); // not disposed: what is still under way asks for its token
        await DetachAsync();
    }
}
