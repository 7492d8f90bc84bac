using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>From the blocks of the element that holds the article, those that are its text.</summary>
internal static class ArticleBlocks
{
    internal static List<RawBlock> Choose(HtmlNode body, List<RawBlock> blocks, StatedBody stated, string? title)
    {
        var titleKey = PlainText.Key(title);
        var inside = blocks.Where(b => b.Suspect is null && body.Holds(b.Owner)).ToList();
        var chosen = new List<RawBlock>();
        foreach (var block in inside)
        {
            if (block.Key.Length > 0 && block.Key != titleKey && !IsLinkList(block, stated) && !Boilerplate.Is(block))
            {
                chosen.Add(block);
            }
        }

        chosen = stated.Sift(chosen);
        TrimStart(chosen, stated);
        TrimEnd(chosen, stated);
        DropIdleHeadings(chosen);
        return chosen;
    }

    private static bool IsLinkList(RawBlock block, StatedBody stated) =>
        block.LinkShare > 0.6 && block.Text.Length < 250 && !(stated.IsKnown && stated.Holds(block));

    /// <summary>Before the first running text stand labels, dates and names.</summary>
    private static void TrimStart(List<RawBlock> chosen, StatedBody stated)
    {
        var first = chosen.FindIndex(b => IsText(b, stated));
        if (first > 0)
        {
            // A heading right before the first paragraph may belong to it.
            chosen.RemoveRange(0, chosen[first - 1].Rank > 1 && first == 1 ? 0 : first);
        }
    }

    private static void TrimEnd(List<RawBlock> chosen, StatedBody stated)
    {
        var last = chosen.FindLastIndex(b => IsText(b, stated) || b.Kind is BlockKind.Table);
        if (last >= 0)
        {
            chosen.RemoveRange(last + 1, chosen.Count - last - 1);
        }
    }

    private static bool IsText(RawBlock block, StatedBody stated) =>
        block.Rank == 0 && ((stated.IsKnown && stated.Holds(block)) || (block.Text.Length >= 40 && (SentenceEnd.Ends(block.Text) || block.Text.Length >= 80)));

    /// <summary>A heading with nothing below it was the title of something left out.</summary>
    private static void DropIdleHeadings(List<RawBlock> chosen)
    {
        for (var i = chosen.Count - 1; i >= 0; i--)
        {
            if (chosen[i].Rank > 0 && (i == chosen.Count - 1 || (chosen[i + 1].Rank > 0 && chosen[i + 1].Rank <= chosen[i].Rank && chosen[i + 1].Rank < 3)))
            {
                chosen.RemoveAt(i);
            }
        }
    }
}
