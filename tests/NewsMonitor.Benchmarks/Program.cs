using BenchmarkDotNet.Running;
using NewsMonitor.Benchmarks.Ingestion;

// The ingestion is measured and tried as a whole, with processes of their own; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["ingestion", .. var rest]: return await IngestionBenchmark.RunAsync(rest);
    case ["bare-loop", var address, var feeds, var connectionString]: return await BareLoop.RunAsync(new Uri(address), int.Parse(feeds), connectionString);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BareLoop).Assembly).Run(args);
        return 0;
}
