namespace NewsMonitor.Core.Feeds;

/// <summary>An address as people type and paste it.</summary>
public static class FeedAddress
{
    /// <summary>The web address meant, absolute, without a fragment; null where it is none. <c>feed:</c> and a missing scheme are understood.</summary>
    public static Uri? Parse(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.StartsWith("feed://", StringComparison.OrdinalIgnoreCase)) text = "https://" + text[7..];
        else if (text.StartsWith("feed:", StringComparison.OrdinalIgnoreCase)) text = text[5..];
        if (text.Length is 0 or > Limits.Address || text.Any(char.IsWhiteSpace)) return null;
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            // "localhost:8080/feed" is a host and a port, "mailto:x" is no web address.
            if (text.IndexOf(':') is > 0 and var colon && !char.IsAsciiDigit(text.ElementAtOrDefault(colon + 1))) return null;
            text = "https://" + text;
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)) return null;
        if (uri.Host.Length == 0 || (!uri.Host.Contains('.') && uri.HostNameType == UriHostNameType.Dns && uri.Host != "localhost")) return null;
        var plain = uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped); // without user info and fragment
        return plain.Length <= Limits.Address ? new Uri(plain) : null;
    }
}
