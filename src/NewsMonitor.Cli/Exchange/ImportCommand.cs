using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Exchange.Imports;

namespace NewsMonitor.Cli.Exchange;

/// <summary><c>newsmonitor import</c>: statements, articles and databases of Discourse Network Analyzer into the archive, with an answer for every line.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Source = new("file") { Description = "A table (.csv), JSON lines (.jsonl), a zip of texts or pages, a .dna database, or a folder of texts and pages." };
    private static readonly Option<ImportFormat?> As = new("--as") { Description = $"What it holds, where that is not seen: {string.Join(", ", Enum.GetNames<ImportFormat>())}." };
    private static readonly Option<string[]> Columns = new("--column") { Description = "A column of a table: speaker=Redner. What is not named is guessed by its heading.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<UnknownNames> Actors = new("--actors") { Description = "Actors that the list does not know: Refuse their lines, or Make them." };
    private static readonly Option<ActorKind> Kind = new("--actor-kind") { Description = "What a made actor is, where the file does not say.", DefaultValueFactory = _ => ActorKind.Organisation };
    private static readonly Option<UnknownNames> Issues = new("--issues") { Description = "Issues that the codebook does not know: Refuse their lines, or Make them." };
    private static readonly Option<bool> Suggestions = new("--suggestions") { Description = "Bring statements in as suggestions, to be decided one by one." };
    private static readonly Option<string?> Outlet = new("--outlet") { Description = "The publisher of articles, where the file does not say." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON." };

    internal static Command Create()
    {
        var command = new Command("import", "Bring statements and articles in from files. What the archive has already is passed over.")
        {
            Source, As, Columns, Actors, Kind, Issues, Suggestions, Outlet, Json,
        };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(services => RunAsync(services, parsed, cancel), cancel));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, ParseResult parsed, CancellationToken cancel)
    {
        var path = parsed.GetValue(Source)!;
        var isFolder = Directory.Exists(path);
        if (!isFolder && !File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"There is no file or folder {path}.");
            return Exit.Usage;
        }
        var columns = new Dictionary<string, string>();
        foreach (var pair in parsed.GetValue(Columns) ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                await Console.Error.WriteLineAsync($"“{pair}” does not name a column. Example: --column speaker=Redner");
                return Exit.Usage;
            }
            columns[pair[..at]] = pair[(at + 1)..];
        }
        using var file = ImportFile.At(path);
        var format = isFolder ? ImportFormat.ArticleFiles : parsed.GetValue(As) ?? await file.GuessAsync(path, cancel);
        if (format is not { } known)
        {
            await Console.Error.WriteLineAsync($"It cannot be seen what {path} holds. Say it with --as: {string.Join(", ", Enum.GetNames<ImportFormat>())}.");
            return Exit.Usage;
        }
        var request = new ImportRequest
        {
            Format = known, FileName = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), Columns = columns, Actors = parsed.GetValue(Actors), Issues = parsed.GetValue(Issues), NewActors = parsed.GetValue(Kind),
            AsSuggestions = parsed.GetValue(Suggestions), Outlet = parsed.GetValue(Outlet),
        };
        var importer = services.GetRequiredService<Importer>();
        var report = isFolder ? await importer.RunFolderAsync(path, request, Caller.Operator, null, cancel) : await importer.RunAsync(file, request, Caller.Operator, null, cancel);
        if (parsed.GetValue(Json)) Print.Json(report);
        else await SayAsync(report, path);
        return report.TookNothing && report.Refused > 0 ? Exit.Failed : Exit.Done;
    }

    private static async Task SayAsync(ImportReport report, string path)
    {
        foreach (var fault in report.Faults) await Console.Error.WriteLineAsync($"{path}{(fault.Place.Length == 0 ? "" : $", {fault.Place}")}: {fault.Sentence}");
        if (report.LeftOutParts.Count > 0) await Console.Error.WriteLineAsync($"Left out: {string.Join("; ", report.LeftOutParts.Select(l => l.Sentence))}.");
        if (report.NewActors.Count > 0) Console.WriteLine($"New actors: {string.Join(", ", report.NewActors)}.");
        if (report.NewIssues.Count > 0) Console.WriteLine($"New issues: {string.Join(", ", report.NewIssues)}.");
        Console.WriteLine($"{Several(report.Articles, "article")} and {Several(report.Statements, "statement")} came in; {report.ArticlesThere + report.StatementsThere} {(report.ArticlesThere + report.StatementsThere == 1 ? "was" : "were")} there, {report.Refused} refused.");
    }

    private static string Several(long count, string one) => $"{count} {one}{(count == 1 ? "" : "s")}";
}
