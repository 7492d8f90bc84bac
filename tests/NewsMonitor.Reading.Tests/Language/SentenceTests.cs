using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Language;

public class SentenceTests
{
    public static TheoryData<string, string[]> Texts => new()
    {
        { "Am 07. Dezember 2021 kam er. Es regnete.", ["Am 07. Dezember 2021 kam er.", "Es regnete."] },
        { "Dr. Weber und Prof. Klein kamen z.B. aus St. Gallen. Sie gingen bald.", ["Dr. Weber und Prof. Klein kamen z.B. aus St. Gallen.", "Sie gingen bald."] },
        { "Der 20. Bundestag tagt. Das 19. Jahrhundert ist vorbei.", ["Der 20. Bundestag tagt.", "Das 19. Jahrhundert ist vorbei."] },
        { "Es waren 15. Der Rest fehlte.", ["Es waren 15.", "Der Rest fehlte."] },
        { "„Nein!“, rief sie. „Ich komme.“ Dann schwieg sie.", ["„Nein!“, rief sie.", "„Ich komme.“", "Dann schwieg sie."] },
        { "\"Kommen Sie?\" fragte er. \"Ja.\" Er ging.", ["\"Kommen Sie?\" fragte er.", "\"Ja.\"", "Er ging."] },
        { "Überschrift ohne Punkt\nDer erste Satz. Der zweite", ["Überschrift ohne Punkt", "Der erste Satz.", "Der zweite"] },
        { "He lives in the U.S. The weather is fine. J. Edgar Hoover, Jr. said no.", ["He lives in the U.S.", "The weather is fine.", "J. Edgar Hoover, Jr. said no."] },
        { "Mehr auf tagesschau.de im Netz. Ende... Wirklich? Ja!", ["Mehr auf tagesschau.de im Netz.", "Ende...", "Wirklich?", "Ja!"] },
        { "Dieser sagte: \"Gut, Sie zu sehen!\". Dann ging er.", ["Dieser sagte: \"Gut, Sie zu sehen!\".", "Dann ging er."] },
    };

    [Theory, MemberData(nameof(Texts))]
    public void A_full_stop_ends_a_sentence_only_where_it_does(string text, string[] expected)
    {
        var read = AnalysedText.Read(text);
        Assert.Equal(expected, read.Sentences.Select(s => text[s.Start..s.End]));
    }

    [Fact]
    public void Paragraphs_hold_their_sentences_and_tokens_without_gaps()
    {
        var read = AnalysedText.Read("Titel\n\nErster Satz. Zweiter Satz.\r\nDritter\n");
        Assert.Equal(3, read.Paragraphs.Length);
        Assert.Equal([1, 2, 1], read.Paragraphs.Select(p => p.EndSentence - p.FirstSentence));
        Assert.Equal(read.Tokens.Length, read.Paragraphs[^1].EndToken);
        for (var i = 1; i < read.Sentences.Length; i++)
            Assert.Equal(read.Sentences[i - 1].EndToken, read.Sentences[i].FirstToken);
    }
}
