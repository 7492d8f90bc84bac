using System.CommandLine;
using NewsMonitor.Cli.Actors;
using NewsMonitor.Cli.Agreement;
using NewsMonitor.Cli.Articles;
using NewsMonitor.Cli.Codebook;
using NewsMonitor.Cli.Database;
using NewsMonitor.Cli.Exchange;
using NewsMonitor.Cli.Feeds;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Cli.Ingestion;
using NewsMonitor.Cli.SiteRules;
using NewsMonitor.Cli.Stories;
using NewsMonitor.Cli.Suggestions;
using NewsMonitor.Cli.Users;
using NewsMonitor.Cli.Watches;

var root = new RootCommand("""
    NewsMonitor: the operator's hand, the worker node, the shell pipe.

    The archive is the web program's: ConnectionStrings__NewsMonitor names a PostgreSQL server; without it there is a private one in NEWSMONITOR_DATA,
    which is started when nobody has. Other settings come from appsettings.json and the environment (Ingestion__AllowPrivate__0=127.0.0.1:8099).
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no database.
    """);
root.Subcommands.Add(IngestCommand.Create());
root.Subcommands.Add(MigrateCommand.Create());
root.Subcommands.Add(UserCommand.Create());
root.Subcommands.Add(FeedCommand.Create());
root.Subcommands.Add(RuleCommand.Create());
root.Subcommands.Add(ArticleCommand.Create());
root.Subcommands.Add(StoryCommand.Create());
root.Subcommands.Add(SuggestionCommand.Create());
root.Subcommands.Add(WatchCommand.Create());
root.Subcommands.Add(ExportCommand.Create());
root.Subcommands.Add(ImportCommand.Create());
root.Subcommands.Add(ActorCommand.Create());
root.Subcommands.Add(CodebookCommand.Create());
root.Subcommands.Add(AgreementCommand.Create());
root.Subcommands.Add(DatabaseCommand.Create());

var parsed = root.Parse(args);
// SIGTERM reaches "ingest" as a cancelled token; its work in hand has the service's own time to end, and 30 s are the limit.
var exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return parsed.Errors.Count > 0 ? Exit.Usage : exit;
