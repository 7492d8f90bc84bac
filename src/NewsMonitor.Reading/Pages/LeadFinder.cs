using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Finds the lead (standfirst, Vorspann), which often stands between the headline and the element that holds the body.</summary>
internal static class LeadFinder
{
    private const int Shortest = 30;
    private const int Longest = 1_500;

    /// <summary>The blocks of the lead that are not yet chosen, in document order; empty where the body begins with its lead or there is none.</summary>
    internal static List<RawBlock> Find(List<RawBlock> blocks, List<RawBlock> chosen, HtmlNode? headline, string? title, IReadOnlyList<string> descriptions)
    {
        if (headline is null || chosen.Count == 0)
        {
            return [];
        }

        var keys = descriptions.Select(PlainText.Key).Where(k => k.Length > 20).ToList();
        var titleKey = PlainText.Key(title);
        var first = blocks.IndexOf(chosen[0]);
        var found = new List<RawBlock>();
        for (var i = 0; i < first; i++)
        {
            var block = blocks[i];
            if (block.Owner.Order > headline.Order && block.Text.Length is >= Shortest and <= Longest && block.LinkShare < 0.5
                && block.Key != titleKey && !headline.Holds(block.Owner) && !Boilerplate.Is(block) && IsLead(block, headline, keys)
                && !found.Exists(f => f.Key == block.Key) && !chosen.Exists(c => c.Key == block.Key))
            {
                block.IsLead = true;
                found.Add(block);
            }
        }

        if (found.Count > 4)
        {
            // So many short texts are a list, not a lead.
            found.ForEach(f => f.IsLead = false);
            return [];
        }

        return found;
    }

    /// <summary>Marks the first block as the lead where it is called so, or says what the page states as its summary.</summary>
    internal static void Mark(List<RawBlock> chosen, IReadOnlyList<string> descriptions)
    {
        if (chosen.Count > 1 && !chosen[0].IsLead && chosen[0].Text.Length is >= Shortest and <= Longest && chosen[0].Kind is BlockKind.Paragraph or BlockKind.Subhead)
        {
            chosen[0].IsLead = IsCalledLead(chosen[0].Owner) || descriptions.Any(d => PlainText.Key(d) == chosen[0].Key);
        }
    }

    private static bool IsLead(RawBlock block, HtmlNode headline, List<string> descriptions)
    {
        if (descriptions.Exists(d => d == block.Key || (block.Key.Length > 40 && (d.StartsWith(block.Key[..40], StringComparison.Ordinal) || block.Key.StartsWith(d, StringComparison.Ordinal)))))
        {
            return block.Suspect is null || !IsFar(block, headline);
        }

        if (block.Suspect is not null || IsFar(block, headline))
        {
            return false;
        }

        return IsCalledLead(block.Owner) || (SentenceEnd.Ends(block.Text) && block.Text.Length >= 60 && block.Rank != 1);
    }

    private static bool IsCalledLead(HtmlNode node)
    {
        for (var level = 0; level < 3 && node is not null; level++, node = node.Parent!)
        {
            if ((ClassWords.Of(node) & Hint.Lead) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A lead shares a near ancestor with its headline.</summary>
    private static bool IsFar(RawBlock block, HtmlNode headline) =>
        block.Owner.Order - headline.Order > 250 || !headline.Ancestors().Take(5).Any(a => a.Holds(block.Owner));
}

