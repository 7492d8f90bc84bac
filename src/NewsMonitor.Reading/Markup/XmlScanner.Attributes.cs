namespace NewsMonitor.Reading.Markup;

/// <summary>The attributes of a start tag, and what they declare: namespaces, base address, language.</summary>
internal sealed partial class XmlScanner
{
    private void ReadAttributes()
    {
        var text = _text;
        while (true)
        {
            while (_position < text.Length && (char.IsWhiteSpace(text[_position]) || text[_position] == '/'))
            {
                _selfClosing = text[_position] == '/';
                _position++;
            }
            if (_position >= text.Length)
                return;
            if (text[_position] == '>')
            {
                _position++;
                return;
            }
            if (text[_position] == '<')
            {
                Warn("A tag is not closed.");
                return;
            }
            _selfClosing = false;
            var name = _position;
            while (_position < text.Length && text[_position] is not ('=' or '>' or '/' or '<') && !char.IsWhiteSpace(text[_position]))
                _position++;
            if (_position == name)
            {
                // A stray '=': pass over it, or this loop would stand still.
                _position++;
                continue;
            }
            var attribute = new Attribute { NameStart = name, NameLength = _position - name };
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
                _position++;
            if (_position < text.Length && text[_position] == '=')
            {
                _position++;
                while (_position < text.Length && char.IsWhiteSpace(text[_position]))
                    _position++;
                ReadValue(ref attribute);
            }
            if (_attributeCount < MostAttributes)
                _attributes[_attributeCount++] = attribute;
        }
    }

    private void ReadValue(ref Attribute attribute)
    {
        if (_position >= _text.Length)
            return;
        var quote = _text[_position];
        if (quote is '"' or '\'')
        {
            ref var noneAfter = ref (quote == '"' ? ref _noQuoteAfter : ref _noAposAfter);
            var end = _position + 1 >= noneAfter ? -1 : _text.AsSpan(_position + 1).IndexOf(quote);
            if (end >= 0)
            {
                (attribute.ValueStart, attribute.ValueLength) = (_position + 1, end);
                _position += end + 2;
                return;
            }
            noneAfter = Math.Min(noneAfter, _position + 1);
            _position++;
        }
        Warn("An attribute value has no quotes around it.");
        attribute.ValueStart = _position;
        while (_position < _text.Length && _text[_position] is not ('>' or '<') && !char.IsWhiteSpace(_text[_position])
            && !(_text[_position] == '/' && _position + 1 < _text.Length && _text[_position + 1] == '>'))
            _position++;
        attribute.ValueLength = _position - attribute.ValueStart;
    }

    private void Declare(in Attribute attribute)
    {
        var name = _text.AsSpan(attribute.NameStart, attribute.NameLength);
        if (name.Length < 5 || (name[0] | 0x20) != 'x' || (name[1] | 0x20) != 'm')
            return;
        if (name.StartsWith("xmlns", StringComparison.OrdinalIgnoreCase))
        {
            var value = CharacterReferences.Decode(_text.AsSpan(attribute.ValueStart, attribute.ValueLength)).Trim();
            var prefix = name.Length > 6 ? name[6..].ToString() : "";
            // Whatever unknown namespace the root has is the feed's own: there are feeds of "newformat#".
            var vocabulary = XmlVocabularies.OfNamespace(value);
            if (vocabulary == XmlVocabulary.Unknown && _depth == 1 && IsOwnPrefix(prefix))
                vocabulary = XmlVocabulary.Core;
            else if (vocabulary == XmlVocabulary.Unknown && prefix.Length > 0 && value.Length == 0)
                vocabulary = XmlVocabularies.OfPrefix(prefix);
            _namespaces.Add((prefix, vocabulary));
        }
        else if (name.Equals("xml:base", StringComparison.OrdinalIgnoreCase))
            _frames[_depth].Base = Address.Resolve(_frames[_depth].Base, CharacterReferences.Decode(_text.AsSpan(attribute.ValueStart, attribute.ValueLength)));
        else if (name.Equals("xml:lang", StringComparison.OrdinalIgnoreCase))
            _frames[_depth].Language = CharacterReferences.Decode(_text.AsSpan(attribute.ValueStart, attribute.ValueLength)).Trim();
    }

    private bool IsOwnPrefix(ReadOnlySpan<char> prefix)
    {
        var colon = Name.IndexOf(':');
        return prefix.Equals(colon < 0 ? [] : Name[..colon], StringComparison.Ordinal);
    }
}
