using System.CommandLine;
using NewsMonitor.Cli.Articles;

var root = new RootCommand("NewsMonitor: the operator's hand, the worker node, the shell pipe.");
root.Subcommands.Add(ArticleCommand.Create());
return await root.Parse(args).InvokeAsync();
