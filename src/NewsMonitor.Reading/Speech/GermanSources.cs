using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>A phrase that names the source of a sentence without a verb: "laut Polizei", "nach Angaben der Regierung", "dem Bericht zufolge".</summary>
/// <param name="Phrase">The whole phrase, which is no part of what is said.</param>
/// <param name="Speaker">The noun phrase in it, or none.</param>
/// <param name="Cue">The preposition.</param>
/// <param name="Rule">The rule's name.</param>
internal readonly record struct SourcePhrase(Range Phrase, Range Speaker, Range Cue, string Rule);

/// <summary>Finds German source phrases.</summary>
internal sealed class GermanSources(SpeechText speech, GermanPhrases phrases)
{
    private readonly AnalysedText _text = speech.Text;

    public void Find(Range unit, List<SourcePhrase> found)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            if (speech.BlockOf[i] >= 0) continue;
            if (!speech.IsFunctional(i)) continue;
            var phrase = At(i, unit);
            if (phrase is not { } source) continue;
            found.Add(source);
            i = source.Phrase.End - 1;
        }
    }

    private SourcePhrase? At(int i, Range unit)
    {
        var word = _text.Folded(i);
        if (word is "laut")
        {
            var end = phrases.NounPhrase(i + 1, unit.End);
            // "laut ndr.de": an address in lower case.
            if (end <= i + 1 && i + 1 < unit.End && IsAddress(i + 1, unit.End) is var address and > 0) end = address;
            return end > i + 1 && !IsLaw(new Range(i + 1, end)) ? Source(i, end, new Range(i + 1, end), new Range(i, i + 1), "de.laut") : null;
        }
        if (word is "wonach" or "nach" && Pointed(i, unit) is { IsNone: false })
            return Pointed(i, unit) is { IsNone: false } noun ? new SourcePhrase(new Range(i, word is "nach" ? i + 2 : i + 1), noun, new Range(i, i + 1), "de.wonach") : null;
        if (word is "nach" or "gemäß" or "entsprechend")
        {
            var end = phrases.NounPhrase(i + 1, unit.End);
            // "gemäß" names a rule or a source, where "nach" more often names a time or an aim.
            if (end <= i + 1 || !(NamesSource(i + 1, end) || (word is "gemäß" && !IsLaw(new Range(i + 1, end))))) return null;
            end = WithApposition(end, unit.End);
            return Source(i, end, SpeakerIn(i + 1, end), new Range(i, i + 1), word is "nach" ? "de.nach" : "de.gemaess");
        }
        if (word is "zufolge")
        {
            var start = Backwards(i, unit.First);
            if (start < i && !IsPointer(start, i)) return Source(start, i + 1, SpeakerIn(start, i), new Range(i, i + 1), "de.zufolge");
            var end = phrases.NounPhrase(i + 1, unit.End);
            return end > i + 1 ? Source(i, end, new Range(i + 1, end), new Range(i, i + 1), "de.zufolge") : null;
        }
        if (word is "demnach" or "demzufolge")
            return new SourcePhrase(new Range(i, i + 1), Range.None, new Range(i, i + 1), "de.demnach");
        return Owned(i, unit);
    }

    /// <summary>"Gerüchte, nach denen …", "ein Bericht, wonach …": the noun phrase before the comma, if it stands for something said.</summary>
    private Range Pointed(int i, Range unit)
    {
        if (i < unit.First + 2 || speech.Mark(i - 1) != ',' || (_text.Is(i, "nach") && !(i + 1 < unit.End && _text.Folded(i + 1) is "denen" or "der" or "dem"))) return Range.None;
        for (var start = Math.Max(unit.First, i - 14); start < i - 1; start++)
        {
            if (speech.BlockOf[start] >= 0 || phrases.NounPhrase(start, i - 1, wide: true) != i - 1) continue;
            for (var k = start; k < i - 1; k++)
            {
                if (_text.Tokens[k].IsCapital && (speech.Any(k, WordClass.SourceNoun | WordClass.ContentNoun) || GermanLexicon.IsSourceCompound(_text.Folded(k)))) return new Range(start, i - 1);
            }
            return Range.None;
        }
        return Range.None;
    }

    private int IsAddress(int i, int limit)
    {
        if (!_text.Tokens[i].IsWord || speech.Class(i) != WordClass.None) return -1;
        if (_text.Folded(i).Contains('.')) return i + 1;
        return i + 2 < limit && speech.Mark(i + 1) == '.' && _text.Tokens[i + 2].IsWord && !_text.Tokens[i + 2].IsCapital && !_text.Tokens[i + 2].Has(TokenShape.SpaceBefore) ? i + 3 : -1;
    }

    /// <summary>"nach Angaben von Otto Kern, dem Leiter der Wache": the apposition belongs to the source.</summary>
    private int WithApposition(int end, int limit)
    {
        if (end >= limit || speech.Mark(end) != ',' || end + 1 >= limit || speech.Any(end + 1, WordClass.Complementizer | WordClass.Question)) return end;
        var apposition = phrases.NounPhrase(end + 1, limit, wide: true);
        return apposition > end + 2 && apposition < limit && speech.Mark(apposition) is ',' or '.' ? apposition : end;
    }

    /// <summary>"Seiner Meinung nach", "Meinung der Experten nach": the preposition behind its noun.</summary>
    private SourcePhrase? Owned(int i, Range unit)
    {
        var word = _text.Folded(i);
        if (word is not ("seiner" or "ihrer" or "deren" or "dessen" or "meiner" or "unserer")) return null;
        if (i + 2 >= unit.End || !speech.Any(i + 1, WordClass.SourceNoun) || !_text.Is(i + 2, "nach")) return null;
        return new SourcePhrase(new Range(i, i + 3), new Range(i, i + 1), new Range(i + 2, i + 3), "de.meinung-nach");
    }

    private static SourcePhrase Source(int first, int end, Range speaker, Range cue, string rule) => new(new Range(first, end), speaker, cue, rule);

    /// <summary>The head noun, that is the first noun of the phrase or the quoted name, stands for something said.</summary>
    private bool NamesSource(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (!_text.Tokens[i].IsWord || !_text.Tokens[i].IsCapital) continue;
            if (speech.Any(i, WordClass.SourceNoun) || GermanLexicon.IsSourceCompound(_text.Folded(i))) return true;
            return false;
        }
        return false;
    }

    /// <summary>Who stands behind the noun: the genitive or "von …" after it; else the phrase itself.</summary>
    private Range SpeakerIn(int first, int end)
    {
        // "einer vom Kreml veröffentlichten Mitteilung": its publisher speaks.
        if (first + 3 < end && _text.Folded(first + 1) is "vom" or "von" && !speech.Any(first, WordClass.SourceNoun))
        {
            var agent = phrases.NounPhrase(first + 2, end - 1);
            if (agent > first + 2) return new Range(first + 2, agent);
        }
        for (var i = first; i < end; i++)
        {
            if (!_text.Tokens[i].IsWord || !_text.Tokens[i].IsCapital || !speech.Any(i, WordClass.SourceNoun)) continue;
            if (i + 1 >= end) break;
            // "einer Meldung der Agentur": a paper that can be pointed at; "Angaben der Agentur": only words.
            if (speech.Any(first, WordClass.Determiner)) break;
            if (_text.Is(i + 1, "von") || _text.Is(i + 1, "vom")) return i + 2 < end ? new Range(i + 2, end) : new Range(first, end);
            return new Range(i + 1, end);
        }
        return new Range(first, end);
    }

    private bool IsPointer(int start, int end) => end - start == 1 && speech.Any(start, WordClass.Relative);

    private bool IsLaw(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if ((_text.Tokens[i].Kind == TokenKind.Number && i > range.First && _text.Folded(i - 1) is "artikel" or "paragraf" or "paragraph" or "paragrafen" or "absatz" or "nr") || _text.Is(i, '§') || _text.Folded(i).EndsWith("gesetz") || _text.Folded(i).EndsWith("ordnung")) return true;
        }
        return false;
    }

    /// <summary>A finite verb by the lexicon; "veröffentlichten" in front of a noun is an attribute.</summary>
    private bool IsCertainVerb(int i) => !_text.Tokens[i].IsCapital && (speech.Any(i, WordClass.Finite) || Array.Exists(speech.Forms(i), f => f.IsFinite && f.Kind != FormKind.Subjunctive));

    /// <summary>The beginning of the longest noun phrase that ends right before <paramref name="end"/>.</summary>
    private int Backwards(int end, int limit)
    {
        var low = end;
        while (low > limit && end - low < 18 && speech.Mark(low - 1) is not (',' or ';' or ':') && !(speech.BlockOf[low - 1] < 0 && IsCertainVerb(low - 1))) low--;
        var found = end;
        for (var start = low; start < end && found == end; start++)
        {
            if (phrases.NounPhrase(start, end) == end) found = start;
        }
        // "einer vom Kreml veröffentlichten Mitteilung": an attribute stands between article and noun.
        for (var start = low; start < found && found < end; start++)
        {
            if (speech.IsFunctional(start) && _text.Folded(start) is "einer" or "einem" or "dem" or "den" && _text.Folded(start + 1) is "vom" or "von" or "in" or "im" or "am" or "aus") return start;
        }
        return found;
    }
}
