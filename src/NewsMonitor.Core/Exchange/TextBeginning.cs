namespace NewsMonitor.Core.Exchange;

/// <summary>The beginning of a text, for files that only point to it: whole words, at most so many characters.</summary>
internal static class TextBeginning
{
    public static string Of(string text, int most)
    {
        var line = text.Replace('\n', ' ');
        if (line.Length <= most) return line;
        var end = line.LastIndexOf(' ', most);
        if (end <= 0) end = char.IsHighSurrogate(line[most - 1]) ? most - 1 : most;
        return line[..end].TrimEnd(',', ';', ':', '–', ' ') + " …";
    }
}

/// <summary>Addresses of articles as links: only those that lead to the web.</summary>
internal static class WebLink
{
    public static string? Of(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri.AbsoluteUri : null;
}
