namespace NewsMonitor.Reading.Pages;

/// <summary>How much of an article a page holds.</summary>
internal static class PageStates
{
    private const int ShortestArticle = 250;

    internal static PageState Judge(List<Block> blocks, StatedBody stated, LinkedArticle? linked, PageParts parts)
    {
        var length = blocks.Sum(b => b.Text.Length);
        if (linked?.IsFree == false && length < 1_500)
        {
            return PageState.Paywalled;
        }

        if (length >= ShortestArticle)
        {
            return stated.Text?.Length > length * 2 ? PageState.Partial : PageState.Complete;
        }

        return linked is null && parts.Meta("og:type") != "article" ? PageState.NotAnArticle : PageState.Partial;
    }
}
