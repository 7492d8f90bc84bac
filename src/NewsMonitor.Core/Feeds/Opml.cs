using System.Xml;

namespace NewsMonitor.Core.Feeds;

/// <summary>A feed as an OPML file lists it; its folder is the outlines around it, joined by a slash, null at the top.</summary>
public sealed record OpmlOutline(string Address, string? Title, string? SiteAddress, string? Folder);

/// <summary>Why an OPML file was refused.</summary>
public enum OpmlFault { NotOpml, TooLarge, TooManyFeeds, TooDeep }

/// <summary>What came of reading an OPML file: feeds, or the reason why not.</summary>
public sealed record OpmlReading(IReadOnlyList<OpmlOutline> Outlines, OpmlFault? Fault = null, string? Detail = null);

/// <summary>
/// OPML 2.0 (opml.org), the format in which feed readers hand over their feeds. Read as a stream within bounds, so that a million outlines
/// or ten thousand levels cost no memory and are refused in words.
/// </summary>
public static class Opml
{
    public const int MostBytes = 20_000_000;
    public const int MostFeeds = 20_000;
    /// <summary>Outlines in all, those that only hold others among them.</summary>
    public const int MostOutlines = 100_000;
    public const int DeepestFolder = 50;

    public static OpmlReading Read(Stream file)
    {
        var settings = new XmlReaderSettings
        {
            // Ignore, not Prohibit: some exporters write a DOCTYPE. Nothing is resolved, no entity is expanded.
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersInDocument = MostBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        var outlines = new List<OpmlOutline>();
        var folders = new Stack<string?>();
        var (sawOpml, seen) = (false, 0);
        try
        {
            using var xml = XmlReader.Create(file, settings);
            while (xml.Read())
            {
                if (xml.Depth > DeepestFolder + 5)
                    return Refuse(OpmlFault.TooDeep, $"Its folders lie more than {DeepestFolder} levels deep.");
                if (xml.NodeType == XmlNodeType.EndElement && IsOutline(xml)) folders.Pop();
                if (xml.NodeType != XmlNodeType.Element) continue;
                sawOpml |= Named(xml, "opml");
                if (!IsOutline(xml) || !sawOpml) continue;
                if (++seen > MostOutlines) return Refuse(OpmlFault.TooManyFeeds, $"It holds more than {MostOutlines:N0} outlines.");

                var (address, title, site) = (Attribute(xml, "xmlUrl"), Attribute(xml, "title") ?? Attribute(xml, "text"), Attribute(xml, "htmlUrl"));
                var isEmpty = xml.IsEmptyElement;
                if (address is not null)
                {
                    if (outlines.Count == MostFeeds) return Refuse(OpmlFault.TooManyFeeds, $"It lists more than {MostFeeds:N0} feeds.");
                    outlines.Add(new(address, title, site, Folder(folders)));
                }
                if (!isEmpty) folders.Push(address is null ? title : null);
            }
        }
        catch (XmlException e)
        {
            return file.CanSeek && file.Length > MostBytes || e.Message.Contains("MaxCharactersInDocument", StringComparison.Ordinal)
                ? Refuse(OpmlFault.TooLarge, $"It is larger than {MostBytes / 1_000_000} MB.")
                : Refuse(OpmlFault.NotOpml, e.Message);
        }
        return sawOpml ? new(outlines) : Refuse(OpmlFault.NotOpml, "It has no opml element.");

        static OpmlReading Refuse(OpmlFault fault, string detail) => new([], fault, detail);
    }

    public static void Write(Stream file, IEnumerable<OpmlOutline> outlines, string title, DateTimeOffset at)
    {
        using var xml = XmlWriter.Create(file, new() { Indent = true, CloseOutput = false });
        xml.WriteStartElement("opml");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteStartElement("head");
        xml.WriteElementString("title", title);
        xml.WriteElementString("dateCreated", at.ToString("r"));
        xml.WriteEndElement();
        xml.WriteStartElement("body");
        string[] open = [];
        foreach (var folder in outlines.GroupBy(o => o.Folder).OrderBy(f => f.Key, StringComparer.OrdinalIgnoreCase))
        {
            // "Politik/Ausland" is a folder in a folder: what both have in common stays open.
            var path = folder.Key?.Split('/') ?? [];
            var common = open.Zip(path).TakeWhile(pair => pair.First == pair.Second).Count();
            for (var level = open.Length; level > common; level--) xml.WriteEndElement();
            foreach (var name in path[common..])
            {
                xml.WriteStartElement("outline");
                xml.WriteAttributeString("text", name);
            }
            open = path;
            foreach (var outline in folder) Write(xml, outline);
        }
        foreach (var _ in open) xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, OpmlOutline outline)
    {
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("type", "rss");
        xml.WriteAttributeString("text", outline.Title ?? outline.Address);
        xml.WriteAttributeString("title", outline.Title ?? outline.Address);
        xml.WriteAttributeString("xmlUrl", outline.Address);
        if (outline.SiteAddress is not null) xml.WriteAttributeString("htmlUrl", outline.SiteAddress);
        xml.WriteEndElement();
    }

    private static string? Folder(Stack<string?> folders)
    {
        var names = folders.OfType<string>().Reverse().ToArray();
        return names.Length == 0 ? null : string.Join('/', names);
    }

    private static bool IsOutline(XmlReader xml) => Named(xml, "outline");

    private static bool Named(XmlReader xml, string name) => xml.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Readers disagree on the case of attribute names.</summary>
    private static string? Attribute(XmlReader xml, string name)
    {
        var value = xml.GetAttribute(name) ?? xml.GetAttribute(name.ToLowerInvariant()) ?? xml.GetAttribute(name.ToUpperInvariant());
        return value?.Trim() is { Length: > 0 and <= Limits.Address } text ? text : null;
    }
}
