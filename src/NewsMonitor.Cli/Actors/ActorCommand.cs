using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Cli.Actors;

/// <summary><c>newsmonitor actor</c>: the list of actors, as the operator keeps it.</summary>
internal static class ActorCommand
{
    public static Command Create() => new("actor", "Keep the list of actors.") { List(), Merge(), Import() };

    private static Command List()
    {
        var search = new Argument<string?>("search") { Description = "Part of a name; a typo is forgiven.", Arity = ArgumentArity.ZeroOrOne };
        var language = new Option<string>("--language") { Description = "The language of the names shown.", DefaultValueFactory = _ => "en" };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("list", "List the actors by name, or those that a search finds.") { search, language, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync(cancel);
            var rows = new List<ActorRow>();
            var query = new ActorListQuery { Search = parsed.GetValue(search), Limit = 500 };
            do
            {
                var page = await db.ActorsAsync(query, parsed.GetRequiredValue(language), cancel);
                rows.AddRange(page.Rows);
                query = query with { After = page.Next };
            }
            while (query.After is not null && query.Search is null);
            if (parsed.GetValue(json)) Print.Json(rows);
            else
            {
                Print.Table(["Id", "Name", "Kind", "Country", "Articles", "Statements", "Other names"], [.. rows.Select(r => new[]
                {
                    $"{r.Id}", Print.Cut(r.Name, 40), r.Kind.ToString().ToLowerInvariant(), r.Country ?? "", $"{r.Articles}", $"{r.Statements}", Print.Cut(string.Join(", ", r.OtherNames), 60),
                })]);
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static Command Merge()
    {
        var from = new Argument<long>("from") { Description = "The id of the actor that goes." };
        var into = new Argument<long>("into") { Description = "The id of the actor that stays." };
        var command = new Command("merge", "Move all codes and names of one actor to another.") { from, into };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var result = await services.GetRequiredService<EntryMerge>()
                .MergeAsync(EntryKind.Actor, parsed.GetRequiredValue(from), parsed.GetRequiredValue(into), Caller.Operator, cancel);
            if (result is ListResult.Merged merged)
            {
                Console.WriteLine($"Merged; {merged.Codes} codes moved.");
                return Exit.Done;
            }
            Console.Error.WriteLine(result switch
            {
                ListResult.Invalid { Fault: ListFault.IntoItself } => "An actor cannot be merged into itself.",
                ListResult.Invalid => "There is no actor with one of these ids; it may have been merged already.",
                _ => "Somebody changed one of the two in this moment. Try again.",
            });
            return Exit.Failed;
        }, cancel));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "Wikidata's JSON: one entity, or one a line; - is standard input." };
        var preview = new Option<bool>("--preview") { Description = "Only say what it would do." };
        var json = new Option<bool>("--json") { Description = "Print what came of it as JSON." };
        var command = new Command("import", "Add persons, states and organisations from Wikidata; those that are there are completed.") { file, preview, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            WikidataImportResult read;
            var path = parsed.GetRequiredValue(file);
            try
            {
                using var reader = path is "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(path);
                read = await WikidataImport.ReadAsync(reader, cancel: cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(e.Message);
                return Exit.Failed;
            }
            var import = services.GetRequiredService<ActorImport>();
            var plan = await import.PlanAsync(read.Actors, cancel);
            if (!parsed.GetValue(preview)) await import.ApplyAsync(read.Actors, Path.GetFileName(path), Caller.Operator, cancel);
            if (parsed.GetValue(json)) Print.Json(plan.Select(r => new { r.Verdict, r.Actor.Name, r.Actor.Wikidata, r.ExistingId, r.NewNames }));
            else
            {
                Console.WriteLine($"{plan.Count(r => r.Verdict == ActorVerdict.New)} new, {plan.Count(r => r.Verdict == ActorVerdict.Completed)} completed, {plan.Count(r => r.Verdict == ActorVerdict.Same)} the same, {plan.Count(r => r.Verdict == ActorVerdict.Conflict)} left out; {read.Skipped} entities were no actors.");
                foreach (var row in plan.Where(r => r.Verdict == ActorVerdict.Conflict)) Console.Error.WriteLine($"  {row.Actor.Name} ({row.Actor.Wikidata}): another actor bears this name");
            }
            return Exit.Done;
        }, cancel));
        return command;
    }
}
