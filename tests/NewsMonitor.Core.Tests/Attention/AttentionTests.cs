using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Attention;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Attention;

public sealed class AttentionTests(TestCluster cluster)
{
    private static readonly DayRange December = new(new(2021, 12, 1), new(2021, 12, 31));
    private static readonly NewsroomTime Berlin = NewsroomTime.Of(null);

    [Fact]
    public async Task An_empty_archive_has_no_days_and_no_movers()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var queries = archive.Get<AttentionQueries>();
        await archive.Get<AttentionCounter>().FollowZoneAsync(default);
        await archive.Get<AttentionCounter>().CountAllAsync(default);
        Assert.Empty((await queries.AllAsync(December, default)).Days);
        Assert.Empty(await queries.TopAsync(AttentionOf.Actor, December, 5, default));
        Assert.Empty(await queries.MoversAsync(AttentionOf.Actor, December, 5, "de", default));
        Assert.Equal(0, await queries.DaysToCountAsync(default));
        Assert.Equal(DateOnly.FromDateTime(Berlin.Local(DateTimeOffset.UtcNow).DateTime), await queries.NewestDayAsync(default));
    }

    [Fact]
    public async Task Articles_fall_on_the_days_of_the_newsrooms_calendar_and_count_once_however_often_they_name_somebody()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Mention());
        await desk.SaveAsync(desk.Threat()); // names the minister once more
        await desk.SaveAsync(desk.Position());
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var (counter, queries) = Of(desk, source);
        await using (var db = await desk.OpenAsync()) await Desk.AddArticleAsync(db, "Ohne Codes", "Nichts.", "de", new(2021, 12, 7, 23, 30, 0, TimeSpan.Zero), "Der Kurier");
        await counter.FollowZoneAsync(default);
        await counter.CountAllAsync(default);

        // Both are of 8 December in Berlin, one of them still of the 7th in UTC.
        Assert.Equal([new DayCount(new(2021, 12, 8), 2)], (await queries.AllAsync(December, default)).Days);
        var minister = Assert.Single(await queries.SeriesAsync(AttentionOf.Actor, [desk.Minister], December, "de", default));
        Assert.Equal(("Der Minister", 1), (minister.Name, minister.Articles));
        Assert.Equal([desk.Minister, desk.Alliance], (await queries.TopAsync(AttentionOf.Actor, December, 5, default)).Order());
        Assert.Equal(1, Assert.Single(await queries.SeriesAsync(AttentionOf.Issue, [desk.Issue], December, "de", default)).Articles);
        Assert.Equal(2, (await queries.TopAsync(AttentionOf.Outlet, December, 5, default)).Count);
        Assert.Equal(new(2021, 12, 8), await queries.NewestDayAsync(default));
        Assert.Empty((await queries.AllAsync(December.Before, default)).Days);
    }

    [Fact]
    public async Task What_is_removed_moved_merged_or_redated_is_counted_anew_and_the_list_behind_a_bar_has_as_many_articles()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var (counter, queries) = Of(desk, source);
        var mention = await desk.SaveAsync(desk.Mention());
        await counter.FollowZoneAsync(default);
        await counter.CountAllAsync(default);
        Assert.Equal(1, await CountAsync(desk.Minister));

        Assert.IsType<CodingResult.Saved>(await desk.Codes.RemoveAsync(mention, await RowVersionAsync(desk, mention), desk.Editor, default));
        Assert.Equal(1, await queries.DaysToCountAsync(default));
        await counter.CountAllAsync(default);
        Assert.Equal(0, await CountAsync(desk.Minister));

        await desk.SaveAsync(desk.Threat());
        var twin = await desk.ActorAsync("Herr Minister", ActorKind.Person);
        Assert.IsType<ListResult.Merged>(await desk.Merge.MergeAsync(EntryKind.Actor, desk.Minister, twin, desk.Editor, default));
        await counter.CountAllAsync(default);
        Assert.Equal((0, 1), (await CountAsync(desk.Minister), await CountAsync(twin)));
        var found = (await new SearchResolver(source, Berlin, desk.Clock).ResolveAsync("actor:\"Herr Minister\" on:2021-12-08", default)).Query;
        Assert.Equal(1, (await new ArticleSummaries(source, Berlin).SummarizeAsync(found, desk.Editor, default)).Total);

        await using (var db = await desk.OpenAsync()) await db.Articles.ExecuteUpdateAsync(a => a.SetProperty(x => x.PublishedAt, new DateTimeOffset(2021, 11, 30, 12, 0, 0, TimeSpan.Zero)));
        await counter.CountAllAsync(default);
        Assert.Equal(0, await CountAsync(twin));
        Assert.Equal([new DayCount(new(2021, 11, 30), 1)], (await queries.AllAsync(December.Before, default)).Days);

        async Task<int> CountAsync(long actor) => (await queries.SeriesAsync(AttentionOf.Actor, [actor], December, "de", default)).Sum(s => s.Articles);
    }

    [Fact]
    public async Task Another_calendar_counts_everything_anew()
    {
        await using var desk = await Desk.SetAsync(cluster); // 00:21 UTC on 8 December
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var (counter, queries) = Of(desk, source);
        await counter.FollowZoneAsync(default);
        await counter.CountAllAsync(default);
        Assert.False(await counter.FollowZoneAsync(default));

        var honolulu = new AttentionCounter(source, NewsroomTime.Of("Pacific/Honolulu"));
        Assert.True(await honolulu.FollowZoneAsync(default));
        await honolulu.CountAllAsync(default);
        Assert.Equal([new DayCount(new(2021, 12, 7), 1)], (await queries.AllAsync(December, default)).Days);
    }

    [Fact]
    public async Task Two_nodes_that_count_while_editors_write_come_to_the_same_counts()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var source = NpgsqlDataSource.Create(desk.ConnectionString);
        var (counter, queries) = Of(desk, source);
        await counter.FollowZoneAsync(default);
        using var done = new CancellationTokenSource();
        var nodes = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var node = new AttentionCounter(source, Berlin);
            while (!done.IsCancellationRequested) await node.CountNextAsync(default);
        })).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; i < 15; i++)
            {
                await using var db = await desk.OpenAsync();
                await Desk.AddArticleAsync(db, $"Meldung {writer}/{i}", "Text.", "de", new(2021, 12, 1 + i % 5, 12, 0, 0, TimeSpan.Zero), $"Blatt {writer}");
            }
        }));
        await done.CancelAsync();
        await Task.WhenAll(nodes);
        await counter.CountAllAsync(default);
        Assert.Equal([12, 12, 12, 12, 12, 1], (await queries.AllAsync(December, default)).Days.Select(day => day.Articles));
        Assert.Equal(0, await queries.DaysToCountAsync(default));
    }

    private static (AttentionCounter Counter, AttentionQueries Queries) Of(Desk desk, NpgsqlDataSource source) =>
        (new(source, Berlin), new(source, desk.Factory, Berlin, desk.Clock));

    private static async Task<uint> RowVersionAsync(Desk desk, long code)
    {
        await using var db = await desk.OpenAsync();
        return await db.Codes.Where(c => c.Id == code).Select(c => c.RowVersion).SingleAsync();
    }
}
