using Microsoft.EntityFrameworkCore;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class IdentityTests(TestCluster cluster)
{
    private static async Task<int> ArticlesAfterAsync(TestNewsroom room, params string[] answers)
    {
        await room.AddFeedAsync("/feed");
        foreach (var answer in answers)
        {
            room.Server.ServePlain("/feed", answer);
            await room.CheckAgainAsync();
        }
        return await room.AskAsync(db => db.Articles.CountAsync());
    }

    private static Item[] Items(int count, Func<int, Item> item) => [.. Enumerable.Range(1, count).Select(item)];

    [Fact]
    public async Task A_guid_that_all_entries_share_loses_none()
    {
        await using var room = await OpenAsync(cluster);
        Assert.Equal(10, await ArticlesAfterAsync(room, Rss(Items(10, n => new($"T{n}", $"https://blatt.example/{n}", Id: "immer gleich")))));
    }

    [Fact]
    public async Task Guids_that_change_with_every_answer_double_nothing_and_are_trusted_no_more()
    {
        await using var room = await OpenAsync(cluster);
        string Answer(int turn) => Rss(Items(10, n => new($"T{n}", $"https://blatt.example/{n}", Id: $"{turn}-{n}")));
        Assert.Equal(10, await ArticlesAfterAsync(room, Answer(1), Answer(2), Answer(3)));
        Assert.True(await room.AskAsync(db => db.Feeds.Select(f => f.GuidsLie).SingleAsync()));
        var entries = await room.AskAsync(db => db.FeedEntries.CountAsync());
        room.Server.ServePlain("/feed", Answer(4));
        await room.CheckAgainAsync();
        Assert.Equal(entries, await room.AskAsync(db => db.FeedEntries.CountAsync()));
    }

    [Fact]
    public async Task Entries_that_all_point_to_one_page_are_told_apart_by_their_titles()
    {
        await using var room = await OpenAsync(cluster);
        var answer = Rss(Items(10, n => new($"Ticker {n}", "https://blatt.example/ticker")));
        Assert.Equal(10, await ArticlesAfterAsync(room, answer, answer + " "));
    }

    [Fact]
    public async Task An_article_that_moves_keeps_its_place_by_its_guid()
    {
        await using var room = await OpenAsync(cluster);
        var old = Items(10, n => new($"T{n}", $"https://blatt.example/{n}", Id: $"g{n}"));
        var moved = Items(10, n => new($"T{n}", n == 3 ? "https://blatt.example/neu/3" : $"https://blatt.example/{n}", Id: $"g{n}"));
        Assert.Equal(10, await ArticlesAfterAsync(room, Rss(old), Rss(moved)));
    }

    [Fact]
    public async Task A_guid_that_a_later_article_takes_over_loses_neither()
    {
        await using var room = await OpenAsync(cluster);
        Assert.Equal(2, await ArticlesAfterAsync(room,
            Rss(new Item("Montag", "https://blatt.example/montag", Id: "aufmacher")), Rss(new Item("Dienstag", "https://blatt.example/dienstag", Id: "aufmacher"))));
    }

    [Fact]
    public async Task Entries_without_address_or_guid_are_known_again()
    {
        await using var room = await OpenAsync(cluster);
        var answer = Rss(Items(4, n => new($"Kurz {n}", null, $"Text {n}")));
        Assert.Equal(4, await ArticlesAfterAsync(room, answer, answer + " "));
    }

    [Fact]
    public async Task A_guid_that_a_later_article_took_over_does_not_write_its_text_over_the_earlier_one()
    {
        await using var room = await OpenAsync(cluster);
        string Tuesday(string text) => Rss(new Item("Dienstag", "https://blatt.example/dienstag", text, Id: "aufmacher"));
        await ArticlesAfterAsync(room, Rss(new Item("Montag", "https://blatt.example/montag", Id: "aufmacher")), Tuesday("Erste Fassung."), Tuesday("Zweite Fassung."));

        var articles = await room.AskAsync(db => db.Articles.Include(a => a.Versions).OrderBy(a => a.Id).ToListAsync());
        Assert.Equal([("Montag", 1), ("Dienstag", 2)], articles.Select(a => (a.Title, a.Versions.Count)));
    }

    [Fact]
    public async Task A_guid_that_two_entries_of_one_answer_share_loses_neither_and_mixes_up_nothing()
    {
        await using var room = await OpenAsync(cluster);
        var answer = Rss(Items(10, n => new($"T{n}", $"https://blatt.example/{n}", $"Text {n}.", Id: n == 7 ? "g3" : $"g{n}", At: DateTimeOffset.UnixEpoch.AddYears(52))));
        Assert.Equal(10, await ArticlesAfterAsync(room, answer, answer + " ", answer + "  "));
        Assert.Equal(10, await room.AskAsync(db => db.ArticleVersions.CountAsync()));
    }

    [Fact]
    public async Task The_same_entry_twice_in_one_answer_is_one_article()
    {
        await using var room = await OpenAsync(cluster);
        Assert.Equal(10, await ArticlesAfterAsync(room, Rss([.. Items(10, n => new($"T{n}", $"https://blatt.example/{n}", Id: $"g{n}")), new Item("T4", "https://blatt.example/4?von=rss", Id: "g4")])));
    }
}
