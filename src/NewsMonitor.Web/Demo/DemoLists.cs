using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Demo;

/// <summary>Finds in the archive's lists what the demo's codes name; null for what an editor has since renamed, merged or retired.</summary>
public sealed class DemoLists
{
    private readonly Dictionary<string, long> _actors, _issues, _instruments;

    private DemoLists(Dictionary<string, long> actors, Dictionary<string, long> issues, Dictionary<string, long> instruments) =>
        (_actors, _issues, _instruments) = (actors, issues, instruments);

    /// <param name="db">The archive.</param>
    /// <param name="english">Whether its codebook is the English one.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<DemoLists> LoadAsync(NewsDbContext db, bool english, CancellationToken cancel)
    {
        var book = DemoCodebook.Load();
        var actors = await db.Actors.AsNoTracking().Where(a => a.MergedIntoId == null).Select(a => new { a.Id, Known = a.Key ?? a.Name }).ToListAsync(cancel);
        var issues = await db.Issues.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null && i.ProposedAt == null).ToDictionaryAsync(i => i.Name, i => i.Id, cancel);
        var instruments = await db.Instruments.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null).ToDictionaryAsync(i => i.Name, i => i.Id, cancel);
        return new(
            actors.GroupBy(a => a.Known, StringComparer.Ordinal).ToDictionary(a => a.Key, a => a.Min(one => one.Id), StringComparer.Ordinal),
            InGerman(book.Issues.Select(i => (i.De, i.En)), issues), InGerman(book.Instruments.Select(i => (i.De, i.En)), instruments));

        Dictionary<string, long> InGerman(IEnumerable<(DemoWords De, DemoWords En)> entries, Dictionary<string, long> stored) => entries
            .Where(e => stored.ContainsKey(english ? e.En.Name : e.De.Name)).ToDictionary(e => e.De.Name, e => stored[english ? e.En.Name : e.De.Name], StringComparer.Ordinal);
    }

    /// <param name="key">Of the program's registry, or the name of one that it lacks.</param>
    public long? Actor(string key) => Find(_actors, key);

    public long? Issue(string german) => Find(_issues, german);

    public long? Instrument(string german) => Find(_instruments, german);

    private static long? Find(Dictionary<string, long> among, string name) => among.TryGetValue(name, out var id) ? id : null;
}
