using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Tests.Likeness;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Stories;

public sealed class StoryPlacerTests(TestCluster cluster)
{
    [Fact]
    public async Task Reports_of_one_event_join_one_story_with_reason_score_and_words_and_others_stay_apart()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await room.ArriveAsync(
            StoryRoom.Written("flut-aschental", 0), StoryRoom.Written("flut-aschental", 1), StoryRoom.Written("flut-aschental", 2), StoryRoom.Written("flut-lenz"));
        var (first, second, english) = (await room.PlaceAsync(ids[0]), await room.PlaceAsync(ids[1]), await room.PlaceAsync(ids[2]));
        Assert.Equal(StoryReason.First, first.Reason);
        Assert.Equal((first.StoryId, StoryReason.Alike, ids[0]), (second.StoryId, second.Reason, second.LikeArticleId));
        Assert.Contains("Niederaschen", second.Words);
        Assert.InRange(second.Score!.Value, 0.3, 1);
        Assert.Equal((first.StoryId, StoryReason.AlikeAcross), (english.StoryId, english.Reason));
        Assert.NotEqual(first.StoryId, await room.StoryOfAsync(ids[3]));

        var view = (await room.Queries.FindAsync(first.StoryId, default))!;
        Assert.Equal((3, 3, "Der Kurier"), (view.Row.Articles, view.Row.Outlets, view.Row.FirstOutlet));
        Assert.Equal(ids.Take(3), view.Reports.Select(r => r.ArticleId));
        Assert.Equal(view.Reports[0].PublishedAt, view.Row.FirstAt);
    }

    [Fact]
    public async Task The_corpus_finds_its_stories_through_the_archive_as_well_as_in_memory()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        CorpusArticle[] corpus = [.. StoryCorpus.Demo.Concat(StoryCorpus.Written).OrderBy(a => a.Published)];
        var ids = await room.ArriveAsync(corpus);
        var stories = new List<long>();
        foreach (var id in ids) stories.Add(await room.StoryOfAsync(id));
        var pairs = corpus.SelectMany((one, n) => corpus.Skip(n + 1).Select((other, m) => (Same: one.Event == other.Event, Put: stories[n] == stories[n + 1 + m]))).ToArray();
        Assert.True(pairs.Count(p => p is { Same: true, Put: true }) >= 0.95 * pairs.Count(p => p.Put), "precision");
        Assert.True(pairs.Count(p => p is { Same: true, Put: true }) >= 0.85 * pairs.Count(p => p.Same), "recall");
    }

    [Fact]
    public async Task Two_nodes_that_read_the_reports_of_one_event_at_once_make_one_story()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var article = StoryRoom.Written("urteil");
        for (var n = 0; n < 12; n++) await room.AddAsync(article with { Outlet = $"Blatt {n}", Text = AgencyCopy.Edited(article.Text, 25, n) });
        await room.SqlAsync("UPDATE reading_tasks SET due_at = now()");
        // Two nodes with two workers each, all started before any has read a thing.
        var nodes = new[] { room.Archive, room.Archive.Another() };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => StoryRoom.ReadClaimedAsync(nodes[n % 2], $"worker {n}"))));
        await using var db = await room.Archive.OpenAsync();
        Assert.Equal(12, (await db.Stories.SingleAsync()).Articles);
        Assert.Equal(12, await db.StoryArticles.CountAsync());
        Assert.Equal(1, await db.StoryArticles.CountAsync(p => p.Reason == StoryReason.First));
        Assert.Single(await db.ArticlePrints.Where(p => p.CopyOfId != null).Select(p => p.CopyOfId).Distinct().ToListAsync());
    }

    [Fact]
    public async Task Copies_are_known_by_their_words_under_any_headline()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var original = StoryCorpus.Demo[0];
        var ids = await room.ArriveAsync(
            original, original with { Outlet = "Exact", Title = "Another headline" },
            original with { Outlet = "Edited", Title = "Something else", Text = AgencyCopy.Edited(original.Text, 15, 3), Published = original.Published.AddHours(5) },
            original with { Outlet = "Short", Text = AgencyCopy.Shortened(original.Text, 0.4), Published = original.Published.AddDays(1) });
        var places = new List<StoryArticle>();
        foreach (var id in ids) places.Add(await room.PlaceAsync(id));
        Assert.Single(places.Select(p => p.StoryId).Distinct());
        Assert.Equal([StoryReason.First, StoryReason.ExactCopy, StoryReason.NearCopy, StoryReason.NearCopy], places.Select(p => p.Reason));
        Assert.Equal(1, places[1].Score);
        Assert.InRange(places[2].Score!.Value, 0.5, 0.95);
        var view = (await room.Queries.FindAsync(places[0].StoryId, default))!;
        Assert.All(view.Reports.Where(r => r.ArticleId != ids[0]), r => Assert.Equal(ids[0], r.CopyOfId));
    }

    [Fact]
    public async Task A_publisher_s_template_makes_no_copies_of_different_headlines()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        const string template = "Dieser Artikel ist nur für Abonnenten. Testen Sie jetzt vier Wochen lang alle Inhalte unserer Zeitung für einen Euro, und lesen Sie sofort weiter auf dieser Seite.";
        var (flood, verdict) = (StoryRoom.Written("flut-aschental"), StoryRoom.Written("urteil"));
        var ids = await room.ArriveAsync(flood with { Text = template }, verdict with { Text = template, Published = flood.Published, Outlet = "Anderes" });
        Assert.NotEqual(StoryReason.ExactCopy, (await room.PlaceAsync(ids[1])).Reason);
    }

    [Fact]
    public async Task A_text_of_last_month_opens_no_old_story_again()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var article = StoryRoom.Written("urteil");
        var ids = await room.ArriveAsync(article, article with { Outlet = "Später", Published = article.Published.AddDays(20) });
        Assert.NotEqual(await room.StoryOfAsync(ids[0]), await room.StoryOfAsync(ids[1]));
        await using var db = await room.Archive.OpenAsync();
        Assert.Equal(ids[0], (await db.ArticlePrints.SingleAsync(p => p.ArticleId == ids[1])).CopyOfId);
    }

    [Fact]
    public async Task Reading_again_changes_nothing_and_a_newer_text_moves_only_who_was_alone()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var (one, other) = (StoryRoom.Written("trainer", 0), StoryRoom.Written("trainer", 1));
        // The second came as a teaser that says nothing of the event.
        var ids = await room.ArriveAsync(one, other with { Title = "Eilmeldung", Text = "Mehr in Kürze an dieser Stelle." });
        Assert.NotEqual(await room.StoryOfAsync(ids[0]), await room.StoryOfAsync(ids[1]));
        await room.ChangeTextAsync(ids[1], other.Text + " " + other.Title);
        Assert.Equal(await room.StoryOfAsync(ids[0]), await room.StoryOfAsync(ids[1]));
        await using var db = await room.Archive.OpenAsync();
        Assert.Equal(1, await db.Stories.CountAsync()); // the story that was left empty is gone

        var before = await room.PlaceAsync(ids[1]);
        await room.ReadAllAgainAsync();
        Assert.Equal((before.StoryId, before.PlacedAt), ((await room.PlaceAsync(ids[1])).StoryId, (await room.PlaceAsync(ids[1])).PlacedAt));
        await room.ChangeTextAsync(ids[1], StoryRoom.Written("urteil").Text);
        Assert.Equal(before.StoryId, await room.StoryOfAsync(ids[1]));
    }

    [Fact]
    public async Task A_deleted_article_leaves_its_story_counted_right()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await room.ArriveAsync([.. StoryCorpus.Written.Where(a => a.Event == "beben-karsan")]);
        var story = await room.StoryOfAsync(ids[0]);
        await room.SqlAsync($"DELETE FROM codes; DELETE FROM articles WHERE id = {ids[0]}");
        var view = (await room.Queries.FindAsync(story, default))!;
        Assert.Equal((2, 2, ids[1]), (view.Row.Articles, view.Row.Outlets, view.Reports[0].ArticleId));
        Assert.Equal(view.Reports[0].PublishedAt, view.Row.FirstAt);
        await room.SqlAsync($"DELETE FROM articles WHERE id = {ids[1]} OR id = {ids[2]}");
        Assert.Null(await room.Queries.FindAsync(story, default));
    }

    [Fact]
    public async Task The_list_of_articles_knows_story_and_size_and_filters_by_it()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await room.ArriveAsync([.. StoryCorpus.Written.Where(a => a.Event is "zoelle" or "seegebiet")]);
        var story = await room.StoryOfAsync(ids[0]);
        var page = await new ArticleQueries(room.Archive.Get<NpgsqlDataSource>()).PageAsync(new() { Where = new StoryIs([story]) }, room.EditorId, null, 50, default);
        Assert.Equal(ids.Take(3).Reverse(), page.Rows.Select(r => r.Id));
        Assert.All(page.Rows, r => Assert.Equal((story, 3), (r.StoryId, r.StorySize)));
        var of = (await room.Queries.OfArticleAsync(ids[0], default))!;
        Assert.Equal((story, 3), (of.Id, of.Articles));
        Assert.Equal(ids.Skip(1).Take(2), of.Others.Select(o => o.ArticleId));
    }
}
