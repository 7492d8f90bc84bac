using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Components.Keys;

namespace NewsMonitor.Web.Components.Adjudication;

// A third statement in the coders' place: of any words of the text, on the card that coders have too.
public sealed partial class AdjudicationPage
{
    private static readonly (string Key, string Unit, int Direction)[] Steps = [("ArrowRight", "word", 1), ("ArrowLeft", "word", -1), ("ArrowDown", "sentence", 1), ("ArrowUp", "sentence", -1)];

    private CodeSlots? _slots;
    private Dictionary<string, object> _card = [];
    private (int Start, int End)? _selection;
    private ElementReference _sheet;
    private IJSObjectReference? _text;
    private DotNetObjectReference<AdjudicationPage>? _self;
    private bool _attached, _cardShown;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private Type CardType => _slots is StatementSlots ? typeof(StatementCard) : typeof(MentionCard);

    private MarginRow[] Rows => [.. View!.Places.SelectMany(p => p.Match.Codes).Select(c => c.Row), .. View.Added];

    private IReadOnlyList<SlotNumber> Numbers => SlotNumber.In(_slots, Rows);

    private IEnumerable<KeyBinding> TextKeys() =>
    [
        new("u", CodingW["Key.Cue"], () => AddAnchorAsync(AnchorRole.Cue)) { InStatusLine = false },
        new("i", CodingW["Key.Instrument"], () => AddAnchorAsync(AnchorRole.Instrument)) { InStatusLine = false },
        new("Delete", CodingW["Remove"], DropAnchors) { InStatusLine = false },
        new("Ctrl+.", CodingW["Key.Cross"], CrossAsync) { InFields = true, InStatusLine = false },
        new("Ctrl+,", W["Key.Beside"], TurnBeside) { InFields = true, InStatusLine = false },
        new("Ctrl+Enter", CodingW["Save"], SaveAsync) { InFields = true, InStatusLine = false },
        .. Steps.Select(Step("", "Select", false)), .. Steps.Select(Step("Shift+", "More", true)),
    ];

    private Func<(string Key, string Unit, int Direction), KeyBinding> Step(string with, string words, bool extend) =>
        step => new(with + step.Key, W[$"Key.{words}.{step.Unit}"], () => SelectAsync(step.Unit, step.Direction, extend)) { Repeats = true, InStatusLine = false };

