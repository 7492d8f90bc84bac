using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Testing.Data;
using ActorKind = NewsMonitor.Core.Actors.ActorKind;

namespace NewsMonitor.Core.Tests.Codebook;

public sealed class ActorListTests(TestCluster cluster)
{
    [Fact]
    public async Task Names_have_days_offices_too_and_an_actor_is_retired_and_brought_back()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = Assert.IsType<ListResult.Saved>(await desk.Actors.SaveAsync(new ActorDraft
        {
            Name = "Nordmazedonien", Kind = ActorKind.State, WikidataId = "q221", Country = "mk", ParentId = desk.Alliance,
            Names = [new("de", "EJR Mazedonien", false, null, new(2019, 2, 11)), new("de", "Nordmazedonien", true, new(2019, 2, 12), null)],
            Offices = [new("Mitglied", desk.Alliance, new(2020, 3, 27), null)],
        }, desk.Editor, default)).Id;
        await using var db = await desk.OpenAsync();
        var actor = await db.Actors.AsNoTracking().Include(a => a.Names).Include(a => a.Affiliations).SingleAsync(a => a.Id == id);
        Assert.Equal(("Q221", "MK", desk.Alliance), (actor.WikidataId, actor.Country, actor.ParentId));
        Assert.Equal(new DateOnly(2019, 2, 11), actor.Names.Single(n => n.Text == "EJR Mazedonien").Until);
        Assert.Equal((desk.Alliance, new DateOnly(2020, 3, 27)), (actor.Affiliations.Single().OrganisationId, actor.Affiliations.Single().From!.Value));
        Assert.Equal(ListFault.DatesReversed, await FaultAsync(desk, new() { Name = "X", Offices = [new("Amt", null, new(2021, 1, 2), new(2021, 1, 1))] }));
        Assert.Equal(ListFault.NotWikidata, await FaultAsync(desk, new() { Name = "X", WikidataId = "P31" }));
        Assert.Equal(ListFault.Unknown, await FaultAsync(desk, new() { Name = "X", ParentId = 999_999 }));

