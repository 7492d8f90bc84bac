namespace NewsMonitor.Reading.Markup;

/// <summary>Walks through the attributes of a tag: name and value as slices, values still with their character references.</summary>
internal ref struct HtmlAttributes(ReadOnlySpan<char> source)
{
    private ReadOnlySpan<char> _rest = source;

    public ReadOnlySpan<char> Name { get; private set; }
    public ReadOnlySpan<char> Value { get; private set; }

    public bool Next()
    {
        var at = 0;
        while (at < _rest.Length && (char.IsWhiteSpace(_rest[at]) || _rest[at] is '/' or '=' or '"' or '\''))
            at++;
        if (at >= _rest.Length)
            return false;
        var start = at;
        while (at < _rest.Length && !char.IsWhiteSpace(_rest[at]) && _rest[at] is not ('=' or '/'))
            at++;
        Name = _rest[start..at];
        Value = [];
        var equals = at;
        while (equals < _rest.Length && char.IsWhiteSpace(_rest[equals]))
            equals++;
        if (equals < _rest.Length && _rest[equals] == '=')
            at = ReadValue(equals + 1);
        _rest = _rest[at..];
        return true;
    }

    private int ReadValue(int at)
    {
        while (at < _rest.Length && char.IsWhiteSpace(_rest[at]))
            at++;
        if (at >= _rest.Length)
            return at;
        if (_rest[at] is '"' or '\'')
        {
            var end = _rest[(at + 1)..].IndexOf(_rest[at]);
            if (end >= 0)
            {
                Value = _rest.Slice(at + 1, end);
                return at + end + 2;
            }
            Value = _rest[(at + 1)..];
            return _rest.Length;
        }
        var stop = _rest[at..].IndexOfAny(" \t\r\n\f");
        stop = stop < 0 ? _rest.Length : at + stop;
        Value = _rest[at..stop];
        return stop;
    }

    /// <summary>The decoded value of one attribute of a tag, or null.</summary>
    public static string? Find(ReadOnlySpan<char> attributes, string name)
    {
        var all = new HtmlAttributes(attributes);
        for (var i = 0; i < 64 && all.Next(); i++)
            if (all.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return CharacterReferences.Decode(all.Value, inAttribute: true);
        return null;
    }
}
