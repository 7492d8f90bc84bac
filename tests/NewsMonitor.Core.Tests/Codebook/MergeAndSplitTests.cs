using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Reading.Speech;
using NewsMonitor.Testing.Data;
using Quotation = NewsMonitor.Core.Quotations.Quotation;

namespace NewsMonitor.Core.Tests.Codebook;

public sealed class MergeAndSplitTests(TestCluster cluster)
{
    [Fact]
    public async Task A_merge_keeps_the_old_name_takes_the_children_along_and_is_undone_after_a_restart()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (into, child) = (await desk.IssueAsync("Grenze auf"), await desk.IssueAsync("Kontrollen"));
        await desk.Codebook.MoveAsync(EntryKind.Issue, child, desk.Issue, null, Caller.Operator, default);
        var position = await desk.SaveAsync(desk.Position());

        Assert.Equal(1, Assert.IsType<ListResult.Merged>(await desk.Merge.MergeAsync(EntryKind.Issue, desk.Issue, into, desk.Editor, default)).Codes);
        await using (var db = await desk.OpenAsync())
        {
            var stays = await db.Issues.SingleAsync(i => i.Id == into);
            Assert.Equal(["Grenzöffnung"], stays.Synonyms);
            Assert.Equal(into, (await db.Issues.SingleAsync(i => i.Id == child)).ParentId);
            Assert.Equal(into, (await db.Positions.SingleAsync(p => p.Id == position)).IssueId);
        }

