using System.Xml.Linq;

namespace NewsMonitor.Core.Feeds;

/// <summary>One feed of a starter pack.</summary>
/// <param name="Outlet">The publisher's name.</param>
/// <param name="Title">The feed's own name.</param>
/// <param name="Address">Where it is fetched.</param>
/// <param name="SiteAddress">The page it belongs to.</param>
/// <param name="Language">ISO 639-1 code.</param>
public sealed record StarterFeed(string Outlet, string Title, Uri Address, Uri SiteAddress, string Language);

/// <summary>
/// A list of real feeds for a newsroom that starts empty, embedded as OPML 2.0 (<c>Feeds/StarterPacks/*.opml</c>), which other readers can import, too.
/// The publisher's name stands in an attribute of our own namespace, as OPML allows.
/// </summary>
/// <param name="Key">The file's name without ending.</param>
/// <param name="Title">As shown.</param>
/// <param name="Feeds">In the order of the file.</param>
/// <param name="Opml">The file itself, to be downloaded or imported.</param>
public sealed record StarterPack(string Key, string Title, IReadOnlyList<StarterFeed> Feeds, string Opml)
{
    private const string Folder = "Feeds/StarterPacks/";
    private static readonly XNamespace Own = "urn:newsmonitor:opml";
    private static readonly Lazy<IReadOnlyList<StarterPack>> Loaded = new(Load);

    /// <summary>All packs, by key.</summary>
    public static IReadOnlyList<StarterPack> All => Loaded.Value;

    private static List<StarterPack> Load()
    {
        var assembly = typeof(StarterPack).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        StarterPack Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var text = reader.ReadToEnd();
            var opml = XDocument.Parse(text).Root!;
            return new StarterPack(
                Path.GetFileNameWithoutExtension(name), opml.Element("head")!.Element("title")!.Value,
                [.. opml.Element("body")!.Elements("outline").Select(o => new StarterFeed(
                    Text(o, Own + "outlet"), Text(o, "text"), new Uri(Text(o, "xmlUrl")), new Uri(Text(o, "htmlUrl")), Text(o, "language")))],
                text);

            string Text(XElement outline, XName attribute) => outline.Attribute(attribute)?.Value ?? throw new FormatException($"{name}: an outline lacks {attribute.LocalName}.");
        }
    }
}
