namespace NewsMonitor.Reading.Pages;

/// <summary>Which of the articles that a page's JSON-LD describes is the page's own.</summary>
internal static class LinkedArticles
{
    internal static LinkedArticle? Main(IReadOnlyList<LinkedArticle> articles, PageParts parts, Uri? address)
    {
        if (articles.Count <= 1)
        {
            return articles.Count == 1 ? articles[0] : null;
        }

        var addresses = new[] { parts.Link("canonical"), parts.Meta("og:url"), address?.OriginalString }.Select(Key).Where(k => k.Length > 0).ToList();
        var title = PlainText.Key(PlainText.OfHtml(parts.Meta("og:title") ?? parts.Title));
        var best = articles.Select((article, place) => (article, score: Score(article, addresses, title), place)).OrderByDescending(a => a.score).ThenBy(a => a.place).First().article;

        // The same article is often described twice, each time in part.
        var twins = articles.Where(a => !ReferenceEquals(a, best) && (a.Headline is null || best.Headline is null || PlainText.Key(a.Headline) == PlainText.Key(best.Headline))).ToList();
        return best with
        {
            Headline = best.Headline ?? First(twins, t => t.Headline),
            Published = best.Published ?? First(twins, t => t.Published),
            Modified = best.Modified ?? First(twins, t => t.Modified),
            Body = best.Body ?? First(twins, t => t.Body),
            IsFree = best.IsFree ?? twins.Select(t => t.IsFree).FirstOrDefault(f => f is not null),
            Authors = best.Authors.Count > 0 ? best.Authors : twins.Select(t => t.Authors).FirstOrDefault(a => a.Count > 0) ?? [],
        };
    }

    private static string? First(List<LinkedArticle> articles, Func<LinkedArticle, string?> part) => articles.Select(part).FirstOrDefault(p => p is not null);

    private static int Score(LinkedArticle article, List<string> addresses, string title)
    {
        var score = 0;
        if (Key(article.Url) is { Length: > 0 } url && addresses.Contains(url))
        {
            score += 4;
        }

        var headline = PlainText.Key(PlainText.OfHtml(article.Headline));
        if (headline.Length > 5 && title.Length > 5 && (title.Contains(headline, StringComparison.Ordinal) || headline.Contains(title, StringComparison.Ordinal)))
        {
            score += 3;
        }

        return score + (article.Published is null ? 0 : 1) + (article.Body is null ? 0 : 1) + (article.Type.EndsWith("Article", StringComparison.Ordinal) ? 1 : 0);
    }

    private static string Key(string? url) => url is null ? "" : url.Split('?', '#')[0].Replace("https://", "", StringComparison.Ordinal).Replace("http://", "", StringComparison.Ordinal).TrimEnd('/');
}
