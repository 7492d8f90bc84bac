namespace NewsMonitor.Core.Tests.Exchange;

/// <summary>Somebody else's reader of UCINET's files, and of matrices as a table: igraph, from Debian's python3-igraph.</summary>
internal static class Igraph
{
    private const string Script = """
        import sys, csv, igraph
        if sys.argv[2] == "dl": graph = igraph.Graph.Read_DL(sys.argv[1], directed=True)
        else:
            rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
            assert rows[0][1:] == [row[0] for row in rows[1:]], "the names along both edges differ"
            graph = igraph.Graph.Weighted_Adjacency([[float(x) for x in row[1:]] for row in rows[1:]], mode="directed")
            graph.vs["name"] = rows[0][1:]
        edges = sorted("%s>%s %s" % (graph.vs[e.source]["name"], graph.vs[e.target]["name"], e["weight"]) for e in graph.es)
        sys.stdout.buffer.write((", ".join(["%d nodes" % graph.vcount()] + sorted(graph.vs["name"]) + edges)).encode("utf-8"))
        """;

    public static Task<string> ReadAsync(string format, byte[] file) => DebianReader.ReadAsync("igraph", Script, file, format);
}
