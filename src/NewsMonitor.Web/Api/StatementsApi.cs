using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Api;

/// <summary>
/// <c>/statements</c>: threats and positions, to read and, for editors, to make and decide. Writing goes through the desk's own editor: the same
/// checks, the same history, the same undo; <c>If-Match</c> is its row version.
/// </summary>
internal static class StatementsApi
{
    public static void MapStatements(this RouteGroupBuilder api)
    {
        var reading = api.MapGroup("/statements").RequireScope(TokenScope.Read);
        reading.MapGet("", ListAsync)
            .Documented("Statements", "List statements", "Threats and positions with participants, evidence and codes, of all articles or of those that a query line finds. Confirmed ones, unless 'state' asks for suggestions. With `order=oldest` a program that has read to the end can come back with the last cursor's place kept as the highest id; for changes of what it has read, follow `/stream`.")
            .WithExample(new ListJson<StatementRecord> { Items = [Sample] }).Answers(400);
        reading.MapGet("/{id:long}", FindAsync)
            .Documented("Statements", "One statement", "A statement with its ETag, which a change sends back as `If-Match`.")
            .WithExample(Sample).Answers(404);

        var coding = api.MapGroup("/statements").RequireScope(TokenScope.Code);
        coding.MapPost("", MakeAsync)
            .Documented("Statements", "Make a statement", "Codes a threat or position on words of an article. It is confirmed at once: a person stands for it.")
            .WithBodyExample(SampleBody).WithExample(Sample).Answers(400, 404, 415, 422, 423);
        coding.MapPut("/{id:long}", ChangeAsync)
            .Documented("Statements", "Change a statement", "Puts all of the statement in the place of what is there; a suggestion is confirmed with it. Needs `If-Match`; where somebody else was first, 412 brings both versions.")
            .WithBodyExample(SampleBody).WithExample(Sample).Answers(400, 404, 412, 415, 422, 423, 428);
        coding.MapDelete("/{id:long}", RemoveAsync)
            .Documented("Statements", "Remove a statement", "Takes a statement out of the article; its history stays, and undo on the desk brings it back. Needs `If-Match`.").Answers(404, 412, 423, 428);
        coding.MapPost("/{id:long}/accept", AcceptAsync)
            .Documented("Statements", "Accept a suggestion", "Confirms a suggested statement as it is. Needs `If-Match`.").WithExample(Sample).Answers(404, 412, 423, 428);
        coding.MapPost("/{id:long}/reject", RejectAsync)
            .Documented("Statements", "Reject a suggestion", "Rejects a suggested statement: it is not proposed again. Needs `If-Match`.").Answers(404, 412, 423, 428);
    }

    private static async Task<Ok<ListJson<StatementRecord>>> ListAsync(
        HttpContext context, StatementQueries statements, SearchResolver search, IDbContextFactory<NewsDbContext> archive, [AsParameters] Paging paging,
        [Description("Of the articles that this query line finds; of all if left out.")] string? query,
        [Description("threat or position; both if left out.")] Choice<StatementKind>? kind,
        [Description("confirmed (if left out), suggested, or all for both.")] string? state,
        [Description("newest (if left out) or oldest first.")] string? order, CancellationToken cancel)
    {
        CodeState[] states = state switch
        {
            null or "confirmed" => [CodeState.Confirmed], "suggested" => [CodeState.Suggested], "all" => [CodeState.Confirmed, CodeState.Suggested],
            _ => throw new RefusedException(Problems.Of("bad-request", "The parameter 'state' takes confirmed, suggested or all.")),
        };
        if (order is not (null or "newest" or "oldest")) throw new RefusedException(Problems.Of("bad-request", "The parameter 'order' takes newest or oldest."));
        var asked = new StatementListQuery { Articles = await search.ReadAsync(query, cancel), Kind = kind?.Value, States = states, Newest = order != "oldest" };
        var list = $"statements {kind?.Value} {state} {order} {query}";
        var page = await statements.PageAsync(asked, TokenSignIn.Holder(context).UserId, paging.After<StatementKey>(list), paging.Size(), cancel);
        await using var db = await archive.CreateDbContextAsync(cancel);
        var seen = await db.SeenAsync([.. page.Rows], TokenSignIn.Holder(context).UserId, cancel);
        var records = (await StatementReader.ReadAsync(db, [.. seen], Languages.Current, cancel, live: true)).ToDictionary(r => r.Id);
        // Left out is what was removed in this moment, and what a coder of a blind round is not to see of its articles.
        return Paging.Page(context, list, new Page<StatementRecord, StatementKey>([.. page.Rows.Where(records.ContainsKey).Select(id => records[id])], page.Next), r => r);
    }

    private static async Task<Results<Ok<StatementRecord>, ProblemHttpResult>> FindAsync(
        HttpContext context, IDbContextFactory<NewsDbContext> archive, [Description("The statement's id.")] long id, CancellationToken cancel) =>
        await ReadAsync(archive, id, TokenSignIn.Holder(context).UserId, cancel) is { } found ? TypedResults.Ok(found) : Problems.NotFound("statement");

