using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Articles;

/// <summary>Where a version's text was taken from.</summary>
public enum TextSource
{
    Feed,
    Page,
    Pasted,
    Imported,
    /// <summary>The page as it was kept, read again after the rule for its site had changed: our edit, not the publisher's.</summary>
    Reread,
}

/// <summary>
/// A text that an article had. Immutable: anchors count UTF-16 units into <see cref="Text"/> and must stay true for ever.
/// </summary>
public sealed class ArticleVersion
{
    public long Id { get; init; }
    public long ArticleId { get; init; }
    /// <summary>1, 2, 3 … within the article.</summary>
    public int Number { get; init; }
    public string? Kicker { get; init; }
    public required string Title { get; init; }
    public IReadOnlyList<string> Byline { get; init; } = [];
    /// <summary>The body, a line a block. What the blocks are is said by <see cref="Blocks"/>, line by line.</summary>
    public required string Text { get; init; }
    public IReadOnlyList<BlockKind> Blocks { get; init; } = [];
    /// <summary>SHA-256 of title and text with white space folded: the same hash, the same words.</summary>
    public required byte[] ContentHash { get; init; }
    public TextSource Source { get; init; }
    public DateTimeOffset CapturedAt { get; init; }

    /// <summary>Each block with its offset in <see cref="Text"/>, in reading order.</summary>
    public IEnumerable<PlacedBlock> PlacedBlocks()
    {
        var start = 0;
        var line = 0;
        while (start <= Text.Length)
        {
            var end = Text.IndexOf('\n', start);
            if (end < 0) end = Text.Length;
            if (end > start) yield return new(line < Blocks.Count ? Blocks[line] : BlockKind.Paragraph, start, end);
            line++;
            start = end + 1;
        }
    }
}

/// <summary>A block of a version's text: UTF-16 offsets, end exclusive.</summary>
public readonly record struct PlacedBlock(BlockKind Kind, int Start, int End);
