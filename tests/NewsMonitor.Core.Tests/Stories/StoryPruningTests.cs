using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Tests.Likeness;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Stories;

public sealed class StoryPruningTests(TestCluster cluster)
{
    [Fact]
    public async Task What_arrived_long_ago_is_no_longer_looked_up_by_but_stays_in_its_story()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        // All bear old dates; one arrived long ago, one weeks ago, one has just been read in.
        var ids = await room.ArriveAsync(StoryRoom.Written("trainer", 0), StoryRoom.Written("zoelle", 0), StoryRoom.Written("urteil"));
        await room.SqlAsync($"UPDATE articles SET arrived_at = now() - interval '60 days' WHERE id = {ids[0]}");
        await room.SqlAsync($"UPDATE articles SET arrived_at = now() - interval '20 days' WHERE id = {ids[1]}");
        var places = await Task.WhenAll(ids.Select(room.StoryOfAsync));

        await room.Archive.Get<StoryPruning>().RunAsync(default);
        await using (var db = await room.Archive.OpenAsync())
        {
            Assert.Equal([ids[2]], await db.StoryTerms.Select(t => t.ArticleId).Distinct().ToListAsync());
            Assert.Equal([ids[1], ids[2]], await db.ArticlePrints.Where(p => p.Bands.Length > 0).OrderBy(p => p.ArticleId).Select(p => p.ArticleId).ToListAsync());
            Assert.All(await db.ArticlePrints.ToListAsync(), p => Assert.NotEmpty(p.Terms));
        }
        Assert.Equal(places, await Task.WhenAll(ids.Select(room.StoryOfAsync)));

        // The next report of what has just come still finds it; a second run finds nothing more to do.
        await room.Archive.Get<StoryPruning>().RunAsync(default);
        var copy = await room.ArriveAsync(StoryRoom.Written("urteil") with { Outlet = "Nachbar", Text = AgencyCopy.Edited(StoryRoom.Written("urteil").Text, 20, 1) });
        Assert.Equal(places[2], await room.StoryOfAsync(copy[0]));
    }
}
