using System.Diagnostics;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Language;

public class HostileTextTests
{
    /// <summary>Inputs that broke other readers of text: one endless word, no full stop, emoji, right-to-left, unbalanced quotes, broken surrogates.</summary>
    public static TheoryData<string> Names => [.. Texts.Keys];

    internal static readonly Dictionary<string, Func<string>> Texts = new()
    {
        ["endless word"] = () => new string('a', 500_000),
        ["no full stop"] = () => string.Concat(Enumerable.Repeat("und der Minister sagte dass er wolle ", 28_000)),
        ["full stops only"] = () => new string('.', 500_000),
        ["emoji"] = () => string.Concat(Enumerable.Repeat("😀👩‍👩‍👧‍👦 sagte 🇩🇪. ", 20_000)),
        ["right to left"] = () => string.Concat(Enumerable.Repeat("قال \u202Eالوزير\u202C «نعم» إن الحكومة. ", 20_000)),
        ["quotes"] = () => string.Concat(Enumerable.Repeat("\"„'“»«‚", 40_000)),
        ["quotes and words"] = () => string.Concat(Enumerable.Repeat("sagte \"er „sie 'es ", 30_000)),
        ["line breaks"] = () => new string('\n', 500_000),
        ["lines"] = () => string.Concat(Enumerable.Repeat("\"Ja, sagte er\n", 50_000)),
        ["half surrogates"] = () => string.Concat(Enumerable.Repeat("\uD83D sagte \uDE00. ", 30_000)),
        ["commas"] = () => string.Concat(Enumerable.Repeat("sagte, er habe, ", 40_000)),
        ["apostrophes"] = () => string.Concat(Enumerable.Repeat("a'-", 200_000)),
        ["nul"] = () => new string('\0', 300_000),
    };

    [Theory, MemberData(nameof(Names))]
    public void No_text_is_read_slowly_or_wrongly(string name)
    {
        var text = Texts[name]();
        AnalysedText.Read("warm up. Ja.");
        var watch = Stopwatch.StartNew();
        var read = AnalysedText.Read(text);
        Assert.True(watch.ElapsedMilliseconds < 1000, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(text.Length, read.FoldedText.Length);
        var end = 0;
        foreach (var token in read.Tokens)
        {
            Assert.True(token.Start >= end && token.End > token.Start && token.End <= text.Length);
            end = token.End;
        }
        Assert.Equal(read.Tokens.Length, read.Sentences.Sum(s => s.TokenCount));
        Assert.All(read.Sentences, s => Assert.InRange(s.TokenCount, 1, 500));
        Assert.Equal(read.Sentences, AnalysedText.Read(text).Sentences);
    }
}
