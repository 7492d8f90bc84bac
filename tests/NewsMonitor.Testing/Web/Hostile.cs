using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace NewsMonitor.Testing.Web;

/// <summary>What a broken or hostile publisher does. Each goes on until the client goes away or the stated bound is reached.</summary>
public static class Hostile
{
    private const int BlockLength = 64 * 1024;

    /// <summary>Sends the beginning of a feed and then white space without end, as fast as it is taken.</summary>
    /// <param name="claims">A Content-Length to announce (10 GB, say), or null for none.</param>
    public static FeedServer Endless(this FeedServer server, string path, long? claims = null, string contentType = Serving.Rss) => server.Map(path, async context =>
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = claims;
        await WriteUntilGoneAsync(context, "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>", (byte)' ', claims ?? long.MaxValue);
    });

    /// <summary>Sends one byte every so often: an answer that never stalls and never ends.</summary>
    public static FeedServer Drip(this FeedServer server, string path, TimeSpan between) => server.Map(path, async context =>
    {
        context.Response.ContentType = Serving.Rss;
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(" ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(between, context.RequestAborted);
        }
    });

    /// <summary>Takes the request and never says a word.</summary>
    public static FeedServer Silence(this FeedServer server, string path) =>
        server.Map(path, context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));

    /// <summary>Breaks the connection off, before the headers or after some of the body.</summary>
    public static FeedServer BreakOff(this FeedServer server, string path, string? after = null) => server.Map(path, async context =>
    {
        if (after is not null)
        {
            context.Response.ContentType = Serving.Rss;
            await context.Response.WriteAsync(after, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
        context.Abort();
    });

    /// <summary>Sends a small gzip body that unpacks to <paramref name="unpacked"/> bytes of white space (some thousand times its size).</summary>
    public static FeedServer GzipBomb(this FeedServer server, string path, long unpacked, string contentType = Serving.Rss) =>
        server.Bomb(path, unpacked, "gzip", contentType);

    /// <summary>Sends a small body in that encoding that unpacks to <paramref name="unpacked"/> bytes of white space.</summary>
    /// <param name="encoding"><c>gzip</c>, <c>deflate</c> or <c>br</c>.</param>
    public static FeedServer Bomb(this FeedServer server, string path, long unpacked, string encoding, string contentType = Serving.Rss)
    {
        var bytes = Bombs.GetOrAdd((encoding, unpacked), static bomb => Pack(bomb.Encoding, bomb.Unpacked));
        return server.Map(path, async context =>
        {
            context.Response.ContentType = contentType;
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        });
    }

    private static readonly ConcurrentDictionary<(string Encoding, long Unpacked), byte[]> Bombs = [];

    private static byte[] Pack(string encoding, long unpacked)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true), // RFC 9110, 8.4.1.2: with zlib's frame
            _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)' ');
            for (var written = 0L; written < unpacked; written += block.Length) packer.Write(block);
        }
        return packed.ToArray();
    }

    /// <summary>Sends on to itself, for ever.</summary>
    public static FeedServer RedirectLoop(this FeedServer server, string path) => server.Redirect(path, path);

    private static async Task WriteUntilGoneAsync(HttpContext context, string beginning, byte filling, long length)
    {
        await context.Response.WriteAsync(beginning, context.RequestAborted);
        var block = new byte[BlockLength];
        Array.Fill(block, filling);
        for (var left = length - beginning.Length; left > 0 && !context.RequestAborted.IsCancellationRequested; left -= block.Length)
        {
            await context.Response.Body.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), context.RequestAborted);
        }
    }
}
