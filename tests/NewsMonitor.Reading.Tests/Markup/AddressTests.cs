using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Tests.Markup;

public class AddressTests
{
    [Theory]
    // RFC 3986, 5.4: the examples of normal and abnormal references.
    [InlineData("g:h", "g:h")]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("#s", "http://a/b/c/d;p?q#s")]
    [InlineData("g#s", "http://a/b/c/g#s")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("./", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../..", "http://a/")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("/./g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("./g/.", "http://a/b/c/g/")]
    [InlineData("g/../h", "http://a/b/c/h")]
    [InlineData("g?y/../x", "http://a/b/c/g?y/../x")]
    public void References_resolve_as_RFC_3986_shows(string reference, string expected) => Assert.Equal(expected, Address.Resolve("http://a/b/c/d;p?q", reference));

    [Theory]
    [InlineData("https://X.example", "y", "https://X.example/y")]
    [InlineData("https://x.example?q", "y", "https://x.example/y")]
    [InlineData("https://bücher.example/ä", "ö", "https://bücher.example/ö")]
    [InlineData(null, "y", "y")]
    [InlineData("kein/base", "y", "y")]
    [InlineData("mailto:a@b", "y", "y")]
    [InlineData("https://x.example/a", " /b\n/c ", "https://x.example/b/c")]
    [InlineData("https://x.example/a", "HTTP://Y.example/%7e", "HTTP://Y.example/%7e")]
    public void Addresses_keep_the_characters_they_were_written_with(string? baseAddress, string reference, string expected) =>
        Assert.Equal(expected, Address.Resolve(baseAddress, reference));
}