    private static async Task<Results<Created<StatementRecord>, ProblemHttpResult>> MakeAsync(
        HttpContext context, CodeEditor editor, IDbContextFactory<NewsDbContext> archive, Body<StatementBody> body, CancellationToken cancel)
    {
        if (body.Value.ArticleId is not { } article) return Problems.Of("invalid", "A new statement needs 'article_id'.");
        var (draft, problem) = await DraftAsync(archive, body.Value, article, null, 0, cancel);
        if (draft is null) return problem!;
        var user = TokenSignIn.Holder(context).UserId;
        return await editor.SaveAsync(draft, user, cancel) switch
        {
            CodingResult.Saved saved when await ReadAsync(archive, saved.CodeId, user, cancel) is { } made => TypedResults.Created($"{ApiPipe.Path}/statements/{made.Id}", made),
            var refused => Refusal(refused),
        };
    }

    private static async Task<Results<Ok<StatementRecord>, ProblemHttpResult>> ChangeAsync(
        HttpContext context, CodeEditor editor, IDbContextFactory<NewsDbContext> archive, [Description("The statement's id.")] long id, Body<StatementBody> body, CancellationToken cancel)
    {
        var user = TokenSignIn.Holder(context).UserId;
        var seen = Tags.Seen(context);
        if (await ReadAsync(archive, id, user, cancel) is not { } there) return Problems.NotFound("statement");
        if (body.Value.ArticleId is { } article && article != there.Article.Id) return Problems.Of("invalid", "A statement stays in its article; make another one there, and remove this one.");
        if (!body.Value.Kind.ToString().Equals(there.Kind, StringComparison.OrdinalIgnoreCase)) return Problems.Of("invalid", $"This is a {there.Kind}, and stays one; make another statement, and remove this one.");
        var (draft, problem) = await DraftAsync(archive, body.Value, there.Article.Id, id, seen ?? (uint)there.RowVersion!, cancel);
        if (draft is null) return problem!;
        return await AnswerAsync(await editor.SaveAsync(draft, user, cancel), archive, id, user, body.Value, cancel);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        HttpContext context, CodeEditor editor, IDbContextFactory<NewsDbContext> archive, [Description("The statement's id.")] long id, CancellationToken cancel) =>
        await DecideAsync(context, archive, id, editor.RemoveAsync, cancel) is { Problem: { } problem } ? problem : TypedResults.NoContent();

