using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

public class ThreatTests
{
    private static IReadOnlyList<FoundThreat> Read(string text, string language = "de", string date = "2022-02-01") => ArticleAnalyzer.Analyze(text, language, DateOnly.Parse(date)).Claims.Threats;

    [Theory]
    [InlineData("de", "Washington drohte Teheran mit neuen Sanktionen, falls die Gespräche scheitern.", "us", "ir", "sanctions", ThreatMode.Explicit)]
    [InlineData("de", "Nordkorea hat Südkorea mit einem Atomschlag gedroht.", "kp", "kr", "nuclear attack", ThreatMode.Explicit)]
    [InlineData("de", "Ankara kündigte Sanktionen gegen Griechenland an.", "tr", "gr", "sanctions", ThreatMode.Explicit)]
    [InlineData("de", "Stoltenberg warnte vor einem russischen Angriff auf Estland.", "ru", "ee", "attack", ThreatMode.Warning)]
    [InlineData("de", "Die Ukraine wirft Russland einen Aufmarsch an der Grenze vor.", "ru", "ua", "force posture", ThreatMode.Alleged)]
    [InlineData("de", "Polen fühlt sich von einem Manöver der Belarussen bedroht.", "by", "pl", "force posture", ThreatMode.Perceived)]
    [InlineData("en", "Iran threatened to attack Israel if the strikes continue.", "ir", "il", "attack", ThreatMode.Explicit)]
    [InlineData("en", "Turkey warned of a Russian invasion of Ukraine.", "ru", "ua", "attack", ThreatMode.Warning)]
    [InlineData("en", "China announced sanctions against Taiwan.", "cn", "tw", "sanctions", ThreatMode.Explicit)]
    [InlineData("en", "Washington warned Beijing of severe consequences.", "us", "cn", "retaliation", ThreatMode.Explicit)]
    [InlineData("de", "Moskau behält sich Gegenmaßnahmen gegen Finnland vor.", "ru", "fi", "retaliation", ThreatMode.Explicit)]
    [InlineData("de", "Frankreich werde russische Diplomaten ausweisen, falls Moskau sich nicht entschuldige, sagte Macron.", "fr", "ru", "breaking relations", ThreatMode.Explicit)]
    [InlineData("de", "Wenn Japan sich einmische, werde es einen hohen Preis zahlen, erklärte Peking.", "cn", "jp", "unspecified", ThreatMode.Explicit)]
    [InlineData("de", "Russland könne Moldau im Winter das Gas abdrehen, warnte Kiew.", "ru", "md", "cutting aid", ThreatMode.Warning)]
    [InlineData("de", "Serbien verlegte Panzer an die Grenze zum Kosovo.", "rs", "xk", "force posture", ThreatMode.Potential)]
    [InlineData("de", "Die Türkei erneuerte ihre Drohung gegen Griechenland.", "tr", "gr", "unspecified", ThreatMode.Explicit)]
    [InlineData("de", "Die angedrohten Zölle der USA gegen die EU sollen im Juli in Kraft treten.", "us", "eu", "sanctions", ThreatMode.Explicit)]
    [InlineData("de", "Setzt London das Protokoll aus, werde die EU mit Zöllen antworten, hieß es in Brüssel.", "eu", "gb", "sanctions", ThreatMode.Explicit)]
    [InlineData("de", "Polen fürchtet, dass Russland Litauen angreifen könnte.", "ru", "lt", "attack", ThreatMode.Perceived)]
    [InlineData("en", "India will not hesitate to strike Pakistan, Modi said.", "in", "pk", "attack", ThreatMode.Explicit)]
    [InlineData("en", "Poland fears that Russia could attack Estonia within five years.", "ru", "ee", "attack", ThreatMode.Perceived)]
    [InlineData("en", "Unless Israel halts its offensive, Egypt will suspend the peace treaty, Cairo said.", "eg", "il", "breaking relations", ThreatMode.Explicit)]
    [InlineData("en", "Trump gave Iran two weeks to agree to a deal.", "trump", "ir", "unspecified", ThreatMode.Implicit)]
    [InlineData("en", "Armenia says Azerbaijan is preparing a new offensive.", "az", "am", "attack", ThreatMode.Alleged)]
    [InlineData("en", "The Kremlin's threats against Ukraine have alarmed Germany.", "kremlin", "ua", "unspecified", ThreatMode.Explicit)]
    public void Who_threatens_whom_with_what(string language, string text, string threatener, string target, string instrument, ThreatMode mode)
    {
        var threat = Assert.Single(Read(text, language));
        Assert.Equal((threatener, target, instrument, mode), (threat.Threatener.Reference, threat.Target?.Reference, threat.Instrument, threat.Mode));
    }

    [Fact]
    public void Who_warns_of_a_harm_is_the_source_not_the_threatener()
    {
        var threat = Assert.Single(Read("Der ukrainische Präsident Wolodymyr Selenskyj warnte vor einer russischen Offensive gegen die Ukraine."));
        Assert.Equal(("ru", "selenskyj"), (threat.Threatener.Key, threat.Via?.Key));
    }

    [Fact]
    public void A_condition_is_kept_with_its_threat()
    {
        const string text = "Im Falle eines Einmarsches drohte Berlin Moskau mit einem Gasstopp.";
        var threat = Assert.Single(Read(text));
        Assert.StartsWith("Im Falle", text[threat.Condition!.Value.Start..threat.Condition.Value.End]);
        Assert.Equal(("de", "ru", "1312"), (threat.Threatener.Key, threat.Target?.Key, threat.Cameo));
    }

    [Fact]
    public void A_red_line_is_an_implicit_threat()
    {
        var threat = Assert.Single(Read("Xi Jinping nannte die Anerkennung Taiwans durch die USA eine rote Linie."));
        Assert.Equal((ThreatMode.Implicit, "xi"), (threat.Mode, threat.Threatener.Key));
    }

    [Theory]
    [InlineData("Dem Land droht eine Rezession.")]
    [InlineData("Die Verhandlungen drohen zu scheitern.")]
    [InlineData("Es droht ein heißer Sommer.")]
    public void An_impending_event_is_nobodys_threat(string text) => Assert.Empty(Read(text));
}
