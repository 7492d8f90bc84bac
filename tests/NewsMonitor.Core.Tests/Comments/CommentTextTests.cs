using NewsMonitor.Core.Comments;

namespace NewsMonitor.Core.Tests.Comments;

public sealed class CommentTextTests
{
    [Theory]
    [InlineData("Ask @anna.", "anna. anna")]
    [InlineData("(@anna.brandt) and @Ben", "anna.brandt Ben")]
    [InlineData("mail anna@example.org or @", "")]
    [InlineData("@a is too short, @ab is not", "ab")]
    [InlineData("@anna @ANNA", "anna")]
    public void Names_stand_after_an_at_sign(string text, string names) => Assert.Equal(names, string.Join(' ', CommentText.MentionedNames(text)));

    [Fact]
    public void Only_people_are_mentions_and_all_words_stay()
    {
        HashSet<string> people = new(["anna", "ben.k"], StringComparer.OrdinalIgnoreCase);
        var parts = CommentText.Parts("@Anna, see @nobody and @ben.k.", people).ToArray();
        Assert.Equal([new("@Anna", true), new(", see @nobody and ", false), new("@ben.k", true), new(".", false)], parts);
        Assert.Equal("@Anna, see @nobody and @ben.k.", string.Concat(parts.Select(p => p.Words)));
    }

    [Fact]
    public void Marks_that_turn_the_direction_and_control_characters_are_left_out() =>
        Assert.Equal("<script>alert(1)</script> evil\nnext", CommentText.Clean("<script>alert(1)</script> \u202Ee\u0000vil\r\nnext \u2069"));
}
