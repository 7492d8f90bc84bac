namespace NewsMonitor.Reading.Pages.Html;

/// <summary>Reads the words of a selector, for <see cref="Selector"/>.</summary>
internal sealed class SelectorReader(string source)
{
    private int _at = Skip(source, 0);

    internal char Peek => _at < source.Length ? source[_at] : '\0';

    internal FormatException Fault(string wanted) =>
        new($"Selector \"{source}\": {wanted} expected at position {_at}.");

    internal string? Element()
    {
        if (Peek == '*')
        {
            _at++;
            return "*";
        }

        return char.IsAsciiLetter(Peek) ? Name().ToLowerInvariant() : null;
    }

    internal string NameAfter(char sign)
    {
        Expect(sign.ToString());
        return Name();
    }

    internal (string Name, string Operator, string Value) Attribute()
    {
        Expect("[");
        var name = Name().ToLowerInvariant();
        var op = "";
        var value = "";
        if (Peek != ']')
        {
            op = Peek == '=' ? "=" : Peek + "=";
            if (op is not ("=" or "~=" or "^=" or "$=" or "*="))
            {
                throw Fault("one of = ~= ^= $= *=");
            }

            _at += op.Length;
            value = Value();
        }

        Expect("]");
        return (name, op, value);
    }

    /// <returns>True for a child combinator; <paramref name="more"/> says whether a step follows at all.</returns>
    internal bool Combinator(out bool more)
    {
        var from = _at;
        _at = Skip(source, _at);
        if (Peek == '>')
        {
            _at = Skip(source, _at + 1);
            more = true;
            return true;
        }

        more = _at > from && Peek is not '\0' and not ',';
        return false;
    }

    internal bool Comma()
    {
        if (Peek == '\0')
        {
            return false;
        }

        Expect(",");
        _at = Skip(source, _at);
        return true;
    }

    internal void Expect(string text)
    {
        if (string.CompareOrdinal(source, _at, text, 0, text.Length) != 0)
        {
            throw Fault("\"" + text + "\"");
        }

        _at += text.Length;
    }

    private string Value()
    {
        if (Peek is not ('"' or '\''))
        {
            return Name();
        }

        var quote = Peek;
        var end = source.IndexOf(quote, _at + 1);
        if (end < 0)
        {
            throw Fault("a closing quote");
        }

        var value = source[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private string Name()
    {
        var from = _at;
        while (char.IsLetterOrDigit(Peek) || Peek is '-' or '_' or '\\')
        {
            // "\" lets a class name hold a colon or slash, as utility classes do.
            _at += Peek == '\\' ? 2 : 1;
        }

        return _at > from && _at <= source.Length ? source[from.._at].Replace("\\", "", StringComparison.Ordinal) : throw Fault("a name");
    }

    private static int Skip(string source, int at)
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
        {
            at++;
        }

        return at;
    }
}
