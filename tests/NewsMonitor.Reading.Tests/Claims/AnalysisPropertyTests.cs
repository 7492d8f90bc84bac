using System.Diagnostics;
using System.Text;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Tests.Claims;

public class AnalysisPropertyTests
{
    private static readonly string[] Pieces =
    [
        "Russland", "Putin", "die Ukraine", "droht", "drohte", "mit Sanktionen", "\"", ",", ".", " und ", "warnt", "vor einem Angriff", "\n", "er", "fordert", "nicht", "zurück", "weist", "😀", "ab", "US-Präsident",
        "sagte", "dass", "wenn", "der", "Joe Biden", "„", "“", "demands", "rejected", "threatened to attack", "if", "(", ")", ":", "rote Linie", "könne", "müsse", "bereit", "1.000", "-", "\u00A0", "Straße", "Einmarsch", "vor",
    ];

    private static string Made(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < 120; i++) text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(5) == 0 ? "" : " ");
        return text.ToString();
    }

    [Fact]
    public void Offsets_always_lie_in_the_text_and_claims_stand_on_words()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var text = Made(seed);
            var analysis = ArticleAnalyzer.Analyze(text, seed % 3 == 0 ? "en" : "de", new DateOnly(2022, 1, 1));
            foreach (var actor in analysis.Actors.Actors)
            {
                foreach (var mention in actor.Mentions)
                {
                    Within(text, new TextSpan(mention.Start, mention.End));
                    Assert.False(string.IsNullOrWhiteSpace(text[mention.Start..mention.End]));
                    Assert.True(mention.FirstToken < mention.EndToken);
                }
            }
            foreach (var threat in analysis.Claims.Threats)
            {
                Assert.All(threat.Evidence, span => Within(text, span));
                Within(text, threat.Threatener.Span);
            }
            foreach (var position in analysis.Claims.Positions)
            {
                Assert.All(position.Evidence, span => Within(text, span));
                Within(text, position.IssueSpan);
                Within(text, position.Cue);
            }
        }

        static void Within(string text, TextSpan span) => Assert.True(span.Start >= 0 && span.Start < span.End && span.End <= text.Length, $"{span} in {text.Length}");
    }

    [Fact]
    public void The_same_text_gives_the_same_answer()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (one, other) = (ArticleAnalyzer.Analyze(Made(seed), "de"), ArticleAnalyzer.Analyze(Made(seed), "de"));
            Assert.Equal(one.Actors.Mentions, other.Actors.Mentions);
            Assert.Equal(one.Claims.Threats.Select(threat => (threat.Threatener, threat.Target, threat.Rule, threat.Evidence[0])), other.Claims.Threats.Select(threat => (threat.Threatener, threat.Target, threat.Rule, threat.Evidence[0])));
            Assert.Equal(one.Claims.Positions.Select(position => (position.Actor, position.Issue, position.Evidence[0])), other.Claims.Positions.Select(position => (position.Actor, position.Issue, position.Evidence[0])));
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "one long word", new string('a', 500_000) },
        { "no full stop", string.Concat(Enumerable.Repeat("Putin droht der Ukraine mit einem Angriff und warnt ", 20_000)) },
        { "commas", string.Concat(Enumerable.Repeat("Russland weist das zurück, und ", 10_000)) },
        { "emoji", string.Concat(Enumerable.Repeat("😀🔥", 100_000)) },
        { "right to left", string.Concat(Enumerable.Repeat("مرحبا Putin droht بالعالم ", 10_000)) },
        { "capitals", string.Concat(Enumerable.Repeat("Anna Berta Carla Dora ", 12_000)) },
        { "hyphens", string.Concat(Enumerable.Repeat("US-", 100_000)) },
        { "quotes", string.Concat(Enumerable.Repeat("\"Nein\", sagte Biden. ", 12_000)) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Actors_and_claims_of_no_input_take_long_or_throw(string name, string text)
    {
        var read = NewsMonitor.Reading.Language.AnalysedText.Read(text, "de");
        var clock = Stopwatch.StartNew();
        var actors = new NewsMonitor.Reading.Actors.ActorFinder(NewsMonitor.Reading.Actors.ActorIndex.BuiltIn).Find(read, new DateOnly(2022, 1, 1));
        NewsMonitor.Reading.Claims.ClaimFinder.Find(read, actors, []);
        // A second on a free core; the machine of the tests may be busy with others.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"{name}: {clock.Elapsed}");
    }
}
