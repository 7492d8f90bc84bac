using Microsoft.AspNetCore.WebUtilities;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>The way from an article to the next one of the list that it was opened from.</summary>
public sealed class ListWalk(SearchResolver resolver, ArticleQueries queries)
{
    /// <param name="from">The list's query string.</param>
    /// <param name="article">Where one is.</param>
    /// <param name="userId">Whose list.</param>
    /// <param name="cancel">Stops the query.</param>
    /// <returns>The address of the next article; null at the list's end.</returns>
    public async Task<string?> NextAsync(string? from, Article article, long userId, CancellationToken cancel)
    {
        var (line, _) = ArticleAddress.Read($"https://x/articles?{from}");
        var search = await resolver.ResolveAsync(line, cancel);
        for (ArticleKey? after = new ArticleKey(article.PublishedAt, article.Id); after is not null;)
        {
            var page = await queries.PageAsync(search.Query, userId, after, 1, cancel);
            if (page.Rows is [var next, ..]) return QueryHelpers.AddQueryString($"/articles/{next.Id}", "from", ArticleAddress.WriteQuery(line, next.Id));
            after = page.Next;
        }
        return null;
    }
}
