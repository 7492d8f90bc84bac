using System.Diagnostics;
using System.ServiceModel.Syndication;
using System.Text.RegularExpressions;
using System.Xml;
using Npgsql;

namespace NewsMonitor.Benchmarks.Ingestion;

/// <summary>
/// The yardstick: fetch, parse, insert with search words, 64 side by side, and nothing else. No leases, no schedule, no limits, no identity, no
/// versions, no second chance. What this machine could do at this moment if nothing had to be right.
/// </summary>
internal static partial class BareLoop
{
    private const string Sql = """
        INSERT INTO bare (address, title, body, tsv)
        SELECT address, title, body, to_tsvector('german', title || ' ' || body) FROM unnest($1, $2, $3) AS i (address, title, body)
        ON CONFLICT (address) DO NOTHING
        """;

    public static async Task<int> RunAsync(Uri server, int feeds, string connectionString)
    {
        await using var archive = NpgsqlDataSource.Create(connectionString);
        await using (var make = archive.CreateCommand("""
            DROP TABLE IF EXISTS bare;
            CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, address text NOT NULL UNIQUE, title text, body text, tsv tsvector);
            CREATE INDEX ON bare USING gin (tsv)
            """)) await make.ExecuteNonQueryAsync();
        using var http = new HttpClient();
        var entries = 0;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, feeds), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, cancel) =>
        {
            using var xml = XmlReader.Create(new MemoryStream(await http.GetByteArrayAsync(new Uri(server, $"/f/{n}"), cancel)));
            var items = SyndicationFeed.Load(xml).Items.ToList();
            await using var insert = archive.CreateCommand(Sql);
            insert.Parameters.Add(new() { Value = items.ConvertAll(i => i.Links[0].Uri.AbsoluteUri) });
            insert.Parameters.Add(new() { Value = items.ConvertAll(i => i.Title.Text) });
            insert.Parameters.Add(new() { Value = items.ConvertAll(i => Tag().Replace(i.ElementExtensions.ReadElementExtensions<string>("encoded", "http://purl.org/rss/1.0/modules/content/")[0], " ")) });
            Interlocked.Add(ref entries, await insert.ExecuteNonQueryAsync(cancel));
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"{feeds / seconds:0.0} {entries / seconds:0} {Environment.CpuUsage.TotalTime.TotalSeconds:0.0}");
        return 0;
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
