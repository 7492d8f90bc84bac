using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

/// <summary>
/// Sentences written for this test, each with the act that it does, coded before the finder ever read them: verbs, nouns, passives,
/// negations, and sentences that only look like acts.
/// </summary>
public class SpeechActTests
{
    [Theory]
    [InlineData("en", 0.90)]
    [InlineData("de", 0.90)]
    public void Threats_demands_rejections_and_agreements_are_told_apart(string language, double floor)
    {
        var sentences = TestData.Lines($"Claims.speech-acts-{language}.txt").Select(line => line.Split('\t')).ToList();
        var wrong = sentences.Where(sentence => !IsTold(sentence[0], ArticleAnalyzer.Analyze(sentence[1], language, new DateOnly(2022, 6, 1)).Claims)).Select(sentence => $"{sentence[0]}: {sentence[1]}").ToList();
        Assert.True(sentences.Count >= 100);
        Assert.True(wrong.Count <= sentences.Count * (1 - floor), $"{sentences.Count - wrong.Count} of {sentences.Count}\n{string.Join('\n', wrong)}");
    }

    private static bool IsTold(string act, FoundClaims claims)
    {
        var threatened = claims.Threats.Any(threat => threat.Mode is ThreatMode.Explicit or ThreatMode.Implicit);
        bool Takes(SpeechAct taken) => !threatened && claims.Positions.Any(position => position.Act == taken);
        return act switch
        {
            "threaten" => threatened,
            "demand" => Takes(SpeechAct.Demands),
            "reject" => Takes(SpeechAct.Rejects),
            "agree" => Takes(SpeechAct.Agrees),
            _ => !threatened && claims.Positions.Count == 0,
        };
    }
}
