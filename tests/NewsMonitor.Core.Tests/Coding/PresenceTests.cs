using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class PresenceTests(TestCluster cluster)
{
    [Fact]
    public async Task Colleagues_on_an_article_are_seen_with_what_they_have_under_the_hand_until_they_leave_or_fall_silent()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (mine, hers, gone) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await desk.Presences.SayAsync(new() { Id = mine, ArticleId = desk.Article, UserId = desk.Editor }, default);
        await desk.Presences.SayAsync(new() { Id = gone, ArticleId = desk.Article, UserId = desk.ThirdEditor }, default);
        await desk.Presences.SayAsync(new() { Id = hers, ArticleId = desk.Article, UserId = desk.SecondEditor, VersionId = desk.Version, Start = 4, End = 12 }, default);
        await using (var db = await desk.OpenAsync()) await db.Database.ExecuteSqlAsync($"UPDATE presences SET seen_at = now() - interval '1 minute' WHERE id = {gone}");

        var seen = Assert.Single(await desk.Presences.OthersAsync(desk.Article, mine, desk.Editor, default));
        Assert.Equal(("Emil", 4, 12, null), (seen.Name, seen.Start, seen.End, seen.CodeId));
        // The next heartbeat of anybody sweeps the silent one out.
        await desk.Presences.SayAsync(new() { Id = hers, ArticleId = desk.Article, UserId = desk.SecondEditor, CodeId = 7 }, default);
        await using (var db = await desk.OpenAsync()) Assert.Equal(2, await db.Presences.CountAsync());
        Assert.Equal((7, null), (await desk.Presences.OthersAsync(desk.Article, mine, desk.Editor, default)).Select(p => (p.CodeId, p.Start)).Single());
        await desk.Presences.LeaveAsync(hers, desk.Article, default);
        Assert.Empty(await desk.Presences.OthersAsync(desk.Article, mine, desk.Editor, default));
    }

    [Fact]
    public async Task An_unsaved_card_waits_for_its_person_alone()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var cards = new UnsavedCards(desk.Factory, desk.Clock);
        await cards.KeepAsync(desk.Editor, desk.Article, desk.Version, """{"note":"a"}""", default);
        await cards.KeepAsync(desk.Editor, desk.Article, desk.Version, """{"note":"b"}""", default);
        Assert.Equal("b", (await cards.FindAsync(desk.Editor, desk.Article, default))!.Card.RootElement.GetProperty("note").GetString());
        Assert.Null(await cards.FindAsync(desk.SecondEditor, desk.Article, default));
        await cards.ForgetAsync(desk.Editor, desk.Article, default);
        Assert.Null(await cards.FindAsync(desk.Editor, desk.Article, default));
    }

    [Fact]
    public async Task Own_keys_are_kept_changed_and_given_back()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var keys = new KeyChoices(desk.Factory);
        await keys.SetAsync(desk.Editor, "article.y", "g", default);
        await keys.SetAsync(desk.Editor, "article.y", "G", default);
        await keys.SetAsync(desk.Editor, "article.x", "h", default);
        await keys.SetAsync(desk.Editor, "article.x", null, default);
        Assert.Equal("G", Assert.Single(await keys.OfAsync(desk.Editor, default)).Value);
        await keys.ResetAsync(desk.Editor, default);
        Assert.Empty(await keys.OfAsync(desk.Editor, default));
    }
}
