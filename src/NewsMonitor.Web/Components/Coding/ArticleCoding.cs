using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>
/// The coding of one open article: its margin, the code in focus, the card. The page draws it and passes keys on; what is written goes
/// through Core, which asks for the role again.
/// </summary>
public sealed class ArticleCoding(IDbContextFactory<NewsDbContext> archive, CodeEditor editor, CodeUndo undo, UnsavedCards cards)
{
    private CodingResult? _trouble;

    public Article Article { get; private set; } = null!;
    public ArticleVersion Version { get; private set; } = null!;
    public long UserId { get; private set; }
    public IReadOnlyList<MarginRow> Margin { get; private set; } = [];
    /// <summary>How the person stands to the article: in a round or not, and into which layer they code.</summary>
    public Standing? Standing { get; private set; }
    public MarginFilter Filter { get; set; } = new();
    public long? ActiveId { get; private set; }
    /// <summary>The open card, or null.</summary>
    public CodeSlots? Slots { get; private set; }
    /// <summary>Why the last act did not go through; null when it did.</summary>
    public CodingResult? Trouble => _trouble;
    /// <summary>What the last undo or redo came to; null after any other act.</summary>
    public UndoResult? Undone { get; private set; }
    /// <summary>The selected words, UTF-16 offsets in <see cref="Version"/>; null where nothing is selected.</summary>
    public (int Start, int End)? Selection { get; set; }
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Colleagues on the same article, and what they have under the hand.</summary>
    public IReadOnlyList<PresentPerson> Colleagues { get; set; } = [];
    /// <summary>Since when the open card has waited, where it was brought back.</summary>
    public DateTimeOffset? KeptSince { get; private set; }
    /// <summary>A colleague's newer version of the code on the card; null while there is none.</summary>
    public MarginRow? Theirs { get; private set; }

    /// <summary>What the margin lists. The code in focus is always among it.</summary>
    public IReadOnlyList<MarginRow> Shown => [.. Margin.Where(row => row.Id == ActiveId || Filter.Shows(row))];

    /// <summary>Which words of the text fill which field of the card.</summary>
    public IReadOnlyList<SlotNumber> Numbers => SlotNumber.In(Slots, Margin);

    public IReadOnlyList<Highlight> Highlights
    {
        get
        {
            var plain = Filter is { State: null, Coder: null };
            var shown = Margin.Where(row => row.Id == ActiveId || (plain && row is MentionRow) || Filter.Shows(row) || (plain && Filter.Kind == MarginKind.Mentions));
            var marks = Highlight.Of(shown).Where(h => h.CodeId != Slots?.Id);
            var colleagues = Colleagues.Where(c => c.VersionId == Version.Id && c.End <= Version.Text.Length && c.Start is not null)
                .Select(c => new Highlight(Highlight.NoCode, c.Start!.Value, c.End!.Value, HighlightKind.Colleague, CodeState.Confirmed) { Title = c.Name });
            var seen = plain ? ArticleMentions.Beside(Seen, Margin.OfType<MentionRow>().SelectMany(row => row.Anchors).Select(a => (a.Start, a.End))).Select(SeenHighlight).OfType<Highlight>() : [];
            return [.. (Slots is null ? marks : marks.Concat(Slots.Highlights)).Concat(seen).Concat(colleagues)];
        }
    }

    /// <summary>Every mention of a known actor; one each is a suggestion in the margin, and what is decided there holds for the others.</summary>
    public IReadOnlyList<SeenMention> Seen { get; set; } = [];

    private Highlight? SeenHighlight(SeenMention mention)
    {
        var decided = Margin.OfType<MentionRow>().Where(row => row.Actor.Id == mention.ActorId).Select(row => row.State).ToArray();
        if (decided.Length > 0 && decided.All(state => state == CodeState.Rejected)) return null;
        return new(Highlight.NoCode, mention.Start, mention.End, HighlightKind.Mention, decided.Contains(CodeState.Confirmed) ? CodeState.Confirmed : CodeState.Suggested) { ActorId = mention.ActorId, Title = mention.Name };
    }

