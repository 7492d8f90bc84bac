using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds who an English verb of speech is said by: before it, behind it, before an apposition, behind "by".</summary>
internal sealed class EnglishSubjects(SpeechText speech, EnglishPhrases phrases, EnglishUnit unit)
{
    private readonly AnalysedText _text = speech.Text;

    public Range Subject(int s, int i)
    {
        var segment = unit.Segments[s];
        if (speech.Any(segment.First, WordClass.Relative) && s > 0 && !unit.Segments[s - 1].IsQuote)
        {
            var before = unit.Segments[s - 1];
            return phrases.NounPhrase(before.First, before.End) > before.First ? new Range(before.First, before.End) : new Range(segment.First, segment.First + 1);
        }
        var subject = phrases.SubjectBefore(segment.First, i);
        if (!subject.IsNone && !(s > 0 && OnlyFunction(subject))) return subject;
        // "Smith, the party's leader, said": the subject stands before the apposition.
        for (var k = s - 1; k >= 0; k--)
        {
            if (unit.Segments[k].IsQuote) break;
            if (k > 0 && (speech.Any(unit.Segments[k].First, WordClass.Relative) || phrases.FiniteIn(unit.Segments[k].First, unit.Segments[k].End) < 0) && unit.Segments[k].Before == ',') continue;
            var earlier = phrases.FiniteIn(unit.Segments[k].First, unit.Segments[k].End);
            var found = phrases.SubjectBefore(unit.Segments[k].First, earlier >= 0 ? earlier : unit.Segments[k].End);
            if (found.IsNone) continue;
            // "Japan's chief cabinet secretary, Hirokazu Matsuno, said": the name belongs to it.
            return earlier < 0 && k + 2 == s && found.End == unit.Segments[k].End && IsName(unit.Segments[k + 1]) ? new Range(found.First, unit.Segments[s].First - 1) : found;
        }
        return unit.Subject;
    }

    private bool IsName(Segment segment)
    {
        for (var i = segment.First; i < segment.End; i++)
        {
            if (!_text.Tokens[i].IsWord || !_text.Tokens[i].IsCapital) return false;
        }
        return segment.End - segment.First is > 1 and < 5;
    }

    public Range After(int i, int limit)
    {
        while (i < limit && speech.Any(i, WordClass.Adverb)) i++;
        var end = phrases.NounPhrase(i, limit);
        return end > i && !phrases.IsTime(new Range(i, end)) && !speech.Any(i, WordClass.Oblique) ? new Range(i, end) : Range.None;
    }

    private bool OnlyFunction(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (!speech.Any(i, WordClass.Coordinator | WordClass.Adverb)) return false;
        }
        return true;
    }

    public Range GerundSubject(int s, int i)
    {
        if (!unit.Subject.IsNone) return unit.Subject;
        var first = unit.Segments[0];
        if (first.IsQuote) return Range.None;
        var finite = phrases.FiniteIn(first.First, Math.Min(first.End, i));
        if (finite > first.First) return phrases.SubjectBefore(first.First, finite);
        // "Rex Tillerson struck a softer tone, saying …": a verb nobody listed, behind a name.
        var end = phrases.NounPhrase(first.First, first.End, attributes: false);
        if (s > 0 && end > first.First && end < first.End && _text.Tokens[end - 1].IsCapital) return new Range(first.First, end);
        return s > 1 ? Subject(1, unit.Segments[1].End) : Range.None;
    }

    public Range Agent(int i, Segment segment)
    {
        for (var k = i + 1; k < segment.End; k++)
        {
            if (!_text.Is(k, "by")) continue;
            var end = phrases.NounPhrase(k + 1, segment.End);
            return end > k + 1 && !phrases.IsTime(new Range(k + 1, end)) ? new Range(k + 1, end) : Range.None;
        }
        return Range.None;
    }
}
