namespace NewsMonitor.Reading.Tests.Speech;

public class GermanQuotationTests
{
    public static TheoryData<string, string[]> Sentences => new()
    {
        { "Die Brücke werde gesperrt, sagte Bürgermeisterin Petra Lang.", ["Bürgermeisterin Petra Lang: Die Brücke werde gesperrt"] },
        { "Petra Lang sagte, dass die Brücke gesperrt wird.", ["Petra Lang: dass die Brücke gesperrt wird."] },
        { "Petra Lang sagte, die Brücke sei marode.", ["Petra Lang: die Brücke sei marode."] },
        { "Laut Polizei wurde niemand verletzt.", ["Polizei: wurde niemand verletzt."] },
        { "Die Lage ist nach Angaben der Feuerwehr unter Kontrolle.", ["der Feuerwehr: Die Lage ist | unter Kontrolle."] },
        { "Dem Bericht zufolge fehlen der Stadt zwei Millionen Euro.", ["Dem Bericht: fehlen der Stadt zwei Millionen Euro."] },
        { "Die Kasse sei leer, so der Kämmerer.", ["der Kämmerer: Die Kasse sei leer"] },
        { "Die Schule bleibt geschlossen, wie das Amt mitteilte.", ["das Amt: Die Schule bleibt geschlossen"] },
        { "Man wolle abwarten, hieß es aus dem Rathaus.", ["dem Rathaus: Man wolle abwarten"] },
        { "Der Minister kündigte an, die Steuer zu senken.", ["Der Minister: die Steuer zu senken."] },
        { "Der Minister hatte am Montag erklärt, dass er bleibe.", ["Der Minister: dass er bleibe."] },
        { "Am Montag hatte der Minister erklärt, er bleibe.", ["der Minister: er bleibe."] },
        { "Laut dem Rathaus betonte die Kämmerin, dass Geld fehle.", ["die Kämmerin via dem Rathaus: dass Geld fehle."] },
        { "Das Dach sei dicht, teilte Klaus Weber, der Sprecher der Bahn, am Abend mit.", ["Klaus Weber, der Sprecher der Bahn: Das Dach sei dicht"] },
        { "Klaus Weber, Sprecher der Bahn, sagte, der Zug fahre wieder.", ["Klaus Weber, Sprecher der Bahn: der Zug fahre wieder."] },
        { "„Wir bleiben hier“, sagte sie.", ["sie: „Wir bleiben hier“"] },
        { "„Wir bleiben hier“, sagte sie, „und warten.“", ["sie: „Wir bleiben hier“ | „und warten.“"] },
        { "Sie rief: „Kommt alle her!“", ["Sie: „Kommt alle her!“"] },
        { "Der Rat forderte den Bürgermeister auf, zurückzutreten.", ["Der Rat: zurückzutreten."] },
        { "Der Vorstand wirft dem Chef vor, er habe gelogen.", ["Der Vorstand: er habe gelogen."] },
        { "Die Chefin zeigte sich überzeugt, dass der Plan gelingt.", ["Die Chefin: dass der Plan gelingt."] },
        { "Nach dem Treffen, das drei Stunden dauerte, forderte der Landrat, die Straße zu sperren.", ["der Landrat: die Straße zu sperren."] },
        { "Die Trainerin hofft, das Spiel zu gewinnen.", ["Die Trainerin: das Spiel zu gewinnen."] },
        { "Lang sagte, die Brücke „ist und bleibt gesperrt“.", ["Lang: die Brücke „ist und bleibt gesperrt“.", "Lang: „ist und bleibt gesperrt“"] },
        { "Er räumte ein, es könnten Stellen wegfallen, sprach aber von einem Neuanfang.", ["Er: es könnten Stellen wegfallen", "Er: sprach aber von einem Neuanfang."] },
        { "Lang betonte, dass die Brücke hält: „Wir haben alles geprüft.“", ["Lang: dass die Brücke hält", "Lang: „Wir haben alles geprüft.“"] },
        { "Wie das Amt am Abend bekannt gab, bleibt die Schule zu.", ["das Amt: bleibt die Schule zu."] },
        { "Es gibt Gerüchte, nach denen der Wirt verkauft.", ["Gerüchte: der Wirt verkauft"] },
        { "Laut blatt.de blieb die Lage ruhig.", ["blatt.de: blieb die Lage ruhig."] },
        { "Die Fähre liegt gemäß der Reederei im Hafen.", ["der Reederei: Die Fähre liegt | im Hafen."] },
        { "In dem Bericht, der gestern erschien, heißt es, dass Geld fehle.", ["dem Bericht: dass Geld fehle."] },
        { "„Wir zahlen nicht“, zitierte man den Bürgermeister.", ["den Bürgermeister: „Wir zahlen nicht“"] },
        { "Jede Mitschuld an dem Unglück weist Hartmann von sich: „Davon wusste ich nichts.“", ["Hartmann: „Davon wusste ich nichts.“"] },
        { "Man gehe davon aus, dass der Damm halte, ergänzte Lang.", ["Lang: Man gehe davon aus, dass der Damm halte"] },
        { "Vergangene Woche hatte Lang erklärt, dass der Damm hält.", ["Lang: dass der Damm hält."] },
        { "Vereinsgründer Otto Kern vertritt die Ansicht, der Platz sei zu klein.", ["Vereinsgründer Otto Kern: der Platz sei zu klein."] },
    };

