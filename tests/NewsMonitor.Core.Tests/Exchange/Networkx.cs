using System.Text;

namespace NewsMonitor.Core.Tests.Exchange;

/// <summary>Somebody else's reader of graphs: networkx, from Debian's python3-networkx.</summary>
internal static class Networkx
{
    private const string Script = """
        import sys, io, networkx
        read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[sys.argv[2]]
        graph = read(sys.argv[1])
        names = {n: d.get("name") or d.get("label") for n, d in graph.nodes(data=True)}
        def weight(d): return d["weight"][0][0] if isinstance(d["weight"], list) else d["weight"]
        edges = sorted("%s %s" % (float(weight(d)), "/".join(sorted([names[a], names[b]]))) for a, b, d in graph.edges(data=True))
        sys.stdout.buffer.write((", ".join(["%d nodes" % len(graph)] + edges)).encode("utf-8"))
        """;

    public static Task<string> ReadAsync(string format, byte[] file) => DebianReader.ReadAsync("networkx", Script,
        // Debian 12's networkx knows GEXF up to 1.2; what a network needs of it has not changed since.
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file).Replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft", StringComparison.Ordinal)), format);
}
