using System.Text;

namespace NewsMonitor.Reading.Markup;

/// <summary>
/// A forward reader for XML that is meant to be XML. It takes well-formed documents for what they are, and goes on where XmlReader throws: bare
/// ampersands, undeclared entities and prefixes, attributes without quotes, wrong or missing end tags, an end in mid-tag.
/// One pass over the text, no exceptions, no DTD, nothing fetched; depth, attributes and faults are bounded.
/// </summary>
/// <remarks>
/// Written instead of repairing the text for XmlReader because the repair has to know where tags, CDATA and texts are, and so is this scanner
/// already; and because one way through the code for clean and broken feeds is one way to test.
/// </remarks>
internal sealed partial class XmlScanner
{
    /// <summary>Deeper elements than any feed has; a hostile document ends the reading here.</summary>
    public const int DeepestNesting = 200;
    private const int MostAttributes = 64, MostFaults = 5000;

    private readonly string _text;
    private readonly Frame[] _frames = new Frame[DeepestNesting + 1];
    private readonly Attribute[] _attributes = new Attribute[MostAttributes];
    private readonly List<(string Prefix, XmlVocabulary Vocabulary)> _namespaces = [];
    private readonly HashSet<string> _warnings = [];
    private readonly char[] _lower = new char[32];
    private EntityTable? _entities;
    private readonly int _longestText;
    private int _position, _depth, _attributeCount, _faults;
    private bool _selfClosing, _pendingClose;

    private struct Frame
    {
        public int NameStart, NameLength, Namespaces;
        public string? Base, Language;
    }

    private struct Attribute { public int NameStart, NameLength, ValueStart, ValueLength; }

    private enum Node { End, Start, Close, Text }

    /// <param name="text">The document, free of control characters.</param>
    /// <param name="baseAddress">The base address outside of any xml:base, or null.</param>
    /// <param name="language">The language outside of any xml:lang, or null.</param>
    /// <param name="longestText">Characters kept of one element's text; the rest is passed over, so that a giant item is not copied whole.</param>
    public XmlScanner(string text, string? baseAddress, string? language, int longestText = 2 << 20)
    {
        _text = text;
        _longestText = longestText;
        _frames[0].Base = baseAddress;
        _frames[0].Language = language;
    }

    /// <summary>How many elements are open, the current one included.</summary>
    public int Depth => _depth;
    /// <summary>The base address in force at the current element.</summary>
    public string? Base => _frames[_depth].Base;
    /// <summary>The language in force at the current element.</summary>
    public string? Language => _frames[_depth].Language;
    /// <summary>What the scanner had to make allowance for, each kind once.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;
    /// <summary>The reading was given up before the end of the text: too deep, or too broken.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>The name as written, with its prefix.</summary>
    public ReadOnlySpan<char> Name => _text.AsSpan(_frames[_depth].NameStart, _frames[_depth].NameLength);
    public ReadOnlySpan<char> LocalName => Name[(Name.IndexOf(':') + 1)..];
    public XmlVocabulary Vocabulary => Resolve(Name);

    /// <summary>
    /// The local name in lower case: there are feeds in capitals, and home-made ones write "pubdate". Valid until it is asked for again.
    /// </summary>
    public ReadOnlySpan<char> LowerName
    {
        get
        {
            var name = LocalName;
            return name.Length > _lower.Length ? name : _lower.AsSpan(0, name.ToLowerInvariant(_lower));
        }
    }

    /// <summary>
    /// Goes to the next child element of the element at a depth, passing over texts and whatever of the former child was not read.
    /// False when that element has ended.
    /// </summary>
    public bool NextChild(int parentDepth)
    {
        // An end tag further out has closed the parent along with the child that was read last.
        while (_depth >= parentDepth)
        {
            switch (Read(skipText: true, out _, out _))
            {
                case Node.Start when _depth == parentDepth + 1:
                    return true;
                case Node.End:
                    return false;
            }
        }
        return false;
    }

    /// <summary>The value of an attribute of the current start tag, decoded; prefix and case do not matter. Valid until the next node is read.</summary>
    public string? Attr(string localName)
    {
        for (var i = 0; i < _attributeCount; i++)
        {
            ref var attribute = ref _attributes[i];
            var name = _text.AsSpan(attribute.NameStart, attribute.NameLength);
            if (name.Length > localName.Length && name[^(localName.Length + 1)] == ':' && !name.StartsWith("xmlns"))
                name = name[^localName.Length..];
            if (name.Equals(localName, StringComparison.OrdinalIgnoreCase))
                return CharacterReferences.Decode(_text.AsSpan(attribute.ValueStart, attribute.ValueLength), _entities, inAttribute: true, xml: true);
        }
        return null;
    }

    /// <summary>Reads the current element to its end: its text, decoded, child elements' texts included.</summary>
    public string ReadText()
    {
        var inner = ReadInner();
        return inner.HasElements ? HtmlText.Of(inner.Markup) : inner.Text;
    }

    /// <summary>Reads the current element to its end, keeping texts decoded and, should there be elements in it, the markup as written.</summary>
    public InnerContent ReadInner()
    {
        var depth = _depth;
        var start = _position;
        string? single = null;
        StringBuilder? many = null;
        var hasElements = false;
        if (_selfClosing)
        {
            Read(skipText: false, out _, out _);
            return new InnerContent("", default, false);
        }
        while (true)
        {
            var before = _position;
            var node = Read(skipText: false, out var text, out var raw);
            if (node == Node.Text)
            {
                if (hasElements)
                    continue;
                var room = _longestText - (many?.Length ?? single?.Length ?? 0);
                if (text.Length > room)
                {
                    _warnings.Add("A text was longer than the reader keeps, and was cut.");
                    text = text[..Math.Max(room, 0)];
                }
                var decoded = raw ? text.ToString() : CharacterReferences.Decode(text, _entities, xml: true);
                if (single == null)
                    single = decoded;
                else
                    (many ??= new StringBuilder(single)).Append(decoded);
            }
            else if (node == Node.Start)
                hasElements = true;
            else if (_depth < depth)
                return new InnerContent(many?.ToString() ?? single ?? "", hasElements ? _text.AsMemory(start, before - start) : default, hasElements);
            else if (node == Node.End)
                return new InnerContent(many?.ToString() ?? single ?? "", hasElements ? _text.AsMemory(start, _text.Length - start) : default, hasElements);
        }
    }

    private void Warn(string warning)
    {
        _warnings.Add(warning);
        if (++_faults > MostFaults)
            GiveUp("The markup is too broken to go on reading.");
    }

    private void GiveUp(string why)
    {
        if (GaveUp)
            return;
        GaveUp = true;
        _warnings.Add(why);
        _position = _text.Length;
    }

    private XmlVocabulary Resolve(ReadOnlySpan<char> name)
    {
        var colon = name.IndexOf(':');
        var prefix = colon < 0 ? [] : name[..colon];
        for (var i = _namespaces.Count - 1; i >= 0; i--)
            if (prefix.Equals(_namespaces[i].Prefix, StringComparison.Ordinal))
                return _namespaces[i].Vocabulary;
        return prefix.IsEmpty ? XmlVocabulary.Core : XmlVocabularies.OfPrefix(prefix);
    }
}

/// <summary>What stood in an element: its text, decoded; and the markup as written if there were elements in it.</summary>
internal readonly record struct InnerContent(string Text, ReadOnlyMemory<char> Source, bool HasElements)
{
    public ReadOnlySpan<char> Markup => Source.Span;
}
