using System.CommandLine;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed …</c>: everything about feeds. Each subcommand is its own class; add its <c>Create()</c> here.</summary>
internal static class FeedCommand
{
    public static Command Create() => new("feed", "Read, add, check and keep feeds.")
    {
        FeedAddCommand.Create(),
        FeedListCommand.Create(),
        FeedAddCommand.Check(),
        FeedSetCommand.Create(),
        FeedSetCommand.Pause(),
        FeedSetCommand.Resume(),
        FeedLogCommand.Create(),
        FeedImportCommand.Create(),
        FeedImportCommand.Export(),
        FeedParseCommand.Create(),
    };
}
