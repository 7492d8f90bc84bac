using System.Buffers;

namespace NewsMonitor.Reading.Pages.Html;

/// <summary>
/// Builds a tree from a page in time linear in its length, whatever the page holds. A browser's algorithm (HTML 13.2.6, AngleSharp's too)
/// is quadratic or worse in nesting depth, open formatting elements and foster parents: AngleSharp needs over 60 s for 100,000 nested
/// <c>div</c>. Here depth and node count are bounded, formatting elements are never reopened, and nothing is foster-parented. What remains is
/// what reading needs: implied end tags, void and raw elements, end tags that match nothing.
/// </summary>
internal sealed class HtmlTreeBuilder
{
    /// <summary>Deeper elements become children of the deepest allowed one. Real news pages stay below 60.</summary>
    internal const int DeepestElement = 200;

    /// <summary>The reading stops after so many nodes. The largest real news pages have about 30,000.</summary>
    internal const int MostNodes = 150_000;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    private readonly string _html;
    private readonly HtmlNode _document;
    private readonly OpenElements _open = new();
    private int _nodes;
    private int _beyondDepth;
    private bool _noCdataEnd;

    private HtmlTreeBuilder(string html)
    {
        _html = html;
        _document = new HtmlNode("#document", html, 0, 0);
    }

    /// <summary>True when a bound was met and the tree holds less than the page.</summary>
    internal bool Cut { get; private set; }

    internal static HtmlNode Build(string html, out bool cut)
    {
        var builder = new HtmlTreeBuilder(html);
        builder.Run();
        cut = builder.Cut;
        return builder._document;
    }

    private void Run()
    {
        var at = 0;
        while (at < _html.Length)
        {
            if (_nodes >= MostNodes)
            {
                Cut = true;
                return;
            }

            var tag = _html.IndexOf('<', at);
            if (tag < 0)
            {
                AddText(at, _html.Length, raw: false);
                return;
            }

            var next = tag + 1 < _html.Length ? _html[tag + 1] : ' ';
            if (!char.IsAsciiLetter(next) && next is not '/' and not '!' and not '?')
            {
                // A bare "<" is text.
                var until = _html.IndexOf('<', tag + 1);
                until = until < 0 ? _html.Length : until;
                AddText(at, until, raw: false);
                at = until;
                continue;
            }

            AddText(at, tag, raw: false);
            at = next switch
            {
                '!' or '?' => Markup(tag),
                '/' => EndTag(tag),
                _ => StartTag(tag),
            };
        }
    }

    private void AddText(int from, int to, bool raw)
    {
        if (to > from)
        {
            Add(new HtmlNode(HtmlNode.TextName, _html, from, to) { IsRaw = raw });
        }
    }

    private void Add(HtmlNode node)
    {
        node.Order = ++_nodes;
        (_open.Innermost ?? _document).Append(node);
    }

    /// <summary>Comments, doctypes, processing instructions and CDATA are passed over.</summary>
    private int Markup(int tag)
    {
        var from = tag + 2;
        if (string.CompareOrdinal(_html, from, "--", 0, 2) == 0)
        {
            return HtmlEnds.OfComment(_html, from + 2);
        }

        if (!_noCdataEnd && string.CompareOrdinal(_html, from, "[CDATA[", 0, 7) == 0)
        {
            var end = _html.IndexOf("]]>", from, StringComparison.Ordinal);
            if (end >= 0)
            {
                AddText(from + 7, end, raw: true);
                return end + 3;
            }

            // Remembered, since looking again at each of many openers would take quadratic time.
            _noCdataEnd = true;
        }

        var close = _html.IndexOf('>', from);
        return close < 0 ? _html.Length : close + 1;
    }

    private int StartTag(int tag)
    {
        var name = ReadName(tag + 1, out var attributes);
        var end = HtmlEnds.OfTag(_html, attributes);
        if (end < 0)
        {
            // Truncated in mid-tag: the rest is no text.
            return _html.Length;
        }

        var node = new HtmlNode(name, _html, attributes, end);
        if (name is "html" or "body" && _open.Has(name))
        {
            return end + 1;
        }

        _open.CloseImplied(name);
        Add(node);
        if (HtmlTags.RawText.Contains(name))
        {
            return RawText(node, end + 1);
        }

        var selfClosed = _html[end - 1] == '/' && !HtmlTags.Known.Contains(name);
        if (!HtmlTags.Void.Contains(name) && !selfClosed)
        {
            Open(node);
        }

        return end + 1;
    }

    private void Open(HtmlNode node)
    {
        if (_open.Count >= DeepestElement)
        {
            _beyondDepth++;
            Cut = true;
        }
        else
        {
            _open.Push(node);
        }
    }

    private string ReadName(int from, out int end)
    {
        var length = _html.AsSpan(from).IndexOfAny(NameEnds);
        end = length < 0 ? _html.Length : from + length;
        return HtmlTags.Intern(_html.AsSpan(from, end - from));
    }

    private int RawText(HtmlNode node, int from)
    {
        var (end, after) = HtmlEnds.OfRawText(_html, node.Name, from);
        AddRaw(node, from, end);
        return after;
    }

    private void AddRaw(HtmlNode node, int from, int to)
    {
        if (to > from)
        {
            var raw = node.Name is not ("title" or "textarea");
            node.Append(new HtmlNode(HtmlNode.TextName, _html, from, to) { IsRaw = raw, Order = ++_nodes });
        }
    }

    private int EndTag(int tag)
    {
        var name = ReadName(tag + 2, out var end);
        var close = end < _html.Length ? _html.IndexOf('>', end) : -1;
        var after = close < 0 ? _html.Length : close + 1;
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || name is "html" or "body")
        {
            return after;
        }

        if (_beyondDepth > 0 && !HtmlTags.Void.Contains(name))
        {
            _beyondDepth--;
            return after;
        }

        _open.Close(name);
        return after;
    }
}
