using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Tests.Demo;

public sealed class DemoSeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Uri Root = new("http://127.0.0.1:5081/");

    [Fact]
    public async Task A_demo_is_filled_once_and_what_people_changed_stays()
    {
        var seed = new DemoSeed(database, TimeProvider.System);
        await seed.FillAsync(Root, "de", CancellationToken.None);

        await using (var db = database.CreateDbContext())
        {
            Assert.Equal(DemoOutlet.All.Select(o => o.Feed(Root).AbsoluteUri).Order(), await db.Feeds.Select(f => f.Address).Order().ToListAsync());
            Assert.Equal(DemoCodebook.Load().Issues.Count, await db.Issues.CountAsync());
            Assert.Equal(DemoCodebook.Load().Instruments.Count, await db.Instruments.CountAsync());
            var putin = await db.Actors.Include(a => a.Names).Include(a => a.Affiliations).SingleAsync(a => a.Key == "putin");
            Assert.Equal("RU", putin.Country);
            Assert.Equal("Wladimir Putin", putin.NameIn("de"));
            Assert.Equal("Vladimir Putin", putin.NameIn("en"));
            var russia = await db.Actors.SingleAsync(a => a.Key == "ru");
            Assert.Contains(putin.Affiliations, a => a.Office == "president" && a.OrganisationId == russia.Id);

            // An admin pauses a feed, an editor retires an issue and renames an actor.
            (await db.Feeds.FirstAsync(f => f.Title == "Hafenkurier")).State = FeedState.Paused;
            (await db.Issues.FirstAsync(i => i.Name == "NATO-Osterweiterung")).RetiredAt = DateTimeOffset.UtcNow;
            putin.Name = "Putin, Wladimir";
            await db.SaveChangesAsync();
        }

        // The next start, with the newsroom on another port.
        var moved = new Uri("http://127.0.0.1:5999/");
        await seed.FillAsync(moved, "de", CancellationToken.None);
        await using (var db = database.CreateDbContext())
        {
            Assert.Equal(DemoOutlet.All.Count, await db.Feeds.CountAsync());
            Assert.All(await db.Feeds.ToListAsync(), f => Assert.StartsWith(moved.AbsoluteUri, f.Address, StringComparison.Ordinal));
            Assert.Equal(FeedState.Paused, (await db.Feeds.SingleAsync(f => f.Title == "Hafenkurier")).State);
            Assert.Equal(1, await db.Issues.CountAsync(i => i.Name == "NATO-Osterweiterung"));
            Assert.Equal("Putin, Wladimir", (await db.Actors.SingleAsync(a => a.Key == "putin")).Name);
            Assert.Equal(1, await db.CodebookVersions.CountAsync());
        }
    }

    [Fact]
    public void The_codebook_is_whole()
    {
        var book = DemoCodebook.Load();
        Assert.InRange(book.Issues.Count, 20, 30);
        Assert.All(book.Issues, i => Assert.True(i.De.Proposition?.EndsWith('.') == true && i.En.Proposition?.EndsWith('.') == true, i.De.Name));
        Assert.Equal(book.Issues.Count, book.Issues.Select(i => i.De.Name).Distinct().Count());
        Assert.Equal(book.Issues.Count, book.Issues.Select(i => i.En.Name).Distinct().Count());
        Assert.All(book.Instruments, i => Assert.Matches("^1[0-9]{2,3}$", i.Cameo));
        Assert.All((IEnumerable<string?>[])[[.. book.Issues.Select(i => i.Shortcut)], [.. book.Instruments.Select(i => i.Shortcut)]],
            keys => Assert.Equal(keys.Count(k => k is not null), keys.Where(k => k is { Length: 1 }).Distinct().Count()));
        var registry = ActorRegistry.BuiltIn.Select(a => a.Key).ToHashSet();
        Assert.All(book.RegistryActors, key => Assert.Contains(key, registry));
        Assert.All(book.EnglishNames.Keys, key => Assert.Contains(key, book.RegistryActors));
        Assert.Equal(book.RegistryActors.Count, book.RegistryActors.Distinct().Count());
    }
}
