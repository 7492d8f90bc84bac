using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Networks;

namespace NewsMonitor.Cli.Exchange;

/// <summary><c>newsmonitor export</c>: what a query finds, in a file that other programs read, with a manifest beside it.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Format = new("format") { DefaultValueFactory = _ => "", Description = $"One of: {string.Join(", ", ExportFormats.All.Select(f => f.Name))}." };
    private static readonly Option<string> Query = new("--query", "-q") { Description = "A line of the search language; without it everything is taken.", DefaultValueFactory = _ => "" };
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The file; \"-\" is standard output, without a manifest.", DefaultValueFactory = _ => "-" };
    private static readonly Option<bool> Suggestions = new("--suggestions") { Description = "Take suggestions that nobody has decided, too." };
    private static readonly Option<string> Language = new("--language") { Description = "In which language actors are named: de or en.", DefaultValueFactory = _ => "en" };
    private static readonly Option<NetworkKind> Kind = new("--nodes") { Description = "Networks: Actors, Issues, or ActorsAndIssues.", DefaultValueFactory = _ => NetworkKind.Actors };
    private static readonly Option<Aggregation> Aggregation = new("--ties") { Description = "Networks: Ignore, Congruence, Conflict, Subtract, or Combine (of actors and issues).", DefaultValueFactory = _ => Core.Networks.Aggregation.Subtract };
    private static readonly Option<Normalisation> Normalisation = new("--norm") { Description = "Networks: None, AverageActivity, Jaccard, Cosine, DnaCosine; Activity, Prominence.", DefaultValueFactory = _ => Core.Networks.Normalisation.None };
    private static readonly Option<Duplicates> Duplicates = new("--duplicates") { Description = "Networks: All, OncePerArticle, OncePerWeek, OncePerMonth, OncePerYear, OnceInAll.", DefaultValueFactory = _ => Core.Networks.Duplicates.OncePerArticle };
    private static readonly Option<bool> Isolates = new("--isolates") { Description = "Networks: keep nodes without a tie." };
    private static readonly Option<bool> Undecided = new("--undecided") { Description = "Networks: count undecided stances half way between for and against." };
    private static readonly Option<WindowUnit> WindowUnit = new("--window") { Description = "GEXF: the unit of its windows, Seconds to Years, or Statements.", DefaultValueFactory = _ => Core.Networks.WindowUnit.Months };
    private static readonly Option<int> WindowSize = new("--window-size") { Description = "GEXF: units in a window.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> WindowStep = new("--window-step") { Description = "GEXF: units from one window to the next.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Again = new("--again") { Description = "A manifest: everything but --out is taken from it, the format too." };
    private static readonly Option<TrafficLight> Tlp = new("--tlp") { Description = "STIX: the marking, White, Green, Amber or Red.", DefaultValueFactory = _ => TrafficLight.Amber };

    internal static Command Create()
    {
        var command = new Command("export", "Write statements, articles or networks into a file for other programs.")
        {
            Format, Query, Out, Suggestions, Language, Kind, Aggregation, Normalisation, Duplicates, Isolates, Undecided, WindowUnit, WindowSize, WindowStep, Tlp, Again,
        };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(services => RunAsync(services, parsed, cancel), cancel));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, ParseResult parsed, CancellationToken cancel)
    {
        var request = new ExportRequest
        {
            Format = parsed.GetValue(Format)!, Query = parsed.GetValue(Query)!, WithSuggestions = parsed.GetValue(Suggestions), Language = parsed.GetValue(Language)!,
            Tlp = parsed.GetValue(Tlp), Window = new(parsed.GetValue(WindowUnit), Math.Max(1, parsed.GetValue(WindowSize)), Math.Max(1, parsed.GetValue(WindowStep))),
            Network = new()
            {
                Kind = parsed.GetValue(Kind), Aggregation = parsed.GetValue(Aggregation), Normalisation = parsed.GetValue(Normalisation),
                Duplicates = parsed.GetValue(Duplicates), Isolates = parsed.GetValue(Isolates),
                Undecided = parsed.GetValue(Undecided) ? UndecidedStances.InBetween : UndecidedStances.LeftOut,
            },
        };
        if (parsed.GetValue(Again) is { } manifest)
        {
            if (!File.Exists(manifest) || ExportManifest.Read(await File.ReadAllTextAsync(manifest, cancel)) is not { } earlier)
            {
                await Console.Error.WriteLineAsync($"{manifest} is no manifest of an export.");
                return Exit.Usage;
            }
            request = earlier.ToRequest(userId: 0);
        }
        var exporter = services.GetRequiredService<Exporter>();
        var path = parsed.GetValue(Out)!;
        if (path == "-") return await SayAsync(await exporter.WriteAsync(request, Console.OpenStandardOutput(), cancel), request.Query);

        // Under another name until it is whole: nobody takes half a file for an export.
        var unfinished = path + ".part";
        try
        {
            ExportResult result;
            await using (var file = File.Create(unfinished)) result = await exporter.WriteAsync(request, file, cancel);
            if (result is ExportResult.Written written)
            {
                File.Move(unfinished, path, overwrite: true);
                await File.WriteAllTextAsync(path + ".manifest.json", written.Manifest.ToJson(), cancel);
            }
            return await SayAsync(result, request.Query);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} could not be written: {e.Message}");
            return Exit.Failed;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<int> SayAsync(ExportResult result, string line)
    {
        switch (result)
        {
            case ExportResult.Written { Manifest: var m }:
                await Console.Error.WriteLineAsync($"{m.Records} records, {m.Bytes} bytes, codebook {m.CodebookVersion}, sha256 {m.Sha256}{(m.LeftOut is null ? "" : $"; left out: {m.LeftOut}")}");
                return Exit.Done;
            case ExportResult.Unreadable { Faults: var faults }:
                foreach (var fault in faults) await Console.Error.WriteLineAsync($"{line}\n{new string(' ', fault.Span.Start)}{new string('^', Math.Max(1, fault.Span.Length))} {fault.Sentence}");
                return Exit.Usage;
            case ExportResult.BadNetwork:
                await Console.Error.WriteLineAsync("These settings do not fit each other: networks of actors and issues know Ignore, Subtract and Combine with None, Activity and Prominence; the others everything but those last three.");
                return Exit.Usage;
            default:
                await Console.Error.WriteLineAsync($"No such format. There are: {string.Join(", ", ExportFormats.All.Select(f => f.Name))}.");
                return Exit.Usage;
        }
    }
}
