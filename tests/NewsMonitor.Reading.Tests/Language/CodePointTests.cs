using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Language;

public class CodePointTests
{
    [Fact]
    public void An_emoji_counts_once_outside_and_twice_inside()
    {
        var points = new CodePoints("a😀b😀c");
        Assert.Equal(5, points.Length);
        Assert.Equal([0, 1, 1, 2, 3, 3, 4, 5], Enumerable.Range(0, 8).Select(points.FromUtf16));
        Assert.Equal([0, 1, 3, 4, 6, 7], Enumerable.Range(0, 6).Select(points.ToUtf16));
    }

    [Fact]
    public void Halves_of_pairs_count_as_themselves()
    {
        var points = new CodePoints("\uD83D\uD83D\uDE00\uDE00");
        Assert.Equal(3, points.Length);
        Assert.Equal([0, 1, 3, 4], Enumerable.Range(0, 4).Select(points.ToUtf16));
    }

    [Fact]
    public void There_and_back_is_the_same_offset_wherever_a_code_point_begins()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => i % 7 == 0 ? "🇩🇪" : i % 5 == 0 ? "שלום" : "wort "));
        var points = new CodePoints(text);
        for (var i = 0; i <= points.Length; i++)
            Assert.Equal(i, points.FromUtf16(points.ToUtf16(i)));
    }
}
