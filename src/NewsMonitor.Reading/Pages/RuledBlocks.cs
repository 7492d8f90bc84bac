using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>What a site rule says of a page's blocks.</summary>
internal static class RuledBlocks
{
    private const int LeastText = 200;

    /// <summary>A rule that finds less than this share of the general case's text has met a layout it does not know.</summary>
    private const double LeastShare = 0.4;

    private const double LeastLeft = 0.5;

    /// <summary>Takes out what the rule drops, unless that is most of the page's running text: then the publisher has given the name a new use.</summary>
    internal static List<RawBlock> WithoutDropped(List<RawBlock> blocks, SiteRule rule)
    {
        var known = new Dictionary<HtmlNode, bool>(ReferenceEqualityComparer.Instance);
        var left = blocks.FindAll(b => !Within(b.Owner, rule.IsDropped, known));
        return RunningText(left) >= RunningText(blocks) * LeastLeft ? left : blocks;
    }

    private static int RunningText(List<RawBlock> blocks) =>
        blocks.Where(b => b.Suspect is null && b.Rank == 0 && b.Text.Length >= 80 && b.LinkShare < 0.5).Sum(b => b.Text.Length);

    /// <summary>The blocks the rule names as the text, or null where it names none, or suspiciously few.</summary>
    internal static List<RawBlock>? Choose(List<RawBlock> blocks, SiteRule rule, List<RawBlock> general, string? title)
    {
        if (!rule.HasBody)
        {
            return null;
        }

        var body = new Dictionary<HtmlNode, bool>(ReferenceEqualityComparer.Instance);
        var lead = new Dictionary<HtmlNode, bool>(ReferenceEqualityComparer.Instance);
        var titleKey = PlainText.Key(title);
        var chosen = new List<RawBlock>();
        foreach (var block in blocks)
        {
            var isLead = Within(block.Owner, rule.IsLead, lead);
            if ((isLead || Within(block.Owner, rule.IsBody, body)) && block.Key.Length > 0 && block.Key != titleKey && !Boilerplate.Is(block)
                && !(block.LinkShare > 0.8 && block.Text.Length < 200 && block.Kind != BlockKind.Subhead))
            {
                block.Suspect = null;
                block.IsLead |= isLead;
                chosen.Add(block);
            }
        }

        var length = chosen.Sum(b => b.Text.Length);
        return length >= LeastText && length >= general.Sum(b => b.Text.Length) * LeastShare ? chosen : null;
    }

    private static bool Within(HtmlNode node, Func<HtmlNode, bool> isMeant, Dictionary<HtmlNode, bool> known)
    {
        if (known.TryGetValue(node, out var within))
        {
            return within;
        }

        within = isMeant(node) || (node.Parent is not null && Within(node.Parent, isMeant, known));
        known[node] = within;
        return within;
    }
}
