using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>One unit of a German text while it is read: its segments, and what the rules ask of them.</summary>
internal sealed class GermanUnit(SpeechText speech, GermanPhrases phrases)
{
    private readonly AnalysedText _text = speech.Text;

    public Range Range { get; private set; }
    public List<Segment> Segments { get; private set; } = [];
    /// <summary>The latest speaker in this unit.</summary>
    public Range Heard { get; set; }

    public void Begin(Range range, List<Segment> segments) => (Range, Segments, Heard) = (range, segments, Range.None);

    public Range Previous()
    {
        var index = speech.Units.BinarySearch(Range, Comparer<Range>.Create((a, b) => a.First.CompareTo(b.First)));
        return index > 0 ? speech.Units[index - 1] : Range.None;
    }

    /// <summary>What is said begins with the unit, or behind the last semicolon.</summary>
    public int ContentStart(int s)
    {
        for (var k = s; k > 0; k--)
        {
            if (Segments[k].Before == ';') return Segments[k].First;
        }
        return Range.First;
    }

    /// <summary>Whether the segment behind an attribution goes on with what was said rather than with the attribution.</summary>
    public bool Continues(int s)
    {
        var segment = Segments[s];
        if (segment.IsQuote) return true;
        if (segment.Before == ';') return false;
        if (speech.IsFunctional(segment.First) && speech.Any(segment.First, WordClass.Relative) && IsVerbFinal(segment)) return false;
        if (speech.Any(segment.First, WordClass.Coordinator) && phrases.FiniteIn(segment.First, segment.End, subjunctive: true) < 0) return false;
        return phrases.FiniteIn(segment.First, segment.End) >= 0 || (s + 1 < Segments.Count && phrases.FiniteIn(segment.First, Range.End, subjunctive: true) >= 0);
    }

    public bool IsVerbFinal(Segment segment)
    {
        var last = LastWord(segment);
        if (last <= segment.First || !phrases.IsFiniteVerb(last)) return false;
        for (var i = segment.First; i < last; i++)
        {
            if (speech.BlockOf[i] < 0 && speech.Any(i, WordClass.Finite) && !_text.Tokens[i].IsCapital) return false;
        }
        return true;
    }

    public int LastWord(Segment segment)
    {
        var i = segment.End - 1;
        while (i > segment.First && !_text.Tokens[i].IsWord) i--;
        return i;
    }

    /// <summary>The verb of speech a subordinate clause ends with, or -1.</summary>
    public int VerbEnd(Segment segment)
    {
        var last = LastWord(segment);
        if (VerbAt(last, segment) is not null) return last;
        if (last <= segment.First) return -1;
        if (VerbAt(last - 1, segment) is not null) return last - 1;
        return speech.Any(last, WordClass.Auxiliary) && Array.Exists(speech.Forms(last - 1), f => f.Kind == FormKind.Participle) ? last : -1;
    }

    private VerbForm? VerbAt(int i, Segment segment)
    {
        foreach (var form in speech.Forms(i))
        {
            if (form.IsFinite && (form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think)) != 0 && (form.Joined || form.Verb.Particle is null || ParticleEnds(segment, form.Verb.Particle) || (i > segment.First && _text.Is(i - 1, form.Verb.Particle)))) return form;
        }
        return null;
    }

    public bool ParticleEnds(Segment segment, string particle) => LastWord(segment) is var last && last > segment.First && _text.Is(last, particle);

    public bool IsInsertion(Segment segment) => VerbAt(LastWord(segment), segment) is not null;

    /// <summary>"…, die Krise beizulegen", "…, zu verhandeln": an infinitive with zu at the end.</summary>
    public bool IsInfinitive(Segment segment)
    {
        var last = LastWord(segment);
        if (_text.Tokens[last].IsCapital || !_text.Folded(last).EndsWith("n")) last--;
        if (last < segment.First) return false;
        for (var i = last; i >= segment.First && i >= last - 3; i--)
        {
            var word = _text.Folded(i);
            if (_text.Tokens[i].IsCapital || !word.EndsWith("n")) break;
            if (_text.Is(i - 1, "zu") && i - 1 >= segment.First) return true;
            // "zurückzutreten": not the zu it begins with.
            var zu = word.Length > 7 ? word[2..].IndexOf("zu") + 2 : 0;
            if (zu is > 1 and < 12 && word.Length > zu + 4 && IsSeparablePrefix(word[..zu])) return true;
        }
        return false;
    }

    private static bool IsSeparablePrefix(ReadOnlySpan<char> prefix) => prefix is "ab" or "an" or "auf" or "aus" or "bei" or "ein" or "mit" or "nach" or "vor" or "weiter" or "zurück" or "um" or "her"
        or "hin" or "fest" or "fort" or "los" or "wieder" or "zusammen" or "hervor" or "voran" or "statt" or "teil" or "dar" or "durch" or "frei" or "bereit" or "nieder" or "entgegen" or "heraus" or "hinaus" or "hinzu"
        or "offen" or "bekannt" or "klar" or "still" or "fern" or "über" or "unter" or "herunter" or "hoch" or "zurecht" or "herbei" or "sicher" or "bevor" or "aufrecht";

    /// <summary>"…, fordern aber": the verb goes on with the subject of the clause before.</summary>
    public bool GoesOn(int verb) => _text.Is(verb + 1, "aber") || _text.Is(verb + 1, "jedoch") || _text.Is(verb + 1, "dann") || _text.Is(verb + 1, "zugleich");

    /// <summary>"den Vorwurf", "die Darstellung" in one of these segments.</summary>
    public bool HasContentNoun(int first, int last)
    {
        for (var i = Segments[first].First; i < Segments[last].End; i++)
        {
            if (speech.BlockOf[i] < 0 && _text.Tokens[i].IsCapital && speech.Any(i, WordClass.ContentNoun)) return true;
        }
        return false;
    }

    public bool Has(Segment segment, string word)
    {
        for (var i = segment.First; i < segment.End; i++)
        {
            if (_text.Is(i, word)) return true;
        }
        return false;
    }

    /// <summary>All in quotation marks is direct; anything else is the reporter's wording.</summary>
    public QuotationForm FormOf(List<Range> content)
    {
        foreach (var range in content)
        {
            for (var i = range.First; i < range.End; i++)
            {
                if (speech.BlockOf[i] < 0 && _text.Tokens[i].IsWord) return QuotationForm.Indirect;
            }
        }
        return QuotationForm.Direct;
    }
}
