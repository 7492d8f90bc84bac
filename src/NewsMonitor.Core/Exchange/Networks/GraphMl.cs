using System.Globalization;
using System.Xml;

namespace NewsMonitor.Core.Exchange.Networks;

/// <summary>GraphML (graphml.graphdrawing.org), plain, for Gephi, visone, networkx and igraph: typed keys, undirected, weights as they are, negative ones too.</summary>
public sealed class GraphMl : ExportFormat
{
    private const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    public override string Name => "graphml";
    public override ExportSubject Subject => ExportSubject.Network;
    public override string Extension => "graphml";
    public override string MediaType => "application/graphml+xml";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var named = await NamedNetwork.ReadAsync(source, cancel);
        await using var xml = XmlWriter.Create(to, XmlText.Settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "graphml", Namespace);
        foreach (var (id, type) in ((string, string)[])[("name", "string"), ("kind", "string"), ("country", "string"), ("frequency", "int")]) await KeyAsync(xml, id, "node", type);
        await KeyAsync(xml, "weight", "edge", "double");
        await xml.WriteStartElementAsync(null, "graph", null);
        await xml.WriteAttributeStringAsync(null, "id", null, "network");
        await xml.WriteAttributeStringAsync(null, "edgedefault", null, "undirected");
        foreach (var node in named.Nodes)
        {
            await xml.WriteStartElementAsync(null, "node", null);
            await xml.WriteAttributeStringAsync(null, "id", null, node.Id);
            await DataAsync(xml, "name", XmlText.Clean(node.Name));
            await DataAsync(xml, "kind", node.Kind);
            if (node.Country is { } country) await DataAsync(xml, "country", country);
            await DataAsync(xml, "frequency", node.Frequency.ToString(CultureInfo.InvariantCulture));
            await xml.WriteEndElementAsync();
        }
        foreach (var (from, end, weight) in named.Network.Ties)
        {
            await xml.WriteStartElementAsync(null, "edge", null);
            await xml.WriteAttributeStringAsync(null, "source", null, named.Rows[from].Id);
            await xml.WriteAttributeStringAsync(null, "target", null, named.Columns[end].Id);
            await DataAsync(xml, "weight", weight.ToString("R", CultureInfo.InvariantCulture));
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        return new(named.Nodes.Count());
    }

    private static async Task KeyAsync(XmlWriter xml, string id, string of, string type)
    {
        await xml.WriteStartElementAsync(null, "key", null);
        foreach (var (name, value) in ((string, string)[])[("id", id), ("for", of), ("attr.name", id), ("attr.type", type)]) await xml.WriteAttributeStringAsync(null, name, null, value);
        await xml.WriteEndElementAsync();
    }

    private static async Task DataAsync(XmlWriter xml, string key, string value)
    {
        await xml.WriteStartElementAsync(null, "data", null);
        await xml.WriteAttributeStringAsync(null, "key", null, key);
        await xml.WriteStringAsync(value);
        await xml.WriteEndElementAsync();
    }
}
