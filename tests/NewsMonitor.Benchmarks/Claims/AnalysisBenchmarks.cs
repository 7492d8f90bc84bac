using BenchmarkDotNet.Attributes;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Benchmarks.Claims;

/// <summary>The whole analysis of an article of about 3 kB, and its stages: the target is 1,000 articles a second on one core.</summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private const string Paragraph = """
        Die Bundesregierung hat Serbien zu Gesprächen mit dem Kosovo aufgefordert. Außenministerin Annalena Baerbock sagte in Berlin, beide Seiten müssten nun aufeinander zugehen.
        Präsident Aleksandar Vučić lehnte die Forderung ab und warf Pristina vor, Polizisten an die Grenze verlegt zu haben. Die EU drohte mit Sanktionen, falls die Blockade nicht beendet werde.
        "Wir werden jede Eskalation beantworten", erklärte der Regierungschef des Kosovo, Albin Kurti. Die NATO kündigte an, ihre Präsenz zu verstärken. Russland wies den Vorwurf zurück, den Streit zu schüren.
        Ein Sprecher der US-Regierung bekräftigte die Unterstützung für den Dialog. Stoltenberg warnte vor einem Angriff auf die Friedenstruppe.

        """;

    private static readonly DateOnly Day = new(2022, 12, 1);
    private static readonly string Text = string.Concat(Enumerable.Repeat(Paragraph, 5))[..3000];
    private readonly (string Text, string Language)[] _articles = [.. ReadArticles()];
    private readonly ActorFinder _finder = new(ActorIndex.BuiltIn);
    private readonly string _source = Text;
    private readonly AnalysedText _text = AnalysedText.Read(Text, "de");
    private ActorReading _actors = null!;
    private IReadOnlyList<Quotation> _quotations = [];

    private static IEnumerable<(string Text, string Language)> ReadArticles()
    {
        var assembly = typeof(AnalysisBenchmarks).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".article.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var text = reader.ReadToEnd();
            // Head and coding stand around the text.
            yield return (text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..text.IndexOf("\n---\n", StringComparison.Ordinal)], name.StartsWith("en-", StringComparison.Ordinal) ? "en" : "de");
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        var analysis = ArticleAnalyzer.Analyze(Text, "de", Day);
        (_actors, _quotations) = (analysis.Actors, analysis.Quotations);
    }

    [Benchmark(Baseline = true)]
    public ArticleAnalysis Whole() => ArticleAnalyzer.Analyze(_source, "de", Day);

    /// <summary>Sixteen articles of about 2 kB on sixteen subjects, eight of them English: one text alone would be learnt by the processor.</summary>
    [Benchmark(OperationsPerInvoke = 16)]
    public int Varied()
    {
        var found = 0;
        foreach (var (text, language) in _articles) found += ArticleAnalyzer.Analyze(text, language, Day).Quotations.Count;
        return found;
    }

    [Benchmark]
    public ActorReading Actors() => _finder.Find(_text, Day);

    [Benchmark]
    public FoundClaims Claims() => ClaimFinder.Find(_text, _actors, _quotations);
}
