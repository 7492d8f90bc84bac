using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Testing.Ingestion;
using Npgsql;

namespace NewsMonitor.Benchmarks.Ingestion;

/// <summary>
/// How fast a worker fills the archive: a publisher, the worker and a durable PostgreSQL, each a process of its own on this machine.
/// <c>dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- ingestion [--feeds 2000] [--quick | --latency]</c>
/// </summary>
internal static class IngestionBenchmark
{
    private const int Entries = 20;
    private const int InFlight = 64;
    private const int Latency = 150;

    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var feeds = Array.IndexOf(args, "--feeds") is >= 0 and var at ? int.Parse(args[at + 1]) : 2000;
        var plan = new PublisherPlan(feeds, Entries);
        Console.WriteLine($"{feeds} feeds of {Entries} entries, {plan.BytesAFeed / 1000} KB each, {InFlight} in flight, {Environment.ProcessorCount} processors. Load: {Load()}");
        await using var cluster = await TrialCluster.OpenAsync(countStatements: true);
        Console.WriteLine($"PostgreSQL {await cluster.AskAsync<string>("SHOW server_version")}, fsync {await cluster.AskAsync<string>("SHOW fsync")}, synchronous_commit {await cluster.AskAsync<string>("SHOW synchronous_commit")}");

        if (!args.Contains("--latency")) await QuickPublisherAsync(cluster, plan, args.Contains("--statements"));
        if (!args.Contains("--quick")) await SlowPublishersAsync(cluster, plan with { LatencyMs = Latency });
        return 0;
    }

    /// <summary>A publisher that answers at once: what the worker and the database can do.</summary>
    private static async Task QuickPublisherAsync(TrialCluster cluster, PublisherPlan plan, bool listStatements)
    {
        var feeds = plan.Feeds;
        await using (var publisher = await PublisherProcess.StartAsync(plan))
        {
            await PrintBareLoopAsync(publisher, cluster, feeds);
            await using var worker = await StartAsync(cluster, publisher);
            await cluster.ExecuteAsync("SELECT pg_stat_statements_reset()");
            var first = await PassAsync(cluster, worker, () => AddFeedsAsync(cluster, publisher, plan), feeds);
            var entries = await cluster.AskAsync<long>("SELECT count(*) FROM articles WHERE tsv IS NOT NULL");
            var statements = await cluster.AskAsync<decimal>("""
                SELECT sum(calls) FROM pg_stat_statements
                WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query NOT LIKE '%/* benchmark */%'
                """);
            Print("first pass", $"{feeds / first.Seconds:0.0} feeds/s, {entries / first.Seconds:0} entries/s stored and searchable ({entries} entries)", "90 and 1,800", first);
            Print("statements", $"{statements / entries:0.000} a new entry", "0.2");
            if (listStatements) await PrintStatementsAsync(cluster);
            var unchanged = await PassAsync(cluster, worker, () => MakeDueAsync(cluster), feeds);
            Print("unchanged, by ETag", $"{feeds / unchanged.Seconds:0} feeds/s", "800", unchanged);
            await publisher.LeaveTagsOutAsync();
            var hashed = await PassAsync(cluster, worker, () => MakeDueAsync(cluster), feeds);
            if (listStatements) await PrintStatementsAsync(cluster);
            Print("unchanged, by hash", $"{feeds / hashed.Seconds:0} feeds/s", "", hashed);
            Print("worker's memory", $"{worker.PeakMemory() / 1e6:0} MB at most", "250");
            await worker.TerminateAsync();
        }
    }

    /// <summary>Publishers that take their time: what the worker makes of its places. The ideal keeps every one of them waiting for an answer all the time.</summary>
    private static async Task SlowPublishersAsync(TrialCluster cluster, PublisherPlan plan)
    {
        var ideal = InFlight / (Latency / 1000.0);
        var (cleanFirst, cleanUnchanged, _) = await WithLatencyAsync(cluster, plan);
        Print($"{Latency} ms latency, first", $"{cleanFirst:0.0} feeds/s", "");
        Print($"{Latency} ms latency, unchanged", $"{cleanUnchanged:0} feeds/s, {cleanUnchanged / ideal:P0} of the ideal {ideal:0}", "80 %");
        var (hostileFirst, hostileUnchanged, memory) = await WithLatencyAsync(cluster, plan with { HostilePercent = 5 });
        Print("5 % hostile, first", $"{hostileFirst:0.0} good feeds/s, cost {1 - hostileFirst / cleanFirst:P0}", "10 %");
        Print("5 % hostile, unchanged", $"{hostileUnchanged:0} good feeds/s, {hostileUnchanged / ideal:P0} of the ideal, cost {1 - hostileUnchanged / cleanUnchanged:P0}", "80 %, 10 %");
        Print("worker's memory, hostile", $"{memory / 1e6:0} MB at most", "400");
    }

    /// <summary>A first and an unchanged pass at feeds that take their time; the hostile ones among them are asked in both.</summary>
    private static async Task<(double First, double Unchanged, long Memory)> WithLatencyAsync(TrialCluster cluster, PublisherPlan plan)
    {
        await cluster.ExecuteAsync("TRUNCATE articles, feeds, outlets CASCADE");
        await using var publisher = await PublisherProcess.StartAsync(plan);
        await using var worker = await StartAsync(cluster, publisher);
        var good = Enumerable.Range(0, plan.Feeds).Count(n => !plan.IsHostile(n));
        var first = await PassAsync(cluster, worker, () => AddFeedsAsync(cluster, publisher, plan), good);
        // Drips and silences last for a minute; they are to be there anew in the second pass.
        while (await cluster.AskAsync<long>("SELECT count(*) FROM feeds WHERE lease_until IS NOT NULL OR last_check_at IS NULL /* benchmark */") > 0) await Task.Delay(500);
        var unchanged = await PassAsync(cluster, worker, () => MakeDueAsync(cluster), good);
        var memory = worker.PeakMemory();
        await worker.KillAsync();
        return (good / first.Seconds, good / unchanged.Seconds, memory);
    }

    private readonly record struct Pass(double Seconds, double WorkerSeconds, double ServerSeconds);

    /// <summary>From the moment feeds are due until so many have been checked well.</summary>
    private static async Task<Pass> PassAsync(TrialCluster cluster, WorkerProcess worker, Func<Task> begin, int feeds)
    {
        var (cpu, server) = (worker.ProcessorTime, ServerTime(cluster));
        await begin();
        var started = Stopwatch.GetTimestamp();
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        await using var watch = new NpgsqlCommand("SELECT count(*) FROM feeds WHERE failures = 0 AND last_check_at > (SELECT min(state_changed_at) FROM feeds) /* benchmark */", connection);
        while (await watch.ExecuteScalarAsync() is long done && done < feeds)
        {
            if (worker.HasExited) throw new InvalidOperationException("The worker has ended: " + worker.Said);
            if (Stopwatch.GetElapsedTime(started).TotalMinutes > 10) throw new TimeoutException($"{done} of {feeds} after ten minutes: {worker.Said}");
            await Task.Delay(100);
        }
        return new(Stopwatch.GetElapsedTime(started).TotalSeconds, (worker.ProcessorTime - cpu).TotalSeconds, (ServerTime(cluster) - server).TotalSeconds);
    }

    private static async Task<WorkerProcess> StartAsync(TrialCluster cluster, PublisherProcess publisher)
    {
        var worker = WorkerProcess.Start(cluster.ConnectionString, new Dictionary<string, string>
        {
            ["Ingestion__AllowPrivate__0"] = publisher.Address.Authority,
            ["Ingestion__ParallelFeeds"] = $"{InFlight}",
            // One server stands for two thousand hosts: what holds a worker back is its own room alone.
            ["Ingestion__HostConcurrency"] = "1000",
            ["Ingestion__HostGap"] = "00:00:00",
            ["Ingestion__FetchPages"] = "Never",
            // Reading articles for suggestions is another's work, with figures of its own.
            ["Suggestions__Enabled"] = "false",
        });
        while (!worker.Said.Contains("Ingestion runs", StringComparison.Ordinal)) await Task.Delay(50);
        return worker;
    }

    private static Task AddFeedsAsync(TrialCluster cluster, PublisherProcess publisher, PublisherPlan plan) => cluster.ExecuteAsync($"""
        INSERT INTO outlets (name, language) SELECT 'Blatt ' || n, 'de' FROM generate_series(0, {plan.Feeds - 1}) n;
        INSERT INTO feeds (outlet_id, address, title, state, state_changed_at, fetch_pages, added_at, next_check_at, failures, lease_token)
        SELECT o.id, '{publisher.Address}f/' || n, 'Feed ' || n, 'Active', now(), 'Auto', now(), now(), 0, 0
        FROM generate_series(0, {plan.Feeds - 1}) n JOIN outlets o ON o.name = 'Blatt ' || n /* benchmark */
        """);

    private static Task MakeDueAsync(TrialCluster cluster) =>
        cluster.ExecuteAsync("UPDATE feeds SET next_check_at = now(), state_changed_at = now() /* benchmark */");

    private static async Task PrintBareLoopAsync(PublisherProcess publisher, TrialCluster cluster, int feeds)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            ["exec", typeof(BareLoop).Assembly.Location, "bare-loop", publisher.Address.AbsoluteUri, $"{feeds}", cluster.ConnectionString]) { RedirectStandardOutput = true })!;
        var server = ServerTime(cluster);
        var figures = (await process.StandardOutput.ReadToEndAsync()).Trim().Split(' ');
        await process.WaitForExitAsync();
        var pass = new Pass(feeds / double.Parse(figures[0]), double.Parse(figures[2]), (ServerTime(cluster) - server).TotalSeconds);
        Print("a bare loop, first pass", $"{figures[0]} feeds/s, {figures[1]} entries/s", "", pass);
        await cluster.ExecuteAsync("DROP TABLE bare");
    }

    /// <summary>Where the database's time goes, the dearest first.</summary>
    private static async Task PrintStatementsAsync(TrialCluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        await using (var ask = new NpgsqlCommand("""
            SELECT calls, total_exec_time, toplevel, left(regexp_replace(query, '\s+', ' ', 'g'), 150) FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 14
            """, connection))
        await using (var rows = await ask.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync()) Console.WriteLine($"    {rows.GetInt64(0),7} x {rows.GetDouble(1),8:0} ms {(rows.GetBoolean(2) ? ' ' : '.')} {rows.GetString(3)}");
        }
        await cluster.ExecuteAsync("SELECT pg_stat_statements_reset()");
    }

    /// <summary>The processor time of all of the server's processes, those that have ended included.</summary>
    private static TimeSpan ServerTime(TrialCluster cluster)
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(cluster.Folder, "postgres", "cluster", "postmaster.pid")).First());
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[1] == $"{postmaster}") ticks += long.Parse(fields[11]) + long.Parse(fields[12]);
                else if (folder == $"/proc/{postmaster}") ticks += long.Parse(fields[13]) + long.Parse(fields[14]);
            }
            catch (IOException) { /* it has just ended */ }
        }
        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Print(string what, string figure, string target, Pass? pass = null) => Console.WriteLine(
        $"{what,-26} {figure}{(target.Length > 0 ? $"   [target {target}]" : "")}" +
        $"{(pass is { } p ? $"   {p.Seconds:0.0} s; processor: worker {p.WorkerSeconds:0.0} s, PostgreSQL {p.ServerSeconds:0.0} s" : "")}   load {Load()}");
}
