using System.Text;
using NewsMonitor.Benchmarks.Feeds;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

/// <summary>Mutates good feeds from a fixed seed: whatever comes of it, the reader answers, and what it answers is clean.</summary>
public class FeedFuzzTests
{
    private static readonly byte[][] Good = [GeneratedFeed.Rss(6), GeneratedFeed.Atom(6), GeneratedFeed.Json(6), GeneratedFeed.Sitemap(12), Rdf];

    private static byte[] Rdf => "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>R</title></channel><item rdf:about='y'><title>I</title></item></rdf:RDF>"u8.ToArray();

    private static readonly byte[][] Inserted =
    [
        .. new[] { "<", ">", "&", "]]>", "<![CDATA[", "<!--", "-->", "\"", "'", "<script>", "</item>", "</channel>", "<item>", "&#xD800;", "&amp;", "xmlns:x='y'", "<html>", "{", "}", "[", "\\u0000", "\\uD800", "null", "<a href='javascript:x' onclick=y>" }
            .Select(Encoding.UTF8.GetBytes), [0], [0xFF], [0xC3], [0xFE, 0xFF], [0x1F, 0x8B],
    ];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void No_mutation_of_a_good_feed_makes_the_reader_throw(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1500; i++)
        {
            var bytes = Mutate(Good[random.Next(Good.Length)], random);
            FeedReading reading;
            try
            {
                reading = FeedReader.Read(bytes, Xml.Source with { ContentType = random.Next(3) switch { 0 => null, 1 => "text/xml; charset=utf-8", _ => "application/json" } });
            }
            catch (Exception escaped)
            {
                Assert.Fail($"seed {seed}, round {i}: {escaped}");
                throw;
            }
            Assert.True(reading.Feed != null ^ reading.Fault != null);
            foreach (var entry in reading.Feed?.Entries ?? [])
            {
                Sound(entry.Content, entry.Summary, entry.TitleHtml, entry.Title, entry.Link);
                foreach (var html in new[] { entry.Content, entry.Summary, entry.TitleHtml })
                    Assert.DoesNotContain("<script", html ?? "", StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>What a database takes: no NUL, no half surrogate pair.</summary>
    private static void Sound(params string?[] values)
    {
        foreach (var value in values)
        {
            if (value == null)
                continue;
            Assert.False(value.Contains('\0'), value);
            Assert.Equal(value, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)));
        }
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var changes = random.Next(1, 12); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Inserted[random.Next(Inserted.Length)]); break;
                case 3: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
                case 4: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                default:
                    if (random.Next(4) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }
}
