using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsMonitor.Testing.Web;

/// <summary>
/// The web of a test: real HTTP on a free port of 127.0.0.1. Tests say what stands at each path, may change it at any time, and ask what was
/// requested. Behaviours that a hostile or broken publisher shows are in <see cref="Hostile"/>; anything else is a handler of one's own
/// (<see cref="Map"/>).
/// </summary>
public sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _paths = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeenRequest> _requests = new();

    private FeedServer(WebApplication app) => _app = app;

    /// <summary>The address of the root, with a slash at its end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Host and port, as <c>Ingestion:AllowPrivate</c> takes them.</summary>
    public string Authority => Address.Authority;

    /// <summary>All requests so far, oldest first, those to unknown paths too.</summary>
    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    /// <param name="port">A fixed port, for what must come back at the same address after a stop; 0 for a free one.</param>
    public static async Task<FeedServer> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            // Slow and endless answers are what some tests are about.
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var server = new FeedServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.Single() + "/");
        return server;
    }

    /// <summary>The absolute address of a path: <c>server.Url("/feed.xml")</c>.</summary>
    public string Url(string path) => new Uri(Address, path).AbsoluteUri;

    /// <summary>The requests for one path (without query).</summary>
    public IReadOnlyList<SeenRequest> RequestsFor(string path) => [.. _requests.Where(r => r.Path == path)];

    /// <summary>How often a path was asked for.</summary>
    public int Count(string path) => _requests.Count(r => r.Path == path);

    /// <summary>Answers at that path with a handler of the test's own. The latest word on a path holds.</summary>
    public FeedServer Map(string path, RequestDelegate handler)
    {
        _paths[path] = handler;
        return this;
    }

    /// <summary>Forgets a path: 404 from now on.</summary>
    public FeedServer Remove(string path)
    {
        _paths.TryRemove(path, out _);
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "/";
        _requests.Enqueue(new SeenRequest(
            DateTimeOffset.UtcNow, request.Method, path, request.QueryString.Value ?? "",
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (_paths.TryGetValue(path, out var handler))
        {
            return handler(context);
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync("<!doctype html><title>Not found</title><h1>Not found</h1>");
    }
}

/// <summary>A request as it came in.</summary>
/// <param name="Query">With its question mark, or empty.</param>
/// <param name="Headers">By name, whatever the case.</param>
public sealed record SeenRequest(DateTimeOffset At, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
