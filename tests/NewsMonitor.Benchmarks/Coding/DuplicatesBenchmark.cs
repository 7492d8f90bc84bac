using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;

namespace NewsMonitor.Benchmarks.Coding;

/// <summary>
/// <c>-- duplicates [--actors N]</c>: how long it takes to find the actors that are in a list of fifty thousand twice. Persons, organisations and states with three
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
            foreach (var round in new[] { "first", "second", "third" })
            {
                var watch = Stopwatch.StartNew();
                var pairs = await db.DuplicatesAsync("de", 10_000, default);
                var found = pairs.Count(p => p.Second.Name.EndsWith(Changed, StringComparison.Ordinal) || p.First.Name.EndsWith(Changed, StringComparison.Ordinal));
                Console.WriteLine($"{round}: {watch.Elapsed.TotalSeconds:N2} s, {pairs.Count:N0} pairs offered, {found:N0} of the {twice:N0} made twice among them; load {CodingBenchmark.Load()}.");
            }
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
