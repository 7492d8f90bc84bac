using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Tests.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.Feeds;

public sealed class FeedAdminTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private static async Task<long> UserAsync(TestNewsroom room, params Role[] roles) => ((UserChange.Saved)await room.Archive.Get<UserAdmin>()
        .AddAsync(new($"u{roles.Length}{roles.FirstOrDefault()}", "a long enough word", roles), Caller.Operator, Cancel)).UserId;

    [Fact]
    public async Task An_admin_looks_at_a_feed_adds_it_and_it_comes_in()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var admin = await UserAsync(room, Role.Admin);
        room.Server.Serve("/feed", TestNewsroom.Rss(new Item("Eins", "https://blatt.example/1"), new Item("Zwei", "https://blatt.example/2")));
        var feeds = room.Archive.Get<FeedAdmin>();

        var look = Assert.IsType<FeedLook.Readable>(await feeds.LookAsync(room.Server.Url("/feed"), admin, Cancel));
        Assert.Equal(("Beispielblatt", "rss", 2), (look.Preview.Title, look.Preview.Format, look.Preview.Entries.Count));
        var added = Assert.IsType<FeedAddition.Added>(await feeds.AddAsync(new(room.Server.Url("/feed"), Folder: "Politik"), admin, Cancel));
        Assert.IsType<FeedAddition.AlreadyThere>(await feeds.AddAsync(new(room.Server.Url("/feed")), admin, Cancel));
        await room.CheckDueAsync();

        var row = await room.Archive.Get<FeedQueries>().FindAsync(added.FeedId, Cancel);
        Assert.Equal(("Beispielblatt", "beispiel.example", "Politik", 2, CheckOutcome.New), (row!.Title, row.OutletName, row.Folder, row.ThisWeek, row.LastOutcome!.Value));
        Assert.Equal(14, row.Daily.Count);
        Assert.Equal(admin, await room.AskAsync(db => db.AuditEntries.Where(e => e.Action == "feed.added").Select(e => e.UserId).SingleAsync()));
        Assert.Single(await room.Archive.Get<FeedQueries>().LogAsync(added.FeedId, 10, Cancel));
    }

    [Fact]
    public async Task What_cannot_be_added_says_why()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster, ("MaxBytes", "200000"), ("HeadersTimeout", "00:00:01"), ("TotalTimeout", "00:00:02"));
        var feeds = room.Archive.Get<FeedAdmin>();
        room.Server.ServePlain("/text", "Nur Text.", "text/plain");
        room.Server.ServePlain("/html", "<!doctype html><html><body>Seite</body></html>", Serving.Html);
        room.Server.ServePlain("/links", "<!doctype html><html><head><link rel=alternate type='application/rss+xml' title='Alles' href='/feed'></head></html>", Serving.Html);
        room.Server.Endless("/10gb", claims: 10_000_000_000);
        room.Server.Endless("/endless");
        room.Server.Silence("/silence");

        Assert.Equal(CheckOutcome.BadAddress, await WhyAsync("das ist keine Adresse"));
        Assert.Equal(CheckOutcome.BadAddress, await WhyAsync("file:///etc/passwd"));
        Assert.Equal(CheckOutcome.PrivateAddress, await WhyAsync("http://127.0.0.1:1/feed"));
        Assert.Equal(CheckOutcome.PrivateAddress, await WhyAsync("http://192.168.1.1/feed"));
        Assert.Equal(CheckOutcome.NotFound, await WhyAsync(room.Server.Url("/404")));
        Assert.Equal(CheckOutcome.NotAFeed, await WhyAsync(room.Server.Url("/text")));
        Assert.Equal(CheckOutcome.HtmlPage, await WhyAsync(room.Server.Url("/html")));
        Assert.Equal(CheckOutcome.TooLarge, await WhyAsync(room.Server.Url("/10gb")));
        Assert.Equal(CheckOutcome.TooLarge, await WhyAsync(room.Server.Url("/endless")));
        Assert.Equal(CheckOutcome.TimedOut, await WhyAsync(room.Server.Url("/silence")));
        var choice = Assert.IsType<FeedAddition.Choice>(await feeds.AddAsync(new(room.Server.Url("/links")), Caller.Operator, Cancel));
        Assert.Equal(room.Server.Url("/feed"), choice.Feeds[0].Address);
        Assert.Equal(0, await room.AskAsync(db => db.Feeds.CountAsync()));

        async Task<CheckOutcome> WhyAsync(string address) =>
            Assert.IsType<FeedAddition.Unreadable>(await feeds.AddAsync(new(address), Caller.Operator, Cancel)).Outcome;
    }

    [Fact]
    public async Task Who_is_no_admin_changes_no_feed()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var editor = await UserAsync(room, Role.Editor, Role.Analyst);
        var id = await room.AddFeedAsync("/feed");
        var feeds = room.Archive.Get<FeedAdmin>();

        Assert.IsType<FeedAddition.NotAllowed>(await feeds.AddAsync(new(room.Server.Url("/feed2")), editor, Cancel));
        Assert.IsType<FeedChange.NotAllowed>(await feeds.PauseAsync(id, editor, Cancel));
        Assert.IsType<FeedChange.NotAllowed>(await feeds.RemoveAsync(id, editor, Cancel));
        Assert.IsType<FeedChange.NotAllowed>(await feeds.FetchNowAsync(id, editor, Cancel));
        Assert.IsType<FeedChange.NotAllowed>(await feeds.RenameAsync(id, "Neu", editor, Cancel));
        Assert.IsType<FeedChange.NotAllowed>(await feeds.SetIntervalAsync(id, TimeSpan.FromHours(1), editor, Cancel));
        Assert.Null(await feeds.ImportAsync([new("https://blatt.example/feed", null, null, null)], editor, Cancel));
        Assert.Empty(room.Server.Requests);
    }

    [Fact]
    public async Task A_feed_is_paused_resumed_renamed_and_removed_and_its_articles_stay()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        room.Server.Serve("/feed", TestNewsroom.Rss(new Item("Eins", "https://blatt.example/1")));
        var id = await room.AddFeedAsync("/feed");
        var feeds = room.Archive.Get<FeedAdmin>();
        await room.CheckDueAsync();

        await feeds.PauseAsync(id, Caller.Operator, Cancel);
        Assert.Empty(await room.CheckAgainAsync());
        await feeds.ResumeAsync(id, Caller.Operator, Cancel);
        Assert.Single(await room.CheckDueAsync());
        await feeds.RenameAsync(id, "Neuer Name", Caller.Operator, Cancel);
        Assert.IsType<FeedChange.BadInterval>(await feeds.SetIntervalAsync(id, TimeSpan.FromDays(8), Caller.Operator, Cancel));
        await feeds.SetIntervalAsync(id, TimeSpan.FromMinutes(2), Caller.Operator, Cancel);
        Assert.True((await room.FeedAsync(id)).NextCheckAt < DateTimeOffset.UtcNow.AddMinutes(3));
        Assert.IsType<FeedChange.Saved>(await feeds.RemoveAsync(id, Caller.Operator, Cancel));

        Assert.Equal(1, await room.AskAsync(db => db.Articles.CountAsync()));
        Assert.Equal(["feed.paused", "feed.resumed", "feed.renamed", "feed.interval-set", "feed.removed"],
            await room.AskAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_list_of_feeds_is_imported_once_written_again_and_paged()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var outlines = Enumerable.Range(1, 120).Select(n => new OpmlOutline($"https://blatt{n}.example/feed", $"Blatt {n:000}", null, n % 2 == 0 ? "Gerade" : null)).ToList();
        using var file = new MemoryStream();
        Opml.Write(file, outlines, "Liste", DateTimeOffset.UtcNow);
        file.Position = 0;
        var feeds = room.Archive.Get<FeedAdmin>();

        var reading = Opml.Read(file);
        Assert.Equal(new FeedImport(120, 0, []).Added, (await feeds.ImportAsync(reading.Outlines, Caller.Operator, Cancel))!.Added);
        var again = await feeds.ImportAsync([.. reading.Outlines, new("kein Feed", null, null, null)], Caller.Operator, Cancel);
        Assert.Equal((0, 120, 1), (again!.Added, again.AlreadyThere, again.Refused.Count));

        var queries = room.Archive.Get<FeedQueries>();
        Assert.Equal(outlines.Count, (await queries.OutlinesAsync(Cancel)).Count);
        var first = await queries.PageAsync(new() { Limit = 100 }, Cancel);
        var second = await queries.PageAsync(new() { Limit = 100, After = first.Next }, Cancel);
        Assert.Equal((100, 20, "Blatt 101"), (first.Rows.Count, second.Rows.Count, second.Rows[0].Title));
        Assert.Equal(60, (await queries.PageAsync(new() { Folder = "Gerade", Limit = 500 }, Cancel)).Rows.Count);
        Assert.Equal("Blatt 007", (await queries.PageAsync(new() { Text = "blatt7.example" }, Cancel)).Rows.Single().Title);
        Assert.Equal(120, (await queries.TallyAsync(Cancel)).Active);
    }

    [Fact]
    public void A_hostile_opml_is_refused_in_words()
    {
        Assert.Equal(OpmlFault.TooDeep, Opml.Read(Text("<opml><body>" + string.Concat(Enumerable.Repeat("<outline text='a'>", 10_000)))).Fault);
        Assert.Equal(OpmlFault.TooManyFeeds, Opml.Read(Text("<opml><body>" + string.Concat(Enumerable.Repeat("<outline xmlUrl='https://a.example/f'/>", 200_000)))).Fault);
        Assert.Equal(OpmlFault.NotOpml, Opml.Read(Text("<html><body>Hallo</body></html>")).Fault);
        Assert.Equal(OpmlFault.NotOpml, Opml.Read(Text("kein XML")).Fault);
        Assert.Equal(OpmlFault.NotOpml, Opml.Read(Text("<!DOCTYPE o [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><body><outline text='&a;'/></body></opml>")).Fault);
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
