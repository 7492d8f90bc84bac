using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Tests.Adjudication;

public sealed class CodeMatchingTests
{
    private const string Text = "Der Kanzler droht mit Sanktionen. Der Minister lehnt die Erweiterung ab, die Opposition fordert sie.";
    private static long _ids;

    [Fact]
    public void Codes_of_one_kind_on_overlapping_words_answer_each_other_and_say_where_they_differ()
    {
        var match = Assert.Single(Match([1, 2], (1, Position("lehnt die Erweiterung ab", 7, 3)), (2, Position("Minister lehnt die Erweiterung ab,", 7, 3, Stance.Undecided))));
        Assert.True(match.Complete);
        Assert.Equal([CodeField.Words, CodeField.Stance], match.Differing);
        Assert.False(match.Agreed);

        // Blanks and stops around the words are no difference.
        Assert.True(Assert.Single(Match([1, 2], (1, Position("lehnt die Erweiterung ab", 7, 3)), (2, Position(" lehnt die Erweiterung ab,", 7, 3)))).Agreed);
    }

    [Fact]
    public void Another_kind_or_other_words_is_another_place()
    {
        var matches = Match([1, 2], (1, Threat("droht mit Sanktionen", 4)), (2, Position("droht mit Sanktionen", 4, 3)), (2, Threat("fordert sie", 4)));
        Assert.Equal(3, matches.Count);
        Assert.All(matches, m => Assert.Equal((false, 0), (m.Complete, m.Differing.Count)));
        Assert.True(matches[0].Codes[0].Row.First!.Start <= matches[1].Codes[0].Row.First!.Start);
    }

    [Fact]
    public void Of_several_on_the_same_words_those_pair_that_say_the_same()
    {
        const string words = "lehnt die Erweiterung ab, die Opposition fordert sie";
        var (against, pro) = (Position(words, 7, 3), Position(words, 8, 3, Stance.Supports));
        var (hisPro, hisAgainst) = (Position(words, 8, 3, Stance.Supports), Position(words, 7, 3));
        var matches = Match([1, 2], (1, against), (1, pro), (2, hisPro), (2, hisAgainst));
        Assert.Equal(2, matches.Count);
        Assert.All(matches, m => Assert.True(m.Agreed));
    }

    [Fact]
    public void One_code_of_each_coder_stands_in_a_match_and_three_who_mean_the_same_stand_in_one()
    {
        var matches = Match([3, 1, 2], (1, Threat("Der Kanzler droht mit Sanktionen", 4)), (2, Threat("droht mit Sanktionen", 4)), (3, Threat("Kanzler droht mit Sanktionen", 4)), (3, Threat("droht", 5)));
        Assert.Equal(2, matches.Count);
        Assert.Equal([3, 1, 2], matches[0].Codes.Select(c => c.Coder)); // in the order in which the coders are shown
        Assert.Equal((true, CodeField.Words), (matches[0].Complete, Assert.Single(matches[0].Differing)));
        Assert.Equal((false, 3), (matches[1].Complete, Assert.Single(matches[1].Codes).Coder));
    }

    [Fact]
    public void Every_code_stands_in_exactly_one_match_and_the_order_of_input_does_not_matter()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 60; trial++)
        {
            var codes = Enumerable.Range(0, random.Next(1, 24)).Select(_ =>
            {
                var start = random.Next(0, Text.Length - 12);
                var words = Text.Substring(start, random.Next(3, 12));
                return (Coder: random.NextInt64(1, 4), Row: random.Next(3) switch { 0 => (MarginRow)Threat(words, random.Next(1, 4)), 1 => Mention(words, random.Next(1, 4)), _ => Position(words, random.Next(1, 4), random.Next(1, 3)) });
            }).ToArray();
            var matches = Match([1, 2, 3], codes);
            Assert.Equal(codes.Select(c => c.Row.Id).Order(), matches.SelectMany(m => m.Codes).Select(c => c.Row.Id).Order());
            Assert.All(matches, m => Assert.Single(m.Codes.Select(c => c.Row.GetType()).Distinct()));
            Assert.All(matches, m => Assert.Equal(m.Codes.Count, m.Codes.Select(c => c.Coder).Distinct().Count()));
            random.Shuffle(codes);
            Assert.Equal(matches.Select(Named), Match([1, 2, 3], codes).Select(Named));
        }

        static string Named(CodeMatch match) => $"{string.Join(',', match.Codes.Select(c => c.Row.Id))} {string.Join(',', match.Differing)}";
    }

    private static IReadOnlyList<CodeMatch> Match(long[] coders, params (long Coder, MarginRow Row)[] codes) =>
        CodeMatching.Match(coders, codes.Select(c => new CodersCode(c.Coder, c.Row)), Text);

    private static PlacedAnchor[] On(string words) =>
        [new(0, AnchorRole.Evidence, Text.IndexOf(words, StringComparison.Ordinal), Text.IndexOf(words, StringComparison.Ordinal) + words.Length, words, AnchorFate.Exact)];

    private static ThreatRow Threat(string words, long actor) => new()
    {
        Id = ++_ids, RowVersion = 1, State = CodeState.Confirmed, Origin = CodeOrigin.Person, CreatedAt = default, ChangedAt = default, Anchors = On(words), Mode = ThreatMode.Explicit,
        LifeCycle = ThreatLifeCycle.Uttered, Participants = [new(ParticipantRole.Threatener, actor, $"Actor {actor}")],
    };

    private static PositionRow Position(string words, long actor, long issue, Stance stance = Stance.Opposes) => new()
    {
        Id = ++_ids, RowVersion = 1, State = CodeState.Confirmed, Origin = CodeOrigin.Person, CreatedAt = default, ChangedAt = default, Anchors = On(words), IssueId = issue,
        Issue = $"Issue {issue}", Stance = stance, Act = PositionAct.None, Participants = [new(ParticipantRole.Speaker, actor, $"Actor {actor}")],
    };

    private static MentionRow Mention(string words, long actor) => new()
    {
        Id = ++_ids, RowVersion = 1, State = CodeState.Confirmed, Origin = CodeOrigin.Person, CreatedAt = default, ChangedAt = default, Anchors = On(words),
        Actor = new(actor, $"Actor {actor}", ActorKind.Person), Form = MentionForm.Name,
    };
}
