using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Watches;
using NewsMonitor.Core.Watches.Mail;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Web.Tests.Watches;

public sealed class WatchEndpointTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_feed_is_read_by_its_secret_address_alone_only_when_changed_and_no_longer_once_its_owner_may_not()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        var ana = await desk.AddUserAsync("ana", Role.Analyst);
        await desk.AddUserAsync("chief", Role.Admin);
        var watch = Assert.IsType<WatchResult.Saved>(await desk.Services.GetRequiredService<WatchEditor>().SaveAsync(new() { Name = "Sanktionen & Co", Line = "Sanktionen" }, ana, default)).Id;
        var channels = desk.Services.GetRequiredService<WatchChannels>();
        var token = Assert.IsType<WatchResult.Made>(await channels.MakeFeedAsync(watch, ana, default)).Secret;
        await ArriveAsync(desk, "Neue Sanktionen <gegen> \u0001 alle");
        await desk.Services.GetRequiredService<WatchMatcher>().RunAsync(default);
        using var reader = desk.NewBrowser();

        using var rss = await reader.GetAsync($"/watches/feed/{token}.rss");
        Assert.Equal("application/rss+xml", rss.Content.Headers.ContentType!.MediaType);
        var item = Assert.Single(XDocument.Parse(await rss.Content.ReadAsStringAsync()).Descendants("item"));
        Assert.Equal(("Neue Sanktionen <gegen>  alle", "https://bote.example/"), ((string)item.Element("title")!, (string)item.Element("link")!));
        using var json = JsonDocument.Parse(await reader.GetStringAsync($"/watches/feed/{token}.json"));
        Assert.Equal("Sanktionen & Co", json.RootElement.GetProperty("title").GetString());
        Assert.Single(json.RootElement.GetProperty("items").EnumerateArray());

        using var again = new HttpRequestMessage(HttpMethod.Get, $"/watches/feed/{token}.rss") { Headers = { IfNoneMatch = { rss.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await reader.SendAsync(again)).StatusCode);

        var other = Assert.IsType<WatchResult.Made>(await channels.MakeFeedAsync(watch, ana, default)).Secret;
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/watches/feed/{token}.rss")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"/watches/feed/{other}.json")).StatusCode);
        Assert.IsType<UserChange.Saved>(await desk.Services.GetRequiredService<UserAdmin>().DisableAsync(ana, Caller.Operator, default));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/watches/feed/{other}.json")).StatusCode);
    }

    [Fact]
    public async Task Mail_is_stopped_by_the_letter_s_own_link_with_one_post_and_by_no_look()
    {
        await using var desk = RunningDesk.Start(
            database.ConnectionString, ("Mail:Host", "127.0.0.1"), ("Mail:Security", "None"), ("Mail:From", "news@desk.example"), ("Mail:DeskAddress", "https://desk.example"));
        var ben = await desk.AddUserAsync("ben", Role.Analyst);
        var watch = Assert.IsType<WatchResult.Saved>(await desk.Services.GetRequiredService<WatchEditor>().SaveAsync(new() { Name = "Hafen", Line = "Hafen", Mail = MailRhythm.Daily }, ben, default)).Id;
        var token = await desk.Services.GetRequiredService<SignedLinks>().MakeAsync(LinkPurpose.Stop, ben, "", default);
        using var reader = desk.NewBrowser();

        using var look = await reader.GetAsync($"/mail/stop/{token}");
        Assert.Equal(HttpStatusCode.Redirect, look.StatusCode);
        var page = await reader.GetStringAsync(look.Headers.Location);
        Assert.Contains("Stop all mail", page, StringComparison.Ordinal);
        Assert.Equal(MailRhythm.Daily, await RhythmAsync());
        using var forged = await reader.PostAsync($"/mail/stop/{token.Replace($"{ben}-", $"{ben + 1}-", StringComparison.Ordinal)}", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        using var stopped = await reader.PostAsync($"/mail/stop/{token}", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.Redirect, stopped.StatusCode);
        Assert.Contains("No more mail", await reader.GetStringAsync(stopped.Headers.Location), StringComparison.Ordinal);
        Assert.Equal(MailRhythm.None, await RhythmAsync());

        async Task<MailRhythm> RhythmAsync()
        {
            await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
            return await db.WatchMembers.Where(m => m.WatchId == watch).Select(m => m.Mail).SingleAsync();
        }
    }

    private static async Task<long> ArriveAsync(RunningDesk desk, string title)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        var article = new Article
        {
            Outlet = await db.Outlets.FirstOrDefaultAsync(o => o.Name == "Der Bote") ?? new Outlet { Name = "Der Bote" }, CanonicalAddress = $"https://bote.example/{Guid.NewGuid()}", Address = "https://bote.example/", Title = title,
            Language = "de", PublishedAt = DateTimeOffset.UtcNow, PublishedFrom = "time", ArrivedAt = DateTimeOffset.UtcNow, TextState = TextState.Complete, CurrentVersion = 1,
        };
        article.Versions.Add(new() { Number = 1, Title = title, Text = "Ein Text.", Blocks = [BlockKind.Paragraph], ContentHash = new byte[32], CapturedAt = DateTimeOffset.UtcNow });
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, 'Ein Text.') WHERE id = {article.Id}");
        return article.Id;
    }
}
