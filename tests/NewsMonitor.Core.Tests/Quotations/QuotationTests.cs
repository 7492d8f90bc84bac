using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Quotations;
using NewsMonitor.Core.Tests.Suggestions;
using NewsMonitor.Reading.Speech;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Quotations;

public sealed class QuotationTests(TestCluster cluster)
{
    private const string Text =
        "Laut dem Kreml betonte der russische Präsident Wladimir Putin, dass die Gespräche weitergehen sollen.\n" +
        "Bundeskanzler Olaf Scholz sagte, er erwarte eine schnelle Antwort aus Moskau.";

    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Who_said_what_through_whom_stands_in_the_archive_when_an_article_is_read()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var id = await room.AddAsync(Text);
        await room.ReadAsync();

        var rows = await QuotationsAsync(room, id);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal((CodeState.Suggested, QuotationForm.Indirect), (row.State, row.Form)));
        Assert.All(rows, row => Assert.Equal(row.Words, string.Join(" … ", row.Places.Select(p => Text[p.Start..p.End]))));
        Assert.Equal(("Wladimir Putin", "Kreml", "Olaf Scholz"), (rows[0].Speaker?.Name, rows[0].Via?.Name, rows[1].Speaker?.Name));
        Assert.NotNull(rows[1].Speaker?.ActorId);

        Assert.False(Assert.Single(await room.ReadAgainAsync())!.OtherQuotations);
        Assert.Equal(rows.Select(r => (r.Id, r.RowVersion)), (await QuotationsAsync(room, id)).Select(r => (r.Id, r.RowVersion)));
        await using var db = await room.Archive.OpenAsync();
        var line = Assert.Single((await db.QuotationsOfAsync(rows[1].Speaker!.ActorId!.Value, null, 10, "de", Cancel)).Rows);
        Assert.Equal((id, rows[1].Words), (line.ArticleId, line.Words));
    }

    [Fact]
    public async Task An_editors_word_stays_through_new_readings_and_texts_and_can_be_taken_back()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        var (editor, analyst) = (await room.UserAsync("eva", Role.Editor), await room.UserAsync("ali", Role.Analyst));
        var id = await room.AddAsync(Text);
        await room.ReadAsync();
        var (first, second) = await QuotationsAsync(room, id) is [var a, var b] ? (a, b) : throw new InvalidOperationException("Two quotations were expected.");
        var desk = new QuotationEditor(room.Archive.Get<IDbContextFactory<NewsDbContext>>(), room.Archive.Get<BulletinBoard>(), TimeProvider.System);
        // Not Putin, but the Kremlin, says the editor; and the second is none at all.
        var corrected = new QuotationDecision(first.Id, first.RowVersion, CodeState.Confirmed, first.Via!.ActorId, null);
        Assert.IsType<CodingResult.NotAllowed>(await desk.DecideAsync(corrected, analyst, Cancel));
        Assert.IsType<CodingResult.Saved>(await desk.DecideAsync(corrected, editor, Cancel));
        Assert.IsType<CodingResult.Stale>(await desk.DecideAsync(corrected, editor, Cancel));
        Assert.IsType<CodingResult.Invalid>(await desk.DecideAsync(new(second.Id, second.RowVersion, CodeState.Confirmed, 987_654, null), editor, Cancel));
        Assert.IsType<CodingResult.Saved>(await desk.DecideAsync(new(second.Id, second.RowVersion, CodeState.Rejected, second.Speaker!.ActorId, null), editor, Cancel));

        await room.ChangeTextAsync(id, "Nachtrag der Redaktion.\n" + Text);
        await room.ReadAsync();
        var rows = await QuotationsAsync(room, id);
        Assert.Equal([(CodeState.Confirmed, "Kreml"), (CodeState.Rejected, "Olaf Scholz")], rows.Select(r => (r.State, r.Speaker!.Name)));
        Assert.Equal("eva", rows[0].DecidedBy);

        var undo = new CodeUndo(room.Archive.Get<IDbContextFactory<NewsDbContext>>(), room.Archive.Get<BulletinBoard>(), TimeProvider.System);
        Assert.IsType<UndoResult.Moved>(await undo.UndoAsync(editor, Cancel));
        Assert.Equal(CodeState.Suggested, (await QuotationsAsync(room, id)).Single(r => r.Id == second.Id).State);
        Assert.Equal(CodeState.Confirmed, (await QuotationsAsync(room, id)).Single(r => r.Id == first.Id).State);
    }

    private static async Task<IReadOnlyList<QuotationRow>> QuotationsAsync(ReadingRoom room, long articleId)
    {
        await using var db = await room.Archive.OpenAsync();
        var version = await db.ArticleVersions.Where(v => v.ArticleId == articleId).OrderByDescending(v => v.Number).Select(v => v.Id).FirstAsync();
        return await db.QuotationsAsync(articleId, version, 0, "de", Cancel);
    }
}
