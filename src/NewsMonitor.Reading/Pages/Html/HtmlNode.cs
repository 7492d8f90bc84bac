namespace NewsMonitor.Reading.Pages.Html;

/// <summary>
/// One element or run of text of a page. Holds only where it stands in the page's source; attributes and text are read from there when asked
/// for, since of a page's nodes most are never asked.
/// </summary>
internal sealed class HtmlNode
{
    private const int MostAttributes = 128;

    private readonly string _source;
    private readonly int _start;
    private readonly int _end;
    private (string Name, string Value)[]? _attributes;
    private string? _text;

    /// <param name="name">Lower-case element name, or <see cref="TextName"/>.</param>
    /// <param name="source">The whole page.</param>
    /// <param name="start">Where the attributes, or the text, begin.</param>
    /// <param name="end">Where they end.</param>
    internal HtmlNode(string name, string source, int start, int end) => (Name, _source, _start, _end) = (name, source, start, end);

    internal const string TextName = "#text";

    internal string Name { get; }
    internal HtmlNode? Parent { get; private set; }
    internal HtmlNode? FirstChild { get; private set; }
    internal HtmlNode? LastChild { get; private set; }
    internal HtmlNode? Next { get; private set; }
    internal HtmlNode? Previous { get; private set; }
    /// <summary>The depth below the document, bounded by <see cref="HtmlTreeBuilder.DeepestElement"/>.</summary>
    internal int Depth { get; private set; }
    /// <summary>The count of nodes that stand before this one: document order.</summary>
    internal int Order { get; set; }
    internal bool IsText => ReferenceEquals(Name, TextName);
    /// <summary>Text whose entities stand as written: the content of script and style.</summary>
    internal bool IsRaw { get; init; }

    internal string Text => _text ??= IsRaw ? _source[_start.._end] : HtmlEntities.Decode(_source.AsSpan(_start, _end - _start));

    internal void Append(HtmlNode child)
    {
        child.Parent = this;
        child.Depth = Depth + 1;
        child.Previous = LastChild;
        if (LastChild is null)
        {
            FirstChild = child;
        }
        else
        {
            LastChild.Next = child;
        }

        LastChild = child;
    }

    internal string? Attribute(string name)
    {
        foreach (var (key, value) in _attributes ??= IsText ? [] : HtmlAttributes.Read(_source.AsSpan(_start, _end - _start), MostAttributes))
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    internal bool HasAttribute(string name) => Attribute(name) is not null;

    internal string Class => Attribute("class") ?? "";

    internal string Id => Attribute("id") ?? "";

    internal IEnumerable<HtmlNode> Children()
    {
        for (var child = FirstChild; child is not null; child = child.Next)
        {
            yield return child;
        }
    }

    internal IEnumerable<HtmlNode> Elements() => Children().Where(c => !c.IsText);

    internal IEnumerable<HtmlNode> Ancestors()
    {
        for (var node = Parent; node is not null; node = node.Parent)
        {
            yield return node;
        }
    }

    /// <summary>Everything below this node in document order, without recursion.</summary>
    internal IEnumerable<HtmlNode> Descendants()
    {
        for (var node = FirstChild; node is not null; node = Following(node))
        {
            yield return node;
        }
    }

    internal bool Holds(HtmlNode other)
    {
        for (HtmlNode? node = other; node is not null && node.Depth >= Depth; node = node.Parent)
        {
            if (ReferenceEquals(node, this))
            {
                return true;
            }
        }

        return false;
    }

    private HtmlNode? Following(HtmlNode node)
    {
        if (node.FirstChild is not null)
        {
            return node.FirstChild;
        }

        while (!ReferenceEquals(node, this))
        {
            if (node.Next is not null)
            {
                return node.Next;
            }

            node = node.Parent!;
        }

        return null;
    }
}
