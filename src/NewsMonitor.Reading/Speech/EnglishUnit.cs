using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>One unit of an English text while it is read: its segments, and what the rules ask of them.</summary>
internal sealed class EnglishUnit(SpeechText speech, EnglishPhrases phrases)
{
    private readonly AnalysedText _text = speech.Text;

    public Range Range { get; private set; }
    public List<Segment> Segments { get; private set; } = [];
    /// <summary>The subject of the unit's last verb of speech: "…, adding that" goes on with it.</summary>
    public Range Subject { get; set; }

    public void Begin(Range range, List<Segment> segments) => (Range, Segments, Subject) = (range, segments, Range.None);

    public bool StandsBehindQuote(Segment segment) => segment.First > Range.First && speech.BlockOf[segment.First - 1] >= 0;

    public bool HasContentBefore(int s)
    {
        for (var k = 0; k < s; k++)
        {
            if (Segments[k].IsQuote) return true;
        }
        return false;
    }

    public bool IsFrameVerb(int i)
    {
        while (i < Range.End - 1 && speech.Any(i, WordClass.Adverb)) i++;
        return !_text.Tokens[i].IsCapital && Array.Exists(speech.Forms(i), f => f.Kind == FormKind.Past && (f.Verb.Kind & (SpeechKind.Say | SpeechKind.Demand | SpeechKind.Judge)) != 0);
    }

    public int Auxiliary(int i, Segment segment)
    {
        for (var k = i - 1; k >= segment.First && k >= i - 4; k--)
        {
            if (speech.Any(k, WordClass.Haben | WordClass.Sein)) return k;
            if (!speech.Any(k, WordClass.Adverb)) return -1;
        }
        return -1;
    }

    public bool IsInfinitive(int i) => _text.Tokens[i].IsWord && !_text.Tokens[i].IsCapital && !speech.Any(i, WordClass.Determiner | WordClass.Preposition | WordClass.Oblique | WordClass.Time | WordClass.Question) && !phrases.IsPersonal(i);

    public bool Continues(int k)
    {
        var segment = Segments[k];
        if (segment.IsQuote) return true;
        var first = segment.First;
        if (segment.Before is ';' || Array.Exists(speech.Forms(first), f => f.Kind == FormKind.ToInfinitive) || speech.Any(first, WordClass.Relative | WordClass.Subordinator)) return false;
        if (speech.Any(first, WordClass.Coordinator) && first + 1 < segment.End && IsFrameVerb(first + 1)) return false;
        return phrases.HasPredicate(first, segment.End);
    }

    public int Apposition(int s)
    {
        for (var k = s + 1; k < Segments.Count && k <= s + 2; k++)
        {
            var next = Segments[k];
            if (next.IsQuote || next.Before != ',') return k - 1;
            if (speech.Any(next.First, WordClass.Relative)) continue;
            // "a delegate of a network", "a pensioner who watched": a noun phrase up to its relative clause.
            var end = next.First;
            while (end < next.End && !speech.Any(end, WordClass.Relative)) end++;
            var noun = speech.Any(next.First, WordClass.Determiner) && phrases.NounPhrase(next.First, end) > next.First + 1;
            if (!noun && (phrases.FiniteIn(next.First, end) >= 0 || phrases.NounPhrase(next.First, end) < end - 2)) return k - 1;
        }
        return Math.Min(s + 2, Segments.Count - 1);
    }

    public QuotationForm FormOf(Range content) => IsAllQuoted(content) ? QuotationForm.Direct : QuotationForm.Indirect;

    public bool IsAllQuoted(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (speech.BlockOf[i] < 0 && _text.Tokens[i].IsWord) return false;
        }
        return true;
    }
}