    [Theory, MemberData(nameof(Sentences))]
    public void A_sentence_says_who_says_what(string text, string[] expected) => Assert.Equal(expected, Heard.In(text));

    [Fact]
    public void A_sentence_in_the_subjunctive_goes_on_with_the_last_speaker() =>
        Assert.Equal(["Petra Lang: die Brücke sei marode.", "Petra Lang: Sie müsse gesperrt werden. Das koste Geld."],
            Heard.In("Petra Lang sagte, die Brücke sei marode. Sie müsse gesperrt werden. Das koste Geld. Gestern regnete es."));

    [Fact]
    public void Quoted_words_in_reported_speech_are_a_direct_quotation_of_their_own() =>
        Assert.Equal(["Petra Lang: die Brücke sei „völlig marode“ gewesen.", "Petra Lang: „völlig marode“"],
            Heard.In("Petra Lang sagte, die Brücke sei „völlig marode“ gewesen."));

    [Fact]
    public void A_lost_opening_mark_is_found_at_the_beginning_of_its_sentence() =>
        Assert.Equal(["Lang: Das ist unser letztes Wort\"", "Lang: \"Mehr Geld gibt es nicht.\""],
            Heard.In("Die Stadt bleibt hart. Das ist unser letztes Wort\", sagte Lang. \"Mehr Geld gibt es nicht.\""));

    [Fact]
    public void A_lost_mark_does_not_turn_the_next_paragraph_inside_out() =>
        Assert.Contains("Kern: „Alles ist gut“", Heard.In("Sie sagte: „Das war es.\n„Alles ist gut“, sagte Kern."));

    [Fact]
    public void What_was_said_in_the_sentence_before_is_referred_to() =>
        Assert.Equal(["Lang: Die Brücke wird gesperrt. | Das"], Heard.In("Die Brücke wird gesperrt. Das bestätigte Lang am Abend."));

    [Theory]
    [InlineData("Die Ausstellung „Neue Bilder aus alten Zeiten“ wird heute eröffnet.")]
    [InlineData("Der Zug fährt um acht Uhr. Die Fahrt dauert teilweise zwei Stunden.")]
    [InlineData("Obwohl es regnete, fand das Fest statt.")]
    [InlineData("Die Sitzung begann, obwohl der Saal leer war.")]
    [InlineData("Das Amt wollte nicht bestätigen, dass die Brücke gesperrt wird.")]
    [InlineData("Die Firma „con strukt ag“ liefert den Stahl.")]
    [InlineData("Der Wagen, der vor dem Haus gestanden hatte, fuhr davon.")]
    public void Where_nobody_speaks_nothing_is_found(string text) => Assert.Empty(Heard.In(text));
}
