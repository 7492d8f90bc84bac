using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>
/// Finds who says what in a news text, German or English: by verbs of speech, source phrases, quotation marks and, in German, the
/// subjunctive. Rules and lexicons only: the same text gives the same answer, and each quotation names its rule.
/// </summary>
public static class QuotationFinder
{
    /// <summary>All quotations in text order; empty for languages other than German and English.</summary>
    /// <param name="text">The text, read once.</param>
    /// <param name="actors">Known actors' mentions in the text, from which speakers get their keys; may be empty.</param>
    public static IReadOnlyList<Quotation> Find(AnalysedText text, IReadOnlyList<ActorSpan>? actors = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Tokens.Length == 0 || !(text.IsGerman || text.IsEnglish)) return [];
        var speech = new SpeechText(text, text.IsGerman ? GermanLexicon.Find : EnglishLexicon.Find);
        var drafts = text.IsGerman ? new GermanSpeech(speech).Find() : new EnglishSpeech(speech).Find();
        return new SpeakerNames(actors ?? []).Finish(speech, drafts);
    }
}
