using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Cli.Ingestion;

/// <summary><c>newsmonitor ingest</c>: a worker node, until it is told to stop.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var command = new Command("ingest", """
            Fetch feeds and article pages until stopped (Ctrl+C, SIGTERM). Run it on as many machines as wanted: the database shares the work out.
            Set Ingestion__RunInWeb=false for the web program where workers run elsewhere. Metrics__Port=9464 shows Prometheus how it fares at
            /metrics; OTEL_EXPORTER_OTLP_ENDPOINT tells an OpenTelemetry collector, with traces.
            """);
        command.SetAction((_, cancel) => CliHost.OnDatabaseAsync(work: true, LogLevel.Information, async host =>
        {
            await host.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().MigrateAsync(cancel);
            await host.RunAsync(cancel);
            return Environment.ExitCode == 0 ? Exit.Done : Exit.Failed; // it may have stopped by itself, too old for the archive
        }, cancel));
        return command;
    }
}
