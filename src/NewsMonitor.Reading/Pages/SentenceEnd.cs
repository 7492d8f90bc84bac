namespace NewsMonitor.Reading.Pages;

/// <summary>How running text looks, without knowing its language.</summary>
internal static class SentenceEnd
{
    internal static bool Ends(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        while (text.Length > 0 && text[^1] is '"' or '\'' or '“' or '”' or '’' or '»' or '«' or ')' or ']' or '‘' or '›' or '‹')
        {
            text = text[..^1];
        }

        return text.Length > 0 && text[^1] is '.' or '!' or '?' or '…' or ':' or ';' or '。' or '！' or '？' or '」' or '।' or '۔' or '؟';
    }
}
