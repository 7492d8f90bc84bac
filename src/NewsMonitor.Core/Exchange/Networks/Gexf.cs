using System.Globalization;
using System.Xml;
using NewsMonitor.Core.Networks;

namespace NewsMonitor.Core.Exchange.Networks;

/// <summary>
/// GEXF 1.3 (gexf.net) with time for Gephi: a node lives from its first to its last statement, and a tie in the windows that it stands in,
/// with each window's weight. Without a window setting the windows are months. Windows of days and more are dated by days, which every
/// reader knows; an interval's end belongs to it, as the format has it.
/// </summary>
public sealed class Gexf : ExportFormat
{
    private const string Namespace = "http://gexf.net/1.3";

    public override string Name => "gexf";
    public override ExportSubject Subject => ExportSubject.Network;
    public override string Extension => "gexf";
    public override string MediaType => "application/gexf+xml";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var events = await source.EventsAsync(cancel);
        var settings = source.Request.Network;
        var named = await NamedNetwork.NameAsync(NetworkBuilder.Build(events, settings, cancel), source, cancel);
        var window = source.Request.Window ?? new(WindowUnit.Months, 1);
        var windows = NetworkWindows.Build(events, settings with { Isolates = true }, window, cancel);
        var times = new Times(window.Unit is WindowUnit.Days or WindowUnit.Weeks or WindowUnit.Months or WindowUnit.Years, settings.TimeZone);
        await using var xml = XmlWriter.Create(to, XmlText.Settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "gexf", Namespace);
        await Attributes(xml, ("version", "1.3"));
        await xml.WriteStartElementAsync(null, "meta", null);
        await Attributes(xml, ("lastmodifieddate", source.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await xml.WriteElementStringAsync(null, "creator", null, "NewsMonitor");
        await xml.WriteElementStringAsync(null, "description", null, XmlText.Clean($"{settings.Kind}, {settings.Aggregation}, {settings.Normalisation}; query: {source.Request.Query}"));
        await xml.WriteEndElementAsync();
        await xml.WriteStartElementAsync(null, "graph", null);
        await Attributes(xml, ("mode", "dynamic"), ("defaultedgetype", "undirected"), ("timeformat", times.Format), ("timerepresentation", "interval"));
        await DeclareAsync(xml, "node", "static", ("kind", "string"), ("country", "string"), ("frequency", "integer"));
        await DeclareAsync(xml, "edge", "dynamic", ("weight", "double"));
        await NodesAsync(xml, named, Lives(events, settings), times);
        await EdgesAsync(xml, named, windows, times);
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        return new(named.Nodes.Count());
    }

    /// <summary>First and last statement by node id.</summary>
    private static Dictionary<string, (DateTimeOffset From, DateTimeOffset Until)> Lives(IReadOnlyList<NetworkEvent> events, NetworkSettings settings)
    {
        var lives = new Dictionary<string, (DateTimeOffset, DateTimeOffset)>();
        foreach (var e in NetworkBuilder.Distinct(events, settings))
        {
            foreach (var id in (string[])[$"a{e.Actor}", $"i{e.Issue}"]) lives[id] = lives.TryGetValue(id, out var life) ? (life.Item1, e.At) : (e.At, e.At);
        }
        return lives;
    }

    private static async Task NodesAsync(XmlWriter xml, NamedNetwork named, Dictionary<string, (DateTimeOffset From, DateTimeOffset Until)> lives, Times times)
    {
        await xml.WriteStartElementAsync(null, "nodes", null);
        foreach (var node in named.Nodes)
        {
            await xml.WriteStartElementAsync(null, "node", null);
            await Attributes(xml, ("id", node.Id), ("label", XmlText.Clean(node.Name)), ("start", times.Of(lives[node.Id].From)), ("end", times.Of(lives[node.Id].Until)));
            await xml.WriteStartElementAsync(null, "attvalues", null);
            await ValueAsync(xml, "kind", node.Kind);
            if (node.Country is { } country) await ValueAsync(xml, "country", country);
            await ValueAsync(xml, "frequency", node.Frequency.ToString(CultureInfo.InvariantCulture));
            await xml.WriteEndElementAsync();
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
    }

    private static async Task EdgesAsync(XmlWriter xml, NamedNetwork named, IReadOnlyList<NetworkWindow> windows, Times times)
    {
        var rows = named.Network.Rows.Index().ToDictionary(r => r.Item, r => r.Index);
        var columns = named.Network.Columns.Index().ToDictionary(c => c.Item, c => c.Index);
        var courses = new SortedDictionary<(int From, int To), List<(NetworkWindow Window, double Weight)>>();
        foreach (var window in windows)
        {
            foreach (var (from, end, weight) in window.Network.Ties)
            {
                if (!rows.TryGetValue(window.Network.Rows[from], out var row) || !columns.TryGetValue(window.Network.Columns[end], out var column)) continue;
                if (!courses.TryGetValue((row, column), out var course)) courses[(row, column)] = course = [];
                course.Add((window, weight));
            }
        }
        await xml.WriteStartElementAsync(null, "edges", null);
        var number = 0;
        foreach (var (from, end, weight) in named.Network.Ties)
        {
            await xml.WriteStartElementAsync(null, "edge", null);
            await Attributes(xml, ("id", (number++).ToString(CultureInfo.InvariantCulture)), ("source", named.Rows[from].Id), ("target", named.Columns[end].Id), ("weight", Number(weight)));
            if (courses.TryGetValue((from, end), out var course))
            {
                await xml.WriteStartElementAsync(null, "attvalues", null);
                foreach (var (window, value) in course) await ValueAsync(xml, "weight", Number(value), (times.Of(window.From), times.LastIn(window.Until)));
                await xml.WriteEndElementAsync();
                await xml.WriteStartElementAsync(null, "spells", null);
                foreach (var (window, _) in course)
                {
                    await xml.WriteStartElementAsync(null, "spell", null);
                    await Attributes(xml, ("start", times.Of(window.From)), ("end", times.LastIn(window.Until)));
                    await xml.WriteEndElementAsync();
                }
                await xml.WriteEndElementAsync();
            }
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
    }

    private static async Task DeclareAsync(XmlWriter xml, string of, string mode, params (string Id, string Type)[] attributes)
    {
        await xml.WriteStartElementAsync(null, "attributes", null);
        await Attributes(xml, ("class", of), ("mode", mode));
        foreach (var (id, type) in attributes)
        {
            await xml.WriteStartElementAsync(null, "attribute", null);
            await Attributes(xml, ("id", id), ("title", id), ("type", type));
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
    }

    private static async Task ValueAsync(XmlWriter xml, string of, string value, (string Start, string End)? interval = null)
    {
        await xml.WriteStartElementAsync(null, "attvalue", null);
        await Attributes(xml, ("for", of), ("value", value));
        if (interval is var (start, end)) await Attributes(xml, ("start", start), ("end", end));
        await xml.WriteEndElementAsync();
    }

    private static async Task Attributes(XmlWriter xml, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes) await xml.WriteAttributeStringAsync(null, name, null, value);
    }

    private static string Number(double weight) => weight.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Moments as the file dates them: by days of the newsroom's calendar, or to the second in UTC.</summary>
    private sealed class Times(bool byDay, TimeZoneInfo zone)
    {
        public string Format => byDay ? "date" : "dateTime";

        public string Of(DateTimeOffset at) => byDay
            ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        /// <summary>The last moment before an exclusive end.</summary>
        public string LastIn(DateTimeOffset until) => Of(until.AddSeconds(-1));
    }
}
