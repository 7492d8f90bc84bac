using System.Collections.Frozen;

namespace NewsMonitor.Reading.Pages;

/// <summary>The addresses a page states.</summary>
internal static class PageAddress
{
    /// <summary>The canonical link where it can be this page's: on the same site, and no front page. Else og:url by the same rule, else the address fetched.</summary>
    internal static string? Canonical(PageParts parts, Uri? address)
    {
        foreach (var stated in (string?[])[parts.Link("canonical"), parts.Meta("og:url")])
        {
            if (CanonicalUrl.Parse(stated, Base(parts, address)) is not { } uri || !IsBelievable(uri, address))
            {
                continue;
            }

            // A page fetched over https that calls itself http is an old template, not another page.
            var secured = address?.Scheme == Uri.UriSchemeHttps && uri.Scheme == Uri.UriSchemeHttp && uri.IsDefaultPort
                ? new UriBuilder(uri) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri
                : uri;
            return CanonicalUrl.Of(secured);
        }

        return address is null ? null : CanonicalUrl.Of(address);
    }

    internal static string? Of(string? stated, PageParts parts, Uri? address) => CanonicalUrl.Parse(stated, Base(parts, address))?.AbsoluteUri;

    private static Uri? Base(PageParts parts, Uri? address) => CanonicalUrl.Parse(parts.Base, address) ?? address;

    private static bool IsBelievable(Uri stated, Uri? address) =>
        address is null || (SameSite(stated.Host, address.Host) && (stated.AbsolutePath.Length > 1 || address.AbsolutePath.Length <= 1 || stated.Query.Length > 1));

    /// <summary>One site names the other's page: else anybody's page could take the place of anybody's article. A copy on an accelerator's host (AMP) may name its origin.</summary>
    private static bool SameSite(string a, string b) => Site(a) == Site(b) || b is "www.google.com" || b.EndsWith(".ampproject.org", StringComparison.Ordinal);

    /// <summary>The part of a host that one holder registered: its last two labels, or three where the last two are a registry's or a hoster's.</summary>
    internal static string Site(string host)
    {
        if (Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6) return host;
        var labels = host.ToLowerInvariant().Split('.');
        var shared = labels.Length > 2 && ((labels[^1].Length == 2 && Registries.Contains(labels[^2])) || Hosters.Contains($"{labels[^2]}.{labels[^1]}"));
        return string.Join('.', labels.TakeLast(shared ? 3 : 2));
    }

    // Many countries sell names under these: bbc.co.uk and evil.co.uk are two holders'.
    private static readonly FrozenSet<string> Registries =
        FrozenSet.Create("ac", "asn", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gv", "id", "info", "ltd", "mil", "ne", "net", "nom", "or", "org", "plc", "sch", "web");

    // Each name under these is somebody else's.
    private static readonly FrozenSet<string> Hosters =
        FrozenSet.Create("blogspot.com", "github.io", "gitlab.io", "ghost.io", "livejournal.com", "medium.com", "netlify.app", "pages.dev", "substack.com", "tumblr.com", "vercel.app", "wordpress.com");
}
