using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace NewsMonitor.Web.Demo;

/// <summary>
/// The demo's four outlets on a listener of their own, on loopback: their front pages, feeds and articles come over real HTTP, so that the
/// real pipeline reads them. It shares nothing with the host but the clock.
/// </summary>
public sealed class DemoNewsroom(int port, TimeProvider clock, IReadOnlyList<DemoPiece> pieces, ILogger<DemoNewsroom> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? _site;

    /// <summary>Where the outlets live: <c>http://127.0.0.1:5081/</c>. Known before the listener starts, unless the port is 0.</summary>
    public Uri Root { get; private set; } = new($"http://127.0.0.1:{port}/");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // An empty builder: the site must not take over the host's addresses, settings or logging.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        var site = builder.Build();
        var schedule = new DemoSchedule(clock, pieces);
        site.UseRouting();
        Map(site, schedule);
        await site.StartAsync(cancellationToken);
        Root = new Uri(site.Urls.First().TrimEnd('/') + "/");
        _site = site;
        log.LogInformation("The demo newsroom is at {Address}: {Outlets} outlets, {Articles} articles, the last of them in {Minutes} minutes.",
            Root, DemoOutlet.All.Count, pieces.Count, DemoSchedule.Span.TotalMinutes);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_site is not null)
            await _site.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
            await _site.DisposeAsync();
        _site = null;
    }

    /// <summary>The wanted port if nobody listens there, else a free one.</summary>
    public static int FreePort(int wanted)
    {
        try
        {
            return Probe(wanted);
        }
        catch (SocketException)
        {
            return Probe(0);
        }

        static int Probe(int port)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    private void Map(IEndpointRouteBuilder site, DemoSchedule schedule)
    {
        site.MapGet("/", context => Html(context, DemoPages.Index(Root), schedule.StartedAt));
        foreach (var outlet in DemoOutlet.All)
        {
            site.MapGet($"/{outlet.Key}/", context => Html(context, DemoPages.Front(outlet, schedule.Of(outlet), Root), LastChange(schedule.Of(outlet), schedule)));
            site.MapGet($"/{outlet.Key}/{outlet.FeedPath}", context =>
            {
                var listings = schedule.Of(outlet);
                return Answer(context, DemoFeeds.Write(outlet, listings, Root), DemoFeeds.ContentType(outlet), LastChange(listings, schedule));
            });
            site.MapGet($"/{outlet.Key}/{{slug}}.svg", context => Answer(context, DemoPages.Picture(outlet), "image/svg+xml", schedule.StartedAt));
            site.MapGet($"/{outlet.Key}/{{slug}}.html", context =>
            {
                var (slug, all) = ((string?)context.GetRouteValue("slug"), schedule.Of(outlet));
                if (all.FirstOrDefault(l => l.Article.Slug == slug) is { } listing)
                    return Html(context, DemoPages.Article(listing.Article, all, Root), listing.PutThereAt);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }

    private static DateTimeOffset LastChange(IReadOnlyList<DemoListing> listings, DemoSchedule schedule) => listings.Count == 0 ? schedule.StartedAt : listings.Max(l => l.PutThereAt);

    private static Task Html(HttpContext context, string html, DateTimeOffset changed) => Answer(context, System.Text.Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", changed);

    /// <summary>Answers with both validators, and 304 where the asker has this very state (RFC 9110 section 13.2.2: the entity tag decides when both are given).</summary>
    private static async Task Answer(HttpContext context, byte[] body, string contentType, DateTimeOffset changed)
    {
        var response = context.Response;
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"");
        var headers = response.GetTypedHeaders();
        // HTTP dates count seconds: a change within the second must not look older than the answer.
        var modified = DateTimeOffset.FromUnixTimeSeconds((changed + TimeSpan.FromMilliseconds(999)).ToUnixTimeSeconds());
        headers.ETag = tag;
        headers.LastModified = modified;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        var asked = context.Request.GetTypedHeaders();
        var unchanged = asked.IfNoneMatch is { Count: > 0 } tags
            ? tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false))
            : asked.IfModifiedSince is { } since && modified <= since;
        if (unchanged)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.ContentLanguage = context.Request.Path.Value is { } path && DemoOutlet.Find(path.Split('/')[1]) is { } outlet ? outlet.Language : "en";
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
