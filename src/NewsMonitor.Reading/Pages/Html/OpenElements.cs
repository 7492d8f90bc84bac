namespace NewsMonitor.Reading.Pages.Html;

/// <summary>
/// The elements that are open where the reading stands, outermost first, and the rules by which tags close them. No rule looks further than
/// to the next barrier, and what is closed is never opened again: the whole is linear.
/// </summary>
internal sealed class OpenElements
{
    private readonly List<HtmlNode> _open = [];

    public int Count => _open.Count;

    public HtmlNode? Innermost => _open.Count > 0 ? _open[^1] : null;

    public bool Has(string name) => _open.Exists(open => open.Name == name);

    public void Push(HtmlNode node) => _open.Add(node);

    /// <summary>Closes what a start tag ends without an end tag (HTML 13.2.6.3 and the "in body" rules).</summary>
    public void CloseImplied(string name)
    {
        switch (name)
        {
            case "li":
                CloseUpTo("li", "ul", "ol", "menu");
                break;
            case "dd" or "dt":
                CloseUpTo("dd", "dl");
                CloseUpTo("dt", "dl");
                break;
            case "tr":
                CloseUpTo("tr", "table", "tbody", "thead", "tfoot");
                break;
            case "td" or "th":
                CloseUpTo("td", "tr", "table");
                CloseUpTo("th", "tr", "table");
                break;
            case "tbody" or "thead" or "tfoot":
                CloseUpTo("tbody", "table");
                CloseUpTo("thead", "table");
                CloseUpTo("tfoot", "table");
                break;
            case "option":
                CloseUpTo("option", "select", "optgroup", "datalist");
                break;
            case "body":
                CloseUpTo("head", "html");
                break;
            case "a":
                CloseInline("a");
                break;
            default:
                break;
        }

        if (HtmlTags.Block.Contains(name))
        {
            CloseParagraph();
            if (HtmlTags.Heading.Contains(name) && HtmlTags.Heading.Contains(Innermost?.Name ?? ""))
            {
                _open.RemoveAt(_open.Count - 1);
            }
        }
    }

    private void CloseParagraph()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var name = _open[i].Name;
            if (name == "p")
            {
                _open.RemoveRange(i, _open.Count - i);
                return;
            }

            // A paragraph does not reach through another block that stands in it.
            if (HtmlTags.Block.Contains(name) || HtmlTags.Barrier.Contains(name))
            {
                return;
            }
        }
    }

    private void CloseUpTo(string name, params ReadOnlySpan<string> stops)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Name == name)
            {
                _open.RemoveRange(i, _open.Count - i);
                return;
            }

            if (stops.Contains(_open[i].Name) || (HtmlTags.Barrier.Contains(_open[i].Name) && _open[i].Name is not ("td" or "th")))
            {
                return;
            }
        }
    }

    /// <summary>Ends an open inline element unless a block was opened in it.</summary>
    private void CloseInline(string name)
    {
        for (var i = _open.Count - 1; i >= 0 && !HtmlTags.Block.Contains(_open[i].Name) && !HtmlTags.Barrier.Contains(_open[i].Name); i--)
        {
            if (_open[i].Name == name)
            {
                _open.RemoveRange(i, _open.Count - i);
                return;
            }
        }
    }

    /// <summary>Closes what an end tag ends: the element of its name, unless a table's cell stands between.</summary>
    public void Close(string name)
    {
        var block = HtmlTags.Block.Contains(name) || HtmlTags.Barrier.Contains(name) || !HtmlTags.Known.Contains(name);
        var crossed = false;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var open = _open[i].Name;
            if (open == name || (HtmlTags.Heading.Contains(open) && HtmlTags.Heading.Contains(name)))
            {
                if (crossed)
                {
                    // An inline end tag behind a block that was opened inside: the block stays open.
                    _open.RemoveAt(i);
                }
                else
                {
                    _open.RemoveRange(i, _open.Count - i);
                }

                return;
            }

            if (HtmlTags.Barrier.Contains(open) && !(block && open is "td" or "th" && name is "tr" or "table" or "tbody" or "thead" or "tfoot"))
            {
                return;
            }

            crossed |= !block && HtmlTags.Block.Contains(open);
        }
    }
}
