using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Other articles on the same page: below the own one where the page scrolls without end, or as a list of related ones.</summary>
internal static class ForeignArticles
{
    private const double LeastOwnMass = 250;
    private const int MostTeaser = 450;

    /// <summary>Where the headline stands in an <c>article</c> with text, text in other <c>article</c> elements is foreign.</summary>
    internal static void Accuse(List<RawBlock> blocks, HtmlNode? headline, StatedBody stated)
    {
        if (headline is null || ArticleAround(headline) is not { } own)
        {
            AccuseTeasers(blocks, stated);
            return;
        }

        var mass = blocks.Where(b => b.Suspect is null && own.Holds(b.Owner)).Sum(b => b.Mass);
        if (mass < LeastOwnMass)
        {
            return;
        }

        var others = blocks.GroupBy(b => ArticleAround(b.Owner)).Where(g => g.Key is not null && !ReferenceEquals(g.Key, own) && !g.Key.Holds(own));
        foreach (var other in others)
        {
            // Some publishers nest the text's own article element in the headline's.
            if (own.Holds(other.Key!) && other.Sum(b => b.Mass) > mass * 0.4)
            {
                continue;
            }

            foreach (var block in other)
            {
                if (block.Suspect is null && !(stated.IsKnown && stated.Holds(block)))
                {
                    block.Suspect = other.Key;
                }
            }
        }
    }

    /// <summary>Where no <c>article</c> is the page's own, a small one with a linked line points to another page.</summary>
    private static void AccuseTeasers(List<RawBlock> blocks, StatedBody stated)
    {
        foreach (var teaser in blocks.GroupBy(b => ArticleAround(b.Owner)))
        {
            if (teaser.Key is null || teaser.Sum(b => b.Text.Length) > MostTeaser || !teaser.Any(b => b.LinkShare > 0.4 && b.Text.Length >= 15)) continue;
            foreach (var block in teaser)
            {
                if (block.Suspect is null && !(stated.IsKnown && stated.Holds(block))) block.Suspect = teaser.Key;
            }
        }
    }

    private static HtmlNode? ArticleAround(HtmlNode node)
    {
        for (HtmlNode? above = node; above is not null; above = above.Parent)
        {
            if (above.Name == "article")
            {
                return above;
            }
        }

        return null;
    }
}
