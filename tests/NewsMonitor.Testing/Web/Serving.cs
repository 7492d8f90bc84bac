using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NewsMonitor.Testing.Web;

/// <summary>What a well-behaved publisher does.</summary>
public static class Serving
{
    public const string Rss = "application/rss+xml; charset=utf-8";
    public const string Atom = "application/atom+xml; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";

    /// <summary>
    /// Serves a document with an ETag and, if given, Last-Modified, and answers 304 to whoever has it (RFC 9110, 13.1: If-None-Match wins over
    /// If-Modified-Since).
    /// </summary>
    public static FeedServer Serve(this FeedServer server, string path, string body, string contentType = Rss, DateTimeOffset? lastModified = null) =>
        server.Serve(path, Encoding.UTF8.GetBytes(body), contentType, lastModified);

    /// <inheritdoc cref="Serve(FeedServer, string, string, string, DateTimeOffset?)"/>
    public static FeedServer Serve(this FeedServer server, string path, byte[] body, string contentType, DateTimeOffset? lastModified = null)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"";
        var modified = lastModified?.ToString("r", CultureInfo.InvariantCulture);
        return server.Map(path, context =>
        {
            var (request, response) = (context.Request, context.Response);
            response.Headers.ETag = tag;
            if (modified is not null)
            {
                response.Headers.LastModified = modified;
            }
            var known = request.Headers.IfNoneMatch.Count > 0
                ? request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal)
                : modified is not null && request.Headers.IfModifiedSince == modified;
            if (known)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
            response.ContentType = contentType;
            response.ContentLength = body.Length;
            return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        });
    }

    /// <summary>Serves a document without ETag and Last-Modified, as many publishers do.</summary>
    public static FeedServer ServePlain(this FeedServer server, string path, string body, string? contentType = Rss) => server.Map(path, context =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    });

    /// <summary>Sends on to another address, of this server or any other.</summary>
    public static FeedServer Redirect(this FeedServer server, string path, string to, int status = StatusCodes.Status302Found) => server.Map(path, context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    });

    /// <summary>Answers with a status and a short page.</summary>
    /// <param name="retryAfter">The Retry-After header: seconds or a date, as it is to be sent.</param>
    public static FeedServer Fail(this FeedServer server, string path, int status, string? retryAfter = null) => server.Map(path, context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers[HeaderNames.RetryAfter] = retryAfter;
        }
        context.Response.ContentType = Html;
        return context.Response.WriteAsync($"<!doctype html><title>{status}</title>", context.RequestAborted);
    });

    /// <summary>Serves what the path stands for, but only after a while.</summary>
    public static FeedServer Slowly(this FeedServer server, string path, TimeSpan delay, string body, string contentType = Rss) => server.Map(path, async context =>
    {
        await Task.Delay(delay, context.RequestAborted);
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body, context.RequestAborted);
    });
}