    public async Task OpenAsync(Article article, ArticleVersion version, long userId, CancellationToken cancel)
    {
        var another = Version is null || Version.Id != version.Id;
        (Article, Version, UserId) = (article, version, userId);
        if (another) (Slots, Theirs, KeptSince) = (null, null, null);
        await RefreshAsync(cancel);
        if (another) await BringBackAsync(cancel);
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

    /// <summary>Reads the margin again. An open card is left alone: nothing typed is lost.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        Standing = await Standing.OfAsync(db, Article.Id, UserId, cancel);
        Margin = await db.MarginAsync(Article.Id, Version.Id, Languages.Current, cancel, Standing);
        if (ActiveId is { } id && id != Highlight.Draft && Margin.All(row => row.Id != id)) ActiveId = null;
        LookForTheirs();
    }

    /// <summary>Whether the person may change a code: in a round their own, and suggestions.</summary>
    public bool MayChange(MarginRow row) => Standing is { Lock: null } standing
        && (row.Layer == standing.Layer || (standing.AssignmentId is not null && row.Layer == CodeLayer.Common && row.State == CodeState.Suggested));

    public MarginRow? Active => Margin.FirstOrDefault(row => row.Id == ActiveId);

    /// <summary>Puts a code in focus. Of several under the pointer, the next outward from the one that has it.</summary>
    public void Choose(IReadOnlyList<long> codes)
    {
        codes = [.. codes.Where(code => Margin.Any(row => row.Id == code))];
        if (Slots is not null || codes.Count == 0) return;
        var at = ActiveId is { } now ? codes.ToList().IndexOf(now) : -1;
        ActiveId = codes[(at + 1) % codes.Count];
    }

    /// <summary>Nothing is in focus any more.</summary>
    public void LetGo() => ActiveId = null;

    /// <summary>Puts the next code of a sort in focus, in text order; after the last comes the first.</summary>
    public void ChooseNext(Func<MarginRow, bool> which, int direction)
    {
        var candidates = Margin.Where(which).ToArray();
        if (Slots is not null || candidates.Length == 0) return;
        var here = Active?.First?.Start ?? (direction > 0 ? -1 : int.MaxValue);
        var next = direction > 0
            ? candidates.FirstOrDefault(row => After(row, here))
            : candidates.LastOrDefault(row => Before(row, here));
        ActiveId = (next ?? (direction > 0 ? candidates[0] : candidates[^1])).Id;
    }

    private bool After(MarginRow row, int here) => row.Id != ActiveId && ((row.First?.Start ?? int.MaxValue), row.Id).CompareTo((here, ActiveId ?? 0)) > 0;

    private bool Before(MarginRow row, int here) => row.Id != ActiveId && ((row.First?.Start ?? int.MaxValue), row.Id).CompareTo((here, ActiveId ?? 0)) < 0;

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

    /// <summary>The selected words become an anchor of the open card; words of a condition or a means fill their field too.</summary>
    /// <returns>Whether there was a card and a selection.</returns>
    public bool AddAnchor(AnchorRole role)
    {
        if (Slots is null || Selection is not { } words) return false;
        var anchor = new AnchorDraft(role, words.Start, words.End);
        if (!Slots.Anchors.Contains(anchor)) Slots.Anchors.Add(anchor);
        if (Slots is ThreatSlots threat)
        {
            var quote = CodeSlots.Quote(Version, anchor);
            if (role == AnchorRole.Condition && string.IsNullOrWhiteSpace(threat.Condition)) threat.Condition = quote;
            if (role == AnchorRole.Instrument && string.IsNullOrWhiteSpace(threat.InstrumentWords) && quote.Length <= Core.Limits.Name) threat.InstrumentWords = quote;
        }
        return true;
    }

    /// <summary>Takes the anchors off the card that the selection touches; the last evidence stays.</summary>
    public bool DropAnchors()
    {
        if (Slots is null || Selection is not { } words) return false;
        var touched = Slots.Anchors.Where(a => a.Start < words.End && words.Start < a.End).ToList();
        if (Slots.Anchors.Count(a => a.Role == AnchorRole.Evidence) == touched.Count(a => a.Role == AnchorRole.Evidence)) touched.RemoveAll(a => a.Role == AnchorRole.Evidence);
        return Slots.Anchors.RemoveAll(touched.Contains) > 0;
    }

