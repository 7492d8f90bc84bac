using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class CodeEditorTests(TestCluster cluster)
{
    [Fact]
    public async Task A_threat_is_saved_with_its_participants_words_and_history()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());

        var threat = Assert.IsType<ThreatRow>(Assert.Single(await desk.MarginAsync()));
        Assert.Equal(id, threat.Id);
        Assert.Equal(["Der Minister"], threat.In(ParticipantRole.Threatener).Select(p => p.Name));
        Assert.Equal("droht der Gegenseite mit Sanktionen", threat.First!.Quote);
        Assert.Equal(("Eda", desk.Clock.GetUtcNow()), (threat.CreatedBy, threat.CreatedAt));
        await using var db = await desk.OpenAsync();
        var revision = Assert.Single(await db.OfCodeAsync(id, default));
        Assert.Equal((RevisionAction.Created, "Eda"), (revision.Action, revision.By));
        var anchor = await db.Anchors.SingleAsync();
        Assert.Equal(("Der Minister ", ", falls sie die Grenze schließt."), (anchor.Prefix, anchor.Suffix));
    }

    [Fact]
    public async Task The_article_counts_its_codes_and_is_in_work_from_the_first()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Mention());
        await desk.SaveAsync(desk.Threat());
        var position = await desk.SaveAsync(desk.Position());
        var article = await desk.ArticleAsync();
        Assert.Equal((CodingState.InWork, 2, 1), (article.CodingState, article.Statements, article.Threats));

        var row = (await desk.MarginAsync()).Single(r => r.Id == position);
        Assert.IsType<CodingResult.Saved>(await desk.Codes.RemoveAsync(position, row.RowVersion, desk.Editor, default));
        Assert.Equal(1, (await desk.ArticleAsync()).Statements);
    }

    [Fact]
    public async Task Who_is_no_editor_is_refused_and_nothing_is_written()
    {
        await using var desk = await Desk.SetAsync(cluster);
        Assert.IsType<CodingResult.NotAllowed>(await desk.Codes.SaveAsync(desk.Threat(), desk.Analyst, default));
        Assert.IsType<CodingResult.NotAllowed>(await desk.Codes.SaveAsync(desk.Threat(), userId: 4711, default));
        var id = await desk.SaveAsync(desk.Threat());
        var row = Assert.Single(await desk.MarginAsync());
        Assert.IsType<CodingResult.NotAllowed>(await desk.Codes.RemoveAsync(id, row.RowVersion, desk.Analyst, default));
        Assert.IsType<UndoResult.NotAllowed>(await desk.Undo.UndoAsync(desk.Analyst, default));
        Assert.Single(await desk.MarginAsync());
    }

    [Fact]
    public async Task A_right_that_was_taken_is_gone_at_once()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using (var db = await desk.OpenAsync()) await db.UserRoles.Where(r => r.UserId == desk.Editor).ExecuteDeleteAsync();
        Assert.IsType<CodingResult.NotAllowed>(await desk.Codes.SaveAsync(desk.Threat(), desk.Editor, default));
    }

    [Fact]
    public async Task A_save_over_a_newer_state_is_stale_and_names_who_was_first()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        var seen = Assert.Single(await desk.MarginAsync()).RowVersion;
        await desk.SaveAsync(desk.Threat() with { Id = id, RowVersion = seen, Condition = "hers" }, desk.SecondEditor);

        var stale = Assert.IsType<CodingResult.Stale>(await desk.Codes.SaveAsync(desk.Threat() with { Id = id, RowVersion = seen, Condition = "mine" }, desk.Editor, default));
        Assert.Equal("Emil", stale.ChangedBy);
        Assert.Equal("hers", Assert.IsType<ThreatRow>(Assert.Single(await desk.MarginAsync())).Condition);
    }

    [Fact]
    public async Task Twenty_saves_at_once_on_one_code_lose_nothing_silently()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        var seen = Assert.Single(await desk.MarginAsync()).RowVersion;
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            desk.Codes.SaveAsync(desk.Threat() with { Id = id, RowVersion = seen, Condition = $"{i}" }, desk.Editor, default)));
        Assert.Single(results, r => r is CodingResult.Saved);
        Assert.Equal(19, results.Count(r => r is CodingResult.Stale));
        await using var db = await desk.OpenAsync();
        Assert.Equal(2, await db.Revisions.CountAsync());
    }

    public static TheoryData<string> Faults => [.. Enum.GetNames<DraftFault>().Except([nameof(DraftFault.UnknownInstrument), nameof(DraftFault.UnknownArticle)])];

    [Theory, MemberData(nameof(Faults))]
    public async Task A_draft_that_cannot_stand_is_refused_with_its_fault(string name)
    {
        await using var desk = await Desk.SetAsync(cluster);
        CodeDraft draft = Enum.Parse<DraftFault>(name) switch
        {
            DraftFault.NoWords => desk.Threat() with { Anchors = [] },
            DraftFault.WordsOutsideText => desk.Threat() with { Anchors = [new(AnchorRole.Evidence, 0, Desk.Text.Length + 1)] },
            DraftFault.UnknownActor => desk.Mention() with { ActorId = 4711 },
            DraftFault.UnknownIssue => desk.Position() with { IssueId = 4711 },
            DraftFault.NoThreatener => desk.Threat() with { Participants = [new(ParticipantRole.Target, desk.Alliance)] },
            DraftFault.NoSpeaker => desk.Position() with { Participants = [] },
            DraftFault.SameActorTwice => desk.Position() with { Participants = [new(ParticipantRole.Speaker, desk.Alliance), new(ParticipantRole.Speaker, desk.Alliance)] },
            _ => desk.Threat() with { Condition = new string('x', Limits.Title + 1) },
        };
        Assert.Equal(name, Assert.IsType<CodingResult.Invalid>(await desk.Codes.SaveAsync(draft, desk.Editor, default)).Fault.ToString());
        Assert.Empty(await desk.MarginAsync());
    }

    [Fact]
    public async Task Words_of_another_articles_version_are_refused()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var (other, _) = await Desk.AddArticleAsync(db, "Anderes", "Ein anderer Text.", "de", desk.Clock.GetUtcNow());
        var result = await desk.Codes.SaveAsync(desk.Threat() with { ArticleId = other }, desk.Editor, default);
        Assert.Equal(DraftFault.UnknownArticle, Assert.IsType<CodingResult.Invalid>(result).Fault);
    }
}