    /// <summary>The text listens to selections once it is drawn; the words of the place under the hand come into view.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (View is null || _sheet.Context is null) return;
        try
        {
            if (!_attached)
            {
                _attached = true; // it may be drawn again while the script is on its way
                _self = DotNetObjectReference.Create(this);
                await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "/js/text.js");
                _text = await module.InvokeAsync<IJSObjectReference>("attach", _leaving.Token, _sheet, _self);
            }
            if (_text is null) return;
            if (_slots is not null != _cardShown)
            {
                _cardShown = _slots is not null;
                if (_cardShown) await _text.InvokeVoidAsync("revealCard", _leaving.Token);
            }
            if (Shown is not { } shown || _revealed == shown.Id) return;
            _revealed = shown.Id;
            await _text.InvokeVoidAsync("reveal", _leaving.Token, shown.Id);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone */ }
    }

    [JSInvokable]
    public void Selected(int start, int end)
    {
        // While a card is open its fields take the focus and the browser drops the selection: the words stay with the card.
        if (end == 0 && _slots is not null) return;
        _selection = end > start && end <= View?.Version.Text.Length ? (start, end) : null;
        StateHasChanged();
    }

    /// <summary>Words in the text were clicked: the place that they belong to comes under the hand.</summary>
    [JSInvokable]
    public async Task Opened(long[] codes)
    {
        if (View?.Added.FirstOrDefault(row => codes.Contains(row.Id)) is { } added) Edit(added);
        else if (View?.Places.FirstOrDefault(p => codes.Contains(p.Id) || p.Taken.Any(t => codes.Contains(t.Id)) || p.CodeIds.Any(codes.Contains)) is { } place) await ChooseAsync(place.Id);
        StateHasChanged();
    }

    /// <summary>
    /// Opens the card over what stands for the place, or its first code: with the selected words as evidence, else with everybody's, of which what is not wanted is
    /// dropped.
    /// </summary>
    private Task Write()
    {
        if (Shown is not { } place || !CanDecide || _slots is not null) return Task.CompletedTask;
        var state = CodeSlots.Of(place.Taken.FirstOrDefault(t => t.State == CodeState.Confirmed) ?? place.Match.Codes[0].Row).Keep();
        (state.Id, state.RowVersion) = (null, 0);
        state.Anchors = _selection is { } words ? [new(AnchorRole.Evidence, words.Start, words.End)]
            : [.. place.Match.Codes.SelectMany(c => c.Row.Anchors).Where(a => a.Fate != AnchorFate.Orphaned).Select(a => new AnchorDraft(a.Role, a.Start, a.End)).Distinct()];
        (_slots, _beside) = (CodeSlots.Of(state), false);
        FillCard();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Opens a card over the selected words: in the place under the hand where they are its words, else beside what coders have coded. Without a selection the
    /// key means something else, or nothing.
    /// </summary>
    private void WriteOn(HighlightKind kind, Action? otherwise)
    {
        if (_selection is not { } words || !CanDecide || _slots is not null)
        {
            if (_slots is null) otherwise?.Invoke();
            return;
        }
        List<AnchorDraft> anchors = [new(AnchorRole.Evidence, words.Start, words.End)];
        var guess = new CardGuess(Rows, words.Start, words.End);
        _slots = kind switch
        {
            HighlightKind.Mention => guess.Mention(anchors, View!.Version.Text[words.Start..words.End]),
            HighlightKind.Threat => guess.Threat(anchors),
            _ => guess.Position(anchors),
        };
        _beside = !IsOfShown(words);
        FillCard();
    }

    private Task WriteOn(HighlightKind kind)
    {
        WriteOn(kind, null);
        return Task.CompletedTask;
    }

    private Task AddAnchorAsync(AnchorRole role)
    {
        if (_slots is null || _selection is not { } words) return Task.CompletedTask;
        _slots.AddAnchor(role, words, View!.Version);
        FillCard();
        return Task.CompletedTask;
    }

    private void DropAnchors()
    {
        if (_slots is not null && _selection is { } words && _slots.DropAnchors(words)) FillCard();
    }

    private async Task SelectAsync(string unit, int direction, bool extend)
    {
        if (_text is not null && CanDecide) Know(await _text.InvokeAsync<int[]?>("step", _leaving.Token, unit, direction, extend));
    }

    /// <summary>What a key has selected is known with its answer: the next key may be pressed already.</summary>
    private void Know(int[]? words)
    {
        if (words is [var start, var end]) Selected(start, end);
    }

    /// <summary>From the card into the text, to select further words; and back.</summary>
    private async Task CrossAsync()
    {
        if (_text is not null && _slots is not null) Know(await _text.InvokeAsync<int[]?>("cross", _leaving.Token));
    }

    private async Task LetGoAsync()
    {
        _selection = null;
        if (_text is not null) await _text.InvokeVoidAsync("clear", _leaving.Token);
    }

    private void FillCard()
    {
        _card = new()
        {
            ["Slots"] = _slots!, [nameof(Card.Version)] = View!.Version, [nameof(Card.UserId)] = _userId, [nameof(Card.Saving)] = _working, [nameof(Card.Numbers)] = Numbers,
            [nameof(Card.Save)] = EventCallback.Factory.Create(this, SaveAsync), [nameof(Card.Cancel)] = EventCallback.Factory.Create(this, DiscardAsync),
            [nameof(Card.AddAnchor)] = EventCallback.Factory.Create<AnchorRole>(this, AddAnchorAsync), [nameof(Card.Changed)] = EventCallback.Factory.Create(this, FillCard),
            [nameof(Card.Failed)] = EventCallback.Factory.Create<ListFault>(this, fault => Refuse(CodingW[$"ListFault.{fault}"])),
        };
        if (_trouble is not null) _card[nameof(Card.Trouble)] = _trouble;
    }

    private void Refuse(string trouble)
    {
        _trouble = trouble;
        FillCard();
    }

    private Task DiscardAsync()
    {
        (_slots, _trouble) = (null, null);
        return LetGoAsync();
    }

    private async Task SaveAsync()
    {
        if (_slots is null) return;
        if (_slots.ToDraft(ArticleId, View!.Version.Id) is not { } draft)
        {
            Refuse(CodingW[$"DraftFault.{_slots.Missing}"]);
            return;
        }
        if (_beside) await ActAsync(() => Adjudicator.AddAsync(RoundId, ArticleId, draft, _userId, _leaving.Token), () => _slots = null);
        else if (Shown is { } place)
        {
            await ActAsync(() => Adjudicator.WriteAsync(RoundId, ArticleId, place.CodeIds, draft, _userId, _leaving.Token), () =>
            {
                _slots = null;
                Next(place);
            });
        }
        if (_slots is not null) FillCard();
        else await LetGoAsync();
    }

    private async Task DetachAsync()
    {
        try
        {
            if (_text is not null)
            {
                await _text.InvokeVoidAsync("dispose");
                await _text.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException) { /* the page is gone, and its listeners with it */ }
        _self?.Dispose();
    }
}
