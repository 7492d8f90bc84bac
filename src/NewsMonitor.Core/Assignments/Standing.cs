using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Assignments;

/// <summary>Why a person cannot code an article just now.</summary>
public enum CodingLock
{
    /// <summary>They have submitted it: they can take it back.</summary>
    Submitted,
    /// <summary>It is given to others, in a round that is under way.</summary>
    InRound,
    /// <summary>The code is another coder's own.</summary>
    OthersLayer,
    /// <summary>Not all coders of a blind round have submitted: what has no layers, and all would see, waits.</summary>
    Blind,
}

/// <summary>
/// How a person stands to an article: into which layer they code, and which codes they may see. Asked of the database by every query of a
/// margin or history and by every write, so that blindness does not rest on a page.
/// </summary>
/// <remarks>
/// While a round is under way, its articles are coded by its coders only, each into a layer of their own. A suggestion is decided by each
/// for themself: what they accept or reject is a copy in their layer, and the suggestion waits on for the others, just as it was.
/// </remarks>
public sealed record Standing
{
    private const string GivenSql = $$"""
        WITH settled AS ({{CountedCodes.SettledSql}})
        SELECT i.id AS article_id, s.id, s.round_id, r.name, r.blind, s.coder_id, s.state, c.assignment_id AS counting_assignment, c.adjudication_id AS counting_adjudication
        FROM unnest({0}) AS i (id)
        LEFT JOIN settled c ON c.article_id = i.id
        LEFT JOIN (assignments s JOIN coding_rounds r ON r.id = s.round_id AND r.closed_at IS NULL)
            ON s.article_id = i.id AND s.withdrawn_at IS NULL AND s.state <> 'Adjudicated'
        ORDER BY s.id
        """;

    public required long ArticleId { get; init; }
    /// <summary>The round that the article is in and that is under way; null for most articles.</summary>
    public long? RoundId { get; init; }
    public string? Round { get; init; }
    public bool Blind { get; init; }
    /// <summary>The person's own assignment in that round.</summary>
    public long? AssignmentId { get; init; }
    public AssignmentState? State { get; init; }
    /// <summary>How many coders the article has in the round, and how many have submitted.</summary>
    public int Coders { get; init; }
    public int Submitted { get; init; }
    /// <summary>The layer that counts outside of the round.</summary>
    public CodeLayer Counting { get; init; }

    /// <summary>Why the person cannot code here; null where they can.</summary>
    public CodingLock? Lock => RoundId is null ? null : State switch
    {
        null => CodingLock.InRound,
        AssignmentState.Open or AssignmentState.Draft => null,
        _ => CodingLock.Submitted,
    };

    /// <summary>The layer that the person's codes go into.</summary>
    public CodeLayer Layer => AssignmentId is { } own ? CodeLayer.Own(own) : Counting;

    /// <summary>The person codes the article in the round and must not see yet what the others do.</summary>
    public bool IsBlind => AssignmentId is not null && Blind && Submitted < Coders;

    /// <summary>
    /// Quotations wait to be decided: they have no layers, so that a decision would tell the other coders what one makes of the text. Whoever asks, coder or not.
    /// </summary>
    public bool HoldsQuotations => RoundId is not null && Blind && Submitted < Coders;

    /// <summary>Why the person cannot change a code; null where they can.</summary>
    public CodingLock? LockOf(Code code) => Lock ?? (CodeLayer.Of(code) == Layer || IsOffered(code) ? null : CodingLock.OthersLayer);

    /// <summary>A suggestion that waits for each coder of the round: deciding it makes a copy.</summary>
    public bool IsOffered(Code code) =>
        AssignmentId is not null && CodeLayer.Of(code) == CodeLayer.Common && code is { State: CodeState.Suggested, RemovedAt: null };

    /// <summary>Which codes the person may see: what counts; for a coder of a round their own, and the suggestions that they have not decided.</summary>
    public Expression<Func<Code, bool>> Sees(NewsDbContext db)
    {
        if (AssignmentId is not { } own) return code => code.Counts;
        Expression<Func<Code, bool>> offered = code => code.AssignmentId == null && code.AdjudicationId == null && code.State == CodeState.Suggested
            && !db.Codes.Any(made => made.AssignmentId == own && made.RemovedAt == null
                && (made.SourceId == code.Id || (code.Fingerprint != null && made.Fingerprint == code.Fingerprint)));
        if (IsBlind) return Either(code => code.AssignmentId == own, offered);
        var round = RoundId;
        Expression<Func<Code, bool>> colleagues = code => db.Assignments.Any(a => a.Id == code.AssignmentId && a.RoundId == round && a.WithdrawnAt == null);
        return Blind ? Either(colleagues, offered)
            : Either(Either(colleagues, offered), code => code.AssignmentId == null && code.AdjudicationId == null && code.State != CodeState.Suggested);
    }

    /// <summary>Holds the person's own layer open until the caller's transaction ends: nobody submits it meanwhile.</summary>
    /// <returns>False where it was submitted in this moment.</returns>
    internal async Task<bool> HoldAsync(NewsDbContext db, CancellationToken cancel) =>
        AssignmentId is not { } own || (await db.Database.SqlQuery<string>($"""
            SELECT state AS "Value" FROM assignments WHERE id = {own} AND withdrawn_at IS NULL AND state IN ('Open', 'Draft') FOR NO KEY UPDATE
            """).ToListAsync(cancel)).Count == 1;

    public static async Task<Standing> OfAsync(NewsDbContext db, long articleId, long userId, CancellationToken cancel) =>
        (await OfAsync(db, [articleId], userId, cancel))[articleId];

    /// <summary>The same for many articles at once.</summary>
    public static async Task<IReadOnlyDictionary<long, Standing>> OfAsync(NewsDbContext db, IEnumerable<long> articleIds, long userId, CancellationToken cancel)
    {
        var ids = articleIds.Distinct().ToArray();
        var found = (await db.Database.SqlQueryRaw<Given>(GivenSql, [ids]).ToListAsync(cancel)).ToLookup(g => g.ArticleId);
        return ids.ToDictionary(id => id, id =>
        {
            var here = found[id].Where(g => g.Id is not null).ToArray();
            var mine = here.FirstOrDefault(a => a.CoderId == userId);
            var counting = found[id].Select(g => new CodeLayer(g.CountingAssignment, g.CountingAdjudication)).FirstOrDefault(CodeLayer.Common);
            var round = mine ?? here.FirstOrDefault();
            return new Standing
            {
                ArticleId = id, RoundId = round?.RoundId, Round = round?.Name, Blind = round?.Blind ?? false, AssignmentId = mine?.Id, State = mine?.As,
                Coders = here.Length, Submitted = here.Count(a => a.As == AssignmentState.Submitted), Counting = counting,
            };
        });
    }

    private static Expression<Func<Code, bool>> Either(Expression<Func<Code, bool>> one, Expression<Func<Code, bool>> other)
    {
        var body = new Renamed(other.Parameters[0], one.Parameters[0]).Visit(other.Body)!;
        return Expression.Lambda<Func<Code, bool>>(Expression.OrElse(one.Body, body), one.Parameters);
    }

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    /// <summary>An assignment of a round that is under way; without one, an article on its own. With it the layer that counts outside of the round.</summary>
    private sealed record Given(
        long ArticleId, long? Id, long? RoundId, string? Name, bool? Blind, long? CoderId, string? State, long? CountingAssignment, long? CountingAdjudication)
    {
        public AssignmentState? As => State is null ? null : Enum.Parse<AssignmentState>(State);
    }
}
