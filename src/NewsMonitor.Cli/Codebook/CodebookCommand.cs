using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Cli.Codebook;

/// <summary><c>newsmonitor codebook import</c> and <c>codebook export</c>: issues and instruments as CSV or REFI-QDA.</summary>
internal static class CodebookCommand
{
    public static Command Create() => new("codebook", "Take the codebook out, and in.") { Import(), Export() };

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "A codebook: REFI-QDA (.qdc) or CSV, told apart by what it holds; - is standard input." };
        var preview = new Option<bool>("--preview") { Description = "Only say what it would do." };
        var json = new Option<bool>("--json") { Description = "Print what came of it as JSON." };
        var command = new Command("import", "Add and change issues and instruments. Entries are known by their id, or by their name where the file has none.") { file, preview, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            CodebookReading reading;
            var path = parsed.GetRequiredValue(file);
            try
            {
                await using var stream = path is "-" ? Console.OpenStandardInput() : File.OpenRead(path);
                reading = await CodebookFile.ReadAsync(stream, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(e.Message);
                return Exit.Failed;
            }
            if (reading.Fault is not null)
            {
                Console.Error.WriteLine($"The file cannot be taken in as a codebook. {reading.Detail}");
                return Exit.Failed;
            }
            var import = services.GetRequiredService<CodebookImport>();
            var plan = await import.PlanAsync(reading.Entries, cancel);
            if (!parsed.GetValue(preview))
            {
                if (await import.ApplyAsync(reading.Entries, plan, Path.GetFileName(path), Caller.Operator, cancel) is not ImportResult.Done)
                {
                    Console.Error.WriteLine("The codebook was changed in this moment. Nothing was written; try again.");
                    return Exit.Failed;
                }
            }
            if (parsed.GetValue(json)) Print.Json(plan.Rows.Select(r => new { r.Verdict, r.Conflict, r.Entry.Kind, r.Entry.Uid, r.Entry.Name, r.Fields }));
            else
            {
                Console.WriteLine($"{plan.Count(ImportVerdict.New)} new, {plan.Count(ImportVerdict.Changed)} changed, {plan.Count(ImportVerdict.Same)} the same, {plan.Count(ImportVerdict.Conflict)} left out.");
                foreach (var row in plan.Rows.Where(r => r.Verdict == ImportVerdict.Conflict)) Console.Error.WriteLine($"  {row.Entry.Name}: {row.Conflict}");
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static Command Export()
    {
        var format = new Option<string>("--format") { Description = "csv or qdc (REFI-QDA).", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "qdc");
        var command = new Command("export", "Write the codebook to standard output.") { format };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync(cancel);
            var entries = await CodebookExport.ReadAsync(db, cancel);
            await using var output = Console.OpenStandardOutput();
            if (parsed.GetValue(format) == "qdc") CodebookQdc.Write(output, entries, "NewsMonitor");
            else CodebookCsv.Write(output, entries);
            return Exit.Done;
        }, cancel));
        return command;
    }
}
