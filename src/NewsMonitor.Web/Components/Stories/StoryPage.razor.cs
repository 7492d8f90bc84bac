using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Stories;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Stories;

/// <summary>One story. What is marked is what the next act takes; the two texts beside each other stand in the address.</summary>
[Authorize]
public sealed partial class StoryPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<long> _marked = [];
    private IReadOnlyList<KeyBinding> _keys = [];
    private StoryView? _view;
    private IReadOnlyList<Voice> _voices = [];
    private ElementReference _nameField;
    private StoryChoice? _choosing;
    private long? _selected;
    private long? _one;
    private long? _other;
    private string? _name;
    private string? _trouble;
    private string? _done;
    private bool _renaming;
    private bool _focusName;
    private bool _missing;
    private bool _canEdit;
    private long _userId;
    private IDisposable? _bulletins;

    [Parameter] public long Id { get; set; }
    /// <summary>What stands beside the reports, unless it is who says what.</summary>
    [SupplyParameterFromQuery(Name = "side")] public string? SideWord { get; set; }
    /// <summary>The two articles laid side by side: <c>compare=12-15</c>.</summary>
    [SupplyParameterFromQuery(Name = "compare")] public string? Pair { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private StoryQueries Queries { get; set; } = null!;
    [Inject] private StoryContents Contents { get; set; } = null!;
    [Inject] private StoryEditor Editor { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeWords Clock { get; set; } = null!;
    [Inject] private IStringLocalizer<StoryWords> W { get; set; } = null!;

    private StorySide Side => Pair is not null ? StorySide.Pair : Enum.TryParse<StorySide>(SideWord, true, out var side) && side is StorySide.Sentences or StorySide.Versions ? side : StorySide.Voices;
    private int ChangedReports => _view?.Reports.Count(r => r.Versions > 1) ?? 0;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canEdit) = (person.Id(), person.Holds(Role.Editor));
        _keys = [.. Keys().Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin => Concerns(bulletin) ? InvokeAsync(LoadAsync) : Task.CompletedTask);
    }

    /// <summary>Other articles are coded all the time.</summary>
    private bool Concerns(Bulletin bulletin) =>
        bulletin.Subject == BulletinSubject.Stories || (bulletin.Subject == BulletinSubject.Codes && (bulletin.Id is not { } article || _view?.Reports.Any(r => r.ArticleId == article) == true));

    private IEnumerable<KeyBinding> Keys()
    {
        yield return new("j", W["Key.Move"], () => Step(1)) { Repeats = true };
        yield return new("k", W["Key.Move"], () => Step(-1)) { Repeats = true };
        yield return new("o", W["Key.Open"], Open);
        yield return new("x", W["Key.Mark"], () => { if (_selected is { } id) Mark(id); });
        yield return new("w", W["WhoSays"], () => Show(StorySide.Voices)) { InStatusLine = false };
        yield return new("t", W["Sentences"], () => Show(StorySide.Sentences)) { InStatusLine = false };
        yield return new("d", W["Key.Compare"], Compare);
        yield return new("f", W["Versions"], () => Show(StorySide.Versions)) { InStatusLine = false };
        yield return new("Escape", W["Key.Back"], Back) { InStatusLine = false, InFields = true };
        if (!_canEdit) yield break;
        yield return new("s", W["Split"], SplitAsync);
        yield return new("v", W["Move"], () => Choose(StoryChoice.Move));
        yield return new("g", W["Merge"], () => Choose(StoryChoice.Merge));
        yield return new("e", W["Rename"], StartRename);
        yield return new("Ctrl+z", W["Undo"], UndoAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_view is not null && _view.Row.Id != Id) (_view, _selected, _trouble) = (null, null, null);
        (_one, _other) = Pair?.Split('-') is [var a, var b] && long.TryParse(a, out var one) && long.TryParse(b, out var other) ? ((long?)one, (long?)other) : (null, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var view = await Queries.FindAsync(Id, _leaving.Token);
        _missing = view is null;
        if (view is not null && view.Row.Id != Id)
        {
            // It was merged: the address goes on to where it went.
            Navigation.NavigateTo($"/stories/{view.Row.Id}", replace: true);
            return;
        }
        if (view is not null)
        {
            var (statements, quotations) = (Queries.StatementsAsync(view.Row.Id, Languages.Current, _leaving.Token), Contents.QuotationsAsync(view.Row.Id, Languages.Current, _leaving.Token));
            _voices = Voice.Of(view.Reports, await statements, await quotations);
        }
        _view = view;
        _marked.IntersectWith(view?.Reports.Select(r => r.ArticleId) ?? []);
        StateHasChanged();
    }

    private void Step(int step)
    {
        if (_view is not { Reports.Count: > 0 } view) return;
        var at = view.Reports.ToList().FindIndex(r => r.ArticleId == _selected);
        _selected = view.Reports[Math.Clamp(at + step, 0, view.Reports.Count - 1)].ArticleId;
    }

    private void Open()
    {
        if (_selected is { } id) Navigation.NavigateTo($"/articles/{id}");
    }

    private void Mark(long id)
    {
        _selected = id;
        if (_marked.Contains(id)) _marked.ExceptWith(WithCopies(id));
        else _marked.UnionWith(WithCopies(id));
    }

    /// <summary>
    /// The first of several copies of a text stands for all of them: one that stays behind under the fold would go on drawing to this story
    /// what belongs to the text that left.
    /// </summary>
    private List<long> WithCopies(long id)
    {
        var reports = _view?.Reports ?? [];
        var text = reports.FirstOrDefault(r => r.ArticleId == id)?.Text;
        var copies = reports.Where(r => r.Text == text).Select(r => r.ArticleId).ToList();
        return copies is [var first, ..] && first == id ? copies : [id];
    }

    private void Back()
    {
        if (_renaming) _renaming = false;
        else if (_choosing is not null) _choosing = null;
        else if (_marked.Count > 0) _marked.Clear();
        else Navigation.NavigateTo("/stories");
    }

    /// <summary>The two that are marked, else the one that is selected with the report it is most like, else the first two.</summary>
    private void Compare()
    {
        if (_view is not { Reports.Count: > 1 } view) return;
        var order = view.Reports.Select(r => r.ArticleId).ToList();
        var pair = order.Where(_marked.Contains).Take(2).ToList();
        if (pair.Count < 2 && _selected is { } id) pair = [view.Reports.First(r => r.ArticleId == id).LikeArticleId is { } like && order.Contains(like) ? like : order.First(o => o != id), id];
        if (pair.Count < 2) pair = order[..2];
        ShowPair((pair[0], pair[1]));
    }

    private void ShowPair((long One, long Other) pair) => Navigation.NavigateTo($"/stories/{Id}?compare={pair.One}-{pair.Other}", replace: true);

    private void Show(StorySide side)
    {
        if (side == StorySide.Pair) Compare();
        else Navigation.NavigateTo(side == StorySide.Voices ? $"/stories/{Id}" : $"/stories/{Id}?side={side.ToString().ToLowerInvariant()}", replace: true);
    }

    private void Choose(StoryChoice? choice) => _choosing = choice == StoryChoice.Move && _marked.Count == 0 && !MarkSelected() ? null : choice;

    /// <summary>Without a mark, the selected article is meant.</summary>
    private bool MarkSelected()
    {
        if (_marked.Count == 0 && _selected is { } id) _marked.UnionWith(WithCopies(id));
        return _marked.Count > 0;
    }

    private Task SplitAsync() => MarkSelected()
        ? DoAsync(() => Editor.SplitAsync(Id, [.. _marked], _userId, _leaving.Token), saved => W["SplitDone", saved.Articles])
        : Task.CompletedTask;

    private Task ChosenAsync(long other) => _choosing == StoryChoice.Merge
        ? DoAsync(() => Editor.MergeAsync(other, Id, _userId, _leaving.Token), saved => W["MergeDone", saved.Articles])
        : DoAsync(() => Editor.MoveAsync(Id, [.. _marked], other, _userId, _leaving.Token), saved => W["MoveDone", saved.Articles]);

    private void StartRename() => (_renaming, _focusName, _name) = (true, true, _view?.Row.Language is null ? _view?.Row.Title : null);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusName || _nameField.Context is null) return;
        _focusName = false;
        await _nameField.FocusAsync();
    }

    private Task RenameAsync() => DoAsync(() => Editor.RenameAsync(Id, _name, _userId, _leaving.Token), _ => W["RenameDone"]);

    private Task UndoAsync() => DoAsync(() => Editor.UndoAsync(_userId, _leaving.Token), _ => W["UndoDone"]);

    private async Task DoAsync(Func<Task<StoryResult>> act, Func<StoryResult.Saved, string> words)
    {
        if (!_canEdit) return;
        var result = await act();
        (_trouble, _done) = result switch
        {
            StoryResult.Saved saved => (null, words(saved)),
            StoryResult.Invalid invalid => (W[$"Fault.{invalid.Fault}"].Value, null),
            StoryResult.NotAllowed => (W["NotAllowed"].Value, null),
            StoryResult.Nothing => (W["NothingToUndo"].Value, null),
            _ => (W["GoneWords"].Value, (string?)null),
        };
        if (result is StoryResult.Saved)
        {
            (_choosing, _renaming) = (null, false);
            _marked.Clear();
        }
        await LoadAsync();
    }

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }
}
