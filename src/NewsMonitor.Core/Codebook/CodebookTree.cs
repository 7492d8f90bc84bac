using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Codebook;

/// <summary>A step of an entry through the tree.</summary>
public enum TreeStep { Up, Down, In, Out }

/// <summary>An entry with its depth, 0 at the top.</summary>
public readonly record struct TreeRow<T>(T Entry, int Depth) where T : CodebookEntry;

public static class CodebookTree
{
    public static CodebookTree<T> Of<T>(IReadOnlyCollection<T> entries) where T : CodebookEntry => new(entries);
}

/// <summary>
/// The codebook's order: children below their parents, by rank, then by name. An entry whose parent is not among the entries (retired or
/// merged meanwhile) stands at the top, and a ring in the data is cut: nothing may hide an entry.
/// </summary>
public sealed class CodebookTree<T> where T : CodebookEntry
{
    private readonly Dictionary<long, T> _byId;
    private readonly ILookup<long, T> _children;

    internal CodebookTree(IReadOnlyCollection<T> entries)
    {
        _byId = entries.ToDictionary(e => e.Id);
        _children = entries.OrderBy(e => e.Rank).ThenBy(e => e.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(e => e.Id).ToLookup(e => ParentOf(e) ?? 0);
    }

    public T? Entry(long id) => _byId.GetValueOrDefault(id);

    public IEnumerable<T> Children(long? parentId) => _children[parentId ?? 0];

    /// <summary>All entries in the order of reading.</summary>
    public IReadOnlyList<TreeRow<T>> Rows()
    {
        var rows = new List<TreeRow<T>>(_byId.Count);
        var open = new Stack<TreeRow<T>>(Children(null).Reverse().Select(e => new TreeRow<T>(e, 0)));
        while (open.TryPop(out var row))
        {
            rows.Add(row);
            foreach (var child in Children(row.Entry.Id).Reverse()) open.Push(new(child, row.Depth + 1));
        }
        return rows;
    }

    /// <summary>Whether an entry is another one or stands below it.</summary>
    public bool IsWithin(long id, long ancestorId)
    {
        var at = Entry(id);
        for (var steps = 0; at is not null && steps <= _byId.Count; steps++)
        {
            if (at.Id == ancestorId) return true;
            at = at.ParentId is { } parent ? Entry(parent) : null;
        }
        return false;
    }

    /// <summary>The entries above one, the top one first.</summary>
    public IReadOnlyList<T> Above(long id)
    {
        var above = new List<T>();
        for (var at = Entry(id); at is not null && ParentOf(at) is { } parent && above.Count <= _byId.Count; above.Insert(0, at)) at = Entry(parent)!;
        return above;
    }

    /// <summary>Where a step leads: the new parent and the sibling to follow; null where there is no place in that direction.</summary>
    public (long? Parent, long? After)? Find(long id, TreeStep step)
    {
        if (Entry(id) is not { } entry) return null;
        var parent = ParentOf(entry);
        var siblings = Children(parent).ToList();
        var at = siblings.IndexOf(entry);
        return step switch
        {
            TreeStep.Up => at == 0 ? null : (parent, at >= 2 ? siblings[at - 2].Id : null),
            TreeStep.Down => at == siblings.Count - 1 ? null : (parent, siblings[at + 1].Id),
            TreeStep.In => at == 0 ? null : (siblings[at - 1].Id, Children(siblings[at - 1].Id).LastOrDefault()?.Id),
            _ => parent is { } out1 ? (ParentOf(Entry(out1)!), out1) : null,
        };
    }

    private long? ParentOf(T entry)
    {
        if (entry.ParentId is not { } parent || !_byId.TryGetValue(parent, out var at)) return null;
        // The entry with the smallest id of a ring stands at the top: somebody has to.
        var least = entry.Id;
        for (var steps = 0; steps <= _byId.Count; steps++)
        {
            if (at.Id == entry.Id) return least == entry.Id ? null : parent;
            least = Math.Min(least, at.Id);
            if (at.ParentId is not { } next || !_byId.TryGetValue(next, out var above)) return parent;
            at = above;
        }
        return parent;
    }
}
