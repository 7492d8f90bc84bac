using System.CommandLine;
using NewsMonitor.Cli.Articles;
using NewsMonitor.Cli.Feeds;

var root = new RootCommand("NewsMonitor: the operator's hand, the worker node, the shell pipe.");
root.Subcommands.Add(ArticleCommand.Create());
root.Subcommands.Add(FeedCommand.Create());
return await root.Parse(args).InvokeAsync();
