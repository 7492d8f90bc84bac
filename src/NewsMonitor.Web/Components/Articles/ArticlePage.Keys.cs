using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Components.Keys;

namespace NewsMonitor.Web.Components.Articles;

// What the article page answers to and shows: its keys, the rows of its margin, the words of its states.
public sealed partial class ArticlePage
{
    private List<KeyBinding> Keys()
    {
        List<KeyBinding> keys =
        [
            new("j", W["Key.Code"], () => NextAsync(row => row is StatementRow, 1)) { Repeats = true },
            new("k", W["Key.Code"], () => NextAsync(row => row is StatementRow, -1)) { Repeats = true },
            new("v", W["Keys.Changes"], () => { if (_reading?.Versions > 1) Navigation.NavigateTo(ChangesAddress); }) { InStatusLine = false },
            new("h", W["History"], HistoryAsync) { InStatusLine = false },
            new("d", CommentW["Key.Comment"], DiscussAsync) { InStatusLine = false },
            new("N", W["Key.NextArticle"], NextArticleAsync) { InStatusLine = false },
        ];
        if (_canCode)
        {
            keys.AddRange(
            [
                new("n", W["Key.NextSuggestion"], () => NextAsync(IsOpen, 1)) { Repeats = true },
                new("y", W["Key.Accept"], AcceptAsync),
                new("x", W["Key.Reject"], RejectAsync),
                new("e", W["Key.Edit"], Edit),
                new("a", W["Actor"], () => Tag(HighlightKind.Mention)),
                new("p", W["Position"], () => Tag(HighlightKind.Undecided)),
                new("t", W["Threat"], () => Tag(HighlightKind.Threat)),
                new("Ctrl+z", W["Key.Undo"], () => Coding.UndoAsync(_leaving.Token)),
                new("Ctrl+Shift+z", W["Key.Redo"], () => Coding.RedoAsync(_leaving.Token)) { InStatusLine = false },
                new("Delete", W["Key.Remove"], RemoveOrDropAsync) { InStatusLine = false },
                new("w", CodingW["Key.Evidence"], () => AddAnchorAsync(AnchorRole.Evidence)) { InStatusLine = false },
                new("u", CodingW["Key.Cue"], () => AddAnchorAsync(AnchorRole.Cue)) { InStatusLine = false },
                new("b", CodingW["Key.Condition"], () => AddAnchorAsync(AnchorRole.Condition)) { InStatusLine = false },
                new("i", CodingW["Key.Instrument"], () => AddAnchorAsync(AnchorRole.Instrument)) { InStatusLine = false },
                new("Ctrl+.", CodingW["Key.Cross"], CrossAsync) { InFields = true, InStatusLine = false },
                new("c", W["MarkCoded"], ToggleCodedAsync) { InStatusLine = false },
                new("Ctrl+Enter", W["Key.Save"], SaveAsync) { InFields = true, InStatusLine = false },
                new("ArrowRight", W["Key.Words"], () => StepAsync("word", 1, false)) { Repeats = true, InStatusLine = false },
                new("ArrowLeft", W["Key.Words"], () => StepAsync("word", -1, false)) { Repeats = true, InStatusLine = false },
                new("Shift+ArrowRight", W["Key.MoreWords"], () => StepAsync("word", 1, true)) { Repeats = true, InStatusLine = false },
                new("Shift+ArrowLeft", W["Key.MoreWords"], () => StepAsync("word", -1, true)) { Repeats = true, InStatusLine = false },
                new("ArrowDown", W["Key.Sentences"], () => StepAsync("sentence", 1, false)) { Repeats = true, InStatusLine = false },
                new("ArrowUp", W["Key.Sentences"], () => StepAsync("sentence", -1, false)) { Repeats = true, InStatusLine = false },
                new("Shift+ArrowDown", W["Key.MoreSentences"], () => StepAsync("sentence", 1, true)) { Repeats = true, InStatusLine = false },
                new("Shift+ArrowUp", W["Key.MoreSentences"], () => StepAsync("sentence", -1, true)) { Repeats = true, InStatusLine = false },
            ]);
        }
        keys.Add(new("Escape", W["Key.Back"], EscapeAsync) { InStatusLine = false });
        return keys;
    }

    /// <summary>The rows of the margin in text order; null is where the card of a new code stands.</summary>
    private IEnumerable<MarginRow?> Placed
    {
        get
        {
            var rows = Coding.Shown.Cast<MarginRow?>().ToList();
            if (Coding.Slots is { } slots && rows.All(row => row!.Id != slots.Id))
            {
                var start = slots.Anchors.Count == 0 ? 0 : slots.Anchors.Min(a => a.Start);
                var at = rows.FindIndex(row => (row!.First?.Start ?? int.MaxValue) > start);
                rows.Insert(at < 0 ? rows.Count : at, null);
            }
            return rows;
        }
    }

    private string? TextStateWords => _reading!.Article.TextState switch
    {
        TextState.Complete or TextState.FeedTextOnly => null,
        var state => W[$"TextState.{state}"].Value,
    };

    private string? TroubleWords =>
        _listFault is { } fault ? CodingW[$"ListFault.{fault}"].Value
        : CodingAnswers.Words(Coding.Trouble, CodingW, Clock) ?? CodingAnswers.Words(Coding.Undone, CodingW);
}
