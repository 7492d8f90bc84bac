using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Actors;
using ActorKind = NewsMonitor.Core.Actors.ActorKind;

namespace NewsMonitor.Web.Demo;

/// <summary>
/// Fills a demo's archive: outlets and feeds of the newsroom, codebook and actors. Runs at every start and changes nothing that is there:
/// what an editor has renamed, retired or merged stays so, and a feed that an admin has paused stays paused.
/// </summary>
public sealed class DemoSeed(IDbContextFactory<NewsDbContext> archive, TimeProvider clock)
{
    /// <summary>Feeds are asked often, so that articles can be seen arriving.</summary>
    public static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(15);
    private const string CodebookMark = "Demo codebook";

    /// <param name="root">Where the newsroom listens.</param>
    /// <param name="language">The language of issues and instruments, <c>de</c> or <c>en</c>.</param>
    /// <param name="cancel">Stops it; nothing is kept then.</param>
    public async Task FillAsync(Uri root, string language, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two hosts that start on one empty archive: the second waits, and then finds everything there. The number is this lock's own.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(7308608371221)", cancel);
        await AddFeedsAsync(db, root, cancel);
        if (!await db.CodebookVersions.AnyAsync(v => v.Change.StartsWith(CodebookMark), cancel))
            await AddListsAsync(db, DemoCodebook.Load(), language == "en", cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task AddFeedsAsync(NewsDbContext db, Uri root, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var outlet in DemoOutlet.All)
        {
            var stored = await db.Outlets.SingleOrDefaultAsync(o => o.Name == outlet.Name, cancel);
            if (stored is null)
            {
                stored = new Outlet { Name = outlet.Name, HomeAddress = outlet.Home(root).AbsoluteUri, Language = outlet.Language, Country = outlet.Country };
                db.Feeds.Add(new Feed
                {
                    Outlet = stored, Address = outlet.Feed(root).AbsoluteUri, SiteAddress = outlet.Home(root).AbsoluteUri, Title = outlet.Name,
                    Interval = Rhythm, AddedAt = now, NextCheckAt = now,
                });
                continue;
            }
            // The newsroom may have had to take another port this time.
            stored.HomeAddress = outlet.Home(root).AbsoluteUri;
            var tail = outlet.Feed(root).AbsolutePath;
            if (await db.Feeds.FirstOrDefaultAsync(f => f.OutletId == stored.Id && f.Address.EndsWith(tail), cancel) is { } feed && feed.Address != outlet.Feed(root).AbsoluteUri)
                (feed.Address, feed.SiteAddress, feed.NextCheckAt) = (outlet.Feed(root).AbsoluteUri, stored.HomeAddress, now);
        }
    }

    private async Task AddListsAsync(NewsDbContext db, DemoCodebook book, bool english, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var issues = await db.Issues.Select(i => i.Name).ToHashSetAsync(cancel);
        foreach (var issue in book.Issues)
        {
            var (words, other) = english ? (issue.En, issue.De) : (issue.De, issue.En);
            if (!issues.Add(words.Name))
                continue;
            db.Issues.Add(new Issue
            {
                Name = words.Name, Proposition = words.Proposition, Definition = $"{other.Name}: {other.Proposition}", Include = issue.Include, Exclude = issue.Exclude,
                Shortcut = issue.Shortcut, CreatedAt = now,
            });
        }
        var instruments = await db.Instruments.Select(i => i.Name).ToHashSetAsync(cancel);
        foreach (var instrument in book.Instruments)
        {
            var words = english ? instrument.En : instrument.De;
            if (instruments.Add(words.Name))
                db.Instruments.Add(new Instrument { Name = words.Name, Cameo = instrument.Cameo, Definition = words.Definition, Shortcut = instrument.Shortcut, CreatedAt = now });
        }
        await AddActorsAsync(db, book, now, cancel);
        var number = (await db.CodebookVersions.MaxAsync(v => (int?)v.Number, cancel) ?? 0) + 1;
        db.CodebookVersions.Add(new CodebookVersion { Number = number, At = now, Change = $"{CodebookMark}: {book.Issues.Count} issues, {book.Instruments.Count} instruments" });
    }

    private static async Task AddActorsAsync(NewsDbContext db, DemoCodebook book, DateTimeOffset now, CancellationToken cancel)
    {
        var keys = book.RegistryActors.ToHashSet(StringComparer.Ordinal);
        var stored = await db.Actors.Where(a => a.Key != null).ToDictionaryAsync(a => a.Key!, cancel);
        var added = new List<(Actor Actor, RegistryActor From)>();
        foreach (var from in ActorRegistry.BuiltIn.Where(a => keys.Contains(a.Key) && !stored.ContainsKey(a.Key)))
        {
            var actor = new Actor { Key = from.Key, Name = from.Name, Kind = Enum.Parse<ActorKind>(from.Kind.ToString()), Country = CountryOf(from), CreatedAt = now };
            Name(actor, "de", from.Names?.GetValueOrDefault("de") ?? from.Name, preferred: true);
            Name(actor, "en", from.Names?.GetValueOrDefault("en") ?? book.EnglishNames.GetValueOrDefault(from.Key, from.Name), preferred: true);
            foreach (var alias in from.Aliases)
                Name(actor, from.Language, alias, preferred: false);
            added.Add((actor, from));
            stored.Add(from.Key, actor);
        }
        var names = await db.Actors.Select(a => a.Name).ToHashSetAsync(cancel);
        foreach (var other in book.OtherActors.Where(o => !names.Contains(o.De)))
        {
            var actor = new Actor { Name = other.De, Kind = Enum.Parse<ActorKind>(other.Kind), Country = other.Country, CreatedAt = now };
            Name(actor, "de", other.De, preferred: true);
            Name(actor, "en", other.En, preferred: true);
            foreach (var alias in other.Aliases)
                Name(actor, null, alias, preferred: false);
            db.Actors.Add(actor);
        }
        db.Actors.AddRange(added.Select(a => a.Actor));
        // Offices name the actor whose office it is: its number is known only now.
        await db.SaveChangesAsync(cancel);
        foreach (var (actor, from) in added)
        {
            foreach (var office in from.Offices)
                actor.Affiliations.Add(new Affiliation { Office = office.Role.Replace('-', ' '), OrganisationId = stored.GetValueOrDefault(office.Of)?.Id, From = office.From, Until = office.To });
        }
    }

    private static void Name(Actor actor, string? language, string text, bool preferred)
    {
        if (!actor.Names.Any(n => n.Text == text && (n.Language == language || !preferred)))
            actor.Names.Add(new ActorName { Language = language, Text = text, Preferred = preferred });
    }

    private static string? CountryOf(RegistryActor actor) =>
        (actor.Kind == NewsMonitor.Reading.Actors.ActorKind.State ? actor.Key : actor.Country) is { Length: 2 } code ? code.ToUpperInvariant() : null;
}
