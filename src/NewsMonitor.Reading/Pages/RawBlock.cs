using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>One run of text between two block borders, anywhere on the page, before it is known what belongs to the article.</summary>
internal sealed class RawBlock
{
    internal required HtmlNode Owner { get; init; }
    internal required BlockKind Kind { get; init; }
    internal required string Text { get; init; }
    /// <summary>How many characters of the text are linked.</summary>
    internal required int LinkCharacters { get; init; }
    /// <summary>How many characters of the text are bold.</summary>
    internal required int BoldCharacters { get; init; }
    /// <summary>The outermost element around the block that looks as if it did not belong to an article, or null.</summary>
    internal HtmlNode? Suspect { get; set; }
    internal Hint Hints { get; init; }
    /// <summary>How much the block speaks for its surroundings being an article's text, in characters.</summary>
    internal double Mass { get; set; }
    internal bool IsLead { get; set; }
    /// <summary>The heading's rank, 1 to 6; 0 for no heading.</summary>
    internal int Rank { get; init; }

    /// <summary>Whether the stated body holds the block, once asked.</summary>
    internal bool? IsStated { get; set; }

    internal double LinkShare => Text.Length == 0 ? 0 : (double)LinkCharacters / Text.Length;

    internal string Key => field ??= PlainText.Key(Text);
}
