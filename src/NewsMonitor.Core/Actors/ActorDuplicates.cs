using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Actors;

/// <summary>Why two actors may be one.</summary>
public enum DuplicateReason { SameWikidata, SameName, LikeName }

/// <summary>One of two that may be the same.</summary>
public sealed record DuplicateSide(long Id, string Name, ActorKind Kind, string? Country, string? WikidataId, string MatchedName);

/// <summary>Two actors that may be one; <paramref name="Likeness"/> is 1 where id or name is the same.</summary>
public sealed record DuplicatePair(DuplicateSide First, DuplicateSide Second, DuplicateReason Reason, float Likeness);

/// <summary>Finds actors that are in the list twice: by the same Wikidata id, the same name without accents, or names alike.</summary>
public static class ActorDuplicates
{
    /// <returns>The surest first; pairs that an editor has told apart are left out.</returns>
    public static async Task<IReadOnlyList<DuplicatePair>> DuplicatesAsync(this NewsDbContext db, string language, int limit, CancellationToken cancel)
    {
        var actors = await db.Actors.AsNoTracking().Where(a => a.MergedIntoId == null && a.RetiredAt == null)
            .Select(a => new Known(a.Id, a.Name, a.Kind, a.Country, a.WikidataId)).ToDictionaryAsync(a => a.Id, cancel);
        var names = (await db.ActorNames.AsNoTracking().Where(n => n.Text.Length >= 3)
            .Select(n => new { n.ActorId, n.Text, n.Preferred, n.Language }).ToListAsync(cancel)).Where(n => actors.ContainsKey(n.ActorId)).ToList();
        var shown = names.Where(n => n.Preferred && n.Language == language).GroupBy(n => n.ActorId).ToDictionary(g => g.Key, g => g.First().Text);
        var apart = (await db.ActorDistinctions.AsNoTracking().Select(d => new { d.FirstId, d.SecondId }).ToListAsync(cancel)).Select(d => (d.FirstId, d.SecondId)).ToHashSet();
        var found = new Dictionary<(long, long), DuplicatePair>();

        foreach (var same in actors.Values.Where(a => a.WikidataId is not null).GroupBy(a => a.WikidataId).Where(g => g.Count() > 1))
        {
            foreach (var (one, other) in PairsOf([.. same])) Offer(one.Id, other.Id, DuplicateReason.SameWikidata, 1, one.Name, other.Name);
        }
        // The main names count whole; an alias of one word ("Müller") is shared by too many persons to say anything.
        var all = actors.Values.Select(a => new Spelled(a.Id, a.Name, NameLikeness.Normalise(a.Name), true))
            .Concat(names.Select(n => new Spelled(n.ActorId, n.Text, NameLikeness.Normalise(n.Text), n.Preferred)))
            .Where(n => n.Plain.Length >= 3 && (n.Main || n.Plain.Contains(' '))).DistinctBy(n => (n.ActorId, n.Plain)).ToList();
        foreach (var same in all.GroupBy(n => n.Plain).Where(g => g.Count() is > 1 and <= 20))
        {
            foreach (var (one, other) in PairsOf([.. same])) Offer(one.ActorId, other.ActorId, DuplicateReason.SameName, 1, one.Text, other.Text);
        }
        var spelled = all.Where(n => n.Plain.Length >= 6 && (n.Plain.Contains(' ') || actors[n.ActorId].Kind != ActorKind.Person)).ToList();
        foreach (var (first, second, likeness) in NameLikeness.Pairs([.. spelled.Select(n => n.Plain)], (one, other) => spelled[one].ActorId == spelled[other].ActorId, cancel))
        {
            var (one, other) = (spelled[first], spelled[second]);
            if (actors[one.ActorId].Kind == actors[other.ActorId].Kind) Offer(one.ActorId, other.ActorId, DuplicateReason.LikeName, likeness, one.Text, other.Text);
        }
        return [.. found.Values.OrderBy(p => p.Reason).ThenByDescending(p => p.Likeness).ThenBy(p => p.First.Name, StringComparer.CurrentCulture).Take(limit)];

        void Offer(long one, long other, DuplicateReason reason, float likeness, string oneName, string otherName)
        {
            if (one == other) return;
            if (one > other) (one, other, oneName, otherName) = (other, one, otherName, oneName);
            if (apart.Contains((one, other))) return;
            // Foreign ministries of two countries are called alike and are two.
            if (reason == DuplicateReason.LikeName && actors[one].Country is { } here && actors[other].Country is { } there && here != there) return;
            // Two ids of Wikidata are two things, however alike their names.
            if (reason != DuplicateReason.SameWikidata && actors[one].WikidataId is { } left && actors[other].WikidataId is { } right && left != right) return;
            if (found.TryGetValue((one, other), out var known) && (known.Reason < reason || known.Likeness >= likeness)) return;
            found[(one, other)] = new(Side(one, oneName), Side(other, otherName), reason, likeness);
        }

        DuplicateSide Side(long id, string matched) =>
            new(id, shown.GetValueOrDefault(id, actors[id].Name), actors[id].Kind, actors[id].Country, actors[id].WikidataId, matched);
    }

    private static IEnumerable<(T One, T Other)> PairsOf<T>(IReadOnlyList<T> items)
    {
        for (var i = 0; i < items.Count; i++) for (var j = i + 1; j < items.Count; j++) yield return (items[i], items[j]);
    }

    private sealed record Known(long Id, string Name, ActorKind Kind, string? Country, string? WikidataId);

    private sealed record Spelled(long ActorId, string Text, string Plain, bool Main);
}
