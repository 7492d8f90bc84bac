using NewsMonitor.Core.Articles;

namespace NewsMonitor.Web.Api;

/// <summary>The query line of a call.</summary>
internal static class SearchLineReading
{
    /// <summary>What the line asks.</summary>
    /// <exception cref="RefusedException">It has faults: an answer to half of a question would be taken for one to all of it.</exception>
    public static async Task<ArticleQuery> ReadAsync(this SearchResolver search, string? line, CancellationToken cancel)
    {
        var asked = await search.ResolveAsync(line, cancel);
        return asked.IsSound ? asked.Query : throw new RefusedException(Problems.BadQuery(line ?? "", asked.Faults));
    }
}
