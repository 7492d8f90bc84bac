using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Components.Snippets;

/// <summary>An entry of any list, as an address names it: <c>issue/12</c>, <c>instrument/3</c>, <c>actor/40</c>.</summary>
public sealed record ListEntry(EntryKind Kind, long Id, string Name)
{
    /// <summary>Where its list shows it.</summary>
    public string Home => Kind switch
    {
        EntryKind.Issue => $"/issues?id={Id}",
        EntryKind.Instrument => $"/issues?list=instruments&id={Id}",
        _ => $"/actors?id={Id}",
    };

    public string Word => Kind.ToString().ToLowerInvariant();

    /// <returns>Null for what is not there, or is no list's.</returns>
    public static async Task<ListEntry?> FindAsync(NewsDbContext db, string word, long id, string language, CancellationToken cancel)
    {
        if (KindOf(word) is not { } kind) return null;
        var name = kind switch
        {
            EntryKind.Issue => await db.Issues.Where(i => i.Id == id && i.MergedIntoId == null).Select(i => i.Name).SingleOrDefaultAsync(cancel),
            EntryKind.Instrument => await db.Instruments.Where(i => i.Id == id && i.MergedIntoId == null).Select(i => i.Name).SingleOrDefaultAsync(cancel),
            _ => (await db.Actors.AsNoTracking().Include(a => a.Names).SingleOrDefaultAsync(a => a.Id == id && a.MergedIntoId == null, cancel))?.NameIn(language),
        };
        return name is null ? null : new(kind, id, name);
    }

    public static EntryKind? KindOf(string word) => word switch
    {
        "issue" => EntryKind.Issue,
        "instrument" => EntryKind.Instrument,
        "actor" => EntryKind.Actor,
        _ => null,
    };
}
