using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>The threats and positions of a text, each in text order.</summary>
public sealed record FoundClaims(IReadOnlyList<FoundThreat> Threats, IReadOnlyList<FoundPosition> Positions)
{
    public static readonly FoundClaims None = new([], []);
}

/// <summary>
/// Finds who threatens and who wants what, German and English, from the words, the actors and the quotations already read. Rules and
/// lexicons only: the same text gives the same answer, and every claim names its rule and its evidence.
/// </summary>
public static class ClaimFinder
{
    /// <summary>Reads the claims of a text; none for other languages.</summary>
    /// <param name="text">The text, read once for all finders.</param>
    /// <param name="actors">Its actors.</param>
    /// <param name="quotations">Its quotations: a claim inside one belongs to its speaker.</param>
    /// <param name="issues">The codebook's issues; without them every issue is proposed as new.</param>
    public static FoundClaims Find(AnalysedText text, ActorReading actors, IReadOnlyList<Quotation> quotations, IssueMatcher? issues = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(actors);
        ArgumentNullException.ThrowIfNull(quotations);
        if (text.Tokens.Length == 0 || ClaimLexicon.For(text) is not { } lexicon) return FoundClaims.None;
        var context = new ClaimContext(new ClaimText(text, actors, quotations, lexicon));
        var threats = new ThreatFinder(context).Find();
        var positions = new PositionFinder(context, issues ?? IssueMatcher.Empty).Find();
        return new FoundClaims([.. threats.OrderBy(threat => threat.Evidence[0].Start)], [.. positions.OrderBy(position => position.Evidence[0].Start)]);
    }
}
