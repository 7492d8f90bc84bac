namespace NewsMonitor.Reading.Markup;

/// <summary>The lexical half: from one markup character to the next.</summary>
internal sealed partial class XmlScanner
{
    // What was once looked for to the end of the text and not found is not looked for again: the reading stays linear.
    private int _noQuoteAfter = int.MaxValue, _noAposAfter = int.MaxValue, _noCommentEndAfter = int.MaxValue, _noInstructionEndAfter = int.MaxValue;
    private bool _doctypeSeen;

    /// <summary>Reads the next node. A text is a slice of the source: raw (CDATA) or still to be decoded.</summary>
    private Node Read(bool skipText, out ReadOnlySpan<char> text, out bool raw)
    {
        text = default;
        raw = false;
        if (_selfClosing || _pendingClose)
        {
            _selfClosing = _pendingClose = false;
            Pop();
            return Node.Close;
        }
        while (_position < _text.Length)
        {
            var rest = _text.AsSpan(_position);
            var open = rest.IndexOf('<');
            if (open != 0)
            {
                text = open < 0 ? rest : rest[..open];
                _position += text.Length;
                if (skipText)
                    continue;
                return Node.Text;
            }
            if (rest.Length < 2)
                break;
            switch (rest[1])
            {
                case '/':
                    if (ReadEndTag(rest))
                        return Node.Close;
                    break;
                case '!':
                    if (rest.StartsWith("<![CDATA["))
                    {
                        raw = true;
                        text = CData(rest);
                        if (!skipText)
                            return Node.Text;
                    }
                    else
                        Declaration(rest);
                    break;
                case '?':
                    Instruction(rest);
                    break;
                case var c when IsNameStart(c):
                    if (ReadStartTag())
                        return Node.Start;
                    break;
                default:
                    // "a < b": not markup, so it is text.
                    Warn("A '<' that starts no tag was read as text.");
                    text = rest[..1];
                    raw = true;
                    _position++;
                    if (!skipText)
                        return Node.Text;
                    break;
            }
        }
        _position = _text.Length;
        if (_depth > 0 && !GaveUp)
            _warnings.Add("The document ends before its elements do.");
        return Node.End;
    }

    private bool ReadStartTag()
    {
        if (_depth == DeepestNesting)
        {
            GiveUp("Elements are nested too deeply to go on reading.");
            return false;
        }
        var start = ++_position;
        while (_position < _text.Length && IsName(_text[_position]))
            _position++;
        var frame = new Frame { NameStart = start, NameLength = _position - start, Namespaces = _namespaces.Count };
        frame.Base = _frames[_depth].Base;
        frame.Language = _frames[_depth].Language;
        _attributeCount = 0;
        _selfClosing = false;
        ReadAttributes();
        _frames[++_depth] = frame;
        for (var i = 0; i < _attributeCount; i++)
            Declare(_attributes[i]);
        return true;
    }

    /// <summary>An end tag closes the nearest open element of its name, and with it all that was left open inside; without one it counts for nothing.</summary>
    private bool ReadEndTag(ReadOnlySpan<char> rest)
    {
        var stop = rest[2..].IndexOfAny('<', '>') + 2;
        stop = stop < 2 ? rest.Length : stop;
        var name = rest[2..stop].Trim();
        _position += stop < rest.Length && rest[stop] == '>' ? stop + 1 : stop;
        for (var depth = _depth; depth > 0; depth--)
        {
            var open = _text.AsSpan(_frames[depth].NameStart, _frames[depth].NameLength);
            if (!open.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (depth < _depth)
                Warn("An element was not closed.");
            while (_depth >= depth)
                Pop();
            return true;
        }
        if (name.Length > 0 || _depth == 0)
            Warn("An end tag closes nothing.");
        return false;
    }

    private ReadOnlySpan<char> CData(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf("]]>");
        if (end < 0)
        {
            _warnings.Add("A CDATA section does not end.");
            _position = _text.Length;
            return rest[9..];
        }
        _position += end + 3;
        return rest[9..end];
    }

    private void Declaration(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("<!--"))
        {
            var end = _position >= _noCommentEndAfter ? -1 : rest[4..].IndexOf("-->");
            if (end < 0)
                _noCommentEndAfter = _position;
            if (end < 0)
                Warn("A comment does not end.");
            Skip(rest, end >= 0 ? end + 7 : rest.IndexOf('>') + 1);
            return;
        }
        var close = rest.IndexOf('>');
        var subset = rest.IndexOf('[');
        if (subset >= 0 && subset < close && !_doctypeSeen && rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            _doctypeSeen = true;
            var subsetEnd = SubsetEnd(rest, subset);
            if (subsetEnd >= 0)
            {
                _entities = EntityTable.Read(rest[subset..subsetEnd]);
                var after = rest[subsetEnd..].IndexOf('>');
                _position += after < 0 ? rest.Length : subsetEnd + after + 1;
                return;
            }
        }
        Skip(rest, close + 1);
    }

    private void Instruction(ReadOnlySpan<char> rest)
    {
        var end = _position >= _noInstructionEndAfter ? -1 : rest.IndexOf("?>");
        if (end < 0)
            _noInstructionEndAfter = _position;
        Skip(rest, end >= 0 ? end + 2 : rest.IndexOf('>') + 1);
    }

    /// <summary>Goes on behind something; 0 stands for "it never ends", and then neither does anything after it.</summary>
    private void Skip(ReadOnlySpan<char> rest, int length) => _position += length == 0 ? rest.Length : length;

    /// <summary>Where the bracket of an internal subset closes: outside of quotes.</summary>
    private static int SubsetEnd(ReadOnlySpan<char> rest, int at)
    {
        var quote = '\0';
        for (; at < rest.Length; at++)
        {
            if (quote != '\0')
                quote = rest[at] == quote ? '\0' : quote;
            else if (rest[at] is '"' or '\'')
                quote = rest[at];
            else if (rest[at] == ']')
                return at;
        }
        return -1;
    }

    private void Pop()
    {
        if (_depth == 0)
            return;
        var keep = _frames[_depth].Namespaces;
        if (_namespaces.Count > keep)
            _namespaces.RemoveRange(keep, _namespaces.Count - keep);
        _depth--;
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or ':' || (c >= 0xC0 && char.IsLetter(c));

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or ':' or '-' or '.' || (c >= 0xB7 && char.IsLetterOrDigit(c));
}
