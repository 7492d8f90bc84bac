using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class AnchorPlacingTests
{
    private static ArticleVersion Version(long id, string text) => new() { Id = id, Title = "T", Text = text, ContentHash = [] };

    private static AnchorPlacement Place(string before, string quote, string after)
    {
        var old = Version(1, before);
        var start = before.IndexOf(quote, StringComparison.Ordinal);
        return AnchorPlacing.Place(Anchor.On(old, AnchorRole.Evidence, start, start + quote.Length), Version(2, after));
    }

    [Fact]
    public void Words_that_stay_where_they_were_are_exact() =>
        Assert.Equal((AnchorFate.Exact, 4), (Place("Man drohte mit Folgen.", "drohte", "Man drohte mit harten Folgen.") is var p ? p.Fate : default, p.Start));

    [Fact]
    public void Words_that_moved_are_found_again()
    {
        var placed = Place("Moskau drohte mit Folgen. Kiew schwieg.", "drohte mit Folgen", "Neu: Am Montag gab es ein Treffen. Moskau drohte mit Folgen. Kiew schwieg.");
        Assert.Equal(AnchorFate.Moved, placed.Fate);
        Assert.Equal("Neu: Am Montag gab es ein Treffen. Moskau ".Length, placed.Start);
        Assert.Equal("drohte mit Folgen".Length, placed.End - placed.Start);
    }

    [Fact]
    public void Of_the_same_words_twice_those_in_the_same_surroundings_are_meant()
    {
        const string After = "Zuvor drohte Minsk mit Gas. Nun aber drohte Moskau mit Folgen.";
        var placed = Place("Heute drohte Moskau mit Folgen.", "drohte", After);
        Assert.Equal(After.LastIndexOf("drohte", StringComparison.Ordinal), placed.Start);
    }

    [Fact]
    public void Words_that_are_gone_leave_an_orphan() =>
        Assert.Equal((AnchorFate.Orphaned, 0, 0), (Place("Moskau drohte.", "drohte", "Moskau warnte.") is var p ? p.Fate : default, p.Start, p.End));
}
