using System.Collections.Frozen;

namespace NewsMonitor.Web.Demo;

/// <summary>The wire format of a demo outlet's feed.</summary>
public enum DemoFeedFormat { Rss, Atom }

/// <summary>How a demo outlet builds its pages: four habits that real newsrooms have, so that the page reader has real work.</summary>
public enum DemoLayout
{
    /// <summary>Topline and headline in one h1, "Stand: … Uhr", lead as bold paragraph, JSON-LD, a note on the broadcast at the end.</summary>
    Broadcaster,
    /// <summary>OpenGraph and time elements, topline above the h1, author line, teasers inside the text.</summary>
    Newspaper,
    /// <summary>Microdata, deep div markup, no time of day in words, a list of key terms.</summary>
    Wire,
    /// <summary>JSON-LD graph, standfirst, credit below the picture, share bar between lead and text.</summary>
    Magazine,
}

/// <summary>A fictitious publisher of the demo newsroom. None of the four exists.</summary>
/// <param name="Key">Its first path segment and the key in the articles' front matter.</param>
/// <param name="Name">As shown.</param>
/// <param name="Language">ISO 639-1 code of everything it writes.</param>
/// <param name="Country">ISO 3166 alpha-2 code.</param>
/// <param name="FeedFormat">The format of its one feed.</param>
/// <param name="FeedPath">The last segment of its feed's address.</param>
/// <param name="Layout">How its pages are built.</param>
/// <param name="Motto">The line below the name.</param>
public sealed record DemoOutlet(string Key, string Name, string Language, string Country, DemoFeedFormat FeedFormat, string FeedPath, DemoLayout Layout, string Motto)
{
    public static IReadOnlyList<DemoOutlet> All { get; } =
    [
        new("hafenkurier", "Hafenkurier", "de", "DE", DemoFeedFormat.Rss, "meldungen.rss", DemoLayout.Broadcaster, "Nachrichten am Wasser"),
        new("marktblatt", "Marktblatt", "de", "DE", DemoFeedFormat.Atom, "feed.atom", DemoLayout.Newspaper, "Zeitung für Politik und Wirtschaft"),
        new("meridian", "Meridian Wire", "en", "GB", DemoFeedFormat.Atom, "world.atom", DemoLayout.Wire, "Reports from capitals"),
        new("quayside", "The Quayside Review", "en", "US", DemoFeedFormat.Rss, "rss.xml", DemoLayout.Magazine, "News and context"),
    ];

    private static readonly FrozenDictionary<string, DemoOutlet> ByKey = All.ToFrozenDictionary(o => o.Key);

    public bool IsGerman => Language == "de";

    public static DemoOutlet? Find(string key) => ByKey.GetValueOrDefault(key);

    public Uri Home(Uri root) => new(root, $"{Key}/");
    public Uri Feed(Uri root) => new(root, $"{Key}/{FeedPath}");
    public Uri Page(Uri root, string slug) => new(root, $"{Key}/{slug}.html");
}
