using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>
/// Brings statements into the archive as one move: one transaction, one place in the person's stack of undo, nothing half written. What the
/// archive has already is passed over, so that the same file a second time changes nothing. Asks for the editor role: what an import writes
/// an editor could have written by hand, and an editor answers for it.
/// </summary>
public sealed class StatementImport(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    private readonly AnchorMover _mover = new(archive, board);

    /// <summary>What would come of it.</summary>
    internal async Task<StatementPlan> PlanAsync(IReadOnlyList<ImportedStatement> statements, ImportRequest request, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await StatementPlanner.PlanAsync(db, statements, request, caller, null, cancel);
    }

    /// <returns>Null without the role.</returns>
    internal async Task<ImportReport?> ApplyAsync(
        IReadOnlyList<ImportedStatement> statements, ImportRequest request, Caller caller, Func<int, Task>? progress, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return null;
        var now = clock.GetUtcNow();
        // Proposed issues live outside of the transaction, as those do that rules propose: what no statement names in the end is swept away.
        var proposed = request is { AsSuggestions: true, Issues: UnknownNames.Make } ? await ProposeAsync(db, statements, request, caller, cancel) : [];
        await using var move = await CodingMove.BeginAsync(db, MoveKind.StatementsImported, caller.UserId, now, cancel, request.FileName);
        var plan = await StatementPlanner.PlanAsync(db, statements, request, caller, progress, cancel);
        var report = new ImportReport { StatementsThere = plan.There, Refused = plan.Faults.Count, Faults = plan.Faults.Faults };
        if (plan.Statements.Count == 0) return report;

        var actors = await MakeActorsAsync(db, move, plan, request, caller, now, cancel);
        var issues = proposed.Count > 0 ? proposed : await MakeIssuesAsync(db, move, plan, caller, now, cancel);
        foreach (var standing in plan.Statements.Select(s => s.Standing).Where(s => s.AssignmentId is not null).DistinctBy(s => s.ArticleId))
        {
            // Submitted in this moment, in another window: nothing comes in, and the next try says why.
            if (!await standing.HoldAsync(db, cancel)) return ImportReport.Of(new("", ImportFaultKind.InRound, standing.Round ?? ""));
        }
        foreach (var planned in plan.Statements)
        {
            var code = CodeEditor.Make(Draft(planned, actors, issues), planned.Version, planned.Standing.Layer, caller.UserId, now);
            if (request.AsSuggestions || planned.Said.IsSuggested) (code.State, code.Rule) = (CodeState.Suggested, "import");
            move.Add(code);
        }
        db.Note(now, caller.UserId, "statements.imported", request.FileName, details: new { statements = plan.Statements.Count, there = plan.There, refused = plan.Faults.Count, actors = actors.Count, issues = issues.Count });
        await move.CommitAsync(cancel);
        await AnnounceAsync(move, plan, actors.Count + issues.Count > 0, cancel);
        return report with { Statements = plan.Statements.Count, NewActors = [.. actors.Keys.Order()], NewIssues = [.. issues.Keys.Order()], MoveId = move.Id };
    }

    private async Task AnnounceAsync(CodingMove move, StatementPlan plan, bool listsGrew, CancellationToken cancel)
    {
        if (listsGrew || move.CodebookGrew) board.Post(new(BulletinSubject.Lists));
        // Words found on an older text are placed on the current one too.
        foreach (var article in plan.Statements.Where(s => s.OnOlderText).Select(s => s.Version.ArticleId).Distinct()) await _mover.MoveAsync(article, cancel);
        foreach (var article in move.Articles) board.Post(new(BulletinSubject.Codes, article));
    }

    private static StatementDraft Draft(PlannedStatement planned, Dictionary<string, long> actors, Dictionary<string, long> issues)
    {
        var said = planned.Said;
        IReadOnlyList<ParticipantDraft> participants = [.. planned.Actors.Select(a => new ParticipantDraft(a.Role, a.Id ?? actors[a.Name]))];
        return said.IsThreat
            ? new ThreatDraft
            {
                ArticleId = planned.Version.ArticleId, VersionId = planned.Version.Id, Anchors = planned.Anchors, Participants = participants, Note = said.Note, EventDate = said.EventDate,
                InstrumentId = planned.InstrumentId, InstrumentWords = said.InstrumentWords, Condition = said.Condition, Mode = said.Mode, LifeCycle = said.LifeCycle,
            }
            : new PositionDraft
            {
                ArticleId = planned.Version.ArticleId, VersionId = planned.Version.Id, Anchors = planned.Anchors, Participants = participants, Note = said.Note, EventDate = said.EventDate,
                IssueId = planned.IssueId ?? issues[said.Issue!.Name], Stance = said.Stance, Act = said.Act,
            };
    }

    private static async Task<Dictionary<string, long>> MakeActorsAsync(
        NewsDbContext db, CodingMove move, StatementPlan plan, ImportRequest request, Caller caller, DateTimeOffset now, CancellationToken cancel)
    {
        var made = new Dictionary<string, Actor>(StringComparer.OrdinalIgnoreCase);
        var lists = await ImportLists.LoadAsync(db, cancel);
        foreach (var actor in plan.Statements.SelectMany(s => s.Actors.Where(a => a.Id is null).Select(a => s.Said.Actors.First(said => said.Role == a.Role && said.Name == a.Name))))
        {
            if (!made.ContainsKey(actor.Name)) made[actor.Name] = Make(actor.Name, actor.Kind ?? request.NewActors, actor);
        }
        var members = new List<(Actor Person, string Organisation)>();
        foreach (var actor in plan.Statements.SelectMany(s => s.Said.Actors).Where(a => a.Organisation is not null && made.ContainsKey(a.Name)).DistinctBy(a => (a.Name.ToUpperInvariant(), a.Organisation!.ToUpperInvariant())))
        {
            members.Add((made[actor.Name], actor.Organisation!));
            if (lists.Organisations(actor.Organisation!).Count == 0 && !made.ContainsKey(actor.Organisation!)) made[actor.Organisation!] = Make(actor.Organisation!, ActorKind.Organisation, null);
        }
        // Saved at once: statements and memberships name them by their ids.
        if (made.Count > 0) await db.SaveChangesAsync(cancel);
        foreach (var (person, organisation) in members)
        {
            var id = made.TryGetValue(organisation, out var fresh) ? fresh.Id : lists.Organisations(organisation) is { Count: 1 } one ? one.Single() : (long?)null;
            if (id is { } known && known != person.Id) person.Affiliations.Add(new() { Office = "member", OrganisationId = known });
        }
        return made.ToDictionary(m => m.Key, m => m.Value.Id, StringComparer.OrdinalIgnoreCase);

        Actor Make(string name, ActorKind kind, ImportedActor? said)
        {
            var actor = new Actor
            {
                Name = name, Kind = kind, WikidataId = said?.WikidataId, Country = said?.Country is { Length: 2 } country ? country.ToUpperInvariant() : null,
                Note = said?.Note is { Length: > Limits.Note } note ? note[..Limits.Note] : said?.Note, CreatedAt = now, CreatedBy = caller.UserId,
            };
            foreach (var other in (said?.OtherNames ?? []).Where(n => n.Length is > 0 and <= Limits.Name).Distinct()) actor.Names.Add(new() { Text = other });
            move.Add(actor);
            return actor;
        }
    }

    private static async Task<Dictionary<string, long>> MakeIssuesAsync(NewsDbContext db, CodingMove move, StatementPlan plan, Caller caller, DateTimeOffset now, CancellationToken cancel)
    {
        var made = new Dictionary<string, Issue>(StringComparer.OrdinalIgnoreCase);
        var rank = await CodebookEditor.LastRankAsync<Issue>(db, null, cancel);
        foreach (var said in plan.Statements.Where(s => s is { IssueId: null, Said.Issue: not null }).Select(s => s.Said.Issue!))
        {
            if (made.ContainsKey(said.Name)) continue;
            var issue = new Issue
            {
                Name = said.Name, Proposition = said.Proposition, Definition = said.Definition, Color = CodebookFile.ColorOf(said.Color), Rank = ++rank, CreatedAt = now, CreatedBy = caller.UserId,
            };
            move.Add(issue);
            made[said.Name] = issue;
        }
        if (made.Count > 0) await db.SaveChangesAsync(cancel);
        return made.ToDictionary(m => m.Key, m => m.Value.Id, StringComparer.OrdinalIgnoreCase);
    }

    private static async Task<Dictionary<string, long>> ProposeAsync(NewsDbContext db, IReadOnlyList<ImportedStatement> statements, ImportRequest request, Caller caller, CancellationToken cancel)
    {
        var plan = await StatementPlanner.PlanAsync(db, statements, request, caller, null, cancel);
        static string Key(string name) => $"import:{NameLikeness.Normalise(name)}";
        var names = plan.UnknownIssues.Keys.GroupBy(Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var ids = await ProposedIssues.BringAsync(db, names, cancel);
        return plan.UnknownIssues.Keys.Where(n => ids.ContainsKey(Key(n))).ToDictionary(n => n, n => ids[Key(n)], StringComparer.OrdinalIgnoreCase);
    }
}
