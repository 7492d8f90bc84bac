using System.Text;
using BenchmarkDotNet.Attributes;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Benchmarks.Pages;

/// <summary>Reading pages, beside SmartReader on the same input: pages of the size and make-up that news pages have (250 KB, most of it not text).</summary>
[MemoryDiagnoser]
public class PageReading
{
    private static readonly Uri Address = new("https://news.example/politik/hafen-100.html");
    private string _page = "";
    private byte[] _bytes = [];

    /// <summary>Paragraphs of the article: a short report, a long one.</summary>
    [Params(12, 60)]
    public int Paragraphs { get; set; }

    [GlobalSetup]
    public void Generate()
    {
        _page = GeneratedPage.Make(Paragraphs, seed: 28042023);
        _bytes = Encoding.UTF8.GetBytes(_page);
    }

    [Benchmark(Baseline = true)]
    public int NewsMonitorFromBytes() => PageReader.Read(_bytes, "text/html; charset=utf-8", Address).Blocks.Count;

    [Benchmark]
    public int NewsMonitorFromText() => PageReader.Read(_page, Address).Blocks.Count;

    [Benchmark]
    public int SmartReaderFromText() => new SmartReader.Reader(Address.AbsoluteUri, _page).GetArticle().Length;
}