        // Nothing but the database knows of the move: another program takes it back.
        Assert.Empty(Assert.IsType<UndoResult.Moved>(await new CodeUndo(desk.Factory, desk.Board, desk.Clock).UndoAsync(desk.Editor, default)).Left);
        await using var after = await desk.OpenAsync();
        Assert.Empty((await after.Issues.SingleAsync(i => i.Id == into)).Synonyms);
        Assert.Equal(desk.Issue, (await after.Issues.SingleAsync(i => i.Id == child)).ParentId);
        Assert.Equal(desk.Issue, (await after.Positions.SingleAsync(p => p.Id == position)).IssueId);
    }

    [Fact]
    public async Task An_issue_merged_into_its_own_child_leaves_no_ring()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (child, grandchild) = (await desk.IssueAsync("Kind"), await desk.IssueAsync("Enkel"));
        await desk.Codebook.MoveAsync(EntryKind.Issue, child, desk.Issue, null, desk.Editor, default);
        await desk.Codebook.MoveAsync(EntryKind.Issue, grandchild, child, null, desk.Editor, default);
        await desk.Merge.MergeAsync(EntryKind.Issue, desk.Issue, grandchild, desk.Editor, default);
        await using var db = await desk.OpenAsync();
        Assert.Equal([("Enkel", 0), ("Kind", 1)], (await db.IssuesAsync(default)).Select(r => (r.Issue.Name, r.Depth)));
    }

    [Fact]
    public async Task An_actors_quotations_go_where_its_codes_of_the_article_go_and_come_back_with_undo()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var (other, otherVersion) = await Desk.AddArticleAsync(db, "Später", Desk.Text, "de", new(2022, 1, 20, 0, 0, 0, TimeSpan.Zero));
        // In the first article all codes of the alliance go; in the second one goes and one stays.
        var goes = await desk.SaveAsync(desk.Position());
        var goesToo = await desk.SaveAsync(desk.Position() with { ArticleId = other, VersionId = otherVersion });
        await desk.SaveAsync(desk.Threat() with { ArticleId = other, VersionId = otherVersion });
        Quotation Said(long article, long version, string words) => new()
        {
            ArticleId = article, VersionId = version, Form = QuotationForm.Indirect, Words = words, SpeakerId = desk.Alliance, Rule = "test",
            Spans = [Desk.Text.IndexOf(words, StringComparison.Ordinal), Desk.Text.IndexOf(words, StringComparison.Ordinal) + words.Length],
        };
        Quotation[] said =
        [
            Said(desk.Article, desk.Version, "falls sie die Grenze schließt"), // nothing rests on it, but all that is coded goes
            Said(other, otherVersion, "weist die Forderung"), Said(other, otherVersion, "droht der Gegenseite"), Said(other, otherVersion, "falls sie die Grenze schließt"),
        ];
        db.AddRange(said);
        await db.SaveChangesAsync();
        Assert.IsType<ListResult.Merged>(await desk.Split.SplitAsync(new()
        {
            Kind = EntryKind.Actor, Id = desk.Alliance, Parts = ["Die andere Allianz"], Picked = new Dictionary<long, int> { [goes] = 0, [goesToo] = 0 },
        }, desk.Editor, default));
        var part = await db.Actors.Where(a => a.Name == "Die andere Allianz").Select(a => a.Id).SingleAsync();
        Task<long?[]> SpeakersAsync() => db.Quotations.OrderBy(q => q.Id).Select(q => q.SpeakerId).ToArrayAsync();
        Assert.Equal([part, part, desk.Alliance, desk.Alliance], await SpeakersAsync());
        Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Equal([desk.Alliance, desk.Alliance, desk.Alliance, desk.Alliance], await SpeakersAsync());
    }

    [Fact]
    public async Task A_split_sends_statements_by_rule_and_by_hand_and_the_rest_stays()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var (late, version) = await Desk.AddArticleAsync(db, "Später", Desk.Text, "de", new(2022, 1, 20, 0, 0, 0, TimeSpan.Zero), "Der Kurier");
        var early = await desk.SaveAsync(desk.Position());
        var byMinister = await desk.SaveAsync(desk.Position() with { Participants = [new(ParticipantRole.Speaker, desk.Minister)] });
        var elsewhere = await desk.SaveAsync(desk.Position() with { ArticleId = late, VersionId = version });
        var picked = await desk.SaveAsync(desk.Position() with { ArticleId = late, VersionId = version });
        var request = new SplitRequest
        {
            Kind = EntryKind.Issue, Id = desk.Issue, Parts = ["Für Personen", "Für Waren"],
            Rules =
            [
                new() { Part = 0, ActorId = desk.Minister, Until = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero) },
                new() { Part = 1, OutletId = (await db.Articles.SingleAsync(a => a.Id == late)).OutletId },
            ],
            Picked = new Dictionary<long, int> { [picked] = -1 },
        };
        Assert.Equal(new Dictionary<long, int> { [early] = -1, [byMinister] = 0, [elsewhere] = 1, [picked] = -1 }, await desk.Split.PlanAsync(request, default));
        Assert.Equal(2, Assert.IsType<ListResult.Merged>(await desk.Split.SplitAsync(request, desk.Editor, default)).Codes);

        var names = await db.Positions.AsNoTracking().Include(p => p.Issue).ToDictionaryAsync(p => p.Id, p => p.Issue!.Name);
        Assert.Equal(("Grenzöffnung", "Für Personen", "Für Waren", "Grenzöffnung"), (names[early], names[byMinister], names[elsewhere], names[picked]));
        Assert.Equal(["Grenzöffnung", "Für Personen", "Für Waren"], (await db.IssuesAsync(default)).Select(r => r.Issue.Name));

        Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default)).Left);
        Assert.All(await db.Positions.AsNoTracking().ToListAsync(), p => Assert.Equal(desk.Issue, p.IssueId));
        Assert.Equal(["Grenzöffnung"], (await db.IssuesAsync(default)).Select(r => r.Issue.Name));
        Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.Editor, default));
        Assert.Equal("Für Waren", (await db.Positions.AsNoTracking().Include(p => p.Issue).SingleAsync(p => p.Id == elsewhere)).Issue!.Name);
    }

    [Fact]
    public async Task Undoing_a_split_leaves_an_entry_that_others_have_coded_with_since()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());
        await desk.Split.SplitAsync(new() { Kind = EntryKind.Issue, Id = desk.Issue, Parts = ["Neu"], Rules = [new() { Part = 0 }] }, desk.Editor, default);
        await using var db = await desk.OpenAsync();
        var fresh = await db.Issues.Where(i => i.Name == "Neu").Select(i => i.Id).SingleAsync();
        await desk.SaveAsync(desk.Position() with { IssueId = fresh }, desk.SecondEditor);
        Assert.Single(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default)).Left);
        Assert.Null((await db.Issues.AsNoTracking().SingleAsync(i => i.Id == fresh)).RetiredAt);
    }

    [Fact]
    public async Task A_code_put_back_to_an_issue_that_was_merged_away_since_follows_the_merge()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (other, third) = (await desk.IssueAsync("Anderes"), await desk.IssueAsync("Drittes"));
        var id = await desk.SaveAsync(desk.Position());
        var row = Assert.Single(await desk.MarginAsync());
        await desk.SaveAsync(desk.Position() with { Id = id, RowVersion = row.RowVersion, IssueId = other });
        await desk.Merge.MergeAsync(EntryKind.Issue, desk.Issue, third, desk.SecondEditor, default);
        await desk.Undo.UndoAsync(desk.Editor, default);
        await using var db = await desk.OpenAsync();
        Assert.Equal(third, (await db.Positions.SingleAsync()).IssueId);
    }

    [Fact]
    public async Task Actors_are_split_and_merged_with_what_belongs_to_them()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var ministry = await desk.ActorAsync("Ministerium", ActorKind.Organisation);
        var double1 = await desk.ActorAsync("Das Ministerium", ActorKind.Organisation);
        await using var db = await desk.OpenAsync();
        var minister = await db.Actors.AsNoTracking().SingleAsync(a => a.Id == desk.Minister);
        Assert.IsType<ListResult.Saved>(await desk.Actors.SaveAsync(new ActorDraft
        {
            Id = desk.Minister, RowVersion = minister.RowVersion, Name = minister.Name, Kind = minister.Kind, ParentId = double1,
            Offices = [new("Minister", double1, new(2021, 1, 1), null)],
        }, desk.Editor, default));
        await desk.SaveAsync(desk.Threat());
        await desk.Merge.MergeAsync(EntryKind.Actor, double1, ministry, desk.Editor, default);
        var moved = await db.Actors.AsNoTracking().Include(a => a.Affiliations).SingleAsync(a => a.Id == desk.Minister);
        Assert.Equal((ministry, (long?)ministry), (moved.ParentId!.Value, moved.Affiliations.Single().OrganisationId));
        await desk.Split.SplitAsync(new() { Kind = EntryKind.Actor, Id = desk.Minister, Parts = ["Minister A"], Rules = [new() { Part = 0 }] }, desk.Editor, default);
        Assert.Equal("Minister A", (await desk.MarginAsync()).OfType<ThreatRow>().Single().In(ParticipantRole.Threatener).Single().Name);
        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.Equal("Der Minister", (await desk.MarginAsync()).OfType<ThreatRow>().Single().In(ParticipantRole.Threatener).Single().Name);
        Assert.NotNull((await db.Actors.AsNoTracking().SingleAsync(a => a.Name == "Minister A")).RetiredAt);
    }

    [Fact]
    public async Task Snippets_are_listed_newest_article_first_filtered_paged_by_key_and_written_as_a_table()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var (late, version) = await Desk.AddArticleAsync(db, "=Später", Desk.Text, "de", new(2022, 1, 20, 0, 0, 0, TimeSpan.Zero), "Der Kurier");
        var old = await desk.SaveAsync(desk.Position());
        var fresh = await desk.SaveAsync(desk.Position() with { ArticleId = late, VersionId = version, Stance = Stance.Supports }, desk.SecondEditor);
        var threat = await desk.SaveAsync(desk.Threat());
        var all = new SnippetFilter { Kind = EntryKind.Issue, Id = desk.Issue };
        var first = await db.SnippetsAsync(all, null, 1, "de", default);
        var second = await db.SnippetsAsync(all, first.Next, 1, "de", default);
        Assert.Equal((fresh, old, null), (first.Rows.Single().CodeId, second.Rows.Single().CodeId, second.Next));
        Assert.Equal(("weist die Forderung zurück", "Die Allianz", "Grenzöffnung", "Emil", "Der Kurier"),
            (first.Rows[0].Quote, first.Rows[0].Who, first.Rows[0].About, first.Rows[0].Coder, first.Rows[0].Outlet));
        async Task<long[]> IdsAsync(SnippetFilter filter) => [.. (await db.SnippetsAsync(filter, null, 10, "de", default)).Rows.Select(r => r.CodeId)];
        Assert.Equal([fresh], await IdsAsync(all with { Stance = Stance.Supports }));
        Assert.Equal([old], await IdsAsync(all with { CoderId = desk.Editor }));
        Assert.Equal([old], await IdsAsync(all with { Until = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero) }));
        Assert.Empty(await IdsAsync(all with { Words = "%" }));
        Assert.Equal([fresh, threat, old], await IdsAsync(new() { Kind = EntryKind.Actor, Id = desk.Alliance }));
        var file = new MemoryStream();
        await SnippetCsv.WriteAsync(db, all, "de", file, default);
        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).Trim().Split("\r\n");
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"'=Später\"", lines[1]);
    }

    [Fact]
    public async Task Only_editors_merge_and_split()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var other = await desk.IssueAsync("Anderes");
        Assert.IsType<ListResult.NotAllowed>(await desk.Merge.MergeAsync(EntryKind.Issue, other, desk.Issue, desk.Analyst, default));
        Assert.IsType<ListResult.NotAllowed>(await desk.Split.SplitAsync(new() { Kind = EntryKind.Issue, Id = other, Parts = ["X"] }, desk.Analyst, default));
        Assert.Equal(ListFault.NameTaken, Assert.IsType<ListResult.Invalid>(await desk.Split.SplitAsync(new() { Kind = EntryKind.Issue, Id = other, Parts = ["anderes"] }, desk.Editor, default)).Fault);
    }
}
