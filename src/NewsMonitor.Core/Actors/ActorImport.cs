using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Core.Actors;

/// <summary>What an import would do with one actor of the file.</summary>
public enum ActorVerdict
{
    New,
    /// <summary>The archive has it, and gets names, offices or the id that it lacks.</summary>
    Completed,
    Same,
    /// <summary>The archive has another one of that name: with another id, or of another kind.</summary>
    Conflict,
}

/// <summary>A line of the preview.</summary>
/// <param name="Actor">As the file has it.</param>
/// <param name="Verdict">What comes of it.</param>
/// <param name="ExistingId">The archive's actor that it means.</param>
/// <param name="NewNames">Names that would be added.</param>
public sealed record ActorImportRow(RegistryActor Actor, ActorVerdict Verdict, long? ExistingId, IReadOnlyList<string> NewNames);

/// <summary>Takes actors read from Wikidata's JSON into the archive, as one move that undo takes back. What is there is completed, never overwritten.</summary>
public sealed class ActorImport(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public const long MostBytes = 100_000_000;
    public const int MostActors = 10_000;

    public async Task<IReadOnlyList<ActorImportRow>> PlanAsync(IReadOnlyList<RegistryActor> actors, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return Plan(actors, await LoadAsync(db, actors, cancel));
    }

    /// <returns>Null without the editor role; else how many were added and completed, and what was left out.</returns>
    public async Task<(int Added, int Completed, IReadOnlyList<ActorImportRow> Conflicts)?> ApplyAsync(
        IReadOnlyList<RegistryActor> actors, string source, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return null;
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, MoveKind.ListsImported, caller.UserId, now, cancel, source);
        var existing = await LoadAsync(db, actors, cancel);
        var plan = Plan(actors, existing);
        foreach (var row in plan.Where(r => r.Verdict is ActorVerdict.New or ActorVerdict.Completed))
        {
            var actor = existing.FirstOrDefault(a => a.Id == row.ExistingId);
            if (actor is null)
            {
                actor = new Actor { Name = row.Actor.Name, Kind = KindOf(row.Actor), CreatedAt = now, CreatedBy = caller.UserId };
                move.Add(actor);
            }
            else move.Watch(actor);
            actor.WikidataId ??= row.Actor.Wikidata;
            actor.Country ??= CountryOf(row.Actor);
            foreach (var (language, text, preferred) in Names(row.Actor))
            {
                if (actor.Names.Any(n => n.Text == text && (n.Language == language || !preferred))) continue;
                actor.Names.Add(new ActorName { Language = language, Text = text, Preferred = preferred && !actor.Names.Any(n => n.Preferred && n.Language == language) });
            }
            foreach (var office in row.Actor.Offices.Where(o => !actor.Affiliations.Any(a => a.From == o.From && a.Until == o.To)))
            {
                actor.Affiliations.Add(new Affiliation { Office = office.Role.Replace('-', ' '), From = office.From, Until = office.To });
            }
        }
        db.Note(now, caller.UserId, "actor.imported", source, details: new { added = plan.Count(r => r.Verdict == ActorVerdict.New), completed = plan.Count(r => r.Verdict == ActorVerdict.Completed) });
        await move.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Lists));
        return (plan.Count(r => r.Verdict == ActorVerdict.New), plan.Count(r => r.Verdict == ActorVerdict.Completed), [.. plan.Where(r => r.Verdict == ActorVerdict.Conflict)]);
    }

    /// <summary>The living actors that the file may mean: of the same id or one of its names.</summary>
    private static async Task<List<Actor>> LoadAsync(NewsDbContext db, IReadOnlyList<RegistryActor> actors, CancellationToken cancel)
    {
        var ids = actors.Select(a => a.Wikidata).OfType<string>().ToArray();
        var names = actors.SelectMany(a => Names(a).Select(n => n.Text)).Distinct().ToArray();
        return await db.Actors.Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery()
            .Where(a => a.MergedIntoId == null && (ids.Contains(a.WikidataId) || names.Contains(a.Name) || a.Names.Any(n => n.Preferred && names.Contains(n.Text)))).ToListAsync(cancel);
    }

    private static List<ActorImportRow> Plan(IReadOnlyList<RegistryActor> actors, List<Actor> existing)
    {
        var byId = existing.Where(a => a.WikidataId is not null).GroupBy(a => a.WikidataId!).ToDictionary(g => g.Key, g => g.First());
        var byName = existing.SelectMany(a => a.Names.Where(n => n.Preferred).Select(n => n.Text).Append(a.Name).Distinct().Select(n => (n, a))).ToLookup(p => p.n, p => p.a);
        var rows = new List<ActorImportRow>(actors.Count);
        foreach (var actor in actors)
        {
            var main = Names(actor).Where(n => n.Preferred).Select(n => n.Text).Distinct();
            var same = actor.Wikidata is { } id && byId.TryGetValue(id, out var known) ? known : null;
            var namesake = same ?? main.SelectMany(n => byName[n]).FirstOrDefault();
            if (namesake is null)
            {
                rows.Add(new(actor, ActorVerdict.New, null, [.. Names(actor).Select(n => n.Text).Distinct()]));
                continue;
            }
            if (same is null && (namesake.Kind != KindOf(actor) || namesake.WikidataId is not null))
            {
                rows.Add(new(actor, ActorVerdict.Conflict, namesake.Id, []));
                continue;
            }
            var had = namesake.Names.Select(n => n.Text).Append(namesake.Name).ToHashSet();
            string[] fresh = [.. Names(actor).Select(n => n.Text).Distinct().Where(n => !had.Contains(n))];
            var more = fresh.Length > 0 || namesake.WikidataId is null && actor.Wikidata is not null || actor.Offices.Any(o => !namesake.Affiliations.Any(a => a.From == o.From && a.Until == o.To));
            rows.Add(new(actor, more ? ActorVerdict.Completed : ActorVerdict.Same, namesake.Id, fresh));
        }
        return rows;
    }

    private static IEnumerable<(string? Language, string Text, bool Preferred)> Names(RegistryActor actor)
    {
        yield return ("de", actor.Name, true);
        if (actor.Names?.GetValueOrDefault("en") is { } english) yield return ("en", english, true);
        foreach (var alias in actor.Aliases.Where(a => a.Length <= Limits.Name)) yield return (null, alias, false);
    }

    private static ActorKind KindOf(RegistryActor actor) => Enum.Parse<ActorKind>(actor.Kind.ToString());

    private static string? CountryOf(RegistryActor actor) =>
        (actor.Kind == NewsMonitor.Reading.Actors.ActorKind.State ? actor.Key : actor.Country) is { Length: 2 } code ? code.ToUpperInvariant() : null;
}
