using System.CommandLine;

namespace NewsMonitor.Cli.Articles;

/// <summary><c>newsmonitor article</c>: what can be done with single articles.</summary>
internal static class ArticleCommand
{
    internal static Command Create() => new("article", "Read, list, search and import articles.")
    {
        ArticleListCommand.Create(),
        ArticleSearchCommand.Create(),
        ArticleListCommand.Count(),
        ArticleListCommand.Show(),
        ArticleImportCommand.Create(),
        ArticleExtractCommand.Create(),
        ArticleAnalyzeCommand.Create(),
    };
}
