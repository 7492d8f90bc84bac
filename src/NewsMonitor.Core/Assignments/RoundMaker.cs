using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Assignments;

/// <summary>
/// Makes coding rounds. Any editor may make one and becomes its lead: who answers for codes is an editor, and a desk of three needs no
/// further office for it. Managing a round is its lead's, or an admin's where the lead is away.
/// </summary>
public sealed class RoundMaker(IDbContextFactory<NewsDbContext> archive, NpgsqlDataSource source, SearchResolver search, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Articles at most in one round, and looked at for one.</summary>
    public const int Most = 2_000, MostFound = 50_000;

    /// <summary>Rounds are made one at a time: an article is in one round under way at most. The number is this lock's own.</summary>
    private const long Lock = 7308608371240;

    /// <summary>What the draft comes to now.</summary>
    public async Task<RoundPreview> PreviewAsync(RoundDraft draft, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return (await DealAsync(db, draft, userId, cancel)).Preview;
    }

    public async Task<RoundResult> MakeAsync(RoundDraft draft, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new RoundResult.NotAllowed();
        if (string.IsNullOrWhiteSpace(draft.Name)) return new RoundResult.Invalid(RoundFault.NoName);
        if (draft.Name.Trim().Length > Limits.Name || draft.Instruction?.Length > Limits.Note || draft.Query.Length > Limits.Title) return new RoundResult.Invalid(RoundFault.TooLong);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var (preview, dealt) = await DealAsync(db, draft, userId, cancel);
        if (preview.Fault is { } fault) return new RoundResult.Invalid(fault);
        var round = new CodingRound
        {
            Name = draft.Name.Trim(), Instruction = string.IsNullOrWhiteSpace(draft.Instruction) ? null : draft.Instruction.Trim(), Blind = draft.Blind,
            CodersEach = draft.CodersEach, SharedPercent = draft.SharedPercent, Seed = draft.Seed, Query = draft.Articles is null ? draft.Query.Trim() : "", ByHand = draft.Articles is not null,
            FoundArticles = preview.Found - preview.InOtherRounds - preview.Coded, SampleSize = draft.SampleSize, DueOn = draft.DueOn,
            CodebookVersion = await db.CodebookVersions.MaxAsync(v => (int?)v.Number, cancel) ?? 0, LeadId = userId, CreatedAt = now, CreatedBy = userId,
        };
        foreach (var (article, coder, ordinal) in dealt) round.Assignments.Add(new Assignment { ArticleId = article, CoderId = coder, Ordinal = ordinal });
        db.CodingRounds.Add(round);
        await db.SaveChangesAsync(cancel);
        db.Note(now, userId, "round.made", round.Name, round.Id, new { articles = preview.Articles, shared = preview.Shared, coders = preview.Loads, draft.Blind, draft.CodersEach, draft.SharedPercent, draft.Seed, draft.Query, draft.SampleSize, byHand = round.ByHand });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Rounds, round.Id));
        return new RoundResult.Done(round.Id, dealt.Count);
    }

    private async Task<(RoundPreview Preview, IReadOnlyList<DealtArticle> Dealt)> DealAsync(NewsDbContext db, RoundDraft draft, long userId, CancellationToken cancel)
    {
        var asked = await search.ResolveAsync(draft.Articles is null ? draft.Query : "", cancel);
        var found = asked.IsSound ? await FindAsync(asked.Query, draft.Articles, userId, cancel) : [];
        var taken = found.Where(f => f.Taken).ToArray();
        // A blind round over what others have coded for all to see would be blind in name only.
        var coded = draft.Blind ? found.Where(f => f.Coded && !f.Taken).ToArray() : [];
        var free = found.Except(taken).Except(coded).Select(f => f.Id).ToArray();
        var articles = draft.SampleSize is { } size ? Dealing.Draw(free, Math.Max(0, size), draft.Seed) : free;
        var coders = draft.Coders.Distinct().ToArray();
        var fault = !asked.IsSound ? RoundFault.UnreadableQuery
            : coders.Length == 0 ? RoundFault.NoCoders
            : draft.CodersEach < 1 || draft.CodersEach > coders.Length ? RoundFault.TooFewCoders
            : articles.Count == 0 ? RoundFault.NoArticles
            : articles.Count > Most ? RoundFault.TooManyArticles
            : await db.CountEditorsAsync(coders, cancel) < coders.Length ? RoundFault.NotACoder
            : (RoundFault?)null;
        var dealt = fault is null ? Dealing.Deal(articles, coders, draft.CodersEach, draft.SharedPercent, draft.Seed) : [];
        return (new(found.Count, taken.Length, coded.Length, articles.Count, draft.CodersEach > 1 ? Dealing.SharedOf(articles.Count, draft.SharedPercent) : 0,
            coders.ToDictionary(c => c, c => dealt.Count(d => d.CoderId == c)), fault), dealt);
    }

    private async Task<IReadOnlyList<Found>> FindAsync(ArticleQuery query, IReadOnlyList<long>? chosen, long userId, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, userId);
        var which = chosen is null ? "" : $"a.id = ANY ({filter.Add(chosen.Distinct().ToArray())}) AND ";
        await using var command = source.CreateCommand($"""
            SELECT a.id, a.coding_state IN ('InWork', 'Coded'), EXISTS (SELECT FROM assignments s JOIN coding_rounds r ON r.id = s.round_id
                WHERE s.article_id = a.id AND s.withdrawn_at IS NULL AND s.state <> 'Adjudicated' AND r.closed_at IS NULL)
            FROM articles a WHERE {which}{filter.Everything} ORDER BY a.published_at DESC, a.id DESC LIMIT {filter.Add(MostFound)}
            """);
        command.Parameters.AddRange(filter.Parameters.ToArray());
        command.CommandTimeout = 60;
        List<Found> found = [];
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) found.Add(new(rows.GetInt64(0), rows.GetBoolean(1), rows.GetBoolean(2)));
        return found;
    }

    private sealed record Found(long Id, bool Coded, bool Taken);
}
