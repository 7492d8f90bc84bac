using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Exchange.Imports;

namespace NewsMonitor.Cli.Articles;

/// <summary><c>newsmonitor article import</c>: files into the archive; <c>newsmonitor import</c> knows tables, zips and statements, too.</summary>
internal static class ArticleImportCommand
{
    internal static Command Create()
    {
        var files = new Argument<string[]>("file") { Description = "Text (.txt), pages (.html, .htm), or JSON lines (.jsonl: title, text, kicker, outlet, address, language, published, byline).", Arity = ArgumentArity.OneOrMore };
        var outlet = new Option<string?>("--outlet") { Description = "The publisher, where the file does not say." };
        var command = new Command("import", "Bring files in as articles. What the archive has already is passed over.") { files, outlet };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var importer = services.GetRequiredService<Importer>();
            var (stored, there, failed) = (0, 0, 0);
            foreach (var path in parsed.GetValue(files) ?? [])
            {
                try
                {
                    using var file = ImportFile.At(path);
                    var request = new ImportRequest { Format = ImportFormat.ArticlesJsonLines, FileName = Path.GetFileName(path), Outlet = parsed.GetValue(outlet) };
                    var report = Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson"
                        ? await importer.RunAsync(file, request, Caller.Operator, null, cancel)
                        : File.Exists(path) ? await importer.RunFolderAsync(path, request, Caller.Operator, null, cancel) : throw new FileNotFoundException("There is no such file.");
                    (stored, there, failed) = (stored + report.Articles, there + report.ArticlesThere, failed + report.Refused);
                    foreach (var fault in report.Faults) await Console.Error.WriteLineAsync($"{path}, {fault.Place}: {fault.Sentence}");
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    failed++;
                    await Console.Error.WriteLineAsync($"{path}: {e.Message}");
                }
            }
            Console.WriteLine($"{stored} stored, {there} were there, {failed} failed.");
            return failed == 0 ? Exit.Done : Exit.Failed;
        }, cancel));
        return command;
    }
}
