using BenchmarkDotNet.Attributes;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Likeness;

namespace NewsMonitor.Benchmarks.Stories;

/// <summary>What comparing asks of one article of 400 words, before any other article is looked at, and what one comparison costs.</summary>
[MemoryDiagnoser]
public class LikenessBenchmarks
{
    private static readonly DateOnly Day = new(2026, 10, 1);
    private readonly string _text = MillionArticles.German.Text(new Random(5), 400);
    private readonly string _edited = MillionArticles.German.Text(new Random(5), 380) + " Ein Satz mehr.";
    private ArticleAnalysis _analysis = null!;
    private StoryVector _one = null!;
    private StoryVector _other = null!;
    private readonly TermBackground _background = new();

    [GlobalSetup]
    public void Setup()
    {
        _analysis = ArticleAnalyzer.Analyze(_text, "de", Day);
        (_one, _other) = (Vector().Vector, StoryReading.Of("Eine andere Zeile", ArticleAnalyzer.Analyze(_edited, "de", Day), ActorIndex.BuiltIn, Day).Vector);
        for (var seed = 0; seed < 500; seed++)
        {
            _background.Observe(StoryReading.Of("Zeile", ArticleAnalyzer.Analyze(MillionArticles.German.Text(new Random(seed), 200), "de", Day), ActorIndex.BuiltIn, Day).Vector.Terms);
        }
    }

    [Benchmark]
    public Fingerprint Fingerprint() => Reading.Likeness.Fingerprint.Of(_text);

    [Benchmark]
    public StoryReading Vector() => StoryReading.Of("Minister droht mit neuen Zöllen auf Stahl", _analysis, ActorIndex.BuiltIn, Day);

    [Benchmark]
    public double Similarity() => _one.Similarity(_other, _background);

    [Benchmark]
    public TextOverlap VerifiedOverlap() => TextOverlap.Between(_text, _edited);
}
