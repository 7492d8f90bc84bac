using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Tests.Ingestion;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.Articles;

public sealed class PasteArticleTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private static async Task<long> UserAsync(TestNewsroom room, string name, Role role) =>
        ((UserChange.Saved)await room.Archive.Get<UserAdmin>().AddAsync(new(name, "a long enough word", [role]), Caller.Operator, Cancel)).UserId;

    private static ArticleDraft Draft() => new()
    {
        Kicker = "Treffen in Genf", Title = "Gespräche ohne Ergebnis", Outlet = "Handblatt",
        Published = new DateTimeOffset(2022, 1, 10, 18, 0, 0, TimeSpan.FromHours(1)),
        Blocks = [new(BlockKind.Lead, "Die Unterhändler gingen ohne Ergebnis auseinander."), new(BlockKind.Subhead, "Wie es weitergeht"), new(BlockKind.Paragraph, "Ein neuer Termin ist nicht vereinbart.")],
    };

    [Fact]
    public async Task An_editor_s_paste_is_an_article_that_can_be_found()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var editor = await UserAsync(room, "eva", Role.Editor);
        var paste = room.Archive.Get<PasteArticle>();

        var stored = Assert.IsType<PasteResult.Stored>(await paste.SaveAsync(Draft(), ArticleOrigin.Pasted, editor, Cancel));
        Assert.Equal(new PasteResult.AlreadyThere(stored.ArticleId), await paste.SaveAsync(Draft(), ArticleOrigin.Pasted, editor, Cancel));

        var article = await room.AskAsync(db => db.Articles.Include(a => a.Versions).Include(a => a.Outlet).SingleAsync());
        Assert.Equal(("Treffen in Genf", "Handblatt", "de", "person", editor), (article.Kicker, article.Outlet!.Name, article.Language, article.PublishedFrom, article.AddedBy));
        Assert.Equal([BlockKind.Lead, BlockKind.Subhead, BlockKind.Paragraph], article.Versions.Single().Blocks);
        Assert.Equal(1, await room.AskAsync(db => db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM articles WHERE tsv @@ to_tsquery('german', 'Unterhändler')").SingleAsync()));
        Assert.Equal("article.pasted", await room.AskAsync(db => db.AuditEntries.Where(e => e.SubjectId == article.Id && e.UserId == editor).Select(e => e.Action).SingleAsync()));
    }

    [Fact]
    public async Task Who_is_no_editor_brings_nothing_in()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var admin = await UserAsync(room, "ada", Role.Admin);
        var paste = room.Archive.Get<PasteArticle>();
        Assert.IsType<PasteResult.NotAllowed>(await paste.SaveAsync(Draft(), ArticleOrigin.Pasted, admin, Cancel));
        Assert.IsType<PageLook.NotAllowed>(await paste.LookAsync(room.Server.Url("/a"), admin, Cancel));
        Assert.Equal(0, await room.AskAsync(db => db.Articles.CountAsync()));
        Assert.Empty(room.Server.Requests);
    }

    [Fact]
    public async Task An_address_is_fetched_through_the_guard_and_read()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var paragraphs = string.Concat(Enumerable.Range(1, 8).Select(n => $"<p>Absatz {n}: Die Minister berieten am Montag über die Lage an der Grenze und über mögliche weitere Schritte.</p>"));
        room.Server.ServePlain("/a", $"<!doctype html><html lang=de><head><title>Minister beraten</title></head><body><article><h1>Minister beraten</h1>{paragraphs}</article></body></html>", Serving.Html);
        var paste = room.Archive.Get<PasteArticle>();

        var read = Assert.IsType<PageLook.Read>(await paste.LookAsync(room.Server.Url("/a"), Caller.Operator, Cancel));
        Assert.Equal(("Minister beraten", 8), (read.Draft.Title, read.Draft.Blocks.Count));
        Assert.IsType<PasteResult.Stored>(await paste.SaveAsync(read.Draft, ArticleOrigin.Pasted, Caller.Operator, Cancel));
        Assert.IsType<PageLook.AlreadyThere>(await paste.LookAsync(room.Server.Url("/a"), Caller.Operator, Cancel));
        Assert.Equal(CheckOutcome.PrivateAddress, Assert.IsType<PageLook.Unreadable>(await paste.LookAsync("http://10.0.0.1/", Caller.Operator, Cancel)).Outcome);
        Assert.Equal(CheckOutcome.NotFound, Assert.IsType<PageLook.Unreadable>(await paste.LookAsync(room.Server.Url("/b"), Caller.Operator, Cancel)).Outcome);
    }
}