        await desk.Actors.RetireAsync(id, desk.Editor, default);
        Assert.Empty(await db.MatchActorsAsync("Nordmaz", "de", 5, default));
        Assert.Equal([id], (await db.ActorsAsync(new() { Retired = true }, "de", default)).Rows.Select(r => r.Id));
        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.Single(await db.MatchActorsAsync("Nordmaz", "de", 5, default));
    }

    [Fact]
    public async Task Duplicates_are_found_by_id_by_name_without_accents_and_by_likeness_until_told_apart()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (a, b) = (await desk.ActorAsync("Wladimir Putin", ActorKind.Person), await desk.ActorAsync("Vladimir Putin", ActorKind.Person));
        var (c, d) = (await desk.ActorAsync("Société Générale", ActorKind.Organisation), await desk.ActorAsync("Societe Generale", ActorKind.Organisation));
        await desk.ActorAsync("Petra Müller", ActorKind.Person, new ActorNameDraft(null, "Müller", false));
        await desk.ActorAsync("Hans Müller", ActorKind.Person, new ActorNameDraft(null, "Müller", false));
        var pairs = await PairsAsync(desk);
        Assert.Equal([(c, d, DuplicateReason.SameName), (a, b, DuplicateReason.LikeName)], pairs);
        Assert.IsType<ListResult.Saved>(await desk.Actors.DistinguishAsync(b, a, desk.Editor, default));
        Assert.Equal([(c, d, DuplicateReason.SameName)], await PairsAsync(desk));
        Assert.IsType<ListResult.NotAllowed>(await desk.Actors.DistinguishAsync(c, d, desk.Analyst, default));
    }

    [Fact]
    public void The_prefix_filter_finds_just_the_pairs_that_comparing_all_would_find()
    {
        var random = new Random(5);
        string[] names = [.. Enumerable.Range(0, 300).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 7)).Select(_ => "abcde"[random.Next(5)])))))];
        var found = NameLikeness.Pairs(names, (_, _) => false, _ => true, default).Select(p => (p.First, p.Second)).ToHashSet();
        var all = new HashSet<(int, int)>();
        for (var i = 0; i < names.Length; i++) for (var j = i + 1; j < names.Length; j++) if (Likeness(names[i], names[j]) >= NameLikeness.Least) all.Add((i, j));
        Assert.NotEmpty(all);
        Assert.Equal(all.Order(), found.Order());

        static HashSet<string> Grams(string name) => [.. name.Split(' ').SelectMany(w => Enumerable.Range(0, w.Length + 1).Select(i => $"  {w} ".Substring(i, 3)))];
        static float Likeness(string left, string right) => Grams(left) is var l && Grams(right) is var r ? (float)l.Intersect(r).Count() / l.Union(r).Count() : 0;
    }

    /// <summary>How long it took stands beside the test; it asserts what is found, because time is no test on a loaded machine.</summary>
    [Fact]
    public async Task Fifty_thousand_actors_page_and_are_searched_with_a_typo_at_once()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var random = new Random(1);
        string Word() => string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => $"{"bdfghjklmnprstvwz"[random.Next(17)]}{"aeiouäöüy"[random.Next(9)]}{"lmnrst"[random.Next(6)]}"));
        string[] names = [.. Enumerable.Range(0, 50_000).Select(i => $"{Word()} {Word()}{i % 7}")];
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO actors (name, kind, created_at) SELECT n, 'Person', now() FROM unnest({names}) n;
            INSERT INTO actor_names (actor_id, language, text, preferred) SELECT id, 'de', name || ' junior', TRUE FROM actors WHERE created_by IS NULL AND kind = 'Person';
            """);
        await db.Database.ExecuteSqlRawAsync("ANALYZE actors; ANALYZE actor_names;");
        await desk.ActorAsync("Wolodymyr Selenskyj", ActorKind.Person);
        var watch = Stopwatch.StartNew();
        var first = await db.ActorsAsync(new(), "de", default);
        var page = watch.Elapsed;
        watch.Restart();
        var next = await db.ActorsAsync(new() { After = first.Next }, "de", default);
        var second = watch.Elapsed;
        watch.Restart();
        var found = await db.ActorsAsync(new() { Search = "Selenski" }, "de", default);
        var search = watch.Elapsed;
        TestContext.Current.AddAttachment("figures", $"50,000 actors: page {page.TotalMilliseconds:N0} ms, next {second.TotalMilliseconds:N0} ms, search {search.TotalMilliseconds:N0} ms");
        Assert.Equal(100, first.Rows.Count);
        Assert.Empty(first.Rows.Select(r => r.Id).Intersect(next.Rows.Select(r => r.Id)));
        Assert.Equal("Wolodymyr Selenskyj", found.Rows[0].Name);
    }

    [Fact]
    public async Task Wikidata_adds_new_actors_completes_known_ones_and_leaves_namesakes_alone()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var known = await desk.ActorAsync("Olaf Scholz", ActorKind.Person);
        await desk.ActorAsync("Meduza", ActorKind.Group);
        const string File = """
            {"id":"Q61053","labels":{"de":{"value":"Olaf Scholz"}},"aliases":{"de":[{"value":"Scholz, Olaf"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}
            {"id":"Q1","labels":{"de":{"value":"Meduza"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q43229"}}}}]}}
            {"id":"Q2","labels":{"de":{"value":"Annalena Baerbock"},"en":{"value":"A. Baerbock"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}
            {"id":"Q3","labels":{"de":{"value":"Ein Berg"}},"claims":{}}
            """;
        var read = await WikidataImport.ReadAsync(new StringReader(File), cancel: TestContext.Current.CancellationToken);
        var import = new ActorImport(desk.Factory, desk.Board, desk.Clock);
        Assert.Equal([ActorVerdict.Completed, ActorVerdict.Conflict, ActorVerdict.New], (await import.PlanAsync(read.Actors, default)).Select(r => r.Verdict));
        Assert.Null(await import.ApplyAsync(read.Actors, "x", desk.Analyst, default));
        var done = await import.ApplyAsync(read.Actors, "wikidata.json", desk.Editor, default);
        Assert.Equal((1, 1), (done!.Value.Added, done.Value.Completed));
        await using var db = await desk.OpenAsync();
        var scholz = await db.Actors.AsNoTracking().Include(a => a.Names).SingleAsync(a => a.Id == known);
        Assert.Equal("Q61053", scholz.WikidataId);
        Assert.Contains(scholz.Names, n => n.Text == "Scholz, Olaf");
        Assert.Equal("A. Baerbock", (await db.Actors.AsNoTracking().Include(a => a.Names).SingleAsync(a => a.WikidataId == "Q2")).NameIn("en"));
        Assert.All((await import.PlanAsync(read.Actors, default)).Where(r => r.Actor.Wikidata != "Q1"), r => Assert.Equal(ActorVerdict.Same, r.Verdict));
    }

    private static async Task<ListFault> FaultAsync(Desk desk, ActorDraft draft) => Assert.IsType<ListResult.Invalid>(await desk.Actors.SaveAsync(draft, desk.Editor, default)).Fault;

    private static async Task<IEnumerable<(long, long, DuplicateReason)>> PairsAsync(Desk desk) =>
        (await desk.Get<ActorDuplicates>().FindAsync("de", 50, default)).Pairs.Select(p => (p.First.Id, p.Second.Id, p.Reason));
}
