using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds who a German verb of speech is said by: before it, behind it, in an apposition, in the clause before, or where the words stand.</summary>
internal sealed class GermanSubjects(SpeechText speech, GermanPhrases phrases, GermanUnit unit)
{
    private readonly AnalysedText _text = speech.Text;

    public Range Subject(GermanCue cue)
    {
        var segment = unit.Segments[cue.Segment];
        if (cue.Passive && cue.Word.Lemma != "zitieren") return By(segment) is { IsNone: false } agent ? agent : Place(segment, cue.Finite);
        if (cue.Final)
        {
            var from = segment.First;
            // "denen der Minister vorwirft", "in dessen Folge das Gericht feststellte": the pronoun is no subject.
            if (_text.Folded(from) is not ("denen" or "dem" or "den" or "dessen" or "deren") && speech.IsFunctional(from) && speech.Any(from, WordClass.Relative) && !speech.Any(from, WordClass.Subordinator) && cue.Segment > 0) return new Range(from, from + 1);
            return phrases.SubjectAfter(speech.Any(from, WordClass.Preposition) ? from : from + 1, cue.Verb);
        }
        if (_text.Is(cue.Finite, "heißt") || _text.Is(cue.Finite, "hieß"))
        {
            if (Source(cue) is { IsNone: false } source) return source;
            // "In der Resolution, die …, heißt es": the place stands before the clause put in between.
            return Place(segment, cue.Finite) is { IsNone: false } place || cue.Finite != segment.First || cue.Segment == 0 ? Place(segment, cue.Finite) : Place(unit.Segments[0], unit.Segments[0].End);
        }
        var first = segment.First;
        var behind = cue.Finite + 1;
        // "Die Tat bezeichnete er als …": the subject stands right behind the verb.
        if (behind < segment.End && phrases.IsPersonal(behind) && (!_text.Is(behind, "es") || cue.Word.Particle is not null)) return new Range(behind, behind + 1);
        if (Shared(segment, cue.Finite) is { IsNone: false } shared) return shared;
        if (cue.Finite == first)
        {
            // Appositions between subject and verb: the subject is all that stands before.
            if (cue.Segment > 0) return SubjectWithAppositions(cue.Segment);
        }
        var before = phrases.SubjectBefore(first, cue.Finite);
        var named = behind < segment.End && _text.Tokens[behind].IsWord && _text.Tokens[behind].IsCapital && cue.Word.Lemma is "sagen" or "mitteilen" && _text.Is(first, "der");
        // "Der Zeitung sagte Karma": the addressee in front.
        // "Den Börsenwert beziffert die Agentur auf …": the object in front.
        if (!before.IsNone && !named && !(cue.Finite == cue.Verb && !phrases.CanSpeak(before) && phrases.SpeakerRightBehind(cue.Finite, segment.End) is { IsNone: false })) return before;
        var after = phrases.SubjectAfter(cue.Finite + 1, cue.Verb > cue.Finite ? cue.Verb : segment.End);
        if (after.IsNone) return before;
        WithApposition(cue.Segment, ref after);
        return after;
    }

    /// <summary>"der Abgeordnete, der erklärte": whom the relative pronoun that speaks stands for, or none.</summary>
    public Range Antecedent(int s, Range speaker)
    {
        if (s == 0 || speaker.IsNone || speaker.End - speaker.First != 1 || speaker.First != unit.Segments[s].First || !speech.Any(speaker.First, WordClass.Relative)) return Range.None;
        var before = unit.Segments[s - 1];
        if (before.IsQuote || unit.Segments[s].Before != ',') return Range.None;
        for (var i = Math.Max(before.First, before.End - 12); i < before.End; i++)
        {
            if (speech.BlockOf[i] < 0 && phrases.NounPhrase(i, before.End) == before.End) return new Range(i, before.End);
        }
        return Range.None;
    }

