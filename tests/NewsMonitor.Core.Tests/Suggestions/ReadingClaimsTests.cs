using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Suggestions;

public sealed class ReadingClaimsTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task An_article_waits_until_its_page_is_there()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var id = await room.AddAsync(state: TextState.Pending);
        Assert.Empty(await room.ReadAsync());
        await room.SqlAsync("UPDATE articles SET text_state = 'Failed'");
        Assert.NotNull(Assert.Single(await room.ReadAsync()));
        Assert.NotEmpty(await room.MarginAsync(id));
    }

    [Fact]
    public async Task Two_workers_share_the_articles_and_a_dead_one_s_are_read_by_the_other()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        for (var n = 0; n < 6; n++) await room.AddAsync(address: $"https://handblatt.example/{n}");
        await room.SqlAsync("UPDATE reading_tasks SET due_at = now()");
        var claims = room.Archive.Get<ReadingClaims>();

        var dead = await claims.ClaimAsync(3, "dead", Cancel);
        var other = await claims.ClaimAsync(10, "other", Cancel);
        Assert.Equal((3, 3), (dead.Count, other.Count));
        Assert.Empty(dead.Select(c => c.ArticleId).Intersect(other.Select(c => c.ArticleId)));
        await room.SqlAsync("UPDATE reading_tasks SET lease_until = now() - interval '1 second' WHERE lease_owner = 'dead'");
        var again = await claims.ClaimAsync(10, "other", Cancel);
        Assert.Equal(dead.Select(c => c.ArticleId).Order(), again.Select(c => c.ArticleId).Order());

        // The dead one was only slow: it comes too late, and writes nothing.
        var maker = room.Archive.Get<SuggestionMaker>();
        Assert.NotNull(await maker.MakeAsync(again[0], Cancel));
        Assert.Null(await maker.MakeAsync(dead.Single(c => c.ArticleId == again[0].ArticleId), Cancel));
    }

    [Fact]
    public async Task A_text_that_changes_while_it_is_read_is_read_again()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var id = await room.AddAsync();
        await room.SqlAsync("UPDATE reading_tasks SET due_at = now()");
        var claimed = Assert.Single(await room.Archive.Get<ReadingClaims>().ClaimAsync(1, "slow", Cancel));
        await room.ChangeTextAsync(id, ReadingRoom.Text + "\nEin Satz mehr.");
        Assert.Null(await room.Archive.Get<SuggestionMaker>().MakeAsync(claimed, Cancel));
        Assert.Empty(await room.MarginAsync(id));
        Assert.NotNull(Assert.Single(await room.ReadAsync()));
    }

    [Fact]
    public async Task What_breaks_the_program_is_tried_three_times_and_then_waits_for_a_newer_engine()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        await room.AddAsync();
        var claims = room.Archive.Get<ReadingClaims>();
        for (var n = 0; n < 3; n++)
        {
            await room.SqlAsync("UPDATE reading_tasks SET due_at = now()");
            await claims.PutOffAsync(Assert.Single(await claims.ClaimAsync(5, "test", Cancel)), "broken", Cancel);
        }
        Assert.Empty(await room.ReadAsync());
        await using var db = await room.Archive.OpenAsync();
        var task = await db.ReadingTasks.AsNoTracking().SingleAsync();
        Assert.Equal(("broken", SuggestionMaker.Engine), (task.LastDetail, task.Engine));
    }
}
