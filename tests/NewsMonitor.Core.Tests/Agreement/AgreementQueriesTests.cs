using NewsMonitor.Core.Agreement;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Assignments;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Agreement;

public sealed class AgreementQueriesTests(TestCluster cluster)
{
    [Fact]
    public async Task What_two_coders_have_made_of_an_article_is_compared_once_both_have_handed_it_in()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var queries = new AgreementQueries(desk.Factory, new(TimeZoneInfo.Utc));
        var round = await desk.RoundAsync();
        var issue = await desk.IssueAsync("Zölle");
        // Both see a threat, of the same mode; of the same words one makes a position against, the other one for, on another issue; one more is overlooked.
        await desk.SaveAsync(desk.Threat(), desk.Editor);
        await desk.SaveAsync(desk.Threat("droht der Gegenseite"), desk.SecondEditor);
        var against = await desk.SaveAsync(desk.Position(), desk.Editor);
        var pro = await desk.SaveAsync(desk.Position() with { Stance = Stance.Supports, IssueId = issue }, desk.SecondEditor);
        await desk.SaveAsync(desk.Position() with { Anchors = Desk.On("die Grenze schließt") }, desk.Editor);
        await desk.SubmitAsync(desk.Editor);
        Assert.Empty((await queries.LoadAsync(new(), desk.ThirdEditor, "de", default))!.Articles); // blind until both are done
        await desk.SubmitAsync(desk.SecondEditor);

        Assert.Null(await queries.LoadAsync(new(), desk.Analyst, "de", default));
        var data = (await queries.LoadAsync(new() { RoundId = round }, desk.ThirdEditor, "de", default))!;
        Assert.Equal(["Eda", "Emil"], data.Coders.Select(c => c.Name));
        var article = Assert.Single(data.Articles);
        Assert.Equal((desk.Article, 3, new DateOnly(2026, 3, 1), Desk.Text.Length), (article.Coded.Id, article.Coded.Units.Count, article.FinishedOn, article.Length));

        var stance = AgreementReport.Of(data, Variable.Stance, Unmatched.Missing);
        Assert.Equal((1, 0.0), (stance.Units, stance.Percent.Value!.Value));
        Assert.Equal((1, 1.0), (AgreementReport.Of(data, Variable.Mode, Unmatched.Missing).Units, AgreementReport.Of(data, Variable.Mode, Unmatched.Missing).Percent.Value!.Value));
        Assert.Equal(NoValue.NoVariation, AgreementReport.Of(data, Variable.Mode, Unmatched.Missing).Alpha.Why);
        // The overlooked one is a disagreement where it counts.
        Assert.Equal((3, 2 / 3.0), (AgreementReport.Of(data, Variable.Kind, Unmatched.NotCoded).Units, AgreementReport.Of(data, Variable.Kind, Unmatched.NotCoded).Percent.Value!.Value));

        var confusion = Confusion.Of(data, Variable.Stance, Unmatched.Missing, AgreementReport.StanceOrder);
        Assert.Equal(["Opposes", "Supports"], confusion.Values);
        Assert.Equal((1, 0), (confusion.At("Opposes", "Supports"), confusion.At("Supports", "Opposes"))); // rows are Eda's
        var behind = Assert.Single(Confusion.Behind(data, Variable.Stance, Unmatched.Missing, "Opposes", "Supports"));
        Assert.Equal((against, pro), (behind.One!.Id, behind.Other!.Id));
        Assert.Equal("weist die Forderung zurück", data.Quotes[against].Words);
        Assert.Equal("Zölle", data.Issues[issue]);

        // Decisions: three statements, and of the two that both made: kind, threatener, target, instrument, mode, life cycle; kind, speaker, issue, stance, act.
        var least = Assert.Single(AgreementReport.Articles(data));
        Assert.Equal((3, 2, (2 + 6 + 3) / (3 + 6 + 5.0)), (least.Statements, least.Matched, least.Share));
        Assert.InRange(least.Spans.Value!.Value, 0.3, 0.99);
        Assert.Equal(new DateOnly(2026, 2, 23), Assert.Single(AgreementReport.Weeks(data, Variable.Kind, Unmatched.Missing)).Week);
        Assert.Equal((desk.Editor, desk.SecondEditor), (Assert.Single(AgreementReport.Pairs(data, Variable.Kind, Unmatched.Missing)).One, Assert.Single(AgreementReport.Pairs(data, Variable.Kind, Unmatched.Missing)).Other));
    }

    [Fact]
    public async Task Round_coders_issue_and_time_narrow_it_down()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var queries = new AgreementQueries(desk.Factory, new(TimeZoneInfo.Utc));
        var round = await desk.RoundAsync(coders: [desk.Editor, desk.SecondEditor, desk.ThirdEditor]);
        foreach (var coder in new[] { desk.Editor, desk.SecondEditor, desk.ThirdEditor })
        {
            await desk.SaveAsync(desk.Position(), coder);
            await desk.SaveAsync(desk.Threat(), coder);
        }
        await desk.SubmitAsync(desk.Editor, desk.SecondEditor, desk.ThirdEditor);
        async Task<AgreementData> LoadAsync(AgreementFilter filter) => (await queries.LoadAsync(filter, desk.Editor, "de", default))!;
        Assert.Equal(3, Assert.Single((await LoadAsync(new())).Articles).Coded.Units[0].Statements.Count);
        Assert.Equal(2, (await LoadAsync(new() { Coders = [desk.Editor, desk.ThirdEditor] })).Coders.Count);
        Assert.Empty((await LoadAsync(new() { Coders = [desk.Editor] })).Articles); // one coder alone agrees with nobody
        Assert.Equal("position", Assert.Single(Assert.Single((await LoadAsync(new() { IssueId = desk.Issue })).Articles).Coded.Units).Statements[0].Kind);
        Assert.Empty((await LoadAsync(new() { RoundId = round + 1 })).Articles);
        Assert.Empty((await LoadAsync(new() { From = new(2026, 3, 2) })).Articles);
        Assert.Empty((await LoadAsync(new() { Until = new(2026, 2, 28) })).Articles);
        Assert.Single((await LoadAsync(new() { From = new(2026, 3, 1), Until = new(2026, 3, 1) })).Articles);
        // Of three coders every pair counts each way; on the diagonal once.
        var confusion = Confusion.Of(await LoadAsync(new()), Variable.Kind, Unmatched.Missing);
        Assert.Equal(6, confusion.At("position", "position"));
        Assert.Equal(3, Confusion.Behind(await LoadAsync(new()), Variable.Kind, Unmatched.Missing, "position", "position").Count);
        var choices = await queries.ChoicesAsync(new(), default);
        Assert.Equal("Runde 1 · Eda Emil Enno · Grenzöffnung", string.Join(" · ", string.Join(" ", choices.Rounds.Select(r => r.Name)), string.Join(" ", choices.Coders.Select(c => c.Name)), string.Join(" ", choices.Issues.Select(i => i.Name))));
    }
}
