using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Components.Keys;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Issues;

/// <summary>The codebook as a tree, issues or instruments, and beside it the entry that is open. The keys move entries through the tree.</summary>
[Authorize]
public sealed partial class IssuesPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<Row>? _rows;
    private IReadOnlyList<Row> _shown = [];
    /// <summary>What the search is for; above it stands what it is part of. Null without a search.</summary>
    private HashSet<long>? _found;
    private IReadOnlyList<KeyBinding> _keys = [];
    private long? _id, _parentOfNew;
    /// <summary>Changes with every opening, so that the pane starts afresh; null while it is closed.</summary>
    private object? _draftKey;
    private bool _canEdit, _retired, _revealing;
    private long _userId;
    private string? _said;
    private IDisposable? _bulletins;

    /// <summary><c>instruments</c>, or issues.</summary>
    [SupplyParameterFromQuery(Name = "list")] public string? List { get; set; }
    [SupplyParameterFromQuery(Name = "id")] public long? LinkedId { get; set; }
    [SupplyParameterFromQuery(Name = "find")] public string? Find { get; set; }
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Inject] private IDbContextFactory<NewsDbContext> Archive { get; set; } = null!;
    [Inject] private CodebookEditor Codebook { get; set; } = null!;
    [Inject] private CodeUndo Undo { get; set; } = null!;
    [Inject] private BulletinBoard Board { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private IStringLocalizer<ListWords> W { get; set; } = null!;
    [Inject] private IStringLocalizer<CodingWords> C { get; set; } = null!;

    private EntryKind Kind => List == "instruments" ? EntryKind.Instrument : EntryKind.Issue;

    private bool IsIssues => Kind == EntryKind.Issue;

    private Row? Selected => _rows?.FirstOrDefault(row => row.Entry.Id == _id);

    private IReadOnlyList<(long, string, int)> Places => [.. (_rows ?? []).Where(r => r.Entry.Lives && r.Entry.Id != _id).Select(r => (r.Entry.Id, r.Entry.Name, r.Depth))];

    /// <summary>What stands below the selected one: in the tree's order the lines after it that are deeper.</summary>
    private IReadOnlyList<long> Below => Selected is { } top ? [.. _rows!.SkipWhile(r => r != top).Skip(1).TakeWhile(r => r.Depth > top.Depth).Select(r => r.Entry.Id)] : [];

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        (_userId, _canEdit) = (person.Id(), person.Holds(Role.Editor));
        List<KeyBinding> keys =
        [
            new("j", W["Key.Move"], () => Move(1)) { Repeats = true },
            new("k", W["Key.Move"], () => Move(-1)) { Repeats = true },
            new("s", W["Key.Snippets"], () => Go("snippets")),
            new("Escape", W["Key.Close"], Close) { InStatusLine = false },
        ];
        if (_canEdit)
        {
            keys.AddRange(
            [
                new("c", W["Key.Add"], () => Add(null)),
                new("b", W["Key.AddBelow"], () => Add(_id)) { InStatusLine = false },
                new("m", W["Key.Merge"], () => Go("merge")),
                new("Shift+ArrowUp", W["Key.Shift"], () => StepAsync(TreeStep.Up)) { Repeats = true },
                new("Shift+ArrowDown", W["Key.Shift"], () => StepAsync(TreeStep.Down)) { Repeats = true },
                new("Shift+ArrowRight", W["Key.Shift"], () => StepAsync(TreeStep.In)),
                new("Shift+ArrowLeft", W["Key.Shift"], () => StepAsync(TreeStep.Out)),
                new("Ctrl+z", W["Key.Undo"], () => UndoAsync(redo: false)),
                new("Ctrl+y", W["Key.Redo"], () => UndoAsync(redo: true)) { InStatusLine = false },
            ]);
        }
        _keys = [.. keys.Select(key => key.ThenDraw(StateHasChanged))];
        _bulletins = Board.Subscribe(bulletin => bulletin.Subject == BulletinSubject.Lists ? InvokeAsync(LoadAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (LinkedId is { } id && id != _id)
        {
            Select(id);
            _revealing = true; // in a codebook of hundreds the linked line is seldom in sight
        }
        else if (LinkedId is null && _id is not null) (_id, _draftKey) = (null, null);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_revealing || Selected is not { } shown) return;
        _revealing = false;
        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/keys.js");
            await module.InvokeVoidAsync("reveal", _leaving.Token, $"#entry-{shown.Entry.Id}", false);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone */ }
    }

    private async Task LoadAsync()
    {
        await using var db = await Archive.CreateDbContextAsync(_leaving.Token);
        _rows = IsIssues
            ? [.. (await db.IssuesAsync(_leaving.Token, _retired)).Select(r => new Row(r.Issue, r.Depth, r.Supports, r.Opposes, r.Undecided))]
            : [.. (await db.InstrumentsAsync(_leaving.Token, _retired)).Select(r => new Row(r.Instrument, r.Depth, r.Threats, 0, 0))];
        Narrow();
        StateHasChanged();
    }

    /// <summary>The entries whose words hold what is looked for, each below those it is part of.</summary>
    private void Narrow()
    {
        _found = null;
        _shown = _rows ?? [];
        if (string.IsNullOrWhiteSpace(Find)) return;
        var words = NameLikeness.Normalise(Find);
        bool Holds(string? said) => said is not null && NameLikeness.Normalise(said).Contains(words, StringComparison.Ordinal);
        _found = [.. _shown.Where(r => Holds(r.Entry.Name) || Holds((r.Entry as Issue)?.Proposition) || r.Entry.Synonyms.Any(Holds) || Holds((r.Entry as Instrument)?.Cameo)).Select(r => r.Entry.Id)];
        var (kept, above) = (new List<Row>(), int.MinValue);
        // From the foot up: a line shallower than the one below it that stays is what that one is part of.
        foreach (var row in _shown.Reverse())
        {
            if (!_found.Contains(row.Entry.Id) && row.Depth != above) continue;
            kept.Add(row);
            above = row.Depth - 1;
        }
        kept.Reverse();
        _shown = kept;
    }

    private void Seek(ChangeEventArgs typed) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("find", typed.Value as string is { Length: > 0 } words ? words : null), replace: true);

    private void SeekNothing() => Seek(new());

    private Task ShowRetiredAsync(ChangeEventArgs chosen)
    {
        _retired = chosen.Value is true;
        return LoadAsync();
    }

    private void Add(long? parent)
    {
        if (!_canEdit) return;
        Navigation.NavigateTo(Address(null), replace: true);
        (_id, _parentOfNew, _draftKey) = (null, parent, new());
    }

    private void Select(long id)
    {
        if (_id == id && _draftKey is not null) return;
        (_id, _parentOfNew, _draftKey) = (id, null, new());
        if (LinkedId != id) Navigation.NavigateTo(Address(id), replace: true);
    }

    private void Close()
    {
        (_id, _draftKey) = (null, null);
        if (LinkedId is not null) Navigation.NavigateTo(Address(null), replace: true);
    }

    private string Address(long? id) => Navigation.GetUriWithQueryParameters("/issues", new Dictionary<string, object?> { ["list"] = IsIssues ? null : "instruments", ["find"] = Find, ["id"] = id });

    private void Move(int step)
    {
        var ids = _shown.Select(r => r.Entry.Id).ToList();
        if (ids.Count > 0) Select(ids[Math.Clamp(ids.IndexOf(_id ?? 0) + step, 0, ids.Count - 1)]);
    }

    private void Go(string where)
    {
        if (_id is not { } id) return;
        var kind = Kind.ToString().ToLowerInvariant();
        Navigation.NavigateTo(where == "snippets" ? $"/snippets/{kind}/{id}" : $"/lists/{kind}/{id}/{where}");
    }

    private async Task StepAsync(TreeStep step)
    {
        if (_id is not { } id) return;
        var result = await Codebook.StepAsync(Kind, id, step, _userId, _leaving.Token);
        _said = ListAnswers.Words(result, W, C);
        await LoadAsync();
        if (result is ListResult.Saved) _draftKey = new();
    }

    private async Task UndoAsync(bool redo)
    {
        _said = ListAnswers.Words(redo ? await Undo.RedoAsync(_userId, _leaving.Token) : await Undo.UndoAsync(_userId, _leaving.Token), redo, W, C);
        await LoadAsync();
        if (_id is not null && _draftKey is not null) _draftKey = new();
    }

    private async Task ChangedAsync(long id)
    {
        await LoadAsync();
        (_id, _draftKey) = (id, new());
        Navigation.NavigateTo(Address(id), replace: true);
    }

    private static string Figure(int number) => number > 0 ? number.ToString("N0", CultureInfo.CurrentCulture) : "–";

    public void Dispose()
    {
        _bulletins?.Dispose();
        // Cancelled, not disposed: what is still under way asks for its token.
        _leaving.Cancel();
    }

    /// <summary>A line of either tree.</summary>
    private sealed record Row(CodebookEntry Entry, int Depth, int Supports, int Opposes, int Undecided)
    {
        public int Uses => Supports + Opposes + Undecided;
    }
}
