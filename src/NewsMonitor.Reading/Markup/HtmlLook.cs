namespace NewsMonitor.Reading.Markup;

/// <summary>Tells text that is meant as HTML from text in which brackets just occur.</summary>
internal static class HtmlLook
{
    /// <summary>An end tag of a known element, or an element that comes without one; or a character reference: Atom feeds mislabel both as plain text.</summary>
    public static bool IsHtml(ReadOnlySpan<char> text)
    {
        var rest = text;
        while (rest.IndexOfAny('<', '&') is var at && at >= 0)
        {
            rest = rest[at..];
            if (rest[0] == '&' ? IsReference(rest) : IsTag(rest))
                return true;
            rest = rest[1..];
        }
        return false;
    }

    private static bool IsReference(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, 12)].IndexOf(';');
        return end > 2 && text[1..end].IndexOfAnyExcept(ReferenceCharacters) < 0;
    }

    private static bool IsTag(ReadOnlySpan<char> text)
    {
        var closing = text.Length > 1 && text[1] == '/';
        var start = closing ? 2 : 1;
        var end = start;
        while (end < text.Length && end < start + 12 && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        if (end == start || end >= text.Length || HtmlRules.OfTag(text[start..end]) is not { } rule)
            return false;
        if (closing)
            return text[end] == '>';
        return (rule.IsVoid || rule.Name is "p" or "a") && text[..Math.Min(text.Length, 2000)].Contains('>') && text[end] is ' ' or '>' or '/' or '\n';
    }

    private static readonly System.Buffers.SearchValues<char> ReferenceCharacters =
        System.Buffers.SearchValues.Create("#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
