using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Tests.Likeness;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Stories;

public sealed class StoryQueriesTests(TestCluster cluster)
{
    [Fact]
    public async Task The_list_holds_stories_of_several_reports_newest_or_fastest_growing_first_page_by_page()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        await room.ArriveAsync([.. StoryCorpus.Written]);
        var newest = await AllAsync(room, StoryOrder.Newest);
        Assert.Equal(newest.OrderByDescending(r => r.LastAt).ThenByDescending(r => r.Id).Select(r => r.Id), newest.Select(r => r.Id));
        Assert.All(newest, r => Assert.True(r.Articles > 1 && r.Course.Sum() == r.Articles && r.Growth == r.Articles));
        Assert.InRange(newest.Count, 9, 13);

        await room.SqlAsync($"UPDATE articles SET arrived_at = now() - interval '3 days' WHERE id IN (SELECT article_id FROM story_articles WHERE story_id = {newest[0].Id})");
        var growing = await AllAsync(room, StoryOrder.Growing);
        Assert.Equal(growing.OrderByDescending(r => r.Growth).ThenByDescending(r => r.LastAt).Select(r => r.Id), growing.Select(r => r.Id));
        Assert.Equal(newest.Select(r => r.Id).Skip(1).Order(), growing.Select(r => r.Id).Order());
    }

    [Fact]
    public async Task Who_says_what_comes_with_the_words_that_prove_it()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        await using (var db = await room.Archive.OpenAsync())
        {
            db.Instruments.Add(new() { Name = "Sanktionen", Cameo = "1312", CreatedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        }
        var ids = await room.ArriveAsync([.. StoryCorpus.Demo.Where(a => a.Event == "video summit")]);
        var statements = await room.Queries.StatementsAsync(await room.StoryOfAsync(ids[0]), "de", default);
        Assert.NotEmpty(statements);
        Assert.All(statements, s => Assert.True(s.Quote.Length > 0 && s.Who.Count > 0 && ids.Contains(s.ArticleId)));
    }

    private static async Task<List<StoryRow>> AllAsync(StoryRoom room, StoryOrder order)
    {
        var rows = new List<StoryRow>();
        StoryKey? after = null;
        do
        {
            var page = await room.Queries.PageAsync(order, after, 4, default);
            Assert.InRange(page.Rows.Count, 1, 4);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(rows.Count, rows.Select(r => r.Id).Distinct().Count());
        return rows;
    }
}
