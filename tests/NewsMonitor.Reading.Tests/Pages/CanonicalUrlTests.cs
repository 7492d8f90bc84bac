using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Reading.Tests.Pages;

public sealed class CanonicalUrlTests
{
    [Theory]
    [InlineData("https://www.Example.ORG/a/b?utm_source=rss&id=7&utm_medium=feed#top", "https://www.example.org/a/b?id=7")]
    [InlineData("HTTPS://example.org:443/a/../b/./c", "https://example.org/b/c")]
    [InlineData("http://example.org:8080", "http://example.org:8080/")]
    [InlineData("https://user:secret@example.org/x", "https://example.org/x")]
    [InlineData("https://example.org/%c3%a4", "https://example.org/%C3%A4")]
    [InlineData("https://example.org/ä", "https://example.org/%C3%A4")]
    [InlineData("https://bücher.example/x", "https://xn--bcher-kva.example/x")]
    [InlineData("https://example.org/a?fbclid=1", "https://example.org/a")]
    [InlineData("https://example.org/a?FBCLID=1&&b=", "https://example.org/a?b=")]
    [InlineData("https://example.org/a?ref=rss", "https://example.org/a")]
    [InlineData("https://example.org/a?ref=chapter2", "https://example.org/a?ref=chapter2")]
    [InlineData("https://www.youtube.com/watch?v=abc&si=xyz", "https://www.youtube.com/watch?v=abc")]
    [InlineData("https://example.org/watch?v=abc&si=xyz", "https://example.org/watch?v=abc&si=xyz")]
    [InlineData("https://example.org//a//b", "https://example.org/a/b")]
    [InlineData("https://example.org./a", "https://example.org/a")]
    [InlineData("https://example.org/#!/story/9", "https://example.org/#!/story/9")]
    public void An_address_has_one_spelling(string written, string canonical) =>
        Assert.Equal(canonical, CanonicalUrl.Of(new Uri(written)));

    [Theory]
    [InlineData("/a?b=1", "https://example.org/a?b=1")]
    [InlineData("//cdn.example.org/a", "https://cdn.example.org/a")]
    [InlineData("c#x", "https://example.org/dir/c")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("mailto:a@example.org", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("http://", null)]
    public void A_written_address_is_resolved_or_refused(string? written, string? canonical) =>
        Assert.Equal(canonical, CanonicalUrl.Of(written, new Uri("https://example.org/dir/page")));

    [Fact]
    public void A_relative_address_without_a_base_is_no_address() => Assert.Null(CanonicalUrl.Of("/a/b", null));

    [Fact]
    public void The_spelling_of_a_canonical_address_is_that_address()
    {
        var once = CanonicalUrl.Of(new Uri("https://Example.org/ä?x=1&utm_source=y&z=%2f"));
        Assert.Equal(once, CanonicalUrl.Of(new Uri(once)));
    }
}
