using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Comments;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Web.Components.Articles;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>
/// The coding of one open article: its margin, the code in focus, the card. The page draws it and passes keys on; what is written goes
/// through Core, which asks for the role again.
/// </summary>
public sealed partial class ArticleCoding(
    IDbContextFactory<NewsDbContext> archive, CodeEditor editor, CodeUndo undo, UnsavedCards cards, ArticleMentions mentions, TimeProvider clock)
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
    public IReadOnlyList<SeenMention> Seen { get; private set; } = [];

    /// <summary>Open questions by code.</summary>
    public IReadOnlyDictionary<long, int> Questions { get; private set; } = new Dictionary<long, int>();

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
        await CountQuestionsAsync(cancel);
        if (!another) return;
        Seen = await mentions.InAsync(article, version, cancel);
        await BringBackAsync(cancel);
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

    /// <summary>Counts the open questions again.</summary>
    public async Task CountQuestionsAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        Questions = await db.OpenOnArticleAsync(Article.Id, UserId, cancel);
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

    public Task<bool> AcceptAsync(CancellationToken cancel) => ActAsync(editor.AcceptAsync, cancel);

    public Task<bool> RejectAsync(CancellationToken cancel) => ActAsync(editor.RejectAsync, cancel);

    /// <summary>Puts a code back into an earlier state of its history.</summary>
    public async Task<bool> RevertAsync(long codeId, long revisionId, CancellationToken cancel)
    {
        if (Slots is not null || Margin.FirstOrDefault(row => row.Id == codeId) is not { } row) return false;
        return await TakeAsync(await editor.RevertAsync(codeId, revisionId, row.RowVersion, UserId, cancel), cancel);
    }

    public Task<bool> RemoveAsync(CancellationToken cancel) => ActAsync(editor.RemoveAsync, cancel);

    public async Task<bool> UndoAsync(CancellationToken cancel) => await TakeAsync(await undo.UndoAsync(UserId, cancel), cancel);

    public async Task<bool> RedoAsync(CancellationToken cancel) => await TakeAsync(await undo.RedoAsync(UserId, cancel), cancel);

    private async Task<bool> TakeAsync(UndoResult result, CancellationToken cancel)
    {
        (_trouble, Undone) = (null, result);
        if (result is not UndoResult.Moved moved) return false;
        if (moved.Done > 0) SavedAt = clock.GetUtcNow();
        await RefreshAsync(cancel);
        return moved.Left.Count == 0;
    }

    public async Task<bool> SetCodedAsync(bool coded, CancellationToken cancel)
    {
        if (!await TakeAsync(await editor.SetCodedAsync(Article.Id, coded, UserId, cancel), cancel)) return false;
        Article.CodingState = coded ? CodingState.Coded : CodingState.InWork;
        return true;
    }

    private async Task<bool> ActAsync(Func<long, uint, long, CancellationToken, Task<CodingResult>> act, CancellationToken cancel)
    {
        if (Active is not { } row) return false;
        var id = Slots is null ? row.Id : Slots.Id ?? row.Id;
        var result = await act(id, row.RowVersion, UserId, cancel);
        if (!await TakeAsync(result, cancel)) return false;
        // In a round a suggestion's place is taken by one's own: the next step goes on from there.
        if (result is CodingResult.Saved { CodeId: var own } && own != id && Margin.Any(r => r.Id == own)) ActiveId = own;
        Slots = null;
        await ForgetAsync(cancel);
        return true;
    }

    private async Task<bool> TakeAsync(CodingResult result, CancellationToken cancel)
    {
        Undone = null;
        if (result is not CodingResult.Saved)
        {
            _trouble = result;
            if (result is CodingResult.Stale or CodingResult.Gone or CodingResult.Locked) await RefreshAsync(cancel);
            return false;
        }
        (_trouble, SavedAt, Theirs) = (null, clock.GetUtcNow(), null);
        await RefreshAsync(cancel);
        _trouble = null;
        return true;
    }
}
