using System.Net;
using System.Net.Sockets;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Tells addresses of the public internet from all others, after the IANA special-purpose registries (RFC 6890): a foreign feed must not
/// make this program ask its own host, its network or a cloud's metadata service.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", // this network, RFC 791
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private, RFC 1918
            "100.64.0.0/10", // carrier-grade NAT, RFC 6598
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata
            "192.0.0.0/24", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // protocol assignments, documentation
            "192.88.99.0/24", // 6to4 relays, deprecated
            "198.18.0.0/15", // benchmarks, RFC 2544
            "224.0.0.0/4", "240.0.0.0/4", // multicast, reserved, broadcast
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The only IPv6 space that is given out at all, RFC 3513.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic6 =
    [
        .. new[]
        {
            "2001::/23", // protocol assignments, Teredo among them (an IPv4 address is hidden in it)
            "2001:db8::/32", "3fff::/20", // documentation
            "2002::/16", // 6to4: an IPv4 address is hidden in it
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>
    /// RFC 6052: the last 32 bits are an IPv4 address that a translator connects to. (Its sister 64:ff9b:1::/48, RFC 8215, is for translators
    /// within one network, which may hide the address elsewhere: never public.)
    /// </summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !NotPublic.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        if (address.IsIPv4MappedToIPv6) return Is(address.MapToIPv4());
        var plain = new IPAddress(address.GetAddressBytes()); // without a scope, which the networks' comparison would trip over
        if (Nat64.Contains(plain)) return Is(new IPAddress(plain.GetAddressBytes().AsSpan(12)));
        return GlobalUnicast.Contains(plain) && !NotPublic6.Any(network => network.Contains(plain));
    }
}
