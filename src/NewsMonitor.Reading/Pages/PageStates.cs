namespace NewsMonitor.Reading.Pages;

/// <summary>How much of an article a page holds, from what it states and shows.</summary>
internal static class PageStates
{
    private const int ShortestArticle = 250;
    /// <summary>Publishers show 300 to 1,500 characters before a wall.</summary>
    private const int LongestSample = 2_500;

    internal static PageState Judge(List<Block> read, List<RawBlock> all, StatedBody stated, LinkedArticle? linked, PageParts parts, Uri? address)
    {
        var length = read.Sum(b => b.Text.Length);
        var isStated = linked is not null || parts.Meta("og:type")?.Contains("article", StringComparison.OrdinalIgnoreCase) == true;
        if (length < LongestSample && (isStated || length >= ShortestArticle) && (linked?.IsFree == false || all.Exists(b => Boilerplate.IsWall(b.Text))))
        {
            return PageState.Paywalled;
        }

        if (length < ShortestArticle)
        {
            return IsShell(all) ? PageState.NeedsScript : isStated && length > 0 ? PageState.Partial : PageState.NotAnArticle;
        }

        if (!isStated && (address?.AbsolutePath.Length <= 1 || IsIndex(all, length)))
        {
            return PageState.NotAnArticle;
        }

        return parts.Link("next") is not null && IsNextPage(parts.Link("next")!, address) || stated.Text?.Length > length * 2 ? PageState.Partial : PageState.Complete;
    }

    /// <summary>Hardly a word outside scripts.</summary>
    private static bool IsShell(List<RawBlock> all) => all.Sum(b => b.Text.Length) < 400;

    /// <summary>More text in linked headlines than in paragraphs.</summary>
    private static bool IsIndex(List<RawBlock> all, int length) =>
        all.Where(b => b.LinkShare > 0.8 && b.Text.Length is > 30 and < 200).Sum(b => b.Text.Length) > length;

    /// <summary>rel=next of an article names its next page ("…/seite-2", "?page=2"), not the next article.</summary>
    private static bool IsNextPage(string next, Uri? address) =>
        CanonicalUrl.Parse(next, address) is { } uri && address is not null && uri.Host == address.Host
        && uri.AbsoluteUri.StartsWith(address.GetLeftPart(UriPartial.Path).TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        && uri.AbsoluteUri[^1] is '2' or '3' or '4' or '5';
}
