using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>
/// Finds the element that holds the article. Every block of running text lends its mass to the elements around it; from the top of the page
/// the finder goes down as long as one child holds nearly all of the mass. A JSON-LD <c>articleBody</c> tells which blocks weigh.
/// </summary>
internal static class BodyFinder
{
    /// <summary>The share of its parent's mass that a child must hold to be gone into.</summary>
    private const double Descent = 0.88;

    /// <summary>The same, for a child that calls itself the article's body.</summary>
    private const double MarkedDescent = 0.6;

    internal static HtmlNode? Find(HtmlNode document, List<RawBlock> blocks, StatedBody stated, HtmlNode? headline)
    {
        Weigh(blocks, stated);
        Acquit(blocks);
        ForeignArticles.Accuse(blocks, headline, stated);
        Teasers.Accuse(blocks, stated);
        Captions.Accuse(blocks, stated);
        var mass = Spread(blocks, out var total);
        if (total <= 0)
        {
            return null;
        }

        var node = document;
        while (true)
        {
            HtmlNode? best = null;
            foreach (var child in node.Elements())
            {
                if (mass.TryGetValue(child, out var weight) && (best is null || weight > mass[best]))
                {
                    best = child;
                }
            }

            if (best is null || mass[best] < mass[node] * (IsMarkedBody(best) ? MarkedDescent : Descent) || best.Name is "p" or "h1" or "h2" or "h3" or "h4" or "li" or "blockquote" or "td" or "tr" or "tbody")
            {
                return node;
            }

            node = best;
        }
    }

    private static bool IsMarkedBody(HtmlNode node) =>
        node.Attribute("itemprop") == "articleBody" || (ClassWords.Of(node) & Hint.Body) != 0;

    private static void Weigh(List<RawBlock> blocks, StatedBody stated)
    {
        foreach (var block in blocks)
        {
            block.Mass = Mass(block);
            if (!stated.IsKnown)
            {
                continue;
            }

            if (!stated.Holds(block))
            {
                block.Mass *= 0.1;
            }
            else if (block.Text.Length >= 40)
            {
                block.Mass = Math.Max(block.Mass, block.Text.Length);
                // The publisher's own word against a class name's.
                block.Suspect = null;
            }
        }
    }

    private static double Mass(RawBlock block)
    {
        var length = block.Text.Length;
        if (length < 25 || block.LinkShare > 0.5 || block.Kind is BlockKind.Subhead or BlockKind.Table)
        {
            return 0;
        }

        // Teasers and labels are short and do not end as sentences do; paragraphs of an article are long and do.
        var weight = length * Math.Min(1.0, length / 140.0) * (1 - block.LinkShare);
        return SentenceEnd.Ends(block.Text) ? weight : weight * 0.4;
    }

    /// <summary>
    /// Parts that look foreign, but hold much of the text, are the article after all: "widget" and "promo" are names of many a theme's
    /// containers. Parts of the same element and class are judged together, since some publishers put each paragraph into its own.
    /// </summary>
    private static void Acquit(List<RawBlock> blocks)
    {
        for (var round = 0; round < 8; round++)
        {
            var free = blocks.Where(b => b.Suspect is null).Sum(b => b.Mass);
            var worst = blocks.Where(b => b.Suspect is not null && b.Mass > 0)
                .GroupBy(b => (b.Suspect!.Name, b.Suspect.Class))
                .Select(g => (g.Key, Mass: g.Sum(b => b.Mass)))
                .OrderByDescending(g => g.Mass)
                .FirstOrDefault();
            if (worst.Mass < 200 || worst.Mass < free * 1.5)
            {
                return;
            }

            foreach (var block in blocks.Where(b => b.Suspect is not null && (b.Suspect.Name, b.Suspect.Class) == worst.Key))
            {
                block.Suspect = NextSuspect(block, block.Suspect!);
            }
        }
    }

    /// <summary>The outermost foreign-looking element between an acquitted one and the block.</summary>
    private static HtmlNode? NextSuspect(RawBlock block, HtmlNode acquitted)
    {
        HtmlNode? found = null;
        for (var node = block.Owner; node is not null && !ReferenceEquals(node, acquitted); node = node.Parent)
        {
            if (Unread.IsForeign(node, ClassWords.Of(node)))
            {
                found = node;
            }
        }

        return found;
    }

    private static Dictionary<HtmlNode, double> Spread(List<RawBlock> blocks, out double total)
    {
        total = 0;
        var mass = new Dictionary<HtmlNode, double>(ReferenceEqualityComparer.Instance);
        foreach (var block in blocks)
        {
            if (block.Suspect is not null || block.Mass <= 0)
            {
                continue;
            }

            total += block.Mass;
            for (var node = block.Owner; node is not null; node = node.Parent)
            {
                mass[node] = mass.GetValueOrDefault(node) + block.Mass;
            }
        }

        return mass;
    }
}
