using BenchmarkDotNet.Running;
using NewsMonitor.Benchmarks.Ingestion;
using NewsMonitor.Benchmarks.Search;

// The ingestion and the search are measured as a whole; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["ingestion", .. var rest]: return await IngestionBenchmark.RunAsync(rest);
    case ["search", .. var rest]: return await SearchBenchmark.RunAsync(rest);
    case ["bare-loop", var address, var feeds, var connectionString]: return await BareLoop.RunAsync(new Uri(address), int.Parse(feeds), connectionString);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BareLoop).Assembly).Run(args);
        return 0;
}
