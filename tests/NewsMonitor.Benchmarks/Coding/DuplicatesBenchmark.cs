using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using Npgsql;

namespace NewsMonitor.Benchmarks.Coding;

/// <summary>
/// <c>-- duplicates [--actors N]</c>: how long it takes to compare the names of fifty thousand actors once, to read from it who is in the list twice, and to compare a new name. Persons, organisations and states with three
/// names each, of given and family names as frequent as in life; one in a hundred stands a second time with one letter changed.
/// </summary>
internal static class DuplicatesBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var count = Array.IndexOf(args, "--actors") is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 50_000;
        var folder = Directory.CreateTempSubdirectory("newsmonitor-actors-");
        try
        {
            await using var server = await PostgresServer.OpenAsync(new PostgresOptions { DataDirectory = folder.FullName, Tell = Console.WriteLine });
            await using var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(server.ConnectionString).Options);
            await db.Database.MigrateAsync();
            var twice = await FillAsync(db, count);
            Console.WriteLine($"{count:N0} actors, {await db.ActorNames.CountAsync():N0} names, {twice:N0} of them twice; load {CodingBenchmark.Load()}.");
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            var comparison = new NameComparison(source);
            var watch = Stopwatch.StartNew();
            await comparison.CompareAsync(int.MaxValue, default);
            Console.WriteLine($"All compared with all, once: {watch.Elapsed.TotalSeconds:N1} s; load {CodingBenchmark.Load()}.");
            var duplicates = new ActorDuplicates(source, comparison);
            List<double> pages = [], names = [];
            for (var i = 0; i < 30; i++)
            {
                watch.Restart();
                var pairs = (await duplicates.FindAsync("de", i == 0 ? 10_000 : 300, default)).Pairs;
                pages.Add(watch.Elapsed.TotalMilliseconds);
                if (i > 0) continue;
                var found = pairs.Count(p => p.Second.Name.EndsWith(Changed, StringComparison.Ordinal) || p.First.Name.EndsWith(Changed, StringComparison.Ordinal));
                Console.WriteLine($"{pairs.Count:N0} pairs offered, {found:N0} of the {twice:N0} made twice among them.");
            }
            foreach (var name in await db.Actors.Where(a => a.Id % 997 == 0).Select(a => a.Name).Take(50).ToListAsync())
            {
                db.Actors.Add(new() { Name = name + Changed, Kind = ActorKind.Person, CreatedAt = DateTimeOffset.UtcNow });
                await db.SaveChangesAsync();
                watch.Restart();
                await comparison.CompareAsync(int.MaxValue, default);
                names.Add(watch.Elapsed.TotalMilliseconds);
            }
            await db.Database.ExecuteSqlAsync($"UPDATE actors SET name = name || ' neu' WHERE id % 50 = 7");
            watch.Restart();
            var many = await comparison.CompareAsync(int.MaxValue, default);
            Console.WriteLine($"{many:N0} names changed at once: {watch.Elapsed.TotalSeconds:N1} s.");
            Console.WriteLine($"| | times | p50 | p95 | max, ms |\n|---|---|---|---|---|\n| the page's list | {pages.Count} | {CodingBenchmark.Three(pages)} |\n| a new name compared | {names.Count} | {CodingBenchmark.Three(names)} |\nLoad {CodingBenchmark.Load()}.");
            return 0;
        }
        finally { folder.Delete(recursive: true); }
    }

    /// <summary>By it the second ones are known again.</summary>
    private const string Changed = "q";

    private static async Task<int> FillAsync(NewsDbContext db, int count)
    {
        var random = new Random(3);
        var words = MillionArticles.German.Text(random, 40_000).Split([' ', '.', '\n', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 3).Distinct().ToArray();
        // Zipf's law: few given names for many, family names spread wide.
        string Pick(int many) => Capital(words[(int)(Math.Min(many, words.Length) * Math.Pow(random.NextDouble(), 2.5))]);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var twice = 0;
        Actor? before = null;
        for (var i = 0; i < count; i++)
        {
            var again = before is not null && i % 100 == 99;
            var kind = again ? before!.Kind : (i % 5) switch { 0 => ActorKind.Organisation, 1 => ActorKind.State, _ => ActorKind.Person };
            var name = again ? before!.Name + Changed : kind == ActorKind.Person ? $"{Pick(800)} {Pick(20_000)}" : $"{Pick(600)} {Pick(3_000)} {Pick(20_000)}";
            var actor = new Actor { Name = name, Kind = kind, CreatedAt = DateTimeOffset.UtcNow };
            actor.Names.Add(new() { Language = "de", Text = name, Preferred = true });
            actor.Names.Add(new() { Language = "en", Text = $"{name.Split(' ')[^1]} {Pick(20_000)}" });
            actor.Names.Add(new() { Text = name.Split(' ')[^1] });
            db.Actors.Add(actor);
            (before, twice) = (actor, twice + (again ? 1 : 0));
            if (i % 5_000 != 4_999 && i + 1 != count) continue;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        await db.Database.ExecuteSqlAsync($"ANALYZE");
        return twice;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
