using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Tests.Demo;

public sealed class DemoArticleTests
{
    public static TheoryData<string> Slugs => [.. DemoArticles.All.Select(p => p.First.Slug)];

    [Fact]
    public void There_are_some_forty_articles_and_each_outlet_has_its_share()
    {
        Assert.InRange(DemoArticles.All.Count, 40, 60);
        Assert.All(DemoOutlet.All, outlet => Assert.InRange(DemoArticles.All.Count(p => p.First.Outlet == outlet), 8, 20));
        Assert.Equal(DemoArticles.All.Count, DemoArticles.All.Select(p => p.First.Slug).Distinct().Count());
        Assert.InRange(DemoArticles.All.Count(p => p.Corrected is not null), 3, 10);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void An_article_is_a_whole_one_of_its_time(string slug)
    {
        var piece = DemoArticles.All.Single(p => p.First.Slug == slug);
        foreach (var article in new[] { piece.First, piece.Corrected }.OfType<DemoArticle>())
        {
            Assert.InRange(article.Words, 200, 450);
            Assert.InRange(article.Published, new DateTimeOffset(2021, 11, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2022, 2, 1, 0, 0, 0, TimeSpan.Zero));
            Assert.InRange(article.Title.Length, 20, 100);
            Assert.InRange(article.Lead.Length, 60, 300);
            Assert.InRange(article.Blocks.Count(b => !b.IsSubhead), 4, 10);
            Assert.Contains(article.Blocks, b => b.IsSubhead);
            Assert.All(article.Blocks.Where(b => !b.IsSubhead), b => Assert.EndsWith(".", b.Text, StringComparison.Ordinal));
            Assert.Equal(slug, article.Slug);
            // Speech is reported, never quoted: the demo puts no words into anyone's mouth.
            Assert.DoesNotContain(article.Blocks, b => b.Text.Any(c => c is '"' or '„' or '“' or '”' or '»' or '«'));
        }
        if (piece.Corrected is { } corrected)
        {
            Assert.True(corrected.Updated > corrected.Published);
            Assert.Equal(piece.First.Published, corrected.Published);
            Assert.NotEqual(piece.First.Blocks, corrected.Blocks);
        }
    }

    [Theory]
    [InlineData("no front matter")]
    [InlineData("---\noutlet: hafenkurier\n---\ntext")]
    [InlineData("---\noutlet: hafenkurier\noutlet: marktblatt\n---\ntext")]
    [InlineData("---\nno colon here\n---\ntext")]
    public void A_data_file_that_lacks_something_is_refused(string text) => Assert.Throws<FormatException>(() => DemoArticle.Parse("x.md", text));
}
