using System.CommandLine;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed …</c>: everything about feeds. Each subcommand is its own class; add its <c>Create()</c> here.</summary>
internal static class FeedCommand
{
    public static Command Create() => new("feed", "Read, add and check feeds.")
    {
        FeedAddCommand.Create(),
        FeedListCommand.Create(),
        FeedAddCommand.Check(),
        FeedImportCommand.Create(),
        FeedImportCommand.Export(),
        FeedParseCommand.Create(),
    };
}
