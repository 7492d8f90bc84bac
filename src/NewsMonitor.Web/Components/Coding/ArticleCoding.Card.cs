using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;

namespace NewsMonitor.Web.Components.Coding;

// The open card: opened over words, filled in, kept against loss, saved, and laid beside a colleague's newer version.
public sealed partial class ArticleCoding
{
    /// <summary>Opens a card over the selected words, filled with what the words and their surroundings suggest.</summary>
    public bool OpenCard(HighlightKind kind)
    {
        if (Selection is not { } words || Slots is not null) return false;
        List<AnchorDraft> anchors = [new(AnchorRole.Evidence, words.Start, words.End)];
        var guess = new CardGuess(Margin, words.Start, words.End);
        Slots = kind switch
        {
            HighlightKind.Mention => guess.Mention(anchors, Version.Text[words.Start..words.End]),
            HighlightKind.Threat => guess.Threat(anchors),
            _ => guess.Position(anchors),
        };
        (ActiveId, _trouble) = (Highlight.Draft, null);
        return true;
    }

    public void EditActive()
    {
        if (Active is not { } row || Slots is not null) return;
        (Slots, _trouble) = (CodeSlots.Of(row), null);
    }

    public async Task CloseCardAsync(CancellationToken cancel)
    {
        if (ActiveId == Highlight.Draft) ActiveId = null;
        (Slots, _trouble) = (null, null);
        await ForgetAsync(cancel);
    }

    /// <summary>The selected words become an anchor of the open card.</summary>
    /// <returns>Whether there was a card and a selection.</returns>
    public bool AddAnchor(AnchorRole role)
    {
        if (Slots is null || Selection is not { } words) return false;
        Slots.AddAnchor(role, words, Version);
        return true;
    }

    /// <summary>Takes the anchors off the card that the selection touches.</summary>
    public bool DropAnchors() => Slots is not null && Selection is { } words && Slots.DropAnchors(words);

    /// <returns>False where a slot is still empty or Core said no: the card stays, with the reason.</returns>
    public async Task<bool> SaveAsync(CancellationToken cancel)
    {
        if (Slots is null) return false;
        if (Slots.ToDraft(Article.Id, Version.Id) is not { } draft)
        {
            _trouble = new CodingResult.Invalid(Slots.Missing);
            return false;
        }
        var result = await editor.SaveAsync(draft, UserId, cancel);
        if (!await TakeAsync(result, cancel)) return false;
        (Slots, ActiveId) = (null, ((CodingResult.Saved)result).CodeId);
        await ForgetAsync(cancel);
        return true;
    }

    /// <summary>After "keep hers": the card shows the code as it stands now.</summary>
    public async Task TakeOtherVersionAsync(CancellationToken cancel)
    {
        var id = Slots?.Id;
        await RefreshAsync(cancel);
        (Slots, _trouble) = (Margin.FirstOrDefault(row => row.Id == id) is { } row ? CodeSlots.Of(row) : null, null);
        await ForgetAsync(cancel);
    }

    /// <summary>Theirs beside mine, field by field.</summary>
    public IReadOnlyList<SlotDifference> Differences(Microsoft.Extensions.Localization.IStringLocalizer<Resources.CodingWords> words) =>
        Theirs is null || Slots is null ? [] : SlotDifferences.Between(CodeSlots.Of(Theirs), Slots, Version.Text, words);

    /// <summary>After "save mine": the same slots over the newer state.</summary>
    public async Task<bool> SaveOverAsync(CancellationToken cancel)
    {
        if (Slots?.Id is not { } id || Slots.ToDraft(Article.Id, Version.Id) is not { } draft) return false;
        await RefreshAsync(cancel);
        if (Margin.FirstOrDefault(row => row.Id == id) is not { } row) return false;
        var result = await editor.SaveAsync(draft with { RowVersion = row.RowVersion }, UserId, cancel);
        if (!await TakeAsync(result, cancel)) return false;
        (Slots, ActiveId) = (null, id);
        await ForgetAsync(cancel);
        return true;
    }

    /// <summary>Opens the card again that was not saved before the page was lost.</summary>
    private async Task BringBackAsync(CancellationToken cancel)
    {
        if (await cards.FindAsync(UserId, Article.Id, cancel) is not { } kept || kept.VersionId != Version.Id) return;
        if (SlotsState.FromJson(kept.Card) is not { } state || CodeSlots.Of(state) is not { } slots) return;
        if (state.Anchors.Any(a => a.Start < 0 || a.End > Version.Text.Length)) return;
        (Slots, KeptSince, ActiveId) = (slots, kept.At, slots.HighlightId);
        LookForTheirs();
    }

    /// <summary>Keeps the open card, so that it is there again after whatever happens.</summary>
    public Task KeepAsync(CancellationToken cancel) =>
        Slots is null ? Task.CompletedTask : cards.KeepAsync(UserId, Article.Id, Version.Id, Slots.Keep().ToJson(), cancel);

    private Task ForgetAsync(CancellationToken cancel)
    {
        (KeptSince, Theirs) = (null, null);
        return cards.ForgetAsync(UserId, Article.Id, cancel);
    }

    /// <summary>Whether a colleague has saved the code that is on the card: told at once, not only at the save.</summary>
    private void LookForTheirs()
    {
        Theirs = Slots?.Id is { } id && Margin.FirstOrDefault(row => row.Id == id) is { } row && row.RowVersion != Slots.RowVersion ? row : null;
        if (Theirs is not null) _trouble = new CodingResult.Stale(Theirs.Id, Theirs.ChangedBy, Theirs.ChangedAt);
        else if (Slots?.Id is { } gone && Margin.All(row => row.Id != gone)) _trouble = new CodingResult.Gone();
    }
}
