using System.Net;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Cli.Ingestion;

/// <summary>A worker's metrics at a port of its own (<c>Metrics:Port</c>): <c>/metrics</c>, and <c>/health</c> for whoever only asks whether it lives.</summary>
internal sealed class MetricsPort(IOptions<MetricsOptions> options, MetricsText metrics, ILogger<MetricsPort> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Value;
        if (settings.Port == 0) return;
        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://{settings.Address}:{settings.Port}/");
        try
        {
            listener.Start();
        }
        catch (HttpListenerException e)
        {
            log.LogError("Metrics:Port {Port} cannot be opened: {Reason} The worker works on without it.", settings.Port, e.Message);
            return;
        }
        using var end = stoppingToken.Register(listener.Abort);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync(), settings);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // Who asked has gone, or the worker stops.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, MetricsOptions settings)
    {
        using var response = context.Response;
        var (status, text) = context.Request.Url?.AbsolutePath switch
        {
            "/health" => (200, "The worker runs.\n"),
            "/metrics" when settings.Token is { Length: > 0 } && !settings.Admits(context.Request.Headers["Authorization"]) => (401, "Show the token of Metrics:Token.\n"),
            "/metrics" => (200, metrics.Write()),
            _ => (404, "There is /metrics and /health.\n"),
        };
        response.StatusCode = status;
        response.ContentType = MetricsText.ContentType;
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
