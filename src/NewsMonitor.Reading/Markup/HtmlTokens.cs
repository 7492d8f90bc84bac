using System.Buffers;

namespace NewsMonitor.Reading.Markup;

internal enum HtmlToken { End, Text, Start, Close }

/// <summary>
/// Cuts HTML into texts and tags as a browser would (HTML standard, 13.2.5), as slices of the source: nothing is copied and nothing is decoded.
/// Comments, declarations and processing instructions are passed over. Linear in the length of the text whatever stands in it.
/// </summary>
internal ref struct HtmlTokens(ReadOnlySpan<char> html, bool xml = false)
{
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n\f>");
    private readonly ReadOnlySpan<char> _whole = html;
    private ReadOnlySpan<char> _rest = html;
    // What was once looked for to the end and not found is not looked for again: the reading stays linear.
    private bool _noCommentEnd, _noQuote, _noApostrophe, _noTagEnd, _inCData;
    private string _neverEnded = "";

    /// <summary>The text (still with its character references) or the tag's name.</summary>
    public ReadOnlySpan<char> Value { get; private set; }
    /// <summary>What stands in a start tag after its name.</summary>
    public ReadOnlySpan<char> Attributes { get; private set; }
    /// <summary>The text is from a CDATA section: an ampersand in it is one.</summary>
    public bool IsCData { get; private set; }
    public bool IsSelfClosing { get; private set; }

    public HtmlToken Next()
    {
        IsCData = false;
        while (!_rest.IsEmpty)
        {
            var open = _rest.IndexOf('<');
            if (open != 0)
                return Text(open < 0 ? _rest.Length : open);
            if (_rest.Length < 2)
                return Text(1);
            var next = _rest[1];
            if (char.IsAsciiLetter(next))
                return Start();
            if (next == '/' && _rest.Length > 2 && char.IsAsciiLetter(_rest[2]))
                return Close();
            if (next is not ('!' or '?' or '/'))
                return Text(1 + Math.Max(0, _rest[1..].IndexOf('<') is var at && at < 0 ? _rest.Length - 1 : at));
            if (_rest.StartsWith("<![CDATA["))
            {
                if (xml)
                    return CData();
                // In HTML there is no such thing; feeds that wrap their texts twice write it, and mean what is in it as HTML.
                _rest = _rest[9..];
                _inCData = true;
                continue;
            }
            if (!SkipDeclaration())
                return Text(2);
        }
        return HtmlToken.End;
    }

    /// <summary>
    /// Passes over the content of an element that holds no markup (script, style), to behind its end tag. Without an end tag a script or a style goes on
    /// to the end; a frame, which is often left open by hand, is taken to be empty.
    /// </summary>
    public void SkipRaw(scoped ReadOnlySpan<char> name)
    {
        var from = 0;
        if (_neverEnded.AsSpan().Contains(name, StringComparison.OrdinalIgnoreCase))
            return;
        while (true)
        {
            var at = _rest[from..].IndexOf("</");
            if (at < 0)
            {
                if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
                    _rest = [];
                else
                    _neverEnded += name.ToString() + " ";
                return;
            }
            from += at + 2;
            var after = _rest[from..];
            if (!after.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (after.Length > name.Length && (char.IsAsciiLetterOrDigit(after[name.Length]) || after[name.Length] == '-'))
                continue;
            var close = after.IndexOf('>');
            _rest = close < 0 ? [] : after[(close + 1)..];
            return;
        }
    }

    private HtmlToken Text(int length)
    {
        Value = _rest[..length];
        _rest = _rest[length..];
        if (_inCData)
            CutCDataEnd();
        return HtmlToken.Text;
    }

    /// <summary>Takes the mark that ends a twice wrapped text out of it.</summary>
    private void CutCDataEnd()
    {
        var at = Value.IndexOf("]]");
        while (at >= 0)
        {
            var mark = Value[at..].StartsWith("]]>") ? 3 : Value[at..].StartsWith("]]&gt;") ? 6 : 0;
            if (mark > 0)
            {
                // What follows the mark is a text of its own, and comes next.
                var after = Value.Length - at - mark;
                Value = Value[..at];
                _rest = _whole[(_whole.Length - _rest.Length - after)..];
                _inCData = false;
                return;
            }
            var next = Value[(at + 1)..].IndexOf("]]");
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private HtmlToken CData()
    {
        var end = _rest.IndexOf("]]>");
        IsCData = true;
        Value = end < 0 ? _rest[9..] : _rest[9..end];
        _rest = end < 0 ? [] : _rest[(end + 3)..];
        return HtmlToken.Text;
    }

    private HtmlToken Start()
    {
        var nameEnd = NameEnd(_rest, 1);
        Value = _rest[1..nameEnd];
        var end = TagEnd(nameEnd);
        Attributes = _rest[nameEnd..end];
        IsSelfClosing = end > nameEnd && _rest[end - 1] == '/';
        _rest = end < _rest.Length && _rest[end] == '>' ? _rest[(end + 1)..] : _rest[end..];
        return HtmlToken.Start;
    }

    private HtmlToken Close()
    {
        var nameEnd = NameEnd(_rest, 2);
        Value = _rest[2..nameEnd];
        var end = _rest[nameEnd..].IndexOf('>');
        _rest = end < 0 ? [] : _rest[(nameEnd + end + 1)..];
        return HtmlToken.Close;
    }

    private static int NameEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is not (' ' or '>' or '/' or '\t' or '\n' or '\r' or '\f' or '<'))
            at++;
        return at;
    }

    /// <summary>The tag's '>', outside of quotes. Quotes count only after '=': a stray one in a tag must not swallow the page.</summary>
    private int TagEnd(int at)
    {
        while (true)
        {
            var step = _rest[at..].IndexOfAny('>', '=', '<');
            if (step < 0)
                return _rest.Length;
            at += step;
            if (_rest[at] != '=')
                return at;
            at++;
            while (at < _rest.Length && char.IsWhiteSpace(_rest[at]))
                at++;
            if (at >= _rest.Length)
                return _rest.Length;
            var quote = _rest[at];
            if (quote is not ('"' or '\'') || (quote == '"' ? _noQuote : _noApostrophe))
            {
                // An unquoted value may hold anything but white space and '>'.
                var value = _rest[at..].IndexOfAny(ValueEnd);
                at = value < 0 ? _rest.Length : at + value;
                continue;
            }
            var end = _rest[(at + 1)..].IndexOf(quote);
            if (end < 0)
            {
                if (quote == '"')
                    _noQuote = true;
                else
                    _noApostrophe = true;
                continue;
            }
            at += end + 2;
        }
    }

    /// <summary>Passes over a comment, a doctype or the like; false when it is none that ends, so that its '&lt;' is a text.</summary>
    private bool SkipDeclaration()
    {
        var end = -1;
        if (_rest.StartsWith("<!--"))
        {
            if (_rest.StartsWith("<!-->"))
                end = 4;
            else if (_rest.StartsWith("<!--->"))
                end = 5;
            else if (!_noCommentEnd)
            {
                end = _rest[4..].IndexOf("-->");
                end = end < 0 ? -1 : end + 6;
                _noCommentEnd = end < 0;
            }
            if (end < 0)
                end = TagEndOrNone() is var close and >= 0 ? close : _rest.Length - 1;
        }
        else if (_rest[1] is '?' or '/' || (_rest.Length > 2 && (char.IsAsciiLetter(_rest[2]) || _rest[2] is '[' or '>')))
            end = TagEndOrNone();
        if (end < 0)
            return false;
        _rest = _rest[(end + 1)..];
        return true;
    }

    private int TagEndOrNone()
    {
        var end = _noTagEnd ? -1 : _rest.IndexOf('>');
        _noTagEnd = end < 0;
        return end;
    }
}
