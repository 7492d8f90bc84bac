using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Watches;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Watches;

public sealed class WatchMatchTests(TestCluster cluster)
{
    [Fact]
    public async Task A_new_article_is_told_to_the_watches_that_it_matches_and_to_no_other()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        await room.ArriveAsync("Sanktionen gegen alle", "Schon vor der Beobachtung.");
        var (sanctions, phrase, without, outlet, all) = (
            await room.WatchAsync("Sanktion"), await room.WatchAsync("\"neue Sanktionen\""), await room.WatchAsync("Sanktionen -Hafen"),
            await room.WatchAsync("quelle:\"Der Bote\" sprache:de"), await room.WatchAsync("Wetter OR Sport"));

        await room.ArriveAsync("Neue Sanktionen", "Am Hafen wurde von Sanktionen gesprochen.");
        await room.ArriveAsync("Sanktionen drohen", "Die Minister beraten über neue Zölle.");
        Assert.Equal(6, await room.MatchAsync());

        Assert.Equal((2, 1, 1, 2, 0), (await CountAsync(sanctions), await CountAsync(phrase), await CountAsync(without), await CountAsync(outlet), await CountAsync(all)));
        var alert = Assert.Single(await room.AlertsAsync(sanctions));
        Assert.Equal((AlertKind.Articles, 2), (alert.Kind, alert.Articles));
        Assert.Empty(await room.AlertsAsync(all));

