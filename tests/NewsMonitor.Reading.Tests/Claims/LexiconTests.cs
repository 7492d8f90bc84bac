using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Claims;

public class LexiconTests
{
    private static readonly SpeechAct[] Told = [SpeechAct.Threatens, SpeechAct.Warns, SpeechAct.Demands, SpeechAct.Rejects, SpeechAct.Promises, SpeechAct.Accuses, SpeechAct.Announces, SpeechAct.Agrees];

    public sealed record Group(SpeechAct Act, int Stance, string[] Verbs);
    public sealed record File(string Source, Group[] Acts);

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void Each_act_has_thirty_and_more_lemmas(string language)
    {
        var file = Lexicon.Read<File>($"Claims.lexicon.acts-{language}.json");
        foreach (var act in Told) Assert.True(file.Acts.Single(group => group.Act == act).Verbs.Distinct().Count() >= 30, $"{language} {act}");
    }

    [Theory]
    [InlineData("de", "forderte", "wies", "zurückgewiesen", "droht", "kündigte", "angekündigt", "warnt", "versprach", "lehnten")]
    [InlineData("en", "demanded", "rejects", "rejected", "threatens", "threatening", "denied", "agreed", "vowed", "refuses")]
    public void Forms_are_spelled_out(string language, params string[] forms)
    {
        var lexicon = ClaimLexicon.For(AnalysedText.Read("", language))!;
        Assert.All(forms, form => Assert.NotNull(lexicon.Find(form)?.Forms));
    }

    [Fact]
    public void Every_rule_has_a_prior()
    {
        string[] rules = ["threat verb", "announcement under a condition", "warning of harm", "red line", "act verb", "act noun", "must", "unanimity"];
        Assert.All(rules, rule => Assert.NotEqual(CandidateRanker.Prior("no such rule"), CandidateRanker.Prior(rule)));
    }

    [Theory]
    [InlineData("Wirtschaftssanktionen", "sanctions", "1312")]
    [InlineData("Einmarsch", "attack", "1384")]
    [InlineData("Seeblockade", "blockade", "1381")]
    [InlineData("NATO-Osterweiterung", "force posture", "138")]
    public void Harms_are_known_by_stem_and_in_compounds(string word, string key, string cameo)
    {
        var text = AnalysedText.Read("Die " + word, "de");
        var harm = ClaimLexicon.For(text)!.HarmAt(text, 1, german: true);
        Assert.Equal((key, cameo), (harm!.Key, harm.Cameo));
    }
}
