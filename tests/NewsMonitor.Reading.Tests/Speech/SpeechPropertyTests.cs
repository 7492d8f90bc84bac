using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;
using NewsMonitor.Reading.Tests.Language;

namespace NewsMonitor.Reading.Tests.Speech;

public class SpeechPropertyTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in HostileTextTests.Texts.Keys)
            {
                cases.Add(name, "de");
                cases.Add(name, "en");
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void No_text_takes_more_than_a_second_or_throws(string name, string language)
    {
        QuotationFinder.Find(AnalysedText.Read("Er sagte, es sei gut.", "de"));
        QuotationFinder.Find(AnalysedText.Read("He said it was good.", "en"));
        var text = HostileTextTests.Texts[name]();
        // The first try may compile what it runs: the best of three is what the text takes.
        var best = long.MaxValue;
        for (var attempt = 0; attempt < 3 && best >= 1000; attempt++)
        {
            var time = new OwnTime();
            var found = QuotationFinder.Find(AnalysedText.Read(text, language));
            best = Math.Min(best, time.Milliseconds);
            Check(text, found); // some of these texts have a hundred thousand quotations, and the assertions cost more than the reading
        }
        Assert.True(best < 1000, $"{best} ms");
    }

    [Fact]
    public void Scrambled_sentences_never_break_the_offsets_and_always_read_the_same()
    {
        string[] pieces = ["sagte", "er", ",", "„", "“", "\"", "'", ".", "dass", "die", "Lage", "sei", "habe", "laut", "Polizei", "nach", "Angaben", "zufolge", "so", "wie", "mitteilte", "teilte", "mit", "\n", ":", "–", "(", ")", "said", "that", "according", "to", "Smith", "»", "«", "😀", "heißt", "es", "soll", "haben", "'s", ";"];
        var random = new Random(5);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 60)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var language in (string[])["de", "en"])
            {
                var found = QuotationFinder.Find(AnalysedText.Read(text, language));
                Check(text, found);
                Assert.Equal(found.Select(q => (q.Rule, q.Spans[0])), QuotationFinder.Find(AnalysedText.Read(text, language)).Select(q => (q.Rule, q.Spans[0])));
            }
        }
    }

    [Fact]
    public void A_speaker_bears_the_key_of_the_actor_mentioned_there()
    {
        const string text = "Petra Lang sagte, die Brücke sei marode.";
        var found = QuotationFinder.Find(AnalysedText.Read(text, "de"), [new ActorSpan(0, 10, "lang", true)]);
        Assert.Equal("lang", Assert.Single(found).Speaker?.Actor);
    }

    [Fact]
    public void All_lexicons_load()
    {
        Assert.True(GermanLexicon.Count > 1500, $"{GermanLexicon.Count}");
        Assert.True(EnglishLexicon.Count > 800, $"{EnglishLexicon.Count}");
        Assert.Contains(GermanLexicon.Find("mitteilte")!.Forms, f => f is { Joined: true, Verb.Lemma: "mitteilen" });
        Assert.Contains(GermanLexicon.Find("sprach")!.Forms, f => f.Verb.Lemma == "sprechen");
        Assert.Contains(EnglishLexicon.Find("planning")!.Forms, f => f.Verb.Lemma == "plan");
        Assert.True(GermanLexicon.IsSubjunctive("stationiere") && GermanLexicon.IsSubjunctive("ausweite") && !GermanLexicon.IsSubjunctive("teilweise"));
    }

    private static void Check(string text, IReadOnlyList<Quotation> found)
    {
        foreach (var quotation in found)
        {
            Assert.NotEmpty(quotation.Rule);
            Assert.NotEmpty(quotation.Spans);
            var end = 0;
            foreach (var span in quotation.Spans)
            {
                Assert.InRange(span.Start, end, text.Length);
                Assert.InRange(span.End, span.Start + 1, text.Length);
                end = span.End;
            }
            foreach (var span in (TextSpan?[])[quotation.Speaker?.Span, quotation.Via?.Span, quotation.Cue])
            {
                if (span is { } s) Assert.True(s.Start >= 0 && s.Start < s.End && s.End <= text.Length);
            }
        }
    }
}
