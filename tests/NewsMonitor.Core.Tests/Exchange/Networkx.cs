using System.Diagnostics;
using System.Text;

namespace NewsMonitor.Core.Tests.Exchange;

/// <summary>Somebody else's reader of graphs: networkx, from Debian's python3-networkx. Skips the test where it is missing.</summary>
internal static class Networkx
{
    private const string Script = """
        import sys, io, networkx
        read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[sys.argv[1]]
        graph = read(sys.argv[2])
        names = {n: d.get("name") or d.get("label") for n, d in graph.nodes(data=True)}
        def weight(d): return d["weight"][0][0] if isinstance(d["weight"], list) else d["weight"]
        edges = sorted("%s %s" % (float(weight(d)), "/".join(sorted([names[a], names[b]]))) for a, b, d in graph.edges(data=True))
        sys.stdout.buffer.write((", ".join(["%d nodes" % len(graph)] + edges)).encode("utf-8"))
        """;

    public static async Task<string> ReadAsync(string format, byte[] file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"newsmonitor-{Guid.NewGuid():N}.{format}");
        // Debian 12's networkx knows GEXF up to 1.2; what a network needs of it has not changed since.
        await File.WriteAllTextAsync(path, Encoding.UTF8.GetString(file).Replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft", StringComparison.Ordinal));
        try
        {
            // Debian's own Python: another on the PATH would not see Debian's packages.
            var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
            foreach (var argument in (string[])["-c", Script, format, path]) start.ArgumentList.Add(argument);
            if (!File.Exists(start.FileName)) Assert.Skip("No python3 on this machine.");
            using var python = Process.Start(start)!;
            var (said, complained) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
            await python.WaitForExitAsync();
            if ((await complained).Contains("No module named 'networkx'", StringComparison.Ordinal)) Assert.Skip("No networkx on this machine: apt-get install python3-networkx.");
            Assert.True(python.ExitCode == 0, await complained);
            return await said;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
