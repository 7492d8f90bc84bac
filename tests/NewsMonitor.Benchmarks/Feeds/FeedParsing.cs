using System.ServiceModel.Syndication;
using System.Xml;
using BenchmarkDotNet.Attributes;
using Ganss.Xss;
using NewsMonitor.Reading.Feeds;
using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Benchmarks.Feeds;

/// <summary>
/// Feed parsing on one core: ours with and without sanitising, beside the framework's SyndicationFeed and HtmlSanitizer. Megabytes a second are
/// the input's size over the mean; the throughput column prints them.
/// </summary>
[MemoryDiagnoser, Config(typeof(Throughput))]
public class FeedParsing
{
    private static readonly FeedSource Source = new(new Uri("https://news.example/feed.xml"));
    private static readonly FeedReaderOptions Raw = FeedReaderOptions.Default with { Sanitize = false };
    private readonly HtmlSanitizer _sanitizer = new();
    private byte[] _rss = [], _atom = [], _json = [], _sitemap = [];
    private string[] _texts = [];

    [GlobalSetup]
    public void Generate()
    {
        (_rss, _atom, _json, _sitemap) = (GeneratedFeed.Rss(400), GeneratedFeed.Atom(400), GeneratedFeed.Json(400), GeneratedFeed.Sitemap(4000));
        var random = new Random(7);
        _texts = [.. Enumerable.Range(0, 400).Select(_ => GeneratedFeed.Html(random))];
    }

    /// <summary>How many bytes a benchmark reads, for the throughput column.</summary>
    internal static long BytesOf(string benchmark)
    {
        var all = new FeedParsing();
        all.Generate();
        return benchmark switch
        {
            nameof(Rss_sanitised) or nameof(Rss_raw) or nameof(Rss_SyndicationFeed) or nameof(Rss_SyndicationFeed_and_HtmlSanitizer) => all._rss.Length,
            nameof(Atom_sanitised) or nameof(Atom_raw) or nameof(Atom_SyndicationFeed) => all._atom.Length,
            nameof(Json_sanitised) => all._json.Length,
            nameof(Sitemap) => all._sitemap.Length,
            _ => all._texts.Sum(t => System.Text.Encoding.UTF8.GetByteCount(t)),
        };
    }

    [Benchmark]
    public int Rss_raw() => FeedReader.Read(_rss, Source, Raw).Feed!.Entries.Count;

    [Benchmark]
    public int Rss_sanitised() => FeedReader.Read(_rss, Source).Feed!.Entries.Count;

    [Benchmark(Baseline = true)]
    public int Rss_SyndicationFeed() => Load(_rss).Items.Count();

    [Benchmark]
    public int Rss_SyndicationFeed_and_HtmlSanitizer()
    {
        var length = 0;
        foreach (var item in Load(_rss).Items)
        {
            length += _sanitizer.Sanitize(item.Summary.Text, "https://news.example/").Length;
            foreach (var encoded in item.ElementExtensions.ReadElementExtensions<string>("encoded", "http://purl.org/rss/1.0/modules/content/"))
                length += _sanitizer.Sanitize(encoded, "https://news.example/").Length;
        }
        return length;
    }

    [Benchmark]
    public int Atom_raw() => FeedReader.Read(_atom, Source, Raw).Feed!.Entries.Count;

    [Benchmark]
    public int Atom_sanitised() => FeedReader.Read(_atom, Source).Feed!.Entries.Count;

    [Benchmark]
    public int Atom_SyndicationFeed() => Load(_atom).Items.Count();

    [Benchmark]
    public int Json_sanitised() => FeedReader.Read(_json, Source).Feed!.Entries.Count;

    [Benchmark]
    public int Sitemap() => FeedReader.Read(_sitemap, Source).Feed!.Entries.Count;

    [Benchmark]
    public int Html_cleaner()
    {
        var length = 0;
        foreach (var text in _texts)
            length += HtmlCleaner.Clean(text, "https://news.example/").Length;
        return length;
    }

    [Benchmark]
    public int Html_HtmlSanitizer()
    {
        var length = 0;
        foreach (var text in _texts)
            length += _sanitizer.Sanitize(text, "https://news.example/").Length;
        return length;
    }

    private static SyndicationFeed Load(byte[] bytes)
    {
        using var xml = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return SyndicationFeed.Load(xml);
    }
}
