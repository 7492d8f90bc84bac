using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Pages;
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

    [Fact]
    public async Task The_spread_leaves_as_a_table_the_first_report_on_top()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await room.ArriveAsync([.. StoryCorpus.Demo.Where(a => a.Event == "video summit")]);
        var story = (await room.Queries.FindAsync(await room.StoryOfAsync(ids[0]), default))!;
        using var file = new MemoryStream();
        await StoryCsv.WriteAsync(story, file);
        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("article_id,published_at,hours_behind_first,outlet,", lines[0], StringComparison.Ordinal);
        Assert.Equal(story.Reports.Select(r => $"{r.ArticleId},"), lines[1..].Select(line => line[..(line.IndexOf(',', StringComparison.Ordinal) + 1)]));
        Assert.Contains(",0,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_quoted_with_what_stands_beside_and_words_of_older_versions_or_rejected_ones_do_not()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await room.ArriveAsync([.. StoryCorpus.Demo.Where(a => a.Event == "video summit")]);
        var story = await room.StoryOfAsync(ids[0]);
        var contents = room.Archive.Get<StoryContents>();
        var quoted = await contents.QuotationsAsync(story, "de", default);
        Assert.NotEmpty(quoted);
        Assert.All(quoted, q => Assert.True(q.Words.Length > 0 && q.Speaker.Name.Length > 0 && ids.Contains(q.ArticleId)));
        Assert.Contains(quoted, q => q.Speaker.ActorId is not null);
        Assert.Equal(quoted.OrderBy(q => q.ArticleId).Select(q => q.ArticleId), quoted.Select(q => q.ArticleId));

        // Words that are the full name of one actor, in whatever language, are that actor's; words that are not are nobody's.
        var known = quoted.First(q => q.Speaker.ActorId is not null);
        await room.SqlAsync($"UPDATE quotations SET speaker_id = NULL, speaker_words = (SELECT text FROM actor_names WHERE actor_id = {known.Speaker.ActorId} ORDER BY language DESC NULLS LAST LIMIT 1) WHERE id = {known.Id}");
        Assert.Equal(known.Speaker, (await contents.QuotationsAsync(story, "de", default)).Single(q => q.Id == known.Id).Speaker);
        await room.SqlAsync($"UPDATE quotations SET speaker_words = 'ein Sprecher' WHERE id = {known.Id}");
        Assert.Equal(new(null, "ein Sprecher"), (await contents.QuotationsAsync(story, "de", default)).Single(q => q.Id == known.Id).Speaker);

        await room.SqlAsync($"UPDATE quotations SET state = 'Rejected' WHERE id = {quoted[0].Id}");
        Assert.DoesNotContain(await contents.QuotationsAsync(story, "de", default), q => q.Id == quoted[0].Id);
        await room.SqlAsync($"UPDATE articles SET current_version = 2 WHERE id = {ids[0]}");
        Assert.DoesNotContain(await contents.QuotationsAsync(story, "de", default), q => q.ArticleId == ids[0]);
    }

    [Fact]
    public async Task A_report_counts_as_changed_by_its_outlet_and_not_by_the_step_from_the_feed_to_the_page()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var flood = StoryCorpus.Written.Where(a => a.Event == "flut-aschental").Take(2).ToArray();
        var ids = await room.ArriveAsync(flood);
        var story = await room.StoryOfAsync(ids[0]);
        var contents = room.Archive.Get<StoryContents>();
        Assert.Empty(await contents.ChangedAsync(story, default));

        await NewVersionAsync(ids[0], 2, TextSource.Page, "Nach dem Feed die Seite.");
        Assert.Empty(await contents.ChangedAsync(story, default));
        Assert.Equal([1, 1], (await room.Queries.FindAsync(story, default))!.Reports.Select(r => r.Versions));

        await NewVersionAsync(ids[0], 3, TextSource.Page, "Nach dem Feed die geänderte Seite.");
        var changed = Assert.Single(await contents.ChangedAsync(story, default));
        Assert.Equal((ids[0], 2, 2, 3), (changed.ArticleId, changed.Versions, changed.First.Number, changed.Last.Number));
        Assert.Equal("Nach dem Feed die geänderte Seite.", changed.Last.Text);
        Assert.Equal(2, (await room.Queries.FindAsync(story, default))!.Reports.Single(r => r.ArticleId == ids[0]).Versions);
        Assert.Equal([changed.Last.Text, flood[1].Text], (await contents.TextsAsync([ids[0], -1, ids[1]], default)).Select(t => t.Text));

        async Task NewVersionAsync(long article, int number, TextSource source, string text)
        {
            await using var db = await room.Archive.OpenAsync();
            db.ArticleVersions.Add(new()
            {
                ArticleId = article, Number = number, Title = $"Fassung {number}", Text = text, Blocks = [BlockKind.Paragraph], ContentHash = SHA256.HashData(Encoding.UTF8.GetBytes(text)),
                Source = source, CapturedAt = DateTimeOffset.UtcNow,
            });
            (await db.Articles.SingleAsync(a => a.Id == article)).CurrentVersion = number;
            await db.SaveChangesAsync();
        }
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
