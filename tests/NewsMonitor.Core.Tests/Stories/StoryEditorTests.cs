using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Tests.Likeness;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Stories;

public sealed class StoryEditorTests(TestCluster cluster)
{
    [Fact]
    public async Task What_an_editor_has_split_out_stays_out_whatever_the_machine_reads_again()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await FloodAsync(room);
        var story = await room.StoryOfAsync(ids[0]);
        var split = Assert.IsType<StoryResult.Saved>(await room.Editor.SplitAsync(story, [ids[1]], room.EditorId, default));
        Assert.NotEqual(story, split.StoryId);

        await room.ReadAllAgainAsync();
        await room.ChangeTextAsync(ids[1], StoryRoom.Written("flut-aschental", 0).Text + " Ein Satz mehr.");
        Assert.Equal(split.StoryId, await room.StoryOfAsync(ids[1]));
        Assert.Equal(StoryReason.Editor, (await room.PlaceAsync(ids[1])).Reason);
        Assert.Equal("eda", Assert.Single((await room.Queries.FindAsync(split.StoryId, default))!.Reports).PlacedBy);
        // The two that are left stay together; one that is left alone by a second split is not drawn to the others either.
        await room.Editor.SplitAsync(story, [ids[2]], room.EditorId, default);
        await room.ChangeTextAsync(ids[0], StoryRoom.Written("flut-aschental", 0).Text + " Noch ein Satz.");
        Assert.Equal(3, new[] { await room.StoryOfAsync(ids[0]), await room.StoryOfAsync(ids[1]), await room.StoryOfAsync(ids[2]) }.Distinct().Count());
    }

    [Fact]
    public async Task What_was_split_out_speaks_for_its_own_story_and_no_longer_for_the_old_one()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await FloodAsync(room);
        var story = await room.StoryOfAsync(ids[0]);
        var (lenz, published) = (StoryRoom.Written("flut-lenz"), StoryRoom.Written("flut-lenz").Published);
        // Another flood was put into the story, and an exact copy of it came along.
        var stray = Assert.Single(await room.ArriveAsync(lenz));
        await room.Editor.MergeAsync(await room.StoryOfAsync(stray), story, room.EditorId, default);
        var copy = Assert.Single(await room.ArriveAsync(lenz with { Outlet = "Exakt", Published = published.AddMinutes(5) }));
        Assert.Equal(story, await room.StoryOfAsync(copy));

        // The editor takes only one of the two out: what comes next goes by what the editor said of that text.
        var split = ((StoryResult.Saved)await room.Editor.SplitAsync(story, [stray], room.EditorId, default)).StoryId;
        var later = await room.ArriveAsync(
            lenz with { Outlet = "Wieder", Published = published.AddMinutes(30) },
            lenz with { Outlet = "Fast", Published = published.AddMinutes(40), Text = AgencyCopy.Edited(lenz.Text, 20, 1) },
            StoryRoom.Written("flut-aschental") with { Outlet = "Noch eins", Published = published.AddMinutes(50), Text = AgencyCopy.Edited(StoryRoom.Written("flut-aschental").Text, 12, 2) });
        Assert.Equal([split, split, story], [await room.StoryOfAsync(later[0]), await room.StoryOfAsync(later[1]), await room.StoryOfAsync(later[2])]);
        Assert.NotEqual(stray, await CentreAsync(room, story));
        Assert.Contains(await CentreAsync(room, split), new[] { stray, later[0], later[1] });
    }

    private static async Task<long> CentreAsync(StoryRoom room, long story)
    {
        await using var db = await room.Archive.OpenAsync();
        return (await db.Stories.SingleAsync(s => s.Id == story)).CentralArticleId!.Value;
    }

    [Fact]
    public async Task Merged_stories_stay_merged_draw_what_comes_later_and_old_addresses_lead_on()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var flood = await FloodAsync(room);
        var other = Assert.Single(await room.ArriveAsync(StoryRoom.Written("flut-lenz")));
        var (story, lenz) = (await room.StoryOfAsync(flood[0]), await room.StoryOfAsync(other));
        Assert.Equal(new StoryResult.Saved(story, 1), await room.Editor.MergeAsync(lenz, story, room.EditorId, default));
        await room.ReadAllAgainAsync();
        Assert.Equal(story, await room.StoryOfAsync(other));
        Assert.Equal(4, (await room.Queries.FindAsync(lenz, default))!.Row.Articles);

        var copy = StoryRoom.Written("flut-lenz") with { Outlet = "Nachbar", Text = AgencyCopy.Edited(StoryRoom.Written("flut-lenz").Text, 20, 1) };
        Assert.Equal(story, await room.StoryOfAsync(Assert.Single(await room.ArriveAsync(copy))));
        // A chain of merges leads straight to its end.
        var third = await room.StoryOfAsync(Assert.Single(await room.ArriveAsync(StoryRoom.Written("urteil"))));
        await room.Editor.MergeAsync(story, third, room.EditorId, default);
        Assert.Equal(third, (await room.Queries.FindAsync(lenz, default))!.Row.Id);
    }

    [Fact]
    public async Task A_moved_article_stays_and_an_emptied_story_leads_on()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await room.ArriveAsync(StoryRoom.Written("urteil"), StoryRoom.Written("urteil-fussgaenger"));
        var (from, into) = (await room.StoryOfAsync(ids[1]), await room.StoryOfAsync(ids[0]));
        Assert.NotEqual(from, into);
        Assert.Equal(new StoryResult.Saved(into, 1), await room.Editor.MoveAsync(from, [ids[1]], into, room.EditorId, default));
        await room.ReadAllAgainAsync();
        Assert.Equal(into, await room.StoryOfAsync(ids[1]));
        Assert.Equal(into, (await room.Queries.FindAsync(from, default))!.Row.Id);
    }

    [Fact]
    public async Task Every_act_can_be_taken_back_by_who_did_it_unless_somebody_went_on_from_it()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await FloodAsync(room);
        var story = await room.StoryOfAsync(ids[0]);
        var before = await room.PlaceAsync(ids[1]);
        var split = ((StoryResult.Saved)await room.Editor.SplitAsync(story, [ids[1]], room.EditorId, default)).StoryId;
        await room.Editor.RenameAsync(story, "Die Flut", room.EditorId, default);
        Assert.Equal("Die Flut", (await room.Queries.FindAsync(story, default))!.Row.Title);

        Assert.Equal(new StoryResult.Saved(story, 0), await room.Editor.UndoAsync(room.EditorId, default));
        Assert.NotEqual("Die Flut", (await room.Queries.FindAsync(story, default))!.Row.Title);
        Assert.Equal(new StoryResult.Saved(story, 1), await room.Editor.UndoAsync(room.EditorId, default));
        var after = await room.PlaceAsync(ids[1]);
        Assert.Equal((before.StoryId, before.Reason, before.Score, before.PlacedBy), (after.StoryId, after.Reason, after.Score, after.PlacedBy));
        Assert.Equal(story, (await room.Queries.FindAsync(split, default))!.Row.Id);
        Assert.IsType<StoryResult.Nothing>(await room.Editor.UndoAsync(room.EditorId, default));

        await room.Editor.SplitAsync(story, [ids[1]], room.EditorId, default);
        await room.Editor.MoveAsync(await room.StoryOfAsync(ids[1]), [ids[1]], story, room.OtherEditorId, default);
        Assert.IsType<StoryResult.Nothing>(await room.Editor.UndoAsync(room.EditorId, default));
    }

    [Fact]
    public async Task A_merge_taken_back_gives_both_stories_as_they_were()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await FloodAsync(room);
        var lenz = Assert.Single(await room.ArriveAsync(StoryRoom.Written("flut-lenz")));
        var (one, other) = (await room.StoryOfAsync(ids[0]), await room.StoryOfAsync(lenz));
        await room.Editor.MergeAsync(one, other, room.EditorId, default);
        Assert.Equal(new StoryResult.Saved(one, 3), await room.Editor.UndoAsync(room.EditorId, default));
        Assert.Equal(3, (await room.Queries.FindAsync(one, default))!.Row.Articles);
        Assert.Equal(1, (await room.Queries.FindAsync(other, default))!.Row.Articles);
        Assert.Equal(StoryReason.Alike, (await room.PlaceAsync(ids[1])).Reason);
    }

    [Fact]
    public async Task Only_editors_act_and_every_act_is_in_the_audit_log()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await FloodAsync(room);
        var story = await room.StoryOfAsync(ids[0]);
        Assert.IsType<StoryResult.NotAllowed>(await room.Editor.SplitAsync(story, [ids[1]], room.AnalystId, default));
        Assert.IsType<StoryResult.NotAllowed>(await room.Editor.RenameAsync(story, "X", room.AnalystId, default));
        Assert.IsType<StoryResult.NotAllowed>(await room.Editor.MergeAsync(story, story + 1, room.AnalystId, default));
        Assert.IsType<StoryResult.NotAllowed>(await room.Editor.UndoAsync(room.AnalystId, default));
        var split = (StoryResult.Saved)await room.Editor.SplitAsync(story, [ids[1]], room.EditorId, default);
        await room.Editor.MergeAsync(split.StoryId, story, room.EditorId, default);
        await room.Editor.RenameAsync(story, "Flut", room.EditorId, default);
        await room.Editor.UndoAsync(room.EditorId, default);
        await using var db = await room.Archive.OpenAsync();
        Assert.Equal(
            ["story.split", "story.merged", "story.renamed", "story.undone"],
            await db.AuditEntries.Where(e => e.UserId == room.EditorId && e.Action.StartsWith("story.")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await using var room = await StoryRoom.OpenAsync(cluster);
        var ids = await FloodAsync(room);
        var story = await room.StoryOfAsync(ids[0]);
        Assert.Equal(new StoryResult.Invalid(StoryFault.NothingLeft), await room.Editor.SplitAsync(story, ids.ToArray(), room.EditorId, default));
        Assert.Equal(new StoryResult.Invalid(StoryFault.IntoItself), await room.Editor.MergeAsync(story, story, room.EditorId, default));
        Assert.Equal(new StoryResult.Invalid(StoryFault.TooLong), await room.Editor.RenameAsync(story, new('x', 1001), room.EditorId, default));
        Assert.IsType<StoryResult.Gone>(await room.Editor.SplitAsync(story, [], room.EditorId, default));
        Assert.IsType<StoryResult.Gone>(await room.Editor.SplitAsync(story, [ids[0], 9_999], room.EditorId, default));
        Assert.IsType<StoryResult.Gone>(await room.Editor.MoveAsync(story, [ids[0]], 9_999, room.EditorId, default));
    }

    private static async Task<IReadOnlyList<long>> FloodAsync(StoryRoom room) =>
        await room.ArriveAsync([.. StoryCorpus.Written.Where(a => a.Event == "flut-aschental")]);
}
