namespace NewsMonitor.Reading.Markup;

/// <summary>
/// Makes relative references absolute (RFC 3986, section 5.2), on strings: an address keeps the very characters it was written with, where
/// <see cref="Uri"/> would recode host, path and escapes and so change what identifies an article.
/// </summary>
public static class Address
{
    private const int LongestAddress = 8192;

    /// <summary>The absolute form of a reference; the trimmed reference itself when there is no base or it is absolute already.</summary>
    public static string Resolve(string? baseAddress, string reference)
    {
        reference = Trim(reference);
        if (string.IsNullOrEmpty(baseAddress) || SchemeLength(reference) > 0 || reference.Length > LongestAddress)
            return reference;
        var scheme = SchemeLength(baseAddress);
        if (scheme == 0)
            return reference;
        if (reference.StartsWith("//", StringComparison.Ordinal))
            return string.Concat(baseAddress.AsSpan(0, scheme), reference);

        var rest = baseAddress.AsSpan(scheme);
        if (!rest.StartsWith("//"))
            return reference;
        var authority = rest[2..].IndexOfAny("/?#");
        var pathStart = authority < 0 ? baseAddress.Length : scheme + 2 + authority;
        var path = baseAddress.AsSpan(pathStart);
        var fragment = path.IndexOf('#');
        if (fragment >= 0)
            path = path[..fragment];
        if (reference.Length == 0)
            return string.Concat(baseAddress.AsSpan(0, pathStart), path);
        if (reference[0] == '#')
            return string.Concat(baseAddress.AsSpan(0, pathStart), path, reference);
        var query = path.IndexOf('?');
        if (query >= 0)
            path = path[..query];
        if (reference[0] == '?')
            return string.Concat(baseAddress.AsSpan(0, pathStart), path, reference);
        var folder = reference[0] is '/' ? [] : path[..(path.LastIndexOf('/') + 1)];
        var merged = string.Concat(folder.IsEmpty && reference[0] != '/' ? "/" : folder, reference);
        return string.Concat(baseAddress.AsSpan(0, pathStart), WithoutDots(merged));
    }

    /// <summary>How many characters an address's scheme takes, with its colon; 0 when it has none.</summary>
    public static int SchemeLength(ReadOnlySpan<char> address)
    {
        if (address.IsEmpty || !char.IsAsciiLetter(address[0]))
            return 0;
        for (var i = 1; i < address.Length && i < 32; i++)
        {
            if (address[i] == ':')
                return i + 1;
            if (!char.IsAsciiLetterOrDigit(address[i]) && address[i] is not ('+' or '-' or '.'))
                return 0;
        }
        return 0;
    }

    /// <summary>Whether an address leads to the web.</summary>
    public static bool IsWeb(string? address) =>
        address != null && (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Without white space at the ends, and without the line breaks that browsers ignore in between.</summary>
    public static string Trim(string reference)
    {
        reference = reference.Trim();
        return reference.AsSpan().IndexOfAny('\n', '\r', '\t') < 0 ? reference : string.Concat(reference.Where(c => c is not ('\n' or '\r' or '\t')));
    }

    private static string WithoutDots(string path)
    {
        var end = path.AsSpan().IndexOfAny('?', '#');
        var plain = end < 0 ? path : path[..end];
        if (!plain.Contains("/.", StringComparison.Ordinal))
            return path;
        var kept = new List<string>();
        var segments = plain.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            if (segments[i] == "..")
            {
                if (kept.Count > 0)
                    kept.RemoveAt(kept.Count - 1);
                if (last)
                    kept.Add("");
            }
            else if (segments[i] != ".")
                kept.Add(segments[i]);
            else if (last)
                kept.Add("");
        }
        return "/" + string.Join('/', kept) + (end < 0 ? "" : path[end..]);
    }
}
