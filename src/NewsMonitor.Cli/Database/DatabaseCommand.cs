using System.CommandLine;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Data.LocalPostgres;

namespace NewsMonitor.Cli.Database;

/// <summary><c>newsmonitor database</c>: looks after the database's server.</summary>
internal static class DatabaseCommand
{
    public static Command Create() => new("database", "Look after the database's server.") { Status(), Stop() };

    private static Command Status()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("status", "Say which database is used, whether it runs and how to reach it. Starts nothing. Exits with 3 if it does not run.") { json };
        command.SetAction(async (parsed, cancel) =>
        {
            var status = await PostgresStatus.OfAsync(PostgresOptions.From(CliHost.Settings()), cancel);
            if (parsed.GetValue(json))
            {
                Print.Json(status);
            }
            else
            {
                Console.WriteLine(status.IsPrivate ? $"Private PostgreSQL in {status.Place}" : $"PostgreSQL at {status.Place}");
                Console.WriteLine(status.IsRunning
                    ? $"  runs{(status.Version is { } version ? $", version {version}" : "")}{(status.ProcessId is { } id ? $", process {id}" : "")}{(status.InUse ? ", in use" : "")}"
                    : $"  does not run{(status.Trouble is { } trouble ? ": " + trouble : "")}");
                if (status.SocketFolder is { } folder) Console.WriteLine($"  psql -h {folder} -U newsmonitor newsmonitor");
            }
            return status.IsRunning ? Exit.Done : Exit.NoDatabase;
        });
        return command;
    }

    private static Command Stop()
    {
        var force = new Option<bool>("--force") { Description = "Stop it even while NewsMonitor programs work on it; they wait and come back." };
        var command = new Command("stop", "Stop the private server, which a killed program may have left running.") { force };
        command.SetAction(async (parsed, cancel) =>
        {
            var outcome = await PostgresStop.StopAsync(PostgresOptions.From(CliHost.Settings()), parsed.GetValue(force), cancel);
            (var words, var exit) = outcome switch
            {
                StopOutcome.Stopped => ("Stopped.", Exit.Done),
                StopOutcome.NotRunning => ("It does not run.", Exit.Done),
                StopOutcome.InUse => ("A NewsMonitor program works on it; nothing was done. Stop that program, or use --force.", Exit.Failed),
                _ => ("The database is the server of a connection string: not this program's to stop.", Exit.Failed),
            };
            await (exit == Exit.Done ? Console.Out : Console.Error).WriteLineAsync(words);
            return exit;
        });
        return command;
    }
}
