using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Feeds;

public sealed partial class FeedAdmin
{
    /// <summary>Adds what an OPML file lists, unchecked: their first check says what they are. Null where the caller is no admin.</summary>
    /// <param name="outlines">What the file lists, or a part of it.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">Stops it; nothing of the part is kept then.</param>
    /// <param name="inAll">How many feeds the whole file lists: their first checks are spread over as many seconds.</param>
    public async Task<FeedImport?> ImportAsync(IReadOnlyList<OpmlOutline> outlines, Caller by, CancellationToken cancel, int? inAll = null)
    {
        var spread = inAll ?? outlines.Count;
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // One import at a time: two of the same file would meet at the unique address.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(7204118002)", cancel);
        var addresses = outlines.Select(o => FeedAddress.Parse(o.Address)?.AbsoluteUri).OfType<string>().ToArray();
        var known = await db.Feeds.Where(f => addresses.Contains(f.Address)).Select(f => f.Address).ToHashSetAsync(StringComparer.Ordinal, cancel);
        var outlets = (await db.Outlets.ToListAsync(cancel)).DistinctBy(o => o.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(o => o.Name, StringComparer.OrdinalIgnoreCase);
        var now = clock.GetUtcNow();
        var (added, there, refused) = (0, 0, new List<string>());
        foreach (var outline in outlines)
        {
            if (FeedAddress.Parse(outline.Address) is not { } uri)
            {
                if (refused.Count < 100) refused.Add(outline.Address.Length > 200 ? outline.Address[..200] : outline.Address);
                continue;
            }
            if (!known.Add(uri.AbsoluteUri))
            {
                there++;
                continue;
            }
            var title = Cut(outline.Title ?? uri.Host, 500);
            var name = OutletName(null, outline.SiteAddress ?? uri.AbsoluteUri, title);
            if (!outlets.TryGetValue(name, out var outlet)) outlets[name] = outlet = new() { Name = name, HomeAddress = outline.SiteAddress };
            db.Feeds.Add(new()
            {
                Outlet = outlet, Address = uri.AbsoluteUri, Title = title, SiteAddress = outline.SiteAddress, Folder = Folder(outline.Folder),
                AddedAt = now, AddedBy = by.UserId,
                // A thousand feeds of one file are not all fetched in the first minute, nor together ever after.
                NextCheckAt = now + TimeSpan.FromSeconds(spread <= 50 ? 0 : Random.Shared.NextDouble() * spread),
            });
            added++;
        }
        db.Note(now, by.UserId, "feed.imported", $"OPML: {added}", null, new { added, there, refused = refused.Count });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Feeds));
        return new(added, there, refused);
    }
}
