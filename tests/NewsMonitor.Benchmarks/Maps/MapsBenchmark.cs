using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Positions;
using NewsMonitor.Core.Threats;
using Npgsql;

namespace NewsMonitor.Benchmarks.Maps;

/// <summary>
/// <c>-- maps [--statements N] [--rounds N]</c>: what the map of positions, the board of threats, networks and the pane of quotes ask of an
/// archive with N positions and as many threats, of 600 actors on 120 issues in 60,000 articles, with five mentions an article beside them.
/// Actors and issues are drawn unevenly: the busiest speak in thousands of statements, most in a few.
/// </summary>
internal static class MapsBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        int Option(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        var (statements, rounds) = (Option("--statements", 100_000), Option("--rounds", 20));
        var folder = Directory.CreateTempSubdirectory("nm-maps-").FullName;
        try
        {
            await using var server = await PostgresServer.OpenAsync(new() { DataDirectory = folder, Durable = false });
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddArchive(server.ConnectionString);
            services.AddAccounts();
            services.AddIngestion(new ConfigurationBuilder().Build(), work: false);
            services.AddDesk(new ConfigurationBuilder().Build());
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<IDbContextFactory<NewsDbContext>>().MigrateAsync(default);
            await FillAsync(provider.GetRequiredService<NpgsqlDataSource>(), statements);
            await MeasureAsync(provider, rounds);
        }
        finally { Directory.Delete(folder, recursive: true); }
        return 0;
    }

    private static async Task MeasureAsync(ServiceProvider provider, int rounds)
    {
        var (maps, boards, quotes, pictures, newsroom) = (provider.GetRequiredService<PositionMaps>(), provider.GetRequiredService<ThreatBoards>(), provider.GetRequiredService<StatementQuotes>(),
            provider.GetRequiredService<NetworkPictures>(), provider.GetRequiredService<NewsroomTime>());
        var everything = new ArticleQuery();
        var month = new ArticleQuery { From = new DateTimeOffset(2021, 6, 1, 0, 0, 0, TimeSpan.Zero), Until = new DateTimeOffset(2021, 7, 1, 0, 0, 0, TimeSpan.Zero) };
        var map = await maps.ReadAsync(new() { Articles = everything, Suggestions = true }, default);
        var (actor, issue) = map.Cells.MaxBy(c => c.Value.Counted.All).Key;
        var cell = new StatementScope { Articles = everything, Suggestions = true, Kind = StatementKind.Position, Speakers = [actor], Issues = [issue] };
        var threats = new StatementScope { Articles = everything, Suggestions = true, Kind = StatementKind.Threat };
        Console.WriteLine($"{map.Statements:N0} positions of {map.Actors.Count} actors on {map.Issues.Count} issues; the fullest cell holds {map.Cells[(actor, issue)].Counted.All:N0}.");
        await SayAsync("positions, everything", rounds, () => maps.ReadAsync(new() { Articles = everything, Suggestions = true }, default));
        await SayAsync("positions, a month", rounds, () => maps.ReadAsync(new() { Articles = month, Suggestions = true }, default));
        await SayAsync("positions, two halves compared", rounds, () => maps.ReadAsync(new() { Articles = everything, Suggestions = true, Compare = TimeSpans.Halves(map.First!.Value, map.Last!.Value, newsroom) }, default));
        await SayAsync("laid out by likeness, 40 by 24", rounds, () => Task.FromResult(PositionGrid.Of(map, new() { Order = GridOrder.Likeness, Grouped = true })));
        await SayAsync("a cell: count, course, 30 quotes", rounds, () => Task.WhenAll(quotes.CountAsync(cell, default), quotes.CourseAsync(cell, default), quotes.PageAsync(cell, null, 30, "en", default)));
        await SayAsync("threats, everything", rounds, () => boards.ReadAsync(threats, ThreatRows.Threatener, "en", default));
        await SayAsync("threats, a month and a mode", rounds, () => boards.ReadAsync(threats with { Articles = month, Modes = [ThreatMode.Explicit] }, ThreatRows.Threatener, "en", default));
        await SayAsync("threats, 40 of the list", rounds, () => quotes.PageAsync(threats, null, 40, "en", default));
        var slow = Math.Max(3, rounds / 5);
        async Task DrawnAsync(NetworkQuery query, PictureSettings settings)
        {
            await foreach (var _ in pictures.DrawAsync(query, settings)) { /* the whole time, then with its windows */ }
        }

        await SayAsync("network, a month", slow, () => DrawnAsync(new() { Articles = month, Suggestions = true }, new()));
        await SayAsync("network, everything", slow, () => DrawnAsync(new() { Articles = everything, Suggestions = true }, new()));
        await SayAsync("network, everything by months", slow, () => DrawnAsync(new() { Articles = everything, Suggestions = true }, new() { Window = new(WindowUnit.Months, 1) }));
    }

    private static async Task SayAsync(string what, int rounds, Func<Task> act)
    {
        await act(); // warms up
        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            await act();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine($"{what,-36} p50 {times[times.Count / 2],7:N0} ms   p95 {times[(int)(times.Count * 0.95)],7:N0} ms");
    }

    private static async Task FillAsync(NpgsqlDataSource archive, int statements)
    {
        await using var command = archive.CreateCommand($"""
            SELECT setseed(0.3);
            INSERT INTO outlets (name) SELECT 'Blatt ' || n FROM generate_series(1, 20) n;
            INSERT INTO actors (name, kind, created_at) SELECT 'Akteur ' || n, (ARRAY['Person', 'Person', 'Organisation', 'State', 'Group'])[1 + n % 5], now() FROM generate_series(1, 600) n;
            INSERT INTO issues (name, rank, created_at) SELECT 'Frage ' || n, n, now() FROM generate_series(1, 120) n;
            INSERT INTO instruments (name, rank, created_at) SELECT 'Mittel ' || n, n, now() FROM generate_series(1, 20) n;
            INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, current_version, coding_state,
                    statements, open_suggestions, threats, suggested_threats, words, no_archive)
                SELECT 1 + n % 20, 'https://b.example/' || n, 'https://b.example/' || n, 'Feed', 'Artikel ' || n, 'de', timestamptz '2021-01-01' + n * interval '9 minutes', 'time', now(), 'Complete', 1, 'Coded', 1, 0, 0, 0, 20, false
                FROM generate_series(1, 60000) n;
            INSERT INTO article_versions (article_id, number, title, byline, text, blocks, content_hash, captured_at, source)
                SELECT id, 1, title, '{"{}"}', repeat('Der Minister fordert die Öffnung der Grenze. ', 20), '[]', '\x00', now(), 'Page' FROM articles;
            CREATE TEMP TABLE drawn AS SELECT n, n % 2 = 0 AS threat, (SELECT min(id) FROM actors) + floor(600 * random() ^ 2.5)::bigint AS one, (SELECT min(id) FROM actors) + floor(600 * random() ^ 3)::bigint AS other,
                (SELECT min(id) FROM issues) + floor(120 * random() ^ 2)::bigint AS issue, (SELECT min(id) FROM articles) + floor(60000 * random())::bigint AS article, random() AS r, random() AS s
                FROM generate_series(1, {2 * statements}) n;
            INSERT INTO codes (id, article_id, state, origin, created_at, changed_at, codebook_version, kind, issue_id, stance, act, instrument_id, mode, life_cycle, condition)
                OVERRIDING SYSTEM VALUE
                SELECT n, article, CASE WHEN s < 0.85 THEN 'Confirmed' ELSE 'Suggested' END, 'Person', now(), now(), 1, CASE WHEN threat THEN 'threat' ELSE 'position' END,
                    CASE WHEN NOT threat THEN issue END, CASE WHEN NOT threat THEN CASE WHEN r < 0.05 THEN 'Undecided' WHEN ((one + issue) % 2 = 0) = (r < 0.9) THEN 'Supports' ELSE 'Opposes' END END, CASE WHEN NOT threat THEN 'None' END,
                    CASE WHEN threat AND r < 0.8 THEN (SELECT min(id) FROM instruments) + floor(r * 24)::bigint END,
                    CASE WHEN threat THEN (ARRAY['Explicit', 'Implicit', 'Warning', 'Perceived', 'Alleged', 'Potential'])[1 + floor(s * 6)::int] END,
                    CASE WHEN threat THEN (ARRAY['Uttered', 'Observed', 'CarriedOut', 'Withdrawn'])[1 + floor(r * 4)::int] END, CASE WHEN threat AND s < 0.5 THEN 'falls etwas geschieht' END
                FROM drawn;
            SELECT setval(pg_get_serial_sequence('codes', 'id'), {2 * statements});
            INSERT INTO participants (statement_id, actor_id, role, ordinal) SELECT n, one, CASE WHEN threat THEN 'Threatener' ELSE 'Speaker' END, 1 FROM drawn;
            INSERT INTO participants (statement_id, actor_id, role, ordinal) SELECT n, other, 'Target', 1 FROM drawn WHERE threat;
            INSERT INTO anchors (code_id, version_id, role, start, "end", quote, prefix, suffix) SELECT d.n, v.id, 'Evidence', 0, 44, 'Der Minister fordert die Öffnung der Grenze.', '', '' FROM drawn d JOIN article_versions v ON v.article_id = d.article;
            INSERT INTO codes (article_id, state, origin, created_at, changed_at, codebook_version, kind, actor_id, form)
                SELECT a.id, 'Suggested', 'Rule', now(), now(), 1, 'mention', (SELECT min(id) FROM actors) + (a.id * n * 7) % 600, 'Name' FROM articles a CROSS JOIN generate_series(1, 5) n;
            """);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
        // As an archive is that has stood for some hours: indexes answer alone only where the table's pages are known to be seen by all.
        await using var vacuum = archive.CreateCommand("VACUUM (ANALYZE)");
        vacuum.CommandTimeout = 600;
        await vacuum.ExecuteNonQueryAsync();
    }
}
