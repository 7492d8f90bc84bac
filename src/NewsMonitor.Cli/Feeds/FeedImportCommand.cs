using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed import</c> and <c>feed export</c>: lists of feeds as OPML.</summary>
internal static class FeedImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "An OPML file; - is standard input." };
        var json = new Option<bool>("--json") { Description = "Print what came of it as JSON." };
        var command = new Command("import", "Add the feeds of an OPML file. What the archive has already stays as it is.") { file, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            OpmlReading reading;
            try
            {
                await using var stream = parsed.GetRequiredValue(file) is "-" ? Console.OpenStandardInput() : File.OpenRead(parsed.GetRequiredValue(file));
                reading = Opml.Read(stream);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(e.Message);
                return Exit.Failed;
            }
            if (reading.Fault is not null)
            {
                Console.Error.WriteLine($"The file cannot be taken in as a list of feeds. {reading.Detail}");
                return Exit.Failed;
            }
            var import = await services.GetRequiredService<FeedAdmin>().ImportAsync(reading.Outlines, Caller.Operator, cancel);
            if (parsed.GetValue(json)) Print.Json(import);
            else
            {
                Console.WriteLine($"{import!.Added} added, {import.AlreadyThere} were there, {import.Refused.Count} refused.");
                foreach (var refused in import.Refused) Console.Error.WriteLine($"  no web address: {refused}");
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    public static Command Export()
    {
        var command = new Command("export", "Write all feeds as OPML to standard output.");
        command.SetAction((_, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var outlines = await services.GetRequiredService<FeedQueries>().OutlinesAsync(cancel);
            await using var output = Console.OpenStandardOutput();
            Opml.Write(output, outlines, "NewsMonitor", DateTimeOffset.UtcNow);
            return Exit.Done;
        }, cancel));
        return command;
    }
}