    private static async Task<Results<Ok<StatementRecord>, ProblemHttpResult>> AcceptAsync(
        HttpContext context, CodeEditor editor, IDbContextFactory<NewsDbContext> archive, [Description("The suggestion's id.")] long id, CancellationToken cancel)
    {
        var (saved, problem) = await DecideAsync(context, archive, id, editor.AcceptAsync, cancel);
        if (problem is not null) return problem;
        return await ReadAsync(archive, saved, TokenSignIn.Holder(context).UserId, cancel) is { } accepted ? TypedResults.Ok(accepted) : Problems.NotFound("statement");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RejectAsync(
        HttpContext context, CodeEditor editor, IDbContextFactory<NewsDbContext> archive, [Description("The suggestion's id.")] long id, CancellationToken cancel) =>
        await DecideAsync(context, archive, id, editor.RejectAsync, cancel) is { Problem: { } problem } ? problem : TypedResults.NoContent();

    /// <summary>One of the editor's acts on a statement that the caller may see. The id that comes back is another where a coder of a round decided a suggestion: theirs is a copy.</summary>
    private static async Task<(long Saved, ProblemHttpResult? Problem)> DecideAsync(
        HttpContext context, IDbContextFactory<NewsDbContext> archive, long id, Func<long, uint, long, CancellationToken, Task<CodingResult>> act, CancellationToken cancel)
    {
        var user = TokenSignIn.Holder(context).UserId;
        var seen = Tags.Seen(context);
        if (await ReadAsync(archive, id, user, cancel) is not { } there) return (0, Problems.NotFound("statement"));
        var result = await act(id, seen ?? (uint)there.RowVersion!, user, cancel);
        return result switch
        {
            CodingResult.Saved saved => (saved.CodeId, null),
            CodingResult.Stale stale => (0, Stale(stale, await ReadAsync(archive, id, user, cancel), null)),
            _ => (0, Refusal(result)),
        };
    }

    private static async Task<Results<Ok<StatementRecord>, ProblemHttpResult>> AnswerAsync(
        CodingResult result, IDbContextFactory<NewsDbContext> archive, long id, long user, StatementBody yours, CancellationToken cancel) => result switch
        {
            CodingResult.Saved done when await ReadAsync(archive, done.CodeId, user, cancel) is { } saved => TypedResults.Ok(saved),
            CodingResult.Stale stale => Stale(stale, await ReadAsync(archive, id, user, cancel), yours),
            _ => Refusal(result),
        };

    /// <summary>A statement that is neither removed nor rejected; null for others, and for what this person may not see.</summary>
    internal static async Task<StatementRecord?> ReadAsync(IDbContextFactory<NewsDbContext> archive, long id, long user, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var there = await db.Codes.Where(c => c.Id == id && c.RemovedAt == null && c.State != CodeState.Rejected).Select(c => c.Id).ToArrayAsync(cancel);
        return (await StatementReader.ReadAsync(db, [.. await db.SeenAsync(there, user, cancel)], Languages.Current, cancel, live: true)).SingleOrDefault();
    }

    private static async Task<(CodeDraft? Draft, ProblemHttpResult? Problem)> DraftAsync(
        IDbContextFactory<NewsDbContext> archive, StatementBody body, long article, long? id, uint rowVersion, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var version = await db.ArticleVersions.AsNoTracking().Where(v => v.ArticleId == article && db.Articles.Any(a => a.Id == article && v.Number == (body.Version ?? a.CurrentVersion)))
            .Select(v => new { v.Id, v.Text }).SingleOrDefaultAsync(cancel);
        if (version is null) return (null, Problems.NotFound("article or version"));
        var (draft, fault) = body.Draft(article, version.Id, version.Text, id, rowVersion);
        return fault is null ? (draft, null) : (null, Problems.Of("invalid", fault));
    }

    private static ProblemHttpResult Stale(CodingResult.Stale stale, StatementRecord? current, StatementBody? yours) => Problems.Of("stale",
        $"{stale.ChangedBy ?? "The program"} has changed this statement at {stale.ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Nothing was saved. Look at 'current', and send yours again with its row version if it is still right.",
        new Dictionary<string, object?> { ["current"] = current, ["yours"] = yours });

    private static ProblemHttpResult Refusal(CodingResult result) => result switch
    {
        CodingResult.NotAllowed => Problems.NotAllowed("Editor"),
        CodingResult.Locked locked => Problems.Of("locked", locked.Why switch
        {
            CodingLock.Submitted => $"The article was submitted in the round \"{locked.Round}\". Take it back there to go on.",
            CodingLock.InRound => $"The article is coded in the round \"{locked.Round}\" now, by its coders only. It is free when the round is closed.",
            CodingLock.Blind => $"The article is in the blind round \"{locked.Round}\": this waits until all its coders have submitted.",
            _ => "This is another coder's own in a round. Nobody else changes it.",
        }),
        CodingResult.Invalid invalid => Problems.Of("invalid", Sentence(invalid.Fault), new Dictionary<string, object?> { ["fault"] = invalid.Fault }),
        _ => Problems.NotFound("statement"),
    };

    private static string Sentence(DraftFault fault) => fault switch
    {
        DraftFault.UnknownArticle => "There is no such article, or none with this version.",
        DraftFault.NoWords => "A statement rests on words: it needs one span at least whose role is 'evidence', and no span of white space.",
        DraftFault.WordsOutsideText => "A span lies outside of the text.",
        DraftFault.UnknownActor => "One of the actors is not in the list, or was merged into another.",
        DraftFault.UnknownIssue => "The issue is not in the codebook, or was merged or retired.",
        DraftFault.UnknownInstrument => "The instrument is not in the codebook, or was merged or retired.",
        DraftFault.NoThreatener => "A threat needs a participant whose role is 'threatener'.",
        DraftFault.NoSpeaker => "A position needs a participant whose role is 'speaker'.",
        DraftFault.SameActorTwice => "An actor stands twice in the same role.",
        DraftFault.TooLong => "The note, the condition or the words of the instrument are too long.",
        _ => $"It cannot stand like this ({fault}).",
    };

    internal static StatementRecord Sample { get; } = new()
    {
        Id = 3051, Kind = "position", State = "confirmed", Article = new(4711, "Der Bote", "Streit an der Grenze", null, ["Von Eva Muster"], "https://bote.example/grenze", "de", Examples.Day),
        Participants = [new("speaker", 7, "nato", "NATO", "alliance", null, "Q7184", null, null)], Evidence = [new("evidence", 2, 81, 108, "weist die Forderung zurück", "schließt.\nDie Allianz ", ".")],
        IssueId = 2, Issue = "Grenzöffnung", Stance = "opposes", Act = "rejects", Origin = "person", CreatedBy = "Anna Brandt", CreatedAt = Examples.Day, ChangedBy = "Anna Brandt", ChangedAt = Examples.Day,
        CodebookVersion = 17, RowVersion = 90211,
    };

    private static StatementBody SampleBody { get; } = new()
    {
        Kind = StatementKind.Position, ArticleId = 4711, Version = 2, Evidence = [new() { Start = 81, End = 108 }], Participants = [new() { Role = ParticipantRole.Speaker, ActorId = 7 }],
        IssueId = 2, Stance = Stance.Opposes, Act = PositionAct.Rejects,
    };
}
