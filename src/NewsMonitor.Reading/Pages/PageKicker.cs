using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Finds the topline above a headline.</summary>
internal static class PageKicker
{
    private const int Longest = 120;

    internal static string? Find(HtmlNode document, SiteRule? rule, HtmlNode? headline, string? title, LinkedArticle? linked)
    {
        var found = rule?.Kicker(document) ?? (headline is null ? null : Inside(headline) ?? Beside(headline) ?? Prefix(headline, title)) ?? Prefix(linked?.Headline, title);
        found = PlainText.OrNull(found?.Trim(':', '|', '+', '-', '–', '/', ' ', '\u00A0'));
        return found is { Length: > 1 and <= Longest } && PlainText.Key(found) != PlainText.Key(title) ? found : null;
    }

    /// <summary><c>h1 > span.topline</c>.</summary>
    private static string? Inside(HtmlNode headline) =>
        headline.Descendants().Where(IsKicker).Select(p => PlainText.Of(p)).FirstOrDefault(t => t.Length > 0 && t != PlainText.Of(headline));

    /// <summary>An element called a kicker right before the headline, or around it one or two levels up.</summary>
    private static string? Beside(HtmlNode headline)
    {
        HtmlNode? node = headline;
        for (var level = 0; level < 3 && node is { Parent: not null }; level++, node = node.Parent)
        {
            var before = node.Previous;
            for (var steps = 0; before is not null && steps < 8; steps++, before = before.Previous)
            {
                if (!before.IsText && IsKicker(before) && PlainText.Of(before) is { Length: > 0 and <= Longest } text)
                {
                    return text;
                }
            }
        }

        return null;
    }

    /// <summary>"Kicker: Title" on the page where the title alone is stated.</summary>
    private static string? Prefix(HtmlNode headline, string? title) => Prefix(PlainText.Of(headline), title);

    private static string? Prefix(string? whole, string? title) =>
        title is { Length: > 8 } && whole is not null && whole.Length > title.Length + 2 && whole.EndsWith(title, StringComparison.Ordinal) ? whole[..^title.Length] : null;

    private static bool IsKicker(HtmlNode node) => !node.IsText && (ClassWords.Of(node) & Hint.Kicker) != 0;
}
