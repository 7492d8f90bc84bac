using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Language;

public class LanguageGuessTests
{
    [Theory]
    [InlineData("de", "Der Minister sagte, dass die Regierung nicht über neue Maßnahmen nachdenke.")]
    [InlineData("de", "Regierung weist Vorwürfe zurück")]
    [InlineData("en", "The minister said that the government was not thinking about new measures.")]
    [InlineData("en", "Government rejects accusations")]
    [InlineData("fr", "Le ministre a déclaré que le gouvernement ne pensait pas à de nouvelles mesures.")]
    [InlineData("es", "El ministro dijo que el gobierno no pensaba en nuevas medidas para los ciudadanos.")]
    [InlineData("it", "Il ministro ha detto che il governo non pensa a nuove misure per gli italiani.")]
    [InlineData("nl", "De minister zei dat de regering niet nadenkt over het nemen van nieuwe maatregelen.")]
    [InlineData("pl", "Minister powiedział, że rząd nie myśli o nowych środkach dla obywateli.")]
    [InlineData("ru", "Министр заявил, что правительство не думает о новых мерах.")]
    [InlineData("uk", "Міністр заявив, що уряд не думає про нові заходи.")]
    [InlineData("ar", "قال الوزير إن الحكومة لا تفكر في إجراءات جديدة")]
    [InlineData("zh", "部长表示政府没有考虑新的措施")]
    [InlineData("und", "")]
    [InlineData("und", "12345 67 !!!")]
    public void A_sentence_shows_its_language(string code, string text) => Assert.Equal(code, LanguageGuess.Of(text).Code);

    [Fact]
    public void Names_of_one_language_in_a_text_of_another_do_not_mislead() =>
        Assert.Equal("en", LanguageGuess.Of("The Frankfurter Allgemeine Zeitung and Der Spiegel reported that the chancellor would travel to Washington.").Code);
}
