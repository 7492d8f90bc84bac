using NewsMonitor.Core.Agreement;

namespace NewsMonitor.Core.Tests.Agreement;

public sealed class StatementMatchingTests
{
    private const long Anna = 1, Ben = 2, Clara = 3;
    private static long _ids;

    [Fact]
    public void A_few_decisive_words_match_the_sentence_that_holds_them()
    {
        var (sentence, words) = (Position(Anna, "10", "Supports", (0, 120)), Position(Ben, "10", "Supports", (40, 62)));
        Assert.Equal([[sentence, words]], Matched(sentence, words));
    }

    [Fact]
    public void Less_than_half_of_the_shorter_one_is_no_match()
    {
        var (one, other) = (Position(Anna, "10", "Supports", (0, 50)), Position(Ben, "10", "Supports", (26, 76)));
        Assert.Equal([[one], [other]], Matched(one, other));
        var half = Position(Ben, "10", "Supports", (25, 75));
        Assert.Equal([[one, half]], Matched(one, half));
    }

    [Fact]
    public void The_closest_in_extent_go_together_first()
    {
        // Anna's wide one could match either of Ben's: it goes with the one that is most alike, the other stands alone.
        var wide = Position(Anna, "10", "Supports", (0, 100));
        var (narrow, wider) = (Position(Ben, "10", "Supports", (0, 30)), Position(Ben, "11", "Opposes", (10, 100)));
        Assert.Equal([[wide, wider], [narrow]], Matched(wide, narrow, wider));
    }

    [Fact]
    public void Of_statements_from_the_very_same_words_those_that_say_the_same_go_together()
    {
        var (a1, a2) = (Position(Anna, "10", "Supports", (0, 80)), Position(Anna, "11", "Opposes", (0, 80)));
        var (b1, b2) = (Position(Ben, "11", "Opposes", (0, 80)), Position(Ben, "10", "Opposes", (0, 80)));
        Assert.Equal([[a1, b2], [a2, b1]], Matched(a1, a2, b1, b2));
    }

    [Fact]
    public void A_unit_holds_one_statement_of_a_coder_and_each_matches_each()
    {
        var (a, b, c) = (Position(Anna, "10", "Supports", (0, 40)), Position(Ben, "10", "Supports", (20, 60)), Position(Clara, "10", "Supports", (40, 80)));
        // Anna's and Clara's share nothing: Ben's, in the middle, goes with the first of them.
        Assert.Equal([[a, b], [c]], Matched(a, b, c));
        var (b2, c2) = (Position(Ben, "10", "Supports", (0, 44)), Position(Clara, "10", "Supports", (2, 40)));
        Assert.Equal([[a, b2, c2]], Matched(a, b2, c2));
    }

    [Fact]
    public void A_position_and_a_threat_match_where_nothing_of_their_kind_does_but_a_mention_only_a_mention()
    {
        var (position, threat) = (Position(Anna, "10", "Opposes", (0, 40)), Statement(Ben, "threat", [(0, 40)], (Variable.Mode, "Explicit")));
        Assert.Equal([[position, threat]], Matched(position, threat));
        var like = Position(Ben, "11", "Supports", (0, 22)); // of its kind, though less alike in extent
        Assert.Equal([[position, like], [threat]], Matched(position, threat, like));
        var mention = Statement(Ben, "mention", [(0, 40)], (Variable.Speaker, "7"));
        Assert.Equal([[position], [mention]], Matched(position, mention));
        // For adjudication they are two statements, each of which the other coder lacks.
        Assert.Equal(2, StatementMatching.Match([position, threat], acrossKinds: false).Count);
    }

    [Fact]
    public void Several_stretches_count_together()
    {
        var (one, other) = (Statement(Anna, "threat", [(0, 10), (100, 130)]), Statement(Ben, "threat", [(100, 120), (125, 140)]));
        // 25 of 35 shared; all together 50.
        Assert.Equal(0.5, StatementMatching.Likeness(one.Evidence, other.Evidence));
        Assert.Equal([[one, other]], Matched(one, other));
    }

    [Fact]
    public void A_variable_is_compared_where_both_statements_have_it()
    {
        var article = Article([Anna, Ben],
            Position(Anna, "10", "Supports", (0, 40)), Position(Ben, "10", "Opposes", (0, 40)),
            Position(Anna, "10", "Opposes", (50, 90)), Statement(Ben, "threat", [(50, 90)], (Variable.Kind, "threat"), (Variable.Mode, "Explicit")),
            Position(Anna, "12", "Supports", (100, 120)));
        Assert.Equal(["position position", "position threat", "position ."], Rows(article, Variable.Kind, Unmatched.Missing));
        Assert.Equal(["Supports Opposes", "Opposes .", "Supports ."], Rows(article, Variable.Stance, Unmatched.Missing));
        Assert.Equal([". Explicit"], Rows(article, Variable.Mode, Unmatched.Missing));
        // The threat that stands against a position is no overlooked position: they differ in the kind.
        Assert.Equal(["Supports Opposes", "Opposes .", "Supports -"], Rows(article, Variable.Stance, Unmatched.NotCoded));
    }

    [Fact]
    public void A_coder_who_was_not_given_the_article_has_overlooked_nothing()
    {
        var article = Article([Anna, Ben], Position(Anna, "10", "Supports", (0, 40)));
        Assert.Equal(["position - ."], Rows(article, Variable.Kind, Unmatched.NotCoded, Anna, Ben, Clara));
        Assert.Empty(Rows(article, Variable.Kind, Unmatched.NotCoded, Anna, Clara));
    }

    private static CodedArticle Article(long[] coders, params CodedStatement[] statements) => new(1, coders, StatementMatching.Match(statements, acrossKinds: true));

    private static string[] Rows(CodedArticle article, Variable variable, Unmatched unmatched, params long[] coders) =>
        [.. UnitTables.Of([article], variable, coders.Length == 0 ? [Anna, Ben] : coders, unmatched).Table.Units.Select(u => string.Join(' ', u.Select(v => v ?? ".")))];

    private static IReadOnlyList<CodedStatement>[] Matched(params CodedStatement[] statements)
    {
        var matched = StatementMatching.Match(statements, acrossKinds: true);
        // In whatever order they come.
        Assert.Equal(matched.Select(u => u.Statements), StatementMatching.Match([.. statements.Reverse()], acrossKinds: true).Select(u => u.Statements));
        return [.. matched.Select(u => u.Statements)];
    }

    private static CodedStatement Position(long coder, string issue, string stance, (int, int) words) =>
        Statement(coder, "position", [words], (Variable.Kind, "position"), (Variable.Issue, issue), (Variable.Stance, stance));

    private static CodedStatement Statement(long coder, string kind, (int Start, int End)[] words, params (Variable Variable, string Value)[] values) =>
        new(Interlocked.Increment(ref _ids), coder, kind, [.. words.Select(w => new Span(w.Start, w.End))], values.ToDictionary(v => v.Variable, v => v.Value));
}
