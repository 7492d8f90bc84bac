using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>A verb of speech and how its clause is built; the clause may end in a later segment, where a particle stands behind an apposition.</summary>
internal readonly record struct GermanCue(int Segment, int LastSegment, int Finite, int Verb, SpeechVerb Word, FormKind Form, bool Passive, bool Final, Range Span);

/// <summary>Finds the verbs of speech in a unit and how their clauses are built: auxiliary, particle, passive, verb at the end.</summary>
internal sealed class GermanCues(SpeechText speech, GermanPhrases phrases, GermanUnit unit)
{
    private readonly AnalysedText _text = speech.Text;

    public GermanCue? FindCue(int s, int from)
    {
        var segment = unit.Segments[s];
        for (var i = from; i < segment.End; i++)
        {
            if (speech.BlockOf[i] >= 0 || !speech.IsFunctional(i)) continue;
            var forms = speech.Forms(i);
            if (forms.Length == 0) continue;
            // "ohne auf Einzelheiten zu verweisen"
            if (i > segment.First && _text.Is(i - 1, "zu") && (_text.Is(segment.First, "ohne") || _text.Is(segment.First, "statt") || _text.Is(segment.First, "anstatt"))) continue;
            if (_text.Tokens[i].IsCapital && i + 1 < segment.End && speech.Any(i, WordClass.Determiner | WordClass.Preposition | WordClass.Adverb)) continue;
            if (Choose(s, i, forms) is { } cue) return cue;
        }
        return null;
    }

    private GermanCue? Choose(int s, int i, VerbForm[] forms)
    {
        var segment = unit.Segments[s];
        var last = unit.LastWord(segment);
        foreach (var form in forms)
        {
            if (form.IsFinite && form.Joined && form.Verb.Particle is not null && (i == last || i == last - 1))
                return new GermanCue(s, s, i, i, form.Verb, form.Kind, false, true, new Range(i, i + 1));
        }
        foreach (var form in forms)
        {
            if (!form.IsFinite || form.Joined || form.Verb.Particle is null) continue;
            var end = ParticleSegment(s, i, form.Verb.Particle);
            if (end < 0) continue;
            return new GermanCue(s, end, i, i, form.Verb, form.Kind, false, false, new Range(i, i + 1));
        }
        if (Array.Exists(forms, f => f.Kind == FormKind.Participle) && Participle(s, i, forms) is { } perfect) return perfect;
        foreach (var form in forms)
        {
            if (!form.IsFinite || form.Verb.Particle is not null) continue;
            // A particle at the end makes it another verb: "stellte … ein".
            if (last > i && speech.IsFunctional(last) && speech.Any(last, WordClass.Particle) && !speech.Any(last, WordClass.Preposition) && form.Kind != FormKind.Subjunctive) continue;
            var final = i == last && i > segment.First + 1 && speech.IsFunctional(segment.First) && speech.Any(segment.First, (s > 0 ? WordClass.Relative : WordClass.None) | WordClass.Subordinator | WordClass.Complementizer | WordClass.Question);
            return new GermanCue(s, s, i, i, form.Verb, form.Kind, false, final, new Range(i, i + 1));
        }
        return null;
    }

    private GermanCue? Participle(int s, int i, VerbForm[] forms)
    {
        foreach (var form in forms)
        {
            if (form.Kind != FormKind.Participle) continue;
            if (Auxiliary(s, i) is not (var aux and >= 0)) continue;
            var passive = speech.Any(aux, WordClass.Werden) || (aux < i && _text.Is(i + 1, "worden"));
            if (!passive && !speech.Any(aux, WordClass.Haben) && !_text.Is(aux, "habe") && !_text.Is(aux, "hätten")) continue;
            return new GermanCue(s, s, aux, i, form.Verb, form.Kind, passive, aux > i, new Range(i, i + 1));
        }
        return null;
    }

    /// <summary>The auxiliary of a participle: before it in the main clause, right behind it in a subordinate one.</summary>
    private int Auxiliary(int s, int participle)
    {
        var segment = unit.Segments[s];
        var next = participle + 1;
        if (_text.Is(next, "worden")) next++;
        if (next < segment.End && speech.Any(next, WordClass.Auxiliary | WordClass.Konjunktiv1)) return next;
        for (var i = participle - 1; i >= segment.First; i--)
        {
            if (speech.BlockOf[i] < 0 && speech.Any(i, WordClass.Haben | WordClass.Werden | WordClass.Sein) && speech.IsFunctional(i)) return i;
        }
        // "hatte X, der Chef von Y, erklärt"
        for (var k = s - 1; k >= 0 && k >= s - 3; k--)
        {
            if (unit.Segments[k].IsQuote) break;
            for (var i = unit.Segments[k].First; i < unit.Segments[k].End; i++)
            {
                if (speech.BlockOf[i] < 0 && speech.Any(i, WordClass.Haben | WordClass.Werden) && speech.IsFunctional(i)
                    && phrases.FiniteIn(segment.First, participle) < 0 && phrases.FiniteIn(participle + 1, segment.End) < 0) return i;
            }
        }
        return -1;
    }

    /// <summary>The segment whose last word is the particle: the verb's own, or one behind appositions; -1 if there is none.</summary>
    private int ParticleSegment(int s, int verb, string particle)
    {
        for (var k = s; k < unit.Segments.Count && k <= s + 4; k++)
        {
            var segment = unit.Segments[k];
            if (segment.IsQuote) continue;
            var last = unit.LastWord(segment);
            if (last > verb && _text.Is(last, particle)) return k;
            // "teilte X mit und …": the particle before a coordination.
            for (var i = Math.Max(verb + 1, segment.First); i < segment.End - 1; i++)
            {
                if (_text.Is(i, particle) && !_text.Tokens[i].IsCapital && (speech.Any(i + 1, WordClass.Coordinator) || speech.BlockOf[i + 1] >= 0)) return k;
            }
            if (k > s && phrases.FiniteIn(segment.First, segment.End) >= 0 && !speech.Any(segment.First, WordClass.Relative)) return -1;
        }
        return -1;
    }
}
