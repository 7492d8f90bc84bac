using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds what an English verb of speech says, behind it, and where that ends.</summary>
internal sealed class EnglishComplements(SpeechText speech, EnglishPhrases phrases, EnglishUnit unit)
{
    private readonly AnalysedText _text = speech.Text;

    /// <summary>Where the words that the verb reports begin, or -1 if none follow it.</summary>
    public int ComplementStart(int s, int i, VerbForm form, out string rule)
    {
        rule = "en.clause";
        var segment = unit.Segments[s];
        var end = segment.End;
        var k = i + 1;
        var tells = form.Verb.Lemma is "tell" or "assure" or "remind" or "inform" or "warn" or "ask" or "advise" or "urge" or "promise" or "notify" or "brief" or "call" or "order" or "press" or "encourage" or "invite" or "instruct" or "caution" or "beg" or "implore" or "challenge" or "request" or "command" or "want" or "threaten" or "show";
        // Adverbials and the one who is told may stand between.
        for (var steps = 0; k < end && steps < 6; steps++)
        {
            if (speech.BlockOf[k] is var b and >= 0)
            {
                if (speech.Blocks[b].First != k) return -1;
                rule = "en.quoted";
                return form.Verb.Kind.HasFlag(SpeechKind.Say) && !tells && speech.WordCount(new Range(k, speech.Blocks[b].End)) >= 2 ? k : -1;
            }
            if (_text.Is(k, "that") && k + 1 < end && phrases.HasPredicate(k + 1, unit.Range.End)) { rule = "en.that"; return k; }
            if (_text.Is(k, "to") && k + 1 < end && unit.IsInfinitive(k + 1) && (form.Verb.Kind & SpeechKind.Demand) != 0) { rule = "en.infinitive"; return k; }
            if (speech.Any(k, WordClass.Question) && speech.IsFunctional(k) && phrases.HasPredicate(k + 1, end)) { rule = "en.question"; return k; }
            if (speech.Any(k, WordClass.Complementizer) && !_text.Is(k, "that") && (form.Verb.Lemma is "ask" or "wonder" or "question")) { rule = "en.question"; return k; }
            if (speech.Any(k, WordClass.Adverb)) { k++; continue; }
            if (speech.Any(k, WordClass.Oblique)) { k++; continue; }
            if (speech.Any(k, WordClass.Preposition | WordClass.Particle) && !_text.Is(k, "to") || (_text.Is(k, "to") && k + 1 < end && !unit.IsInfinitive(k + 1)))
            {
                var phrase = phrases.NounPhrase(k + 1, end, attributes: false);
                if (phrase <= k + 1 && speech.Any(k, WordClass.Particle)) { k++; continue; }
                if (phrase <= k + 1) return -1;
                k = phrase;
                continue;
            }
            var subject = phrases.NounPhrase(k, end);
            if (subject > k && phrases.IsTime(new Range(k, subject))) { k = subject; continue; }
            if (tells && subject > k && !phrases.IsPersonal(k) && steps < 2 && !(subject < end && phrases.IsFinite(subject)))
            {
                k = subject;
                continue;
            }
            if (_text.Is(k, "there") || (subject > k && IsClause(subject, end))) return (form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think)) != 0 && (form.Kind != FormKind.Infinitive || form.Verb.Lemma is "say" or "think" or "believe" or "hope" or "fear") ? k : -1;
            return -1;
        }
        return Behind(s, form, ref rule);
    }

    /// <summary>Behind the noun phrase that could be a subject comes a predicate, not a relative clause.</summary>
    private bool IsClause(int i, int end)
    {
        while (i < end && speech.Any(i, WordClass.Adverb)) i++;
        if (i >= end) return false;
        if (phrases.IsFinite(i)) return true;
        if (speech.Any(i, WordClass.Relative | WordClass.Complementizer)) return false;
        // A prepositional attribute: "talks with Iran had failed".
        if (speech.Any(i, WordClass.Preposition))
        {
            var phrase = phrases.NounPhrase(i + 1, end);
            return phrase > i + 1 && phrase < end && IsClause(phrase, end);
        }
        return phrases.HasPredicate(i, Math.Min(end, i + 3)) && _text.Folded(i)[^1] == 's';
    }

    /// <summary>The verb ends its segment: what is said may stand behind a comma or colon.</summary>
    private int Behind(int s, VerbForm form, ref string rule)
    {
        if (s + 1 >= unit.Segments.Count) return -1;
        var next = unit.Segments[s + 1];
        if (next.IsQuote) { rule = "en.quote"; return (form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think | SpeechKind.Demand)) != 0 && !unit.HasContentBefore(s) ? next.First : -1; }
        if (next.Before == ':') { rule = "en.colon"; return (form.Verb.Kind & SpeechKind.Say) != 0 && phrases.HasPredicate(next.First, next.End) ? next.First : -1; }
        if (next.Before == ',' && s + 2 < unit.Segments.Count && unit.Segments[s + 2] is { Before: ',', IsQuote: false } after && _text.Is(after.First, "that") && phrases.FiniteIn(next.First, next.End) < 0) { rule = "en.that"; return after.First; }
        return -1;
    }

    public int ContentEnd(int s, int start)
    {
        for (var k = s; k < unit.Segments.Count; k++)
        {
            var segment = unit.Segments[k];
            var first = segment.First;
            if (k > s && !segment.IsQuote && first > start)
            {
                if (segment.Before == ';') return first;
                if (Array.Exists(speech.Forms(first), f => f.Kind == FormKind.ToInfinitive && (f.Verb.Kind & SpeechKind.Say) != 0)) return first;
                if (_text.Is(first, "according") || (_text.Is(first, "as") && phrases.IsSpeechFinite(segment.End - 1))) return first;
            }
            if (segment.IsQuote) continue;
            for (var i = Math.Max(first, start + 1); i + 1 < segment.End; i++)
            {
                // "said it was over and called for …": the frame goes on.
                if (speech.BlockOf[i] < 0 && (_text.Is(i, "and") || _text.Is(i, "but")) && unit.IsFrameVerb(i + 1) && i > start + 3) return i;
            }
        }
        return unit.Range.End;
    }
}
