using BenchmarkDotNet.Running;
using NewsMonitor.Benchmarks.Coding;
using NewsMonitor.Benchmarks.Ingestion;
using NewsMonitor.Benchmarks.Maps;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Benchmarks.Stories;
using NewsMonitor.Benchmarks.Watches;

// The ingestion, the search, the stories, the watches, the coding and the maps are measured as a whole; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["ingestion", .. var rest]: return await IngestionBenchmark.RunAsync(rest);
    case ["search", .. var rest]: return await SearchBenchmark.RunAsync(rest);
    case ["stories", .. var rest]: return await StoriesBenchmark.RunAsync(rest);
    case ["watches", .. var rest]: return await WatchBenchmark.RunAsync(rest);
    case ["coding", .. var rest]: return await CodingBenchmark.RunAsync(rest);
    case ["duplicates", .. var rest]: return await DuplicatesBenchmark.RunAsync(rest);
    case ["maps", .. var rest]: return await MapsBenchmark.RunAsync(rest);
    case ["kill", .. var rest]: return await Trials.KillAsync(Count(rest, 200));
    case ["crash", .. var rest]: return await Trials.CrashAsync(Count(rest, 50));
    case ["full-disk"]: return await Trials.FullDiskAsync();
    case ["freeze"]: return await Trials.FreezeAsync();
    case ["bare-loop", var address, var feeds, var connectionString]: return await BareLoop.RunAsync(new Uri(address), int.Parse(feeds), connectionString);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BareLoop).Assembly).Run(args);
        return 0;
}

static int Count(string[] rest, int usual) => rest is [var number] ? int.Parse(number) : usual;
