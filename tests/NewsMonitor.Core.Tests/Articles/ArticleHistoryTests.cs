using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Articles;

public sealed class ArticleHistoryTests(TestCluster cluster)
{
    private static async Task EditAsync(Desk desk, string text)
    {
        await using var db = await desk.OpenAsync();
        var article = await db.Articles.SingleAsync(a => a.Id == desk.Article);
        db.ArticleVersions.Add(new()
        {
            ArticleId = desk.Article, Number = ++article.CurrentVersion, Title = article.Title, Text = text, Blocks = [.. text.Split('\n').Select(_ => BlockKind.Paragraph)],
            ContentHash = new byte[32], Source = TextSource.Page, CapturedAt = DateTimeOffset.UtcNow,
        });
        await db.SaveChangesAsync();
        await new AnchorMover(desk.Factory, desk.Board).MoveAsync(desk.Article, default);
    }

    [Fact]
    public async Task An_edited_text_shows_on_which_version_codes_were_made_and_whose_words_are_gone()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat());
        var position = await desk.SaveAsync(desk.Position());
        // A new paragraph moves the threat; the position's words are edited away.
        await EditAsync(desk, "Neu am Abend: Beide Seiten reden.\n" + Desk.Text.Replace("weist die Forderung zurück", "schweigt", StringComparison.Ordinal));

        await using var db = await desk.OpenAsync();
        var history = (await ArticleHistory.FindAsync(db, desk.Article, null, null, default))!;

        Assert.Equal((1, 2), (history.Old.Number, history.New.Number));
        Assert.Equal([(2, 0), (1, 2)], history.Versions.Select(v => (v.Number, v.CodesMade)));
        Assert.Equal([new OrphanRow(position, "weist die Forderung zurück")], history.Orphans);
        var margin = await db.MarginAsync(desk.Article, history.New.Id, "de", default);
        Assert.All(margin, row => Assert.Equal(1, row.MadeOn));
        Assert.Equal([AnchorFate.Moved, AnchorFate.Orphaned], margin.OrderBy(r => r.Id).Select(r => r.Anchors.Single().Fate));
        Assert.Equal(history.New.Text.IndexOf("droht", StringComparison.Ordinal), margin.Single(r => r is ThreatRow).Anchors.Single().Start);
        Assert.All(await db.MarginAsync(desk.Article, history.Old.Id, "de", default), row => Assert.Null(row.MadeOn));
    }

    [Fact]
    public async Task Any_two_versions_can_be_laid_side_by_side_and_others_are_none()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await EditAsync(desk, "Zwei.");
        await EditAsync(desk, "Drei.");
        await using var db = await desk.OpenAsync();
        Assert.Equal((1, 3), await ArticleHistory.FindAsync(db, desk.Article, 3, 1, default) is { } both ? (both.Old.Number, both.New.Number) : default);
        Assert.Null(await ArticleHistory.FindAsync(db, desk.Article, 1, 9, default));
        Assert.Null(await ArticleHistory.FindAsync(db, 999, null, null, default));
    }
}
