using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>Finds for each statement of a file its article, its words, its actors and its issue, or says why not. Writes nothing.</summary>
internal static class StatementPlanner
{
    /// <summary>Articles whose texts are in memory at once.</summary>
    private const int Batch = 100;

    public static async Task<StatementPlan> PlanAsync(
        NewsDbContext db, IReadOnlyList<ImportedStatement> statements, ImportRequest request, Caller caller, Func<int, Task>? progress, CancellationToken cancel)
    {
        var plan = new StatementPlan();
        var lists = await ImportLists.LoadAsync(db, cancel);
        var articles = await ArticleLookup.FindAsync(db, [.. statements.Select(s => s.Article).Distinct()], cancel);
        var placed = new List<(ImportedStatement Said, long Article)>();
        foreach (var statement in statements)
        {
            if (articles[statement.Article] is [var one]) placed.Add((statement, one));
            else plan.Faults.Add(statement.Place, articles[statement.Article].Count == 0 ? ImportFaultKind.NoArticle : ImportFaultKind.ManyArticles, statement.Article.ToString());
        }
        var known = new HashSet<string>(StringComparer.Ordinal);
        var done = 0;
        foreach (var batch in placed.GroupBy(p => p.Article).Chunk(Batch))
        {
            var found = await ArticleLookup.LoadAsync(db, [.. batch.Select(g => g.Key)], caller, cancel);
            foreach (var (said, id) in batch.SelectMany(g => g))
            {
                if (!found.TryGetValue(id, out var article)) plan.Faults.Add(said.Place, ImportFaultKind.NoArticle, said.Article.ToString());
                else if (Plan(said, article, lists, request, plan) is { } planned) Take(planned, article, plan, known);
            }
            done += batch.Sum(g => g.Count());
            if (progress is not null) await progress(done);
        }
        return plan;
    }

    private static void Take(PlannedStatement planned, FoundArticle article, StatementPlan plan, HashSet<string> known)
    {
        var signature = planned.Signature;
        if (!known.Add(signature) || article.Statements.Any(s => PlannedStatement.SignatureOf(s) == signature)) plan.There++;
        else plan.Statements.Add(planned);
    }

    private static PlannedStatement? Plan(ImportedStatement said, FoundArticle article, ImportLists lists, ImportRequest request, StatementPlan plan)
    {
        PlannedStatement? Fault(ImportFaultKind kind, string detail = "")
        {
            plan.Faults.Add(said.Place, kind, detail);
            return null;
        }

        if (article.Standing.Lock is not null) return Fault(ImportFaultKind.InRound, article.Standing.Round ?? "");
        if (TooLong(said) is { } longOne) return Fault(ImportFaultKind.TooLong, longOne);
        if (article.Place(said.Evidence) is not { } place) return Fault(ImportFaultKind.WordsNotFound, said.Evidence[0].Quote);
        var actors = new List<(ParticipantRole Role, long? Id, string Name)>();
        foreach (var actor in said.Actors)
        {
            var ids = lists.Actors(actor);
            if (ids.Count > 1) return Fault(ImportFaultKind.ManyActors, actor.Name);
            if (ids.Count == 0)
            {
                plan.UnknownActors[actor.Name] = plan.UnknownActors.GetValueOrDefault(actor.Name) + 1;
                if (request.Actors == UnknownNames.Refuse) return Fault(ImportFaultKind.UnknownActor, actor.Name);
            }
            var one = ids.Count == 1 ? ids.Single() : (long?)null;
            if (actors.Any(a => a.Role == actor.Role && (one is null ? string.Equals(a.Name, actor.Name, StringComparison.OrdinalIgnoreCase) : a.Id == one))) return Fault(ImportFaultKind.SameActorTwice, actor.Name);
            actors.Add((actor.Role, one, actor.Name));
        }
        if (said.IsThreat && actors.All(a => a.Role != ParticipantRole.Threatener)) return Fault(ImportFaultKind.NoThreatener);
        if (!said.IsThreat && actors.All(a => a.Role != ParticipantRole.Speaker)) return Fault(ImportFaultKind.NoSpeaker);
        var issue = said.Issue is { } named ? lists.Issue(named.Name) : null;
        if (said.Issue is { } unknown && issue is null)
        {
            plan.UnknownIssues[unknown.Name] = plan.UnknownIssues.GetValueOrDefault(unknown.Name) + 1;
            if (request.Issues == UnknownNames.Refuse) return Fault(ImportFaultKind.UnknownIssue, unknown.Name);
        }
        var instrument = said.IsThreat ? lists.Instrument(said.Instrument, said.Cameo) : null;
        // An instrument that the codebook does not know stays as words.
        if (said.IsThreat && instrument is null && said is { Instrument: { } means, InstrumentWords: null }) said = said with { InstrumentWords = means };
        return new(said, place.Version, place.Anchors, actors, issue, instrument, place.Version.Number < article.Newest, article.Standing);
    }

    private static string? TooLong(ImportedStatement said) =>
        said.Note?.Length > Limits.Note ? "note" : said.Condition?.Length > Limits.Title ? "condition" : said.InstrumentWords?.Length > Limits.Name || said.Instrument?.Length > Limits.Name ? "instrument"
        : said.Issue?.Name.Length > Limits.Name ? "issue" : said.Actors.FirstOrDefault(a => a.Name.Length > Limits.Name || a.Organisation?.Length > Limits.Name)?.Name[..80];
}
