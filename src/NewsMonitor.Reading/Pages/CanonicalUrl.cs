using System.Text;

namespace NewsMonitor.Reading.Pages;

/// <summary>
/// One spelling for one article's address: what the archive takes for the article's identity. Follows RFC 3986 section 6.2.2 (case, percent
/// encoding, dot segments, default port), and drops what does not choose the content: user info, fragment, tracking parameters.
/// Scheme, host, path and the order of the remaining parameters stay, since the result must still be an address that can be fetched.
/// </summary>
public static class CanonicalUrl
{
    private const int LongestAddress = 8_192;

    /// <summary>The canonical spelling of an absolute http or https address; any other address comes back as it is written.</summary>
    public static string Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!IsWeb(address))
        {
            return address.OriginalString;
        }

        var canonical = new StringBuilder(address.Scheme).Append("://").Append(address.IdnHost.TrimEnd('.').ToLowerInvariant());
        if (!address.IsDefaultPort)
        {
            canonical.Append(':').Append(address.Port);
        }

        AppendPath(canonical, address.AbsolutePath);
        AppendQuery(canonical, address);
        // "#!" addresses name their content in the fragment; every other fragment is a place on the page.
        if (address.Fragment.StartsWith("#!/", StringComparison.Ordinal))
        {
            canonical.Append(address.Fragment);
        }

        return canonical.ToString();
    }

    /// <summary>The canonical spelling of an address as written in a page or feed, resolved against <paramref name="base"/>; null where it is no web address.</summary>
    public static string? Of(string? address, Uri? @base) => Parse(address, @base) is { } uri ? Of(uri) : null;

    /// <summary>The web address that a foreign text states, absolute; null where it is none.</summary>
    internal static Uri? Parse(string? address, Uri? @base)
    {
        if (string.IsNullOrWhiteSpace(address) || address.Length > LongestAddress)
        {
            return null;
        }

        address = address.Trim();
        if (address.StartsWith("//", StringComparison.Ordinal))
        {
            address = (@base?.Scheme ?? Uri.UriSchemeHttps) + ":" + address;
        }

        // On Unix "/path" parses as an absolute file address, so an address counts as absolute only with its web scheme.
        if (Uri.TryCreate(address, UriKind.Absolute, out var absolute) && IsWeb(absolute))
        {
            return absolute;
        }

        return @base is not null && Uri.TryCreate(@base, address, out var resolved) && IsWeb(resolved) ? resolved : null;
    }

    private static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Length > 0;

    private static void AppendPath(StringBuilder canonical, string path)
    {
        var from = canonical.Length;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length && Uri.IsHexDigit(path[i + 1]) && Uri.IsHexDigit(path[i + 2]))
            {
                canonical.Append('%').Append(char.ToUpperInvariant(path[i + 1])).Append(char.ToUpperInvariant(path[i + 2]));
                i += 2;
            }
            else if (path[i] == '/' && canonical.Length > from && canonical[^1] == '/')
            {
                // A doubled slash is a slip of the publisher's template: servers fold it.
            }
            else
            {
                canonical.Append(path[i]);
            }
        }

        if (canonical.Length == from)
        {
            canonical.Append('/');
        }
    }

    private static void AppendQuery(StringBuilder canonical, Uri address)
    {
        var query = address.Query.AsSpan().TrimStart('?');
        var separator = '?';
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty || TrackingParameters.Includes(address.Host, pair))
            {
                continue;
            }

            canonical.Append(separator).Append(pair);
            separator = '&';
        }
    }
}