    /// <summary>"… biss der Mann um sich und rief": the verb shares the subject of the one before.</summary>
    private Range Shared(Segment segment, int finite)
    {
        if (finite == 0 || finite <= unit.Range.First || !_text.Is(finite - 1, "und")) return Range.None;
        var earlier = phrases.FiniteIn(segment.First, finite - 1);
        if (earlier < 0) return segment.First == finite - 1 ? unit.Heard : Range.None;
        return phrases.SubjectBefore(segment.First, earlier) is { IsNone: false } before ? before : phrases.SubjectAfter(earlier + 1, finite - 1);
    }

    /// <summary>"In dem Bericht heißt es": where it is said stands for who says it.</summary>
    private Range Place(Segment segment, int verb)
    {
        for (var i = segment.First; i < segment.End; i++)
        {
            if (!speech.IsFunctional(i) || _text.Folded(i) is not ("in" or "im" or "aus" or "bei" or "seitens")) continue;
            var end = phrases.NounPhrase(i + 1, i < verb ? verb : segment.End);
            if (end <= i + 1 || phrases.IsTime(new Range(i + 1, end))) continue;
            if (i == segment.First || NamesWords(i + 1, end)) return new Range(i + 1, end);
        }
        return Range.None;
    }

    private bool NamesWords(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (_text.Tokens[i].IsCapital && (speech.Any(i, WordClass.SourceNoun | WordClass.ContentNoun) || GermanLexicon.IsSourceCompound(_text.Folded(i)))) return true;
        }
        return false;
    }

    /// <summary>The subject and its nominal appositions; relative clauses are left out.</summary>
    private Range SubjectWithAppositions(int s)
    {
        var subject = phrases.SubjectBefore(unit.Segments[0].First, unit.Segments[0].End);
        if (subject.IsNone) return subject;
        for (var k = 1; k < s; k++)
        {
            var next = unit.Segments[k];
            if (next.Before != ',' || phrases.FiniteIn(next.First, next.End) >= 0 || phrases.NounPhrase(next.First, next.End, wide: true) <= next.First) break;
            subject = new Range(subject.First, next.End);
        }
        return subject;
    }

    /// <summary>"wird von Kritikern vorgeworfen": the agent of a passive.</summary>
    private Range By(Segment segment)
    {
        for (var i = segment.First; i < segment.End; i++)
        {
            if (!(_text.Is(i, "von") || _text.Is(i, "vom") || _text.Is(i, "durch") || _text.Is(i, "seitens"))) continue;
            var end = phrases.NounPhrase(i + 1, segment.End);
            if (end > i + 1 && !phrases.IsTime(new Range(i + 1, end))) return new Range(i + 1, end);
        }
        return Range.None;
    }

    /// <summary>"hieß es aus dem Weißen Haus", "heißt es in dem Bericht".</summary>
    public Range Source(GermanCue cue)
    {
        for (var i = cue.Finite + 1; i < unit.Segments[cue.Segment].End; i++)
        {
            if (!speech.IsFunctional(i) || !speech.Any(i, WordClass.Preposition)) continue;
            var end = phrases.NounPhrase(i + 1, unit.Segments[cue.Segment].End);
            if (end > i + 1 && !phrases.IsTime(new Range(i + 1, end))) return new Range(i + 1, end);
        }
        return Range.None;
    }

    /// <summary>Takes the apposition or relative clause behind a subject with it and returns the segment it ends in.</summary>
    public int WithApposition(int s, ref Range subject)
    {
        if (subject.IsNone) return s;
        var segment = unit.Segments[s];
        var end = s;
        for (var k = s + 1; k < unit.Segments.Count && k <= s + 2; k++)
        {
            var next = unit.Segments[k];
            if (next.IsQuote || next.Before != ',') break;
            if (subject.End < segment.End && k == s + 1) break;
            if (speech.IsFunctional(next.First) && speech.Any(next.First, WordClass.Relative) && unit.IsVerbFinal(next)) { end = k; continue; }
            if (speech.IsFunctional(next.First) && speech.Any(next.First, WordClass.Coordinator | WordClass.Complementizer | WordClass.Subordinator | WordClass.Question)) break;
            if (phrases.FiniteIn(next.First, next.End) >= 0) break;
            var phrase = phrases.NounPhrase(next.First, next.End, wide: true);
            if (phrase < next.End) break;
            subject = new Range(subject.First, next.End);
            end = k;
        }
        return end;
    }
}