    /// <returns>False where a slot is still empty or Core said no: the card stays, with the reason.</returns>
    public async Task<bool> SaveAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (Slots is null) return false;
        if (Slots.ToDraft(Article.Id, Version.Id) is not { } draft)
        {
            _trouble = new CodingResult.Invalid(Slots switch
            {
                ThreatSlots => DraftFault.NoThreatener,
                PositionSlots { Speakers.Count: 0 } => DraftFault.NoSpeaker,
                PositionSlots => DraftFault.UnknownIssue,
                _ => DraftFault.UnknownActor,
            });
            return false;
        }
        var result = await editor.SaveAsync(draft, UserId, cancel);
        if (!await TakeAsync(result, now, cancel)) return false;
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
    public async Task<bool> SaveOverAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (Slots?.Id is not { } id || Slots.ToDraft(Article.Id, Version.Id) is not { } draft) return false;
        await RefreshAsync(cancel);
        if (Margin.FirstOrDefault(row => row.Id == id) is not { } row) return false;
        var result = await editor.SaveAsync(draft with { RowVersion = row.RowVersion }, UserId, cancel);
        if (!await TakeAsync(result, now, cancel)) return false;
        (Slots, ActiveId) = (null, id);
        await ForgetAsync(cancel);
        return true;
    }

    public Task<bool> AcceptAsync(DateTimeOffset now, CancellationToken cancel) => ActAsync(editor.AcceptAsync, now, cancel);

    public Task<bool> RejectAsync(DateTimeOffset now, CancellationToken cancel) => ActAsync(editor.RejectAsync, now, cancel);

    /// <summary>Puts a code back into an earlier state of its history.</summary>
    public async Task<bool> RevertAsync(long codeId, long revisionId, DateTimeOffset now, CancellationToken cancel)
    {
        if (Slots is not null || Margin.FirstOrDefault(row => row.Id == codeId) is not { } row) return false;
        return await TakeAsync(await editor.RevertAsync(codeId, revisionId, row.RowVersion, UserId, cancel), now, cancel);
    }

    public Task<bool> RemoveAsync(DateTimeOffset now, CancellationToken cancel) => ActAsync(editor.RemoveAsync, now, cancel);

    public async Task<bool> UndoAsync(DateTimeOffset now, CancellationToken cancel) => await TakeAsync(await undo.UndoAsync(UserId, cancel), now, cancel);

    public async Task<bool> RedoAsync(DateTimeOffset now, CancellationToken cancel) => await TakeAsync(await undo.RedoAsync(UserId, cancel), now, cancel);

    private async Task<bool> TakeAsync(UndoResult result, DateTimeOffset now, CancellationToken cancel)
    {
        (_trouble, Undone) = (null, result);
        if (result is not UndoResult.Moved moved) return false;
        if (moved.Done > 0) SavedAt = now;
        await RefreshAsync(cancel);
        return moved.Left.Count == 0;
    }

    public async Task<bool> SetCodedAsync(bool coded, DateTimeOffset now, CancellationToken cancel)
    {
        if (!await TakeAsync(await editor.SetCodedAsync(Article.Id, coded, UserId, cancel), now, cancel)) return false;
        Article.CodingState = coded ? CodingState.Coded : CodingState.InWork;
        return true;
    }

    private async Task<bool> ActAsync(Func<long, uint, long, CancellationToken, Task<CodingResult>> act, DateTimeOffset now, CancellationToken cancel)
    {
        if (Active is not { } row) return false;
        var id = Slots is null ? row.Id : Slots.Id ?? row.Id;
        var result = await act(id, row.RowVersion, UserId, cancel);
        if (!await TakeAsync(result, now, cancel)) return false;
        // In a round a suggestion's place is taken by one's own: the next step goes on from there.
        if (result is CodingResult.Saved { CodeId: var own } && own != id && Margin.Any(r => r.Id == own)) ActiveId = own;
        Slots = null;
        await ForgetAsync(cancel);
        return true;
    }

    private async Task<bool> TakeAsync(CodingResult result, DateTimeOffset now, CancellationToken cancel)
    {
        Undone = null;
        if (result is not CodingResult.Saved)
        {
            _trouble = result;
            if (result is CodingResult.Stale or CodingResult.Gone or CodingResult.Locked) await RefreshAsync(cancel);
            return false;
        }
        (_trouble, SavedAt, Theirs) = (null, now, null);
        await RefreshAsync(cancel);
        _trouble = null;
        return true;
    }
}
