using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class ListTests(TestCluster cluster)
{
    [Fact]
    public async Task Merging_actors_moves_their_codes_and_names_and_keeps_what_was()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var duplicate = await desk.ActorAsync("Herr Minister", ActorKind.Person, new ActorNameDraft("de", "der Ressortchef", false));
        var threat = await desk.SaveAsync(desk.Threat() with { Participants = [new(ParticipantRole.Threatener, duplicate), new(ParticipantRole.Threatener, desk.Minister)] });
        await desk.SaveAsync(desk.Mention() with { ActorId = duplicate });

        Assert.Equal(2, Assert.IsType<ListResult.Merged>(await desk.Merge.MergeAsync(EntryKind.Actor, duplicate, desk.Minister, desk.Editor, default)).Codes);

        var margin = await desk.MarginAsync();
        Assert.Equal(["Der Minister"], margin.OfType<ThreatRow>().Single().In(ParticipantRole.Threatener).Select(p => p.Name));
        Assert.Equal(desk.Minister, margin.OfType<MentionRow>().Single().Actor.Id);
        await using var db = await desk.OpenAsync();
        Assert.Contains(RevisionAction.Merged, (await db.OfCodeAsync(threat, default)).Select(r => r.Action));
        Assert.Superset(new HashSet<string> { "Herr Minister", "der Ressortchef" }, (await db.ActorNames.Where(n => n.ActorId == desk.Minister).Select(n => n.Text).ToListAsync()).ToHashSet());
        Assert.Contains(await db.AuditEntries.ToListAsync(), entry => entry.Action == "actor.merged" && entry.UserId == desk.Editor);
    }

    [Fact]
    public async Task A_picker_finds_by_alias_by_a_word_and_with_a_typo()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.ActorAsync("Wolodymyr Selenskyj", ActorKind.Person, new ActorNameDraft("en", "Volodymyr Zelensky", true));
        await using var db = await desk.OpenAsync();
        foreach (var typed in new[] { "Selen", "zelensky", "Selenski", "wolodymyr s" })
        {
            Assert.Equal(id, (await db.MatchActorsAsync(typed, "de", 5, default))[0].Id);
        }
        Assert.Equal("Volodymyr Zelensky", Assert.Single(await db.MatchActorsAsync("Selensk", "en", 5, default)).Name);
        Assert.Empty(await db.MatchActorsAsync("%", "de", 5, default));
    }

    [Fact]
    public async Task What_was_tagged_last_is_offered_first()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Mention());
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.SaveAsync(desk.Position());
        await using var db = await desk.OpenAsync();
        Assert.Equal([desk.Alliance, desk.Minister], (await db.RecentActorsAsync(desk.Editor, "de", 5, default)).Select(a => a.Id));
    }

    [Fact]
    public async Task Each_change_of_the_codebook_makes_its_next_version_and_codes_name_theirs()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());
        var other = Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new IssueDraft { Name = "Grenze auf" }, desk.Editor, default)).Id;
        Assert.IsType<ListResult.Merged>(await desk.Merge.MergeAsync(EntryKind.Issue, desk.Issue, other, desk.Editor, default));

        await using var db = await desk.OpenAsync();
        Assert.Equal([1, 2, 3], await db.CodebookVersions.OrderBy(v => v.Number).Select(v => v.Number).ToListAsync());
        var position = await db.Positions.SingleAsync();
        Assert.Equal((other, 1), (position.IssueId, position.CodebookVersion));
        Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new IssueDraft { Name = "Grenzöffnung" }, desk.Editor, default));
    }

    [Fact]
    public async Task The_lists_refuse_who_is_no_editor_an_empty_name_and_a_taken_one()
    {
        await using var desk = await Desk.SetAsync(cluster);
        Assert.IsType<ListResult.NotAllowed>(await desk.Actors.SaveAsync(new ActorDraft { Name = "X" }, desk.Analyst, default));
        Assert.IsType<ListResult.NotAllowed>(await desk.Merge.MergeAsync(EntryKind.Actor, desk.Minister, desk.Alliance, desk.Analyst, default));
        Assert.IsType<ListResult.NotAllowed>(await desk.Codebook.SaveAsync(new IssueDraft { Name = "X" }, desk.Analyst, default));
        Assert.Equal(ListFault.NoName, Assert.IsType<ListResult.Invalid>(await desk.Actors.SaveAsync(new ActorDraft { Name = "  " }, desk.Editor, default)).Fault);
        Assert.Equal(ListFault.NameTaken, Assert.IsType<ListResult.Invalid>(await desk.Codebook.SaveAsync(new IssueDraft { Name = "grenzöffnung" }, desk.Editor, default)).Fault);
        Assert.Equal(ListFault.IntoItself, Assert.IsType<ListResult.Invalid>(await desk.Merge.MergeAsync(EntryKind.Actor, desk.Minister, desk.Minister, desk.Editor, default)).Fault);
    }
}
