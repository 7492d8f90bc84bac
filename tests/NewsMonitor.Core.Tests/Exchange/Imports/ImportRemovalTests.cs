using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Exchange.Imports;

public sealed class ImportRemovalTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private static readonly ImportRequest Table = new() { Format = ImportFormat.ArticlesCsv, FileName = "archiv.csv", Outlet = "Der Bote" };

    [Fact]
    public async Task An_import_is_an_act_of_its_own_with_who_when_what_and_how_many_whatever_became_of_its_job()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.ImportAsync(Table, Articles("Eins", "Zwei"));
        await desk.ImportAsync(Table with { FileName = "mehr.csv" }, Articles("Zwei", "Drei", ""));
        await desk.ImportAsync(Table with { FileName = "leer.csv" }, "title;text\n");
        var (history, _) = Work(desk);
        var rows = await history.RecentAsync(10, desk.SecondEditor, Cancel);
        Assert.Equal([("mehr.csv", "Eda", 1, 1, 1), ("archiv.csv", "Eda", 2, 0, 0)], rows.Select(r => (r.FileName, r.By!, r.Articles, r.There, r.Refused)));
        Assert.All(rows, row => Assert.NotNull(row.EndedAt));
        Assert.Empty(await history.RecentAsync(10, desk.Analyst, Cancel));
        Assert.Null(await history.LookAsync(rows[0].Id, desk.Analyst, Cancel));

        // A worker died in the midst of it: the job that begins anew goes on with the same act.
        for (var run = 0; run < 2; run++)
        {
            using var file = await ImportFile.CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(Articles("Vier", "Fünf"))), Cancel);
            await desk.Importer().RunAsync(file!, Table with { FileName = "zweimal.csv" }, desk.Editor, null, Cancel, job: 77);
        }
        var twice = Assert.Single(await history.RecentAsync(10, desk.Editor, Cancel), r => r.FileName == "zweimal.csv");
        Assert.Equal((2, 0), (twice.Articles, twice.There));
    }

    [Fact]
    public async Task Taken_back_an_import_leaves_what_others_answer_for_and_says_before_what_would_go()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.ImportAsync(Table, Articles("Wie es kam", "Vorgeschlagen", "Codiert", "Im Feed", "Besprochen"));
        var (history, runner) = Work(desk);
        var id = (await history.RecentAsync(1, desk.Editor, Cancel))[0].Id;
        await SuggestAsync(desk, "Vorgeschlagen");
        await CodeAsync(desk, "Codiert");
        var discussed = await CodeAsync(desk, "Besprochen");
        await using (var db = await desk.OpenAsync())
        {
            await db.Database.ExecuteSqlAsync($"""INSERT INTO comments ("on", subject_id, text, at, by) VALUES ('Statement', {discussed}, 'Wirklich?', now(), {desk.SecondEditor})""", Cancel);
            await db.Database.ExecuteSqlRawAsync(Feed + "INSERT INTO feed_entries (feed_id, entry_key, content_hash, article_id, seen_at) SELECT max(f.id), gen_random_uuid(), gen_random_uuid(), (SELECT id FROM articles WHERE title = 'Im Feed'), now() FROM feeds f", Cancel);
        }

        var look = (await history.LookAsync(id, desk.Editor, Cancel))!;
        Assert.Equal((2, 1, 1, 1), (look.Count(ImportArticleState.Untouched), look.Count(ImportArticleState.Coded), look.Count(ImportArticleState.Carried), look.Count(ImportArticleState.Discussed)));
        Assert.Equal((1, 1, "Emil", true), (look.Suggestions, look.Codes, Assert.Single(look.Coders), look.CanStart));
        Assert.Equal(5, look.First.Count);
        Assert.False((await history.LookAsync(id, desk.SecondEditor, Cancel))!.May);
        Assert.IsType<JobAnswer.NotAllowed>(await history.TakeBackAsync(new(id, false), desk.SecondEditor, Cancel));

        Assert.Equal(new ImportRemoval.Outcome(2, 0, 3), await RunAsync(history, runner, desk, new(id, false), desk.Editor));
        await using (var db = await desk.OpenAsync())
        {
            Assert.Equal(["Besprochen", "Codiert", "Im Feed", "Streit an der Grenze"], await db.Articles.OrderBy(a => a.Title).Select(a => a.Title).ToListAsync(Cancel));
            Assert.Equal("archiv.csv", await db.AuditEntries.Where(a => a.Action == "import.taken-back" && a.UserId == desk.Editor).Select(a => a.Subject).SingleAsync(Cancel));
        }
        Assert.Equal("Eda", (await history.LookAsync(id, desk.Editor, Cancel))!.Import.TakenBackBy);

        // Asked for a second time, with what people have coded: that goes too, and nothing of it is left behind.
        Assert.Equal(new ImportRemoval.Outcome(1, 0, 2), await RunAsync(history, runner, desk, new(id, true), desk.Editor));
        await using var after = await desk.OpenAsync();
        Assert.False(await after.Codes.AnyAsync(c => !after.Articles.Any(a => a.Id == c.ArticleId), Cancel));
        Assert.False(await after.Revisions.AnyAsync(r => !after.Articles.Any(a => a.Id == r.ArticleId), Cancel));
        Assert.True(await after.Codes.AnyAsync(c => c.Id == discussed, Cancel));
        Assert.IsType<UndoResult.Nothing>(await desk.Undo.UndoAsync(desk.Editor, Cancel));
    }

    [Fact]
    public async Task Statements_go_before_their_articles_and_an_admin_may_take_back_anybodys()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.ImportAsync(new() { Format = ImportFormat.Dna, FileName = "studie.dna", Actors = UnknownNames.Make, Issues = UnknownNames.Make }, DnaImportTests.Study());
        var (history, runner) = Work(desk);
        var id = (await history.RecentAsync(1, desk.Editor, Cancel))[0].Id;
        long admin;
        await using (var db = await desk.OpenAsync())
        {
            db.UserRoles.Add(new() { UserId = desk.Analyst, RoleId = (long)Role.Admin + 1 });
            await db.SaveChangesAsync(Cancel);
            admin = desk.Analyst;
        }
        var look = (await history.LookAsync(id, admin, Cancel))!;
        Assert.Equal((1, 2, true), (look.Count(ImportArticleState.Untouched), look.Statements, look.May));
        Assert.Equal(new ImportRemoval.Outcome(1, 2, 0), await RunAsync(history, runner, desk, new(id, false), admin));
        await using var after = await desk.OpenAsync();
        Assert.False(await after.Positions.AnyAsync(Cancel));
        // The actor that it made and nobody else uses is offered no more.
        Assert.NotNull((await after.Actors.SingleAsync(a => a.Name == "Anna Amsel", Cancel)).RetiredAt);
        Assert.False((await history.LookAsync(id, admin, Cancel))!.CanStart);
    }

    private const string Feed = """
        INSERT INTO feeds (outlet_id, address, title, state, fetch_pages, added_at, next_check_at, failures, lease_token)
        SELECT min(id), 'https://bote.example/feed', 'Bote', 'Active', 'Auto', now(), now(), 0, 0 FROM outlets;

        """;

    private static string Articles(params string[] titles) => "title;text\n" + string.Join('\n', titles.Select(t => $"{t};{Desk.Text.Replace('\n', ' ')}{t}")) + "\n";

    private static async Task<(long Article, long Version)> FindAsync(Desk desk, string title)
    {
        await using var db = await desk.OpenAsync();
        var version = await db.ArticleVersions.SingleAsync(v => v.Title == title, Cancel);
        return (version.ArticleId, version.Id);
    }

    private static async Task<long> CodeAsync(Desk desk, string title)
    {
        var (article, version) = await FindAsync(desk, title);
        return await desk.SaveAsync(desk.Threat() with { ArticleId = article, VersionId = version }, desk.SecondEditor);
    }

    private static async Task SuggestAsync(Desk desk, string title)
    {
        var (article, version) = await FindAsync(desk, title);
        await using var db = await desk.OpenAsync();
        var mention = new Mention { ArticleId = article, ActorId = desk.Minister, State = CodeState.Suggested, Rule = "name", CreatedAt = desk.Clock.GetUtcNow(), ChangedAt = desk.Clock.GetUtcNow() };
        mention.Anchors.Add(new() { VersionId = version, Role = AnchorRole.Evidence, Start = 4, End = 12, Quote = "Minister", Prefix = "Der ", Suffix = " droht" });
        db.Codes.Add(mention);
        await db.SaveChangesAsync(Cancel);
    }

    private static (ImportHistory History, JobRunner Runner) Work(Desk desk)
    {
        var archive = desk.Get<NpgsqlDataSource>();
        var runner = new JobRunner([new ImportRemoval(desk.Undo, archive, desk.Factory, desk.Board, desk.Clock)], desk.Get<JobClaims>(), archive, desk.Board, TimeProvider.System);
        return (new(desk.Factory, archive, new(desk.Factory, runner, desk.Board, desk.Clock)), runner);
    }

    private static async Task<ImportRemoval.Outcome> RunAsync(ImportHistory history, JobRunner runner, Desk desk, ImportRemovalRequest request, long by)
    {
        var job = Assert.IsType<JobAnswer.Started>(await history.TakeBackAsync(request, by, Cancel)).Id;
        Assert.True(await runner.RunHereAsync(job, Cancel));
        await using var db = await desk.OpenAsync();
        var done = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == job, Cancel);
        Assert.Null(done.Trouble);
        // The outcome is a text in the ended job's row: nothing is waited for here.
        return System.Text.Json.JsonSerializer.Deserialize<ImportRemoval.Outcome>(done.Result!, System.Text.Json.JsonSerializerOptions.Web)!;
    }
}
