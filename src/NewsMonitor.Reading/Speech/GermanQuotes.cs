using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Words in quotation marks that no verb of speech holds: quoted words within what is reported, sentences all in quotes, loose fragments.</summary>
internal sealed class GermanQuotes(SpeechText speech, GermanPhrases phrases, GermanHearing hearing, GermanSubjunctives subjunctives, List<Draft> drafts)
{
    private readonly AnalysedText _text = speech.Text;
    /// <summary>Quoted words inside what is reported are a direct quotation of their own; a sentence all in quotes goes on with the last speaker.</summary>
    public void Quotes(Range unit, int before)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            var b = speech.BlockOf[i];
            if (b < 0) continue;
            var block = speech.Blocks[b];
            i = block.End - 1;
            var range = new Range(block.First, Math.Min(block.End, unit.End));
            if (speech.WordCount(range) == 0) continue;
            Draft? around = null, heard = null;
            for (var d = before; d < drafts.Count; d++)
            {
                if (drafts[d].Rule == Draft.Heard) heard ??= drafts[d];
                else if (drafts[d].Content.Exists(r => r.First <= range.First && r.End >= range.End)) { around = drafts[d]; break; }
            }
            if (around is null && subjunctives.Run is not null && subjunctives.Run.Content[^1].First <= range.First && subjunctives.Run.Content[^1].End >= range.End) around = subjunctives.Run;
            if (around is { Form: QuotationForm.Direct }) continue;
            if (around is not null)
            {
                if (IsQuotedSpeech(range, around))
                    drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Speaker = around.Speaker, Via = around.Via, Cue = around.Cue, Rule = around.Rule + "+quoted", MayInherit = around.MayInherit });
                continue;
            }
            // A name in quotes that says who speaks: "wie „Die Stimme“ berichtet".
            if (drafts.Skip(before).Any(d => d.Speaker.Holds(range.First) || d.Via.Holds(range.First))) continue;
            if (drafts.Skip(before).FirstOrDefault(d => d.Rule != Draft.Heard && d.Content[^1].End == range.First && speech.Mark(range.First - 1) == ':') is { } led)
            {
                drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Speaker = led.Speaker, Via = led.Via, Cue = led.Cue, Rule = led.Rule + "+quoted", MayInherit = led.MayInherit });
                continue;
            }
            if (speech.WordCount(range) >= 3 && IsWholeUnit(unit, range))
                drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Rule = "de.quote-alone", MayInherit = true });
            else if (IsLooseSpeech(unit, range, heard))
                drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Rule = "de.quote-loose", MayInherit = true, Speaker = heard?.Speaker ?? hearing.SubjectOf(unit, range) });
        }
    }

    /// <summary>Quoted words that no verb of speech introduces: a fragment in lower case, words behind a colon, or a whole clause; not a title or a name.</summary>
    private bool IsLooseSpeech(Range unit, Range range, Draft? heard)
    {
        var words = speech.WordCount(range);
        // A headline or subhead puts a term in quotes, not somebody's words.
        var last = unit.End - 1;
        if (speech.WordCount(unit) <= 12 && _text.Tokens[last].Has(TokenShape.LineEnd) && speech.Mark(last) is not ('.' or '!' or ':') && (unit.First == 0 || _text.Tokens[unit.First - 1].Has(TokenShape.LineEnd))) return false;
        if (IsNamed(range)) return false;
        if (range.First > unit.First && speech.Mark(range.First - 1) == ':') return words >= 2;
        if (StartsLower(range)) return words >= (heard is null ? 2 : 1);
        if (words < 5) return false;
        for (var i = range.First + 1; i < range.End; i++)
        {
            if (phrases.IsFiniteVerb(i)) return true;
        }
        return false;
    }

    /// <summary>"die Firma „con energy“", "die so genannte „große Lösung“", "„Eagle“-Landung": quotes around a name or a term.</summary>
    private bool IsNamed(Range range)
    {
        var before = range.First - 1;
        if (before < 0) return false;
        if (range.End < _text.Tokens.Length && speech.Mark(range.End) == '-' && !_text.Tokens[range.End].Has(TokenShape.SpaceBefore)) return true;
        if (!_text.Tokens[before].IsWord) return false;
        if (_text.Folded(before) is var word && (word.StartsWith("genannt") || word.StartsWith("sogenannt") || word.StartsWith("namens"))) return true;
        return _text.Tokens[before].IsCapital && !_text.Tokens[before].Has(TokenShape.SentenceStart) && speech.Class(before) == WordClass.None && !word.EndsWith("worten") && !word.EndsWith("aufschrift") && !word.EndsWith("ruf") && !word.EndsWith("rufen")
            && !word.EndsWith("satz") && !word.EndsWith("parole") && !word.EndsWith("parolen") && !word.EndsWith("slogan") && !word.EndsWith("spruch");
    }

    private bool StartsLower(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (_text.Tokens[i].IsWord) return char.IsLower(_text.Text[_text.Tokens[i].Start]);
        }
        return false;
    }

    private bool IsWholeUnit(Range unit, Range quote)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            if (!quote.Holds(i) && _text.Tokens[i].IsWord) return false;
        }
        return true;
    }

    /// <summary>Words put in quotes because somebody said them, not a title, a name or a term.</summary>
    private bool IsQuotedSpeech(Range range, Draft around)
    {
        if (StartsLower(range)) return true;
        var words = speech.WordCount(range);
        // "bezeichnete den Plan als „Wortbruch“": a judgement, where elsewhere a single noun in quotes is a name or a term.
        if (around.Form == QuotationForm.Reported && range.First > 0)
            return words >= 4 || (speech.Any(range.First - 1, WordClass.Determiner | WordClass.Preposition) || _text.Is(range.First - 1, "als"));
        var lower = 0;
        for (var i = range.First; i < range.End; i++)
        {
            if (_text.Tokens[i].IsWord && !_text.Tokens[i].IsCapital) lower++;
        }
        return words >= 4 && lower > 1;
    }
}