        async Task<int> CountAsync(long watch) => (await room.Queries.ListAsync(room.Ana, default)).Single(w => w.Id == watch).Unread;
    }

    [Fact]
    public async Task A_watch_matches_what_the_search_of_its_line_finds()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        await room.ArriveAsync("Vorher", "Damit es die Zeitung gibt.", outlet: "Die Post"); // names in a line are those of the archive
        await room.ArriveAsync("Vorher", "Damit es den Boten gibt.");
        var day = WatchRoom.Today.AddDays(-3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string[] lines =
        [
            "Sanktionen", "quelle:\"Die Post\"", "Sanktionen quelle:\"Die Post\"", "Sanktionen -quelle:\"Die Post\"", "sprache:en", "-sprache:en Sanktionen OR Sanctions", $"nach:{day} Hafen", $"vor:{day}", $"am:{day}",
            "(quelle:\"Die Post\" OR Hafen) sprache:de", "\"neue Sanktionen\" -sprache:en", "san* quelle:\"Der Bote\"", "-Sanktionen", "codiert:nein Sanktionen", $"-am:{day} quelle:\"Der Bote\"",
        ];
        var watches = new List<(string Line, long Id)>();
        foreach (var line in lines) watches.Add((line, await room.WatchAsync(line)));
        var articles = new List<long>();
        for (var i = 0; i < 24; i++)
        {
            articles.Add(await room.ArriveAsync(
                $"Meldung {i}", (i % 6) switch { 0 => "Neue Sanktionen im Hafen.", 1 => "Sanctions in the port.", 2 => "Der Hafen schläft.", 3 => "Sanktionen, neue und alte.", 4 => "Die Sanitäter kommen.", _ => "Nichts." },
                WatchRoom.Today.AddDays(-(i % 5)), i % 2 == 0 ? "Der Bote" : "Die Post", i % 6 == 1 ? "en" : "de"));
        }
        await room.MatchAsync();
        var matches = await room.AskAsync(db => db.WatchMatches.AsNoTracking().Where(m => m.GoneAt == null).Select(m => new { m.WatchId, m.ArticleId }).ToListAsync());
        foreach (var (line, id) in watches)
        {
            var search = await room.Archive.Get<SearchResolver>().ResolveAsync(line, default);
            Assert.True(search.IsSound, line);
            var found = (await new ArticleQueries(room.Archive.Get<NpgsqlDataSource>()).AmongAsync(search.Query, articles, room.Ana, default)).Keys.Order();
            Assert.True(found.SequenceEqual(matches.Where(m => m.WatchId == id && articles.Contains(m.ArticleId)).Select(m => m.ArticleId).Order()), line);
            Assert.InRange(found.Count(), 1, articles.Count - 1);
        }
    }

    [Fact]
    public async Task An_edited_article_is_told_when_it_comes_to_match_once_and_is_not_counted_when_it_no_longer_does()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var article = await room.ArriveAsync("Eine Meldung", "Nichts Besonderes.");
        var watch = await room.WatchAsync("Sanktionen");
        await room.MatchAsync();
        Assert.Empty(await room.AlertsAsync(watch));

        await room.EditAsync(article, "Eine Meldung", "Nun geht es um Sanktionen.");
        await room.MatchAsync();
        await room.EditAsync(article, "Eine Meldung", "Nun geht es sehr um Sanktionen.");
        await room.MatchAsync();
        Assert.Equal(1, Assert.Single(await room.AlertsAsync(watch)).Articles);
        Assert.Equal(1, (await room.Queries.ListAsync(room.Ana, default)).Single().Unread);

        await room.EditAsync(article, "Eine Meldung", "Doch nichts Besonderes.");
        await room.MatchAsync();
        Assert.Equal(0, (await room.Queries.ListAsync(room.Ana, default)).Single().Unread);
        await room.EditAsync(article, "Eine Meldung", "Und wieder Sanktionen.");
        await room.MatchAsync();
        Assert.Single(await room.AlertsAsync(watch));
    }

    [Fact]
    public async Task A_watch_for_codes_hears_of_an_old_article_when_it_is_coded_and_not_of_one_that_was()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var (minister, border) = (await room.ActorAsync("Der Minister"), await room.IssueAsync("Grenzöffnung"));
        var before = await room.SayAsync(minister, border, Stance.Supports, daysAgo: 3);
        var watch = await room.WatchAsync("akteur:\"Der Minister\" haltung:-,+");
        await room.MatchAsync();
        // Somebody works on in the article that matched before the watch was there.
        await room.RejectAsync(await room.SayAsync(await room.ActorAsync("Die Ministerin"), border, Stance.Opposes, daysAgo: 1));
        await room.SqlAsync($"UPDATE articles SET statements = statements WHERE id = (SELECT article_id FROM codes WHERE id = {before})");
        await room.MatchAsync();
        Assert.Empty(await room.AlertsAsync(watch));

        await room.SayAsync(minister, border, Stance.Opposes, daysAgo: 2);
        await room.MatchAsync();
        Assert.Equal(1, Assert.Single(await room.AlertsAsync(watch)).Articles);
    }

    /// <summary>A cursor over numbers would have gone past: the later article has the higher number and commits first.</summary>
    [Fact]
    public async Task An_article_whose_transaction_commits_late_is_not_passed_over()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var watch = await room.WatchAsync("Sanktionen");
        await using var late = await room.Archive.Get<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await room.ArriveAsync("Anfang", "Damit es die Quelle gibt.");
        await using (var insert = new NpgsqlCommand("""
            INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state, statements,
                open_suggestions, threats, suggested_threats, words, current_version, no_archive, tsv)
            SELECT id, 'https://late.example/', 'https://late.example/', 'Feed', 'Sanktionen', 'de', now(), 'time', now(), 'Complete', 'None', 0, 0, 0, 0, 1, 1, false,
                article_vector('de', NULL, 'Sanktionen', '') FROM outlets LIMIT 1
            """, late, transaction)) Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        await room.ArriveAsync("Sanktionen später", "Mit höherer Nummer, und früher fertig.");
        Assert.Equal(1, await room.MatchAsync());
        Assert.Equal(0, await room.MatchAsync());

        await transaction.CommitAsync();
        Assert.Equal(1, await room.MatchAsync());
        Assert.Equal(2, await room.AskAsync(db => db.WatchMatches.CountAsync(m => m.WatchId == watch)));
    }

    [Fact]
    public async Task Two_nodes_at_once_tell_of_each_article_once()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var watch = await room.WatchAsync("Meldung");
        await using var other = room.Archive.Another();
        for (var n = 0; n < 60; n++) await room.ArriveAsync($"Meldung {n}");
        await Task.WhenAll(new[] { room.Archive, other, room.Archive, other }.Select(async node =>
        {
            while (await node.Get<WatchMatcher>().RunAsync(default) is not { Changes: 0 }) await Task.Yield();
        }));
        Assert.Equal(60, await room.AskAsync(db => db.WatchMatches.CountAsync(m => m.WatchId == watch)));
        Assert.Equal(60, (await room.AlertsAsync(watch)).Sum(a => a.Articles));
        Assert.Equal(0, await room.AskAsync(db => db.WatchChanges.CountAsync()));
    }

    [Fact]
    public async Task A_batch_that_breaks_leaves_nothing_behind_and_is_done_anew()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var watch = await room.WatchAsync("Meldung");
        await room.ArriveAsync("Meldung");
        // The last thing that a batch writes fails, as if the server had gone away under it.
        await room.SqlAsync("ALTER TABLE watch_matches ADD CONSTRAINT broken CHECK (known)");
        await Assert.ThrowsAsync<PostgresException>(() => room.Archive.Get<WatchMatcher>().RunAsync(default));
        Assert.Empty(await room.AlertsAsync(watch));
        await room.SqlAsync("ALTER TABLE watch_matches DROP CONSTRAINT broken");
        Assert.Equal(1, await room.MatchAsync());
        Assert.Equal(1, Assert.Single(await room.AlertsAsync(watch)).Articles);
    }

    [Fact]
    public async Task What_one_person_has_read_is_unread_to_another_and_all_can_be_read_at_once()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var watch = await room.WatchAsync("Meldung", draft => draft with { Shared = true });
        Assert.IsType<WatchResult.Saved>(await room.Editor.FollowAsync(watch, MailRhythm.None, room.Ben, default));
        var first = await room.ArriveAsync("Meldung 1");
        for (var n = 2; n <= 5; n++) await room.ArriveAsync($"Meldung {n}");
        await room.MatchAsync();
        Assert.Equal((5, 5), (await UnreadAsync(room.Ana), await UnreadAsync(room.Ben)));

        await new ArticleMarks(room.Archive.Get<IDbContextFactory<NewsMonitor.Core.Data.NewsDbContext>>(), TimeProvider.System).SetReadAsync(first, room.Ana, true, default);
        Assert.Equal((4, 5), (await UnreadAsync(room.Ana), await UnreadAsync(room.Ben)));
        await room.Inbox.SetArticlesReadAsync(watch, room.Ben, default);
        Assert.Equal((4, 0), (await UnreadAsync(room.Ana), await UnreadAsync(room.Ben)));

        Assert.Equal(1, await room.Queries.UnreadAlertsAsync(room.Ana, default));
        await room.Inbox.SetAllReadAsync(null, room.Ana, default);
        Assert.Equal((0, 1), (await room.Queries.UnreadAlertsAsync(room.Ana, default), await room.Queries.UnreadAlertsAsync(room.Ben, default)));
        // Who has read an alert is told of what comes later in another one.
        await room.ArriveAsync("Meldung 6");
        await room.MatchAsync();
        Assert.Equal(1, await room.Queries.UnreadAlertsAsync(room.Ana, default));

        async Task<int> UnreadAsync(long user) => (await room.Queries.ListAsync(user, default)).Single().Unread;
    }

    [Fact]
    public async Task Another_line_is_another_search_and_tells_what_comes_from_then_on()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var watch = await room.WatchAsync("Sanktionen");
        await room.ArriveAsync("Sanktionen");
        await room.ArriveAsync("Wetter");
        await room.MatchAsync();
        Assert.Equal(1, (await room.Queries.ListAsync(room.Ana, default)).Single().Unread);
        Assert.IsType<WatchResult.Saved>(await room.Editor.SaveAsync(new WatchDraft { Id = watch, Name = "Wetter", Line = "Wetter" }, room.Ana, default));
        Assert.Equal(0, (await room.Queries.ListAsync(room.Ana, default)).Single().Unread);
        await room.ArriveAsync("Sanktionen");
        await room.ArriveAsync("Wetter");
        await room.MatchAsync();
        Assert.Equal(1, (await room.Queries.ListAsync(room.Ana, default)).Single().Unread);
        Assert.Equal(2, (await room.AlertsAsync(watch)).Sum(a => a.Articles));
    }

    [Fact]
    public async Task All_that_a_search_finds_is_read_at_once_but_not_what_came_in_since()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        for (var n = 0; n < 30; n++) await room.ArriveAsync(n % 3 == 0 ? "Wetter" : "Sport");
        var seen = await room.AskAsync(db => db.Articles.MaxAsync(a => a.ArrivedAt));
        var late = await room.ArriveAsync("Wetter");
        await room.SqlAsync($"UPDATE articles SET arrived_at = arrived_at + interval '1 minute' WHERE id = {late}");
        var query = (await room.Archive.Get<SearchResolver>().ResolveAsync("Wetter", default)).Query;
        var marks = new ArticleMarks(room.Archive.Get<IDbContextFactory<NewsMonitor.Core.Data.NewsDbContext>>(), TimeProvider.System);
        Assert.Equal(10, await marks.SetAllReadAsync(query, seen, room.Ana, default));
        Assert.Equal(0, await marks.SetAllReadAsync(query, seen, room.Ana, default));
        Assert.Equal(10, await room.AskAsync(db => db.ArticleMarks.CountAsync(m => m.UserId == room.Ana && m.ReadAt != null && m.ArticleId != late)));
    }

    [Fact]
    public async Task A_private_watch_is_nobody_else_s_and_a_shared_one_only_its_owner_s_to_change()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var (own, shared) = (await room.WatchAsync("Meldung"), await room.WatchAsync("Wetter", draft => draft with { Shared = true }));
        Assert.Null(await room.Queries.FindAsync(own, room.Ben, default));
        Assert.IsType<WatchResult.Gone>(await room.Editor.FollowAsync(own, MailRhythm.None, room.Ben, default));
        Assert.Empty((await room.Queries.AlertsAsync(room.Ben, own, false, null, default)).Rows);
        Assert.NotNull(await room.Queries.FindAsync(shared, room.Ben, default));
        Assert.IsType<WatchResult.NotAllowed>(await room.Editor.SaveAsync(new WatchDraft { Id = shared, Name = "x", Line = "y" }, room.Ben, default));
        Assert.IsType<WatchResult.NotAllowed>(await room.Editor.RemoveAsync(shared, room.Ben, default));
        Assert.IsType<WatchResult.NotAllowed>(await room.Archive.Get<WatchChannels>().AddHookAsync(shared, "https://example.org/", room.Ben, default));

        Assert.IsType<WatchResult.Saved>(await room.Editor.FollowAsync(shared, MailRhythm.None, room.Ben, default));
        Assert.IsType<WatchResult.Saved>(await room.Editor.SaveAsync(new WatchDraft { Id = shared, Name = "Wetter", Line = "Wetter" }, room.Ana, default));
        Assert.Empty(await room.Queries.ListAsync(room.Ben, default));
    }

    [Theory]
    [InlineData("ist:ungelesen", WatchFault.OwnMarks)]
    [InlineData("(Wetter OR is:starred)", WatchFault.OwnMarks)]
    [InlineData("", WatchFault.Everything)]
    public async Task A_line_that_cannot_be_watched_is_refused(string line, WatchFault fault)
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        Assert.Equal(fault, Assert.IsType<WatchResult.Invalid>(await room.Editor.SaveAsync(new WatchDraft { Name = "x", Line = line }, room.Ana, default)).Fault);
        Assert.IsType<WatchResult.Unreadable>(await room.Editor.SaveAsync(new WatchDraft { Name = "x", Line = "akteur:Niemand" }, room.Ana, default));
    }

    [Fact]
    public async Task A_list_is_kept_in_the_order_that_its_person_gave_it()
    {
        await using var room = await WatchRoom.OpenAsync(cluster);
        var ids = new List<long>();
        foreach (var word in new[] { "Alpha", "Beta", "Gamma" }) ids.Add(await room.WatchAsync(word));
        await room.Editor.MoveAsync(ids[2], up: true, room.Ana, default);
        await room.Editor.MoveAsync(ids[0], up: false, room.Ana, default);
        await room.Editor.MoveAsync(ids[0], up: false, room.Ana, default);
        await room.Editor.MoveAsync(ids[0], up: false, room.Ana, default);
        Assert.Equal(["Gamma", "Beta", "Alpha"], (await room.Queries.ListAsync(room.Ana, default)).Select(w => w.Name));
        for (var n = 0; n < 200; n++) await room.Editor.MoveAsync(ids[n % 3], up: n % 2 == 0, room.Ana, default);
        Assert.Equal(3, (await room.Queries.ListAsync(room.Ana, default)).DistinctBy(w => w.Id).Count());
    }
}
