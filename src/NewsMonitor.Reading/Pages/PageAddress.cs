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

    /// <summary>The same last two labels; a copy on an accelerator's host (AMP) may name its origin.</summary>
    private static bool SameSite(string a, string b) =>
        Site(a) == Site(b) || b.EndsWith("ampproject.org", StringComparison.Ordinal) || b.EndsWith("google.com", StringComparison.Ordinal);

    private static string Site(string host) => string.Join('.', host.ToLowerInvariant().Split('.').TakeLast(2));
}
