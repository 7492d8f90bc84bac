using System.Text;
using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Turns the content of elements into values: what is HTML, what is text, in what base; cleaned and cut to the bounds.</summary>
internal sealed class FeedValues(FeedReaderOptions options)
{
    private readonly HashSet<string> _warnings = [];

    public FeedReaderOptions Options => options;
    public IReadOnlyCollection<string> Warnings => _warnings;

    public void Warn(string warning) => _warnings.Add(warning);

    /// <summary>A line of plain text: no tags, references decoded, white space folded; null when nothing is left.</summary>
    public string? Line(RawValue value)
    {
        var markup = value.Bounded(options.LongestValue);
        var line = value.IsHtml ? HtmlText.Of(markup) : HtmlText.Fold(markup);
        return line.Length == 0 ? null : Cut(line);
    }

    /// <summary>The same, of a value that is plain text.</summary>
    public string? Line(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var line = HtmlText.Fold(text.Length > options.LongestValue ? text.AsSpan(0, options.LongestValue) : text);
        return line.Length == 0 ? null : Cut(line);
    }

    /// <summary>A title: its text, and its HTML if it has any markup worth keeping.</summary>
    public (string? Text, string? Html) Title(RawValue value)
    {
        var text = Line(value);
        if (!value.IsHtml || value.Markup.IndexOf('<') < 0 || value.Markup.Length > options.LongestLine)
            return (text, null);
        var html = Html(value);
        return (text, html != null && html.Contains('<') ? html : null);
    }

    /// <summary>Sanitised HTML, or null when nothing is left.</summary>
    public string? Html(RawValue value)
    {
        var markup = value.Bounded(options.LongestValue);
        if (markup.Length < value.Markup.Length)
            Warn("A text was longer than the reader keeps, and was cut.");
        string html;
        if (!value.IsHtml)
            html = HtmlCleaner.Escape(markup.Trim().ToString());
        else if (!options.Sanitize)
            html = markup.Trim().ToString();
        else
            html = HtmlCleaner.Clean(markup, value.Base, value.IsXml);
        return html.Length == 0 ? null : html;
    }

    /// <summary>An absolute address, or null.</summary>
    public static string? Link(string? reference, string? baseAddress)
    {
        if (reference == null || (reference.Length == 0 && baseAddress == null))
            return null;
        var address = Address.Resolve(baseAddress, reference);
        return address.Length is 0 or > 8192 ? null : address;
    }

    private string Cut(string line)
    {
        if (line.Length <= options.LongestLine)
            return line;
        Warn("A line of text was longer than the reader keeps, and was cut.");
        var end = options.LongestLine;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return line[..end];
    }

    /// <summary>
    /// Reads the current element as a value. Atom says what its texts are; RSS does not, and means HTML in descriptions.
    /// Markup within the element is taken as HTML whatever it says it is: nobody writes tags to have them shown.
    /// </summary>
    public static RawValue Read(XmlScanner xml, bool htmlByDefault)
    {
        var type = xml.Attr("type")?.Trim().ToLowerInvariant();
        var mode = xml.Attr("mode");
        var baseAddress = xml.Base;
        var inner = xml.ReadInner();
        if (inner.HasElements)
            return new RawValue(null, inner.Source, true, true, baseAddress);
        var text = inner.Text;
        if (string.Equals(mode, "base64", StringComparison.OrdinalIgnoreCase) || (type != null && IsBinary(type)))
        {
            if (Base64(text) is not { } decoded)
                return new RawValue(text, default, false, false, baseAddress);
            return new RawValue(decoded, default, true, false, baseAddress);
        }
        var isHtml = type switch
        {
            null or "" => htmlByDefault || HtmlLook.IsHtml(text),
            "html" or "xhtml" or "text/html" or "application/xhtml+xml" => true,
            _ => HtmlLook.IsHtml(text),
        };
        return new RawValue(text, default, isHtml, false, baseAddress);
    }

    private static bool IsBinary(string type) =>
        type.Contains('/') && !type.StartsWith("text/", StringComparison.Ordinal) && !type.EndsWith("+xml", StringComparison.Ordinal) && !type.EndsWith("/xml", StringComparison.Ordinal);

    private static string? Base64(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var count))
            return null;
        var decoded = Encoding.UTF8.GetString(bytes, 0, count);
        return decoded.Contains('\uFFFD') || decoded.Contains('\0') ? null : decoded;
    }
}

/// <summary>An element's content before it is cleaned: a decoded text, or the markup in place.</summary>
internal readonly record struct RawValue(string? Text, ReadOnlyMemory<char> Source, bool IsHtml, bool IsXml, string? Base)
{
    public ReadOnlySpan<char> Markup => Text != null ? Text : Source.Span;

    /// <summary>The first so many characters, not ending within a surrogate pair.</summary>
    public ReadOnlySpan<char> Bounded(int length)
    {
        var markup = Markup;
        if (markup.Length <= length)
            return markup;
        return markup[..(char.IsHighSurrogate(markup[length - 1]) ? length - 1 : length)];
    }
}
