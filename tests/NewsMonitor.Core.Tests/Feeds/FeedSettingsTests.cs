using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Tests.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.Feeds;

public sealed class FeedSettingsTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task A_site_that_names_no_feed_is_searched_where_many_have_one()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        room.Server.ServePlain("/", "<!doctype html><title>Blatt</title><p>Nichts</p>", Serving.Html)
            .ServePlain("/robots.txt", $"User-agent: *\nDisallow:\nSitemap: {room.Server.Url("/nachrichten.xml")}\n", "text/plain")
            .Serve("/nachrichten.xml", $"<urlset><url><loc>https://blatt.example/1</loc><lastmod>{DateTimeOffset.UtcNow:O}</lastmod></url></urlset>", "application/xml")
            .Serve("/rss", TestNewsroom.Rss(new Item("Eins", "https://blatt.example/1")));

        var choice = Assert.IsType<FeedLook.Choice>(await room.Archive.Get<FeedAdmin>().LookAsync(room.Server.Url("/"), Caller.Operator, Cancel));

        Assert.Equal([room.Server.Url("/nachrichten.xml"), room.Server.Url("/rss")], choice.Feeds.Select(f => f.Address));
        Assert.True(room.Server.Requests.Count <= 10);
    }

    [Fact]
    public async Task A_page_without_a_feed_is_added_by_a_rule_that_finds_something()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        room.Server.ServePlain("/presse", "<!doctype html><title>Presse</title><main><h3><a href='/rede-1'>Rede der Ministerin in Genf</a></h3><h3><a href='/rede-2'>Erklärung zum Treffen der Vier</a></h3></main>", Serving.Html);
        var feeds = room.Archive.Get<FeedAdmin>();
        var choice = Assert.IsType<FeedLook.Choice>(await feeds.LookAsync(room.Server.Url("/presse"), Caller.Operator, Cancel));
        Assert.Equal((0, "h3 a"), (choice.Feeds.Count, choice.Links!.Guesses[0].Selector));
        Assert.Equal(2, choice.Links.Try("h3 a").Entries.Count);
        Assert.NotNull(choice.Links.Try("h3 >> a").Fault);

        Assert.Equal(CheckOutcome.NoLinks, Assert.IsType<FeedAddition.Unreadable>(await feeds.AddAsync(new(room.Server.Url("/presse")) { LinkSelector = "h4 a" }, Caller.Operator, Cancel)).Outcome);
        var added = Assert.IsType<FeedAddition.Added>(await feeds.AddAsync(new(room.Server.Url("/presse"), Outlet: "Amt") { LinkSelector = "h3 a" }, Caller.Operator, Cancel));
        Assert.IsType<FeedAddition.AlreadyThere>(await feeds.AddAsync(new(room.Server.Url("/presse")) { LinkSelector = "h3 a" }, Caller.Operator, Cancel));

        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());
        Assert.IsType<FeedChange.BadRule>(await feeds.SetLinksAsync(added.FeedId, "h3 >> a", Caller.Operator, Cancel));
        Assert.IsType<FeedChange.Saved>(await feeds.SetLinksAsync(added.FeedId, "h3 > a", Caller.Operator, Cancel));
        Assert.Equal("h3 > a", (await room.FeedAsync(added.FeedId)).LinkSelector);
        Assert.Empty(await room.Archive.Get<FeedQueries>().OutlinesAsync(Cancel));
    }

    [Fact]
    public async Task Rules_are_tried_on_what_the_feed_brings_and_hold_from_the_next_check_though_the_feed_stands()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        room.Server.Serve("/feed", TestNewsroom.Rss(new Item("Gas wird teurer", "https://blatt.example/1"), new Item("Fußball heute", "https://blatt.example/2")));
        var id = await room.AddFeedAsync("/feed", with: f => f.Include = "Gas");
        await room.CheckDueAsync();
        var feeds = room.Archive.Get<FeedAdmin>();

        var tried = Assert.IsType<FeedLook.Readable>(await feeds.TryRulesAsync(id, null, "Gas", Caller.Operator, Cancel)).Preview;
        Assert.Equal([(true, "Gas"), (false, null)], tried.Entries.Select(e => (e.StaysOut, e.Because)));
        Assert.Equal(1, await room.AskAsync(db => db.Articles.CountAsync()));

        Assert.Equal(2, Assert.IsType<FeedChange.BadRule>(await feeds.SetRulesAsync(id, "Gas\n/(/", null, Caller.Operator, Cancel)).Fault.Line);
        Assert.IsType<FeedChange.Saved>(await feeds.SetRulesAsync(id, null, " ", Caller.Operator, Cancel));
        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());
        Assert.Equal(2, await room.AskAsync(db => db.Articles.CountAsync()));
    }

    [Fact]
    public async Task One_deed_changes_many_feeds_and_each_has_its_entry_in_the_audit()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var ids = new List<long>();
        for (var n = 1; n <= 30; n++) ids.Add(await room.AddFeedAsync($"https://blatt{n}.example/feed", with: f => f.Interval = n <= 10 ? TimeSpan.FromHours(1) : null));
        var bulk = room.Archive.Get<FeedBulk>();

        Assert.Equal(new FeedBulkResult(20, 10), await bulk.DoAsync(ids, new FeedDeed.SetInterval(TimeSpan.FromHours(1)), Caller.Operator, Cancel));
        Assert.Equal(new FeedBulkResult(30, 0), await bulk.DoAsync(ids, new FeedDeed.Move("Politik/Ausland"), Caller.Operator, Cancel));
        Assert.Equal(new FeedBulkResult(10, 0), await bulk.DoAsync(ids[..10], new FeedDeed.Pause(), Caller.Operator, Cancel));
        Assert.Null(await bulk.DoAsync(ids, new FeedDeed.SetInterval(TimeSpan.FromSeconds(5)), Caller.Operator, Cancel));
        Assert.Null(await bulk.DoAsync(ids, new FeedDeed.Pause(), 12345, Cancel));

        Assert.Equal((10, 30), await room.AskAsync(async db => (await db.Feeds.CountAsync(f => f.State == FeedState.Paused), await db.Feeds.CountAsync(f => f.Folder == "Politik/Ausland" && f.Interval != null))));
        Assert.Equal(60, await room.AskAsync(db => db.AuditEntries.CountAsync()));
        Assert.Equal([new FeedFolder("Politik/Ausland", 30)], await room.Archive.Get<FeedQueries>().FoldersAsync(Cancel));
    }

    [Fact]
    public async Task The_list_goes_worst_first_and_its_filter_and_tally_say_the_same()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var fine = await room.AddFeedAsync("https://a.example/1", "A");
        var paused = await room.AddFeedAsync("https://a.example/2", "A", f => f.State = FeedState.Paused);
        var stumbled = await room.AddFeedAsync("https://z.example/3", "Z", f => (f.Failures, f.FailingSince) = (1, DateTimeOffset.UtcNow));
        var failing = await room.AddFeedAsync("https://z.example/4", "Z", f => (f.Failures, f.FailingSince) = (5, DateTimeOffset.UtcNow.AddDays(-2)));
        var silent = await room.AddFeedAsync("https://z.example/5", "Z");
        var moved = await room.AddFeedAsync("https://z.example/6", "Z", f => f.MovedTo = "https://a.example/1");
        await room.SqlAsync($"INSERT INTO feed_volumes (feed_id, measured_at, pages_tried, pages_read, alarm, alarm_since) VALUES ({silent}, now(), 0, 0, 'Silent', now() - interval '1 day')");
        var queries = room.Archive.Get<FeedQueries>();

        Assert.Equal([failing, silent, moved, stumbled, fine, paused], await queries.OrderAsync(new(), Cancel));
        Assert.Equal([failing, silent, moved], await queries.OrderAsync(new() { Filter = FeedFilter.Attention }, Cancel));
        Assert.Equal((6, 3, 1), await queries.TallyAsync(Cancel) is var tally ? (tally.All, tally.Attention, tally.Paused) : default);
        var rows = await queries.RowsAsync([moved, fine, 999], Cancel);
        Assert.Equal([(moved, true, true), (fine, false, false)], rows.Select(r => (r.Id, r.NeedsAttention, r.MovedIsTaken)));
        Assert.Equal([stumbled, failing, silent, moved], (await queries.OrderAsync(new() { Text = "z.example", Order = FeedOrder.Name }, Cancel)).Order());
    }

    [Fact]
    public async Task An_OPML_file_of_thousands_comes_in_as_long_work_and_goes_out_again_with_its_folders()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var outlines = Enumerable.Range(1, 1_200).Select(n => new OpmlOutline($"https://blatt{n}.example/feed", $"Blatt {n}", null, (n % 3) switch { 0 => null, 1 => "Politik", _ => "Politik/Ausland" }))
            .Append(new("mailto:x", "Kein Feed", null, null)).ToList();
        using var file = new MemoryStream();
        Opml.Write(file, outlines, "Liste", DateTimeOffset.UtcNow);
        file.Position = 0;
        var job = Assert.IsType<JobAnswer.Started>(await room.Archive.Get<JobDesk>().StartAsync(new(OpmlImport.Kind) { Ready = false }, Caller.Operator, Cancel));
        await room.Archive.Get<JobFiles>().SaveAsync(job.Id, OpmlImport.FileName, file, Opml.MostBytes, Cancel);
        await room.Archive.Get<JobDesk>().ReleaseAsync(job.Id, Cancel);

        Assert.True(await room.Archive.Get<JobRunner>().RunHereAsync(job.Id, Cancel));

        var row = (await room.Archive.Get<JobDesk>().FindAsync(job.Id, Cancel))!;
        Assert.Equal((JobState.Done, 1_201), (row.State, row.Done));
        Assert.Equal((1_200, 0, 1, "mailto:x"), (Number("added"), Number("there"), Number("refused"), row.Result!.RootElement.GetProperty("list")[0].GetString()));
        Assert.Equal(["Politik", "Politik/Ausland"], (await room.Archive.Get<FeedQueries>().FoldersAsync(Cancel)).Select(f => f.Name));
        using var again = new MemoryStream();
        Opml.Write(again, await room.Archive.Get<FeedQueries>().OutlinesAsync(Cancel), "Liste", DateTimeOffset.UtcNow);
        again.Position = 0;
        Assert.Equal(outlines.Take(1_200).Select(o => (o.Address, o.Folder)).Order(), Opml.Read(again).Outlines.Select(o => (o.Address, o.Folder)).Order());

        int Number(string name) => row.Result!.RootElement.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData(OpmlFault.TooManyFeeds)]
    [InlineData(OpmlFault.TooDeep)]
    public void A_million_outlines_and_ten_thousand_levels_are_refused_at_once(OpmlFault fault)
    {
        var body = fault == OpmlFault.TooDeep
            ? string.Concat(Enumerable.Repeat("<outline text='a'>", 10_000)) + string.Concat(Enumerable.Repeat("</outline>", 10_000))
            : string.Concat(Enumerable.Repeat("<outline text='a'/>", 1_000_000));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("<opml><body>" + body + "</body></opml>"));
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());

        Assert.Equal(fault, Opml.Read(file).Fault);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 30_000_000);
    }
}
