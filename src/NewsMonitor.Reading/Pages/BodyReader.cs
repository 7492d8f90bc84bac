using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>From a page's blocks to the article's: by the general case, by the site's rule where it holds, by the stated body where the page shows none.</summary>
internal static class BodyReader
{
    internal static List<Block> Read(
        HtmlNode document, List<RawBlock> blocks, StatedBody stated, HtmlNode? headline, string? title, IReadOnlyList<string> descriptions, SiteRule? rule)
    {
        blocks = rule is null ? blocks : RuledBlocks.WithoutDropped(blocks, rule);
        stated.Confirm(blocks);
        var body = BodyFinder.Find(document, blocks, stated, headline);
        var chosen = body is null ? [] : ArticleBlocks.Choose(body, blocks, stated, title);
        chosen.InsertRange(0, LeadFinder.Find(blocks, chosen, headline, title, descriptions));
        var ruled = rule is null ? null : RuledBlocks.Choose(blocks, rule, chosen, title);
        LeadFinder.Mark(ruled ?? chosen, descriptions);
        var read = (ruled ?? chosen).ConvertAll(b => new Block(b.IsLead ? BlockKind.Lead : b.Kind, b.Text));
        return stated.Replaces(read) ? stated.Blocks() : read;
    }
}
