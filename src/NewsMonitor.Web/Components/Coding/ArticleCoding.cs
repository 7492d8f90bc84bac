using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>Which codes the margin shows.</summary>
public enum MarginFilter { All, Open, Threats, Positions, Mentions }

/// <summary>
/// The coding of one open article: its margin, the code in focus, the card. The page draws it and passes keys on; what is written goes
/// through Core, which asks for the role again.
/// </summary>
public sealed class ArticleCoding(IDbContextFactory<NewsDbContext> archive, CodeEditor editor, CodeUndo undo)
{
    private CodingResult? _trouble;

    public Article Article { get; private set; } = null!;
    public ArticleVersion Version { get; private set; } = null!;
    public long UserId { get; private set; }
    public IReadOnlyList<MarginRow> Margin { get; private set; } = [];
    public MarginFilter Filter { get; set; }
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

    /// <summary>
    /// What the margin lists: statements, suggested and rejected ones too. Of mentions only the one in focus, unless they are asked for,
    /// since a line under the word says all that there is to say.
    /// </summary>
    public IReadOnlyList<MarginRow> Shown => [.. Margin.Where(row => row.Id == ActiveId || Filter switch
    {
        MarginFilter.Open => row.State == CodeState.Suggested,
        MarginFilter.Threats => row is ThreatRow,
        MarginFilter.Positions => row is PositionRow,
        MarginFilter.Mentions => row is MentionRow,
        _ => row is StatementRow,
    })];

    public IReadOnlyList<Highlight> Highlights
    {
        get
        {
            var shown = Margin.Where(row => row.Id == ActiveId || row is MentionRow || Filter is MarginFilter.All or MarginFilter.Mentions || Shown.Contains(row));
            var marks = Highlight.Of(shown).Where(h => h.CodeId != Slots?.Id);
            return [.. Slots is null ? marks : marks.Concat(Slots.Highlights)];
        }
    }

    public async Task OpenAsync(Article article, ArticleVersion version, long userId, CancellationToken cancel)
    {
        (Article, Version, UserId) = (article, version, userId);
        await RefreshAsync(cancel);
    }

    /// <summary>Reads the margin again. An open card is left alone: nothing typed is lost.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        Margin = await db.MarginAsync(Article.Id, Version.Id, Languages.Current, cancel);
        if (ActiveId is { } id && id != Highlight.Draft && Margin.All(row => row.Id != id)) ActiveId = null;
    }

    public MarginRow? Active => Margin.FirstOrDefault(row => row.Id == ActiveId);

    /// <summary>Puts a code in focus. Of several under the pointer, the next outward from the one that has it.</summary>
    public void Choose(IReadOnlyList<long> codes)
    {
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

    public void CloseCard()
    {
        if (ActiveId == Highlight.Draft) ActiveId = null;
        (Slots, _trouble) = (null, null);
    }

    public void AddEvidence()
    {
        if (Slots is null || Selection is not { } words) return;
        var anchor = new AnchorDraft(AnchorRole.Evidence, words.Start, words.End);
        if (!Slots.Anchors.Contains(anchor)) Slots.Anchors.Add(anchor);
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
        Slots = null;
        ActiveId = ((CodingResult.Saved)result).CodeId;
        return true;
    }

    /// <summary>After "keep hers": the card shows the code as it stands now.</summary>
    public async Task TakeOtherVersionAsync(CancellationToken cancel)
    {
        var id = Slots?.Id;
        await RefreshAsync(cancel);
        (Slots, _trouble) = (Margin.FirstOrDefault(row => row.Id == id) is { } row ? CodeSlots.Of(row) : null, null);
    }

    /// <summary>After "save mine": the same slots over the newer state.</summary>
    public async Task<bool> SaveOverAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (Slots?.Id is not { } id || Slots.ToDraft(Article.Id, Version.Id) is not { } draft) return false;
        await RefreshAsync(cancel);
        if (Margin.FirstOrDefault(row => row.Id == id) is not { } row) return false;
        var result = await editor.SaveAsync(draft with { RowVersion = row.RowVersion }, UserId, cancel);
        if (!await TakeAsync(result, now, cancel)) return false;
        (Slots, ActiveId) = (null, id);
        return true;
    }

    public Task<bool> AcceptAsync(DateTimeOffset now, CancellationToken cancel) => ActAsync(editor.AcceptAsync, now, cancel);

    public Task<bool> RejectAsync(DateTimeOffset now, CancellationToken cancel) => ActAsync(editor.RejectAsync, now, cancel);

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
        if (!await TakeAsync(await act(id, row.RowVersion, UserId, cancel), now, cancel)) return false;
        Slots = null;
        return true;
    }

    private async Task<bool> TakeAsync(CodingResult result, DateTimeOffset now, CancellationToken cancel)
    {
        Undone = null;
        if (result is not CodingResult.Saved)
        {
            _trouble = result;
            if (Slots is null && result is CodingResult.Stale or CodingResult.Gone) await RefreshAsync(cancel);
            return false;
        }
        (_trouble, SavedAt) = (null, now);
        await RefreshAsync(cancel);
        return true;
    }
}
