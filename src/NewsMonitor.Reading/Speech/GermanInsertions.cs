using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Attributions put into what is said: "so X", "wie X mitteilte".</summary>
internal sealed class GermanInsertions(SpeechText speech, GermanPhrases phrases, GermanUnit unit, GermanSubjects subjects)
{
    private readonly AnalysedText _text = speech.Text;

    public Draft? Inserted(int s, out int end)
    {
        end = s;
        var segment = unit.Segments[s];
        var first = segment.First;
        if (!speech.IsFunctional(first)) return null;
        // "Denn wie die Zeitung berichtete, …"
        if (s == 0 && speech.Any(first, WordClass.Coordinator) && first + 2 < segment.End && _text.Is(first + 1, "wie")) first++;
        var word = _text.Folded(first);
        if (word is "so" && s > 0 && first + 1 < segment.End && phrases.FiniteIn(first, segment.End) < 0)
        {
            var subject = phrases.SubjectAfter(first + 1, segment.End);
            if (subject.IsNone || subject.First > first + 2) return null;
            end = subjects.WithApposition(s, ref subject);
            return Around(s, end, subject, new Range(first, first + 1), "de.so");
        }
        if (word is "wie")
        {
            // "wie der Richter, Paul Weber, ausführte": the verb may stand behind appositions.
            var last = -1;
            for (; end < unit.Segments.Count && end <= s + 3 && !unit.Segments[end].IsQuote; end++)
            {
                last = unit.VerbEnd(unit.Segments[end]);
                if (last >= 0 || phrases.FiniteIn(unit.Segments[end].First, unit.Segments[end].End) >= 0) break;
            }
            if (last < 0) { end = s; return null; }
            var subject = phrases.SubjectAfter(first + 1, end == s ? last : segment.End);
            if (subject.IsNone || (end > s && subject.End < segment.End)) { end = s; return null; }
            // "wie Alan Stern, Direktor der Behörde betont": the verb ends the apposition.
            if (end == s + 1 && last > unit.Segments[end].First && phrases.NounPhrase(unit.Segments[end].First, last, wide: true) == last) subject = new Range(subject.First, last);
            if (end > s + 1) subject = new Range(subject.First, unit.Segments[end].First - 1);
            return Around(s, end, subject, new Range(last, last + 1), "de.wie");
        }
        return null;
    }

    /// <summary>What stands in the unit around an insertion.</summary>
    private Draft? Around(int s, int end, Range speaker, Range cue, string rule)
    {
        var content = new List<Range>();
        if (s > 0 && unit.ContentStart(s) is var start && start < unit.Segments[s].First) content.Add(new Range(start, unit.Segments[s].First));
        if (end + 1 < unit.Segments.Count && (s == 0 || unit.Continues(end + 1))) content.Add(new Range(unit.Segments[end + 1].First, unit.Range.End));
        if (content.Count == 0) return null;
        return new Draft { Form = unit.FormOf(content), Content = content, Speaker = speaker, Cue = cue, Rule = rule };
    }
}
