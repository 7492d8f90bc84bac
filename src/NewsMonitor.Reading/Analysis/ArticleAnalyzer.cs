using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Analysis;

/// <summary>What was read out of one article; every offset counts UTF-16 units of <see cref="Text"/>.</summary>
public sealed record ArticleAnalysis
{
    public required AnalysedText Text { get; init; }
    public required ActorReading Actors { get; init; }
    public required IReadOnlyList<Quotation> Quotations { get; init; }
    public required FoundClaims Claims { get; init; }
}

/// <summary>The whole analysis of an article: language, actors, quotations, claims.</summary>
public static class ArticleAnalyzer
{
    /// <summary>Reads an article's text.</summary>
    /// <param name="text">The text; a line break ends a paragraph.</param>
    /// <param name="language">ISO 639-1 code where the publisher states it; otherwise guessed.</param>
    /// <param name="published">The day it appeared: decides who holds an office.</param>
    /// <param name="actors">The actors to look for; the built-in registry if not given.</param>
    /// <param name="issues">The codebook's issues; without them every issue is proposed as new.</param>
    public static ArticleAnalysis Analyze(string text, string? language = null, DateOnly? published = null, ActorIndex? actors = null, IssueMatcher? issues = null)
    {
        var read = AnalysedText.Read(text, language);
        var found = new ActorFinder(actors ?? ActorIndex.BuiltIn).Find(read, published);
        var quotations = QuotationFinder.Find(read, SpeakerSpans.Of(read, found));
        return new ArticleAnalysis { Text = read, Actors = found, Quotations = quotations, Claims = ClaimFinder.Find(read, found, quotations, issues) };
    }
}
