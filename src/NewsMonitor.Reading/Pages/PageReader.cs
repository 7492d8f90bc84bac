using System.Text;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Reads a web page as a news article. Pure: no network, no clock; linear in the page's length, whatever it holds.</summary>
public static class PageReader
{
    /// <summary>Reads a page's bytes; the charset is that of the byte order mark, the header, the page's own statement, or a guess, in this order.</summary>
    /// <param name="html">The bytes as fetched, decompressed.</param>
    /// <param name="contentType">The Content-Type header as sent, or null.</param>
    /// <param name="address">The address after redirects; relative links resolve against it.</param>
    /// <param name="options">Bounds; null takes the defaults.</param>
    public static ReadPage Read(ReadOnlySpan<byte> html, string? contentType, Uri? address, PageReaderOptions? options = null)
    {
        options ??= PageReaderOptions.Default;
        return Read(PageCharset.Decode(html, contentType, options.MostCharacters, out var cut), address, options, cut);
    }

    /// <summary>Reads a page. Never throws for what the page holds: what is no article comes back as a page in that state.</summary>
    /// <param name="html">The page's markup.</param>
    /// <param name="address">The address after redirects; relative links resolve against it.</param>
    /// <param name="options">Bounds; null takes the defaults.</param>
    public static ReadPage Read(string html, Uri? address, PageReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(html);
        options ??= PageReaderOptions.Default;
        var isLong = html.Length > options.MostCharacters;
        return Read(isLong ? html[..options.MostCharacters] : html, address, options, isLong);
    }

    private static ReadPage Read(string html, Uri? address, PageReaderOptions options, bool isCut)
    {
        var warnings = new List<string>();
        if (isCut)
        {
            warnings.Add($"The page is longer than {options.MostCharacters:N0} characters; the rest was not read.");
        }

        var document = HtmlTreeBuilder.Build(WellFormed(html), out var cut);
        if (cut)
        {
            warnings.Add("The page nests deeper or holds more elements than any article does; it was read up to the bound.");
        }

        var parts = PageParts.Of(document);
        var linked = LinkedArticles.Main(JsonLd.Articles(parts.LinkedData), parts, address);
        var headline = PageTitle.Headline(parts, linked);
        var blocks = BlockSplitter.Split(document, headline, options.LongestBlock, out var cutBlock);
        if (cutBlock)
        {
            warnings.Add($"A block of text longer than {options.LongestBlock:N0} characters was cut.");
        }

        var rule = options.UseSiteRules ? options.SiteRules.For(address) : null;
        var title = Short(rule?.Title(document, parts, linked, address) ?? PageTitle.Choose(parts, linked, headline, address), options.LongestTitle);
        var stated = new StatedBody(linked?.Body);
        var read = BodyReader.Read(document, blocks, stated, headline, title, Descriptions(parts, linked), rule);
        var language = PageLanguage.Find(parts, linked);
        var time = PageTime.Find(parts, linked, blocks, headline, address, rule?.Date(document), berlin: language == "de");
        var robots = PageRobots.Find(parts);
        return new ReadPage
        {
            State = PageStates.Judge(read, blocks, stated, linked, parts, address),
            CanonicalUrl = PageAddress.Canonical(parts, address),
            Language = language,
            Title = title,
            Byline = PageByline.Find(parts, linked, rule?.Byline(document) ?? []),
            Published = time.Published,
            PublishedFrom = time.PublishedFrom,
            Modified = time.Modified,
            ModifiedFrom = time.ModifiedFrom,
            Blocks = read,
            SiteRule = rule?.Source.Name,
            Kicker = Short(PageKicker.Find(document, rule, headline, title, linked), options.LongestTitle),
            SiteName = Short(PlainText.OfHtml(parts.Meta("og:site_name")) ?? linked?.Publisher, options.LongestTitle),
            Image = PageAddress.Of(parts.Meta("og:image", "twitter:image") ?? linked?.Image, parts, address),
            Description = Short(PlainText.OfHtml(parts.Meta("og:description", "description", "twitter:description") ?? linked?.Description), options.LongestBlock),
            Keywords = linked?.Keywords ?? [],
            NoArchive = robots.NoArchive,
            UnavailableAfter = robots.UnavailableAfter,
            Warnings = warnings,
        };
    }

    private static IReadOnlyList<string> Descriptions(PageParts parts, LinkedArticle? linked) =>
        [.. new[] { parts.Meta("og:description"), parts.Meta("description"), parts.Meta("twitter:description"), linked?.Description }.Select(PlainText.OfHtml).OfType<string>().Distinct()];

    private static string? Short(string? text, int longest) => text?.Length > longest ? text[..longest] : text;

    /// <summary>NUL and lone surrogates are no text: a database refuses them, and so does every encoder.</summary>
    private static string WellFormed(string html)
    {
        if (!html.Contains('\0', StringComparison.Ordinal) && !HasLoneSurrogate(html))
        {
            return html;
        }

        var clean = new StringBuilder(html.Length);
        foreach (var rune in html.EnumerateRunes())
        {
            if (rune.Value != 0)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }
}
