using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Ingestion;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NewsMonitor.Core.Nodes;

/// <summary>
/// What this program tells a collector. Prometheus asks (see <see cref="MetricsText"/>); OpenTelemetry is told by OTLP, metrics and traces, where its
/// own variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set (with <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c> and the others).
/// </summary>
public static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The meters that are told of.</summary>
    internal static IReadOnlySet<string> Meters { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        IngestionMeter.Name, "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Components",
    };

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection(MetricsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>();
        services.AddSingleton<MetricsText>();
        if (configuration[Endpoint] is not { Length: > 0 }) return services;
        services.AddOpenTelemetry()
            .ConfigureResource(node => node.AddService("newsmonitor", serviceVersion: ThisNode.Version).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeter([.. Meters]).AddOtlpExporter())
            .WithTracing(traces => traces.AddSource(IngestionMeter.Name, "Npgsql", "System.Net.Http").AddOtlpExporter());
        return services;
    }
}
