using System.Net;
using System.Net.Sockets;
using System.Text;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Ingestion;
using NewsMonitor.Testing.Web;
using Npgsql;

namespace NewsMonitor.Cli.Tests;

public sealed class TelemetryTests(TestCluster cluster)
{
    [Fact]
    public async Task A_worker_shows_its_metrics_at_its_port_and_sends_traces_where_it_is_told_to()
    {
        var database = await cluster.CreateDatabaseAsync();
        await using var server = await FeedServer.StartAsync();
        server.Serve("/feed", "<rss version='2.0'><channel><title>Blatt</title><item><title>Eins</title><link>https://blatt.example/1</link></item></channel></rss>");
        var told = new List<string>();
        foreach (var path in (string[])["/v1/traces", "/v1/metrics"])
        {
            server.Map(path, async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                lock (told) told.Add(path + " " + Encoding.Latin1.GetString(body.ToArray()));
            });
        }
        await using (var archive = NpgsqlDataSource.Create(database))
        await using (var add = archive.CreateCommand($"""
            INSERT INTO outlets (name) VALUES ('Blatt');
            INSERT INTO feeds (outlet_id, address, title, state, fetch_pages, added_at, next_check_at, failures, lease_token)
            SELECT id, '{server.Url("/feed")}', 'x', 'Active', 'Never', now(), now(), 0, 0 FROM outlets
            """)) await add.ExecuteNonQueryAsync();
        var port = FreePort();
        await using var worker = WorkerProcess.Start(database, new Dictionary<string, string>
        {
            ["Ingestion__AllowPrivate__0"] = server.Authority,
            ["Metrics__Port"] = $"{port}",
            ["Metrics__Token"] = "a token of the operator's",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = server.Address.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "a token of the operator's");
        await UntilAsync(worker, async () => (await MetricsAsync(http)).Contains("newsmonitor_feeds_checked_total{outcome=\"New\"} 1", StringComparison.Ordinal));
        await UntilAsync(worker, async () => (await MetricsAsync(http)).Contains("newsmonitor_queue_feeds{state=\"due\"} 0", StringComparison.Ordinal));
        await UntilAsync(worker, () => Task.FromResult(Told("/v1/traces", "feed.check") && Told("/v1/metrics", "newsmonitor.articles.new")));
        http.DefaultRequestHeaders.Authorization = null;
        using (var closed = await http.GetAsync(new Uri("metrics", UriKind.Relative))) Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        Assert.Equal(0, await worker.TerminateAsync());
        await cluster.DropDatabaseAsync(database);

        bool Told(string path, string word)
        {
            lock (told) return told.Exists(t => t.StartsWith(path, StringComparison.Ordinal) && t.Contains(word, StringComparison.Ordinal));
        }
    }

    private static async Task<string> MetricsAsync(HttpClient http)
    {
        try
        {
            return await http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        }
        catch (HttpRequestException)
        {
            return ""; // not open yet
        }
    }

    private static async Task UntilAsync(WorkerProcess worker, Func<Task<bool>> so)
    {
        var end = DateTime.UtcNow.AddSeconds(90);
        while (!await so())
        {
            Assert.False(worker.HasExited, worker.Said);
            Assert.True(DateTime.UtcNow < end, "It has not come about within 90 s: " + worker.Said);
            await Task.Delay(100);
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
