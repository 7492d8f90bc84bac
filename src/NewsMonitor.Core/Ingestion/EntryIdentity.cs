using System.Security.Cryptography;
using System.Text;
using NewsMonitor.Reading.Feeds;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Ingestion;

/// <summary>An entry of a feed with the keys that it is known by.</summary>
/// <param name="Entry">The entry as read.</param>
/// <param name="GuidKey">Hash of the publisher's own id; null where there is none, where it says the same as the address, or where guids lie.</param>
/// <param name="AddressKey">Hash of the address, or of address and title where the feed gives many entries one address.</param>
/// <param name="Canonical">What the article is unique by in the whole archive.</param>
/// <param name="Address">Where the article is read.</param>
/// <param name="ContentHash">Hash of all that the entry says: the same hash, nothing new.</param>
public sealed record IdentifiedEntry(ReadEntry Entry, Guid? GuidKey, Guid AddressKey, string Canonical, string Address, Guid ContentHash);

/// <summary>
/// What makes an entry the same entry as before: its guid, its address, or address and title, by what can be trusted in this feed. Where more
/// than 5 % of a feed's guids repeat they name nothing, and so with addresses (a ticker whose entries all point to one page).
/// </summary>
public static class EntryIdentity
{
    private const double TolerableRepeats = 0.05;

    /// <param name="feed">The feed as read.</param>
    /// <param name="address">Where it was read; entries without an address of their own are named after it.</param>
    /// <param name="guidsLie">Whether earlier checks have shown that the guids change from check to check.</param>
    /// <returns>Each entry once, in the feed's order.</returns>
    public static IReadOnlyList<IdentifiedEntry> Of(ReadFeed feed, Uri address, bool guidsLie)
    {
        var raw = feed.Entries.Select(entry => (Entry: entry, Guid: entry.Id?.Trim() is { Length: > 0 } id ? id : null, Web: WebAddress(entry, address))).ToList();
        var trustGuids = !guidsLie && Repeats(raw.Select(r => r.Guid)) <= TolerableRepeats;
        var trustAddresses = Repeats(raw.Select(r => r.Web?.Canonical)) <= TolerableRepeats;

        var (seen, titles) = (new HashSet<Guid>(), new Dictionary<Guid, string?>());
        var entries = new List<IdentifiedEntry>(raw.Count);
        foreach (var (entry, guid, web) in raw)
        {
            var identified = Identify(entry, trustGuids ? guid : null, web, trustAddresses, address);
            if (identified.Canonical.Length > Limits.Address) continue; // no article's address is that long
            if (!seen.Add(identified.AddressKey)) continue;
            if (identified.GuidKey is { } key && !titles.TryAdd(key, entry.Title))
            {
                if (titles[key] == entry.Title) continue; // the same piece at two addresses
                identified = identified with { GuidKey = null }; // another piece under a guid that is taken
            }
            entries.Add(identified);
        }
        return entries;
    }

    private static IdentifiedEntry Identify(ReadEntry entry, string? guid, (string Canonical, string Address)? web, bool trustAddresses, Uri feed)
    {
        var content = Key("c", entry.Title, entry.Content ?? entry.Summary, (entry.Updated ?? entry.Published)?.Raw);
        if (web is { } page && trustAddresses)
        {
            var guidKey = guid is null || CanonicalUrl.Of(guid, null) == page.Canonical ? (Guid?)null : Key("g", guid);
            return new(entry, guidKey, Key("a", page.Canonical), page.Canonical, page.Address, content);
        }

        // One page for many entries, or none at all: the entry's own name becomes a place on the page.
        var name = guid is not null ? Key("g", guid) : Key("t", web?.Canonical, entry.Title, entry.Title is null ? entry.Summary ?? entry.Content : null);
        var at = web?.Canonical ?? CanonicalUrl.Of(feed);
        return new(entry, null, name, $"{at}#{name:N}", web?.Address ?? feed.AbsoluteUri, content);
    }

    private static (string Canonical, string Address)? WebAddress(ReadEntry entry, Uri feed)
    {
        foreach (var stated in (string?[])[entry.Link, entry.Links.FirstOrDefault(l => l.Rel is null or "alternate")?.Href, entry.Id])
        {
            // A guid counts as an address only if it is written as one.
            if (stated == entry.Id && !Uri.IsWellFormedUriString(stated, UriKind.Absolute)) continue;
            if (CanonicalUrl.Of(stated, feed) is { } canonical && Uri.TryCreate(feed, stated, out var uri) && uri.AbsoluteUri.Length <= Limits.Address)
                return (canonical, uri.AbsoluteUri);
        }
        return null;
    }

    private static double Repeats(IEnumerable<string?> names)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var all = 0;
        foreach (var name in names)
        {
            if (name is null) continue;
            all++;
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
        // Two of a kind in a feed of ten is a slip, not a rule.
        return all < 2 || all - counts.Count < 2 ? 0 : (double)counts.Values.Where(n => n > 1).Sum() / all;
    }

    internal static Guid Key(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "\u0001");
            BitConverter.TryWriteBytes(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
