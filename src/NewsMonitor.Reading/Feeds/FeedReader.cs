using System.IO.Compression;
using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>
/// Reads a feed of any format from bytes: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed 1.0 and 1.1, sitemaps and sitemap indexes, gzipped
/// or not. Pure and bounded: no network, no clock, no DTD, no exception; time and memory are linear in the bytes that the options allow.
/// </summary>
public static class FeedReader
{
    /// <summary>Reads; never throws. Broken feeds are read as far as they can be, with warnings.</summary>
    public static FeedReading Read(ReadOnlyMemory<byte> bytes, FeedSource source, FeedReaderOptions? options = null)
    {
        var values = new FeedValues(options ?? FeedReaderOptions.Default);
        if (Unpacked(bytes, values) is not { } unpacked)
            return FeedReading.Unreadable(FeedFault.Broken, "The bytes start like gzip, but cannot be unpacked.");
        if (unpacked.Length > values.Options.MostBytes)
        {
            unpacked = unpacked[..values.Options.MostBytes];
            values.Warn($"The feed is longer than {values.Options.MostBytes:N0} bytes; the rest was not read.");
        }
        var isJson = IsJson(unpacked.Span, source.ContentType);
        var decoded = Charset.Decode(unpacked.Span, source.ContentType, isJson ? TextKind.Json : TextKind.Xml);
        if (decoded.Warning != null)
            values.Warn(decoded.Warning);
        var text = CharacterRepair.LoneSurrogates(CharacterRepair.Controls(decoded.Text, out var repaired));
        if (repaired)
            values.Warn("Control characters were taken out.");
        if (string.IsNullOrWhiteSpace(text))
            return FeedReading.Unreadable(FeedFault.Empty, "There is nothing to read.");

        var baseAddress = BaseOf(source);
        if (FirstCharacter(text) is '{' or '[' or 'n' && isJson)
            return ReadJson(text, decoded.Encoding, values, baseAddress);
        return ReadXml(text, decoded.Encoding, values, baseAddress, source.ContentLanguage);
    }

    private static FeedReading ReadJson(string text, string encoding, FeedValues values, string? baseAddress)
    {
        var feed = new FeedDraft(FeedFormat.Json);
        if (new JsonFeedReader(values, feed, baseAddress).Read(text.TrimStart('\uFEFF')) is var (fault, detail))
            return FeedReading.Unreadable(fault, detail);
        return FeedReading.Of(feed.Finish(encoding, [.. values.Warnings]));
    }

    private static FeedReading ReadXml(string text, string encoding, FeedValues values, string? baseAddress, string? language)
    {
        var xml = new XmlScanner(text, baseAddress, string.IsNullOrWhiteSpace(language) ? null : language.Split(',')[0].Trim(), values.Options.LongestValue);
        var foundRoot = false;
        while (xml.NextChild(0))
        {
            foundRoot = true;
            if (FormatOf(xml) is not { } format)
            {
                if (xml.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase))
                    return FeedReading.Unreadable(FeedFault.HtmlPage, "The text is an HTML page, not a feed.");
                continue;
            }
            var feed = new FeedDraft(format);
            switch (format)
            {
                case FeedFormat.Sitemap or FeedFormat.SitemapIndex: new SitemapReader(xml, values, feed).Read(); break;
                case FeedFormat.Cdf: new CdfReader(xml, values, feed).Read(); break;
                default: new XmlFeedReader(xml, values, feed).Read(); break;
            }
            return FeedReading.Of(feed.Finish(encoding, [.. values.Warnings, .. xml.Warnings]));
        }
        if (text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase))
            return FeedReading.Unreadable(FeedFault.HtmlPage, "The text is an HTML page, not a feed.");
        return foundRoot || FirstCharacter(text) == '<'
            ? FeedReading.Unreadable(xml.GaveUp ? FeedFault.TooLarge : FeedFault.NotAFeed, xml.GaveUp ? "The markup is too deep or too broken to read." : "The text is XML, but none of the feed formats.")
            : FeedReading.Unreadable(FeedFault.NotAFeed, "The text is neither XML nor JSON.");
    }

    private static FeedFormat? FormatOf(XmlScanner xml)
    {
        return xml.LowerName switch
        {
            "rss" => FeedFormat.Rss,
            "rdf" => FeedFormat.Rdf,
            "feed" or "entry" => FeedFormat.Atom,
            "channel" => xml.Name is "CHANNEL" || xml.Attr("href") != null ? FeedFormat.Cdf : FeedFormat.Rss,
            "urlset" => FeedFormat.Sitemap,
            "sitemapindex" => FeedFormat.SitemapIndex,
            _ => null,
        };
    }

    private static string? BaseOf(FeedSource source)
    {
        var address = source.Address?.OriginalString;
        return string.IsNullOrWhiteSpace(source.ContentLocation) ? address : Address.Resolve(address, source.ContentLocation);
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var first = bytes.TrimStart(" \t\r\n\0"u8);
        if (first.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            first = first[3..].TrimStart(" \t\r\n"u8);
        if (first.IsEmpty || first[0] == '<')
            return false;
        return first[0] is (byte)'{' or (byte)'[' || (contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) ?? false) || first.StartsWith("null"u8);
    }

    private static char FirstCharacter(string text)
    {
        var trimmed = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return trimmed.IsEmpty ? '\0' : trimmed[0];
    }

    /// <summary>The bytes, unpacked if they are gzip – up to one byte more than the bound, so that a bomb costs no more than a large feed.</summary>
    private static ReadOnlyMemory<byte>? Unpacked(ReadOnlyMemory<byte> bytes, FeedValues values)
    {
        if (bytes.Length < 18 || bytes.Span[0] != 0x1F || bytes.Span[1] != 0x8B)
            return bytes;
        using var packed = new MemoryStream(bytes.ToArray(), writable: false);
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        var result = new byte[Math.Min(values.Options.MostBytes + 1, Math.Max(bytes.Length * 4, 4096))];
        var length = 0;
        try
        {
            while (true)
            {
                var count = stream.Read(result, length, result.Length - length);
                length += count;
                if (count == 0 || length > values.Options.MostBytes)
                    return result.AsMemory(0, length);
                if (length == result.Length)
                    Array.Resize(ref result, (int)Math.Min((long)result.Length * 2, values.Options.MostBytes + 1L));
            }
        }
        catch (InvalidDataException)
        {
            if (length == 0)
                return null;
            values.Warn("The gzip stream is damaged; what could be unpacked was read.");
            return result.AsMemory(0, length);
        }
    }
}
