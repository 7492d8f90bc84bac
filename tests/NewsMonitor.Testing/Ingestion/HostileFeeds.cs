using System.Text;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>The feeds of a hostile publisher, one kind after the other.</summary>
internal static class HostileFeeds
{
    private static readonly byte[] Garbage = Noise(300_000);
    private static readonly byte[] Nested = Encoding.UTF8.GetBytes("<rss version='2.0'><channel>" + string.Concat(Enumerable.Repeat("<item>", 100_000)));

    public static void MapHostile(this FeedServer server, string path, int number) => _ = (number % 8) switch
    {
        0 => server.Bomb(path, 200_000_000, "gzip"),
        1 => server.Bomb(path, 200_000_000, "br"),
        2 => server.Drip(path, TimeSpan.FromMilliseconds(300)),
        3 => server.Endless(path),
        4 => server.Serve(path, Garbage, Serving.Rss),
        5 => server.Serve(path, Nested, Serving.Rss),
        6 => server.RedirectLoop(path),
        _ => server.Silence(path),
    };

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        "<?xml version='1.0'?><rss><channel><item><title>"u8.CopyTo(bytes);
        return bytes;
    }
}
