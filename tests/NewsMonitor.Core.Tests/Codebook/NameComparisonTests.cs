using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Codebook;

public sealed class NameComparisonTests(TestCluster cluster)
{
    [Fact]
    public async Task Comparing_what_has_changed_comes_to_the_same_as_comparing_all_anew()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var random = new Random(11);
        string Word() => string.Concat(Enumerable.Range(0, random.Next(3, 6)).Select(_ => "abcdäß"[random.Next(6)]));
        await using var db = await desk.OpenAsync();
        string[] names = [.. Enumerable.Range(0, 150).Select(_ => $"{Word()} {Word()}")];
        await db.Database.ExecuteSqlAsync($"INSERT INTO actors (name, kind, created_at) SELECT n, CASE WHEN i % 3 = 0 THEN 'State' ELSE 'Person' END, now() FROM unnest({names}) WITH ORDINALITY AS u (n, i)");
        for (var round = 0; round < 4; round++)
        {
            // What has changed by the index, or in memory.
            var comparison = new NameComparison(source) { Few = round % 2 == 0 ? 300 : 0 };
            Assert.NotEqual(0, await comparison.CompareAsync(int.MaxValue, default));
            Assert.Equal(0, await comparison.WaitingAsync(default));
            var kept = await AlikeAsync(source);
            await db.Database.ExecuteSqlAsync($"INSERT INTO uncompared_actors SELECT id FROM actors");
            Assert.NotEqual(0, await new NameComparison(source) { Few = 0 }.CompareAsync(int.MaxValue, default));
            Assert.NotEmpty(kept);
            Assert.Equal(await AlikeAsync(source), kept);

            var (renamed, alias, kinds) = ($"{Word()} {Word()}", $"{Word()} {Word()}", round + 5);
            await db.Database.ExecuteSqlAsync($"UPDATE actors SET name = {renamed} WHERE id % 40 = {round}");
            await db.Database.ExecuteSqlAsync($"UPDATE actors SET kind = 'Person' WHERE id % 30 = {kinds}");
            await db.Database.ExecuteSqlAsync($"INSERT INTO actor_names (actor_id, text, preferred) SELECT id, {alias}, FALSE FROM actors WHERE id % 25 = {round}");
            await db.Database.ExecuteSqlAsync($"DELETE FROM actor_names WHERE id % 4 = {round}");
        }
    }

    [Fact]
    public async Task The_list_goes_on_past_pairs_that_are_no_longer_offered_however_few_are_looked_at_in_one_go()
    {
        await using var desk = await Desk.SetAsync(cluster);
        string[] names = ["Wladimir Putin", "Vladimir Putin", "Wladymir Putin", "Annalena Baerbock", "Analena Baerbock", "Olaf Scholz", "Olaf Schölz"];
        List<long> ids = [];
        foreach (var name in names) ids.Add(await desk.ActorAsync(name, ActorKind.Person));
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var all = await PairsAsync(1_000, 50);
        Assert.Equal(4, all.Length); // two of Putin, one of Baerbock, and one of the same name but for an accent first
        Assert.Equal((ids[5], ids[6]), all[0]);
        Assert.IsType<ListResult.Saved>(await desk.Actors.DistinguishAsync(all[1].First, all[1].Second, desk.Editor, default));
        (long, long)[] left = [all[0], .. all[2..]];
        foreach (var atATime in new[] { 1, 2, 1_000 })
        {
            Assert.Equal(left, await PairsAsync(atATime, 50));
            Assert.Equal(left[..2], await PairsAsync(atATime, 2));
        }

        async Task<(long First, long Second)[]> PairsAsync(int atATime, int limit) =>
            [.. (await new ActorDuplicates(source, new NameComparison(source)) { AtATime = atATime }.FindAsync("de", limit, default)).Pairs.Select(p => (p.First.Id, p.Second.Id))];
    }

    [Fact]
    public async Task A_new_or_changed_name_is_offered_at_once_and_what_is_merged_or_retired_is_not()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var duplicates = desk.Get<ActorDuplicates>();
        async Task<(long, long)[]> PairsAsync() => [.. (await duplicates.FindAsync("de", 50, default)).Pairs.Select(p => (p.First.Id, p.Second.Id))];
        Assert.Empty(await PairsAsync());
        var one = await desk.ActorAsync("Wladimir Putin", ActorKind.Person);
        var two = await desk.ActorAsync("Vladimir Putin", ActorKind.Person);
        Assert.Equal([(one, two)], await PairsAsync());
        await desk.Actors.RetireAsync(two, desk.Editor, default);
        Assert.Empty(await PairsAsync());
        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.Equal([(one, two)], await PairsAsync());
        Assert.IsType<ListResult.Merged>(await desk.Merge.MergeAsync(EntryKind.Actor, two, one, desk.Editor, default));
        Assert.Empty(await PairsAsync());
        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.Equal([(one, two)], await PairsAsync());
        await using var db = await desk.OpenAsync();
        var rowVersion = (await db.Actors.AsNoTracking().SingleAsync(a => a.Id == two)).RowVersion;
        Assert.IsType<ListResult.Saved>(await desk.Actors.SaveAsync(new ActorDraft { Id = two, RowVersion = rowVersion, Name = "Angela Merkel", Kind = ActorKind.Person }, desk.Editor, default));
        Assert.Empty(await PairsAsync());
    }

    [Fact]
    public async Task Who_asks_while_a_whole_list_is_new_is_told_how_many_wait()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        await db.Database.ExecuteSqlRawAsync("INSERT INTO actors (name, kind, created_at) SELECT 'Nummer ' || i, 'Group', now() FROM generate_series(1, 100) i");
        var found = await desk.Get<ActorDuplicates>().FindAsync("de", 10, default);
        Assert.Equal((0, 102), (found.Pairs.Count, found.Waiting));
        Assert.Equal(102, await desk.Get<NameComparison>().CompareAsync(int.MaxValue, default));
        found = await desk.Get<ActorDuplicates>().FindAsync("de", 10, default);
        Assert.Equal((10, 0), (found.Pairs.Count, found.Waiting));
    }

    private static async Task<List<(long, long, double)>> AlikeAsync(NpgsqlDataSource source)
    {
        await using var read = source.CreateCommand("SELECT first_id, second_id, round(likeness::numeric, 5)::float8 FROM alike_names ORDER BY 1, 2");
        await using var rows = await read.ExecuteReaderAsync();
        List<(long, long, double)> found = [];
        while (await rows.ReadAsync()) found.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetDouble(2)));
        return found;
    }
}
