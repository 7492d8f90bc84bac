using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Claims;
using Npgsql;

namespace NewsMonitor.Core.Suggestions;

/// <summary>How far the ranker has learnt.</summary>
/// <param name="Position">The last entry of the log that it knows.</param>
/// <param name="Decisions">The decisions in it; those taken back do not count.</param>
/// <param name="Replayed">Whether the whole log was read again.</param>
public sealed record Training(long Position, int Decisions, bool Replayed);

/// <summary>
/// Learns the decision log into the stored ranker, one node at a time. New entries are learnt onto the last snapshot; where one takes back or
/// overrules what was learnt already, the whole log is replayed, so that the ranker is always exactly what a replay gives.
/// </summary>
public sealed class RankerTrainer(IDbContextFactory<NewsDbContext> archive, HandmadeEvidence handmade, RankerKeeper keeper, BulletinBoard board, TimeProvider clock)
{
    private const long Lock = 0x4E4D_5452_4E31;
    private const int SnapshotsKept = 5;

    // The last word on each proposal counts, unless it was taken back.
    private const string LogSql = """
        SELECT DISTINCT ON (code_id, fingerprint) id, features, verdict, fingerprint FROM decisions d
        WHERE id <= $1 AND verdict <> 'TakenBack' AND NOT EXISTS (SELECT 1 FROM decisions t WHERE t.takes_back_id = d.id)
        ORDER BY code_id, fingerprint, id DESC
        """;

    /// <summary>Learns what is new.</summary>
    /// <param name="all">Replay the whole log in any case.</param>
    /// <param name="cancel">Stops it; nothing is stored then.</param>
    /// <returns>Null if there is nothing new, or another node is learning just now.</returns>
    public async Task<Training?> TrainAsync(bool all, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await db.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock({Lock}) AS "Value" """).SingleAsync(cancel)) return null;
        var last = await RankerKeeper.NewestAsync(db, cancel);
        var revision = await handmade.CompareAsync(db, last?.RevisionId ?? 0, cancel);
        var newest = await db.Decisions.MaxAsync(d => (long?)d.Id, cancel) ?? 0;
        if (!all && last is not null && last.Position == newest)
        {
            if (revision > last.RevisionId)
            {
                // Nothing learnt, but looked at: not again.
                await db.Database.ExecuteSqlAsync($"UPDATE ranker_snapshots SET revision_id = {revision} WHERE position = {last.Position} AND revision_id = {last.RevisionId} AND features = {last.Features}", cancel);
            }
            await transaction.CommitAsync(cancel);
            return null;
        }
        if (newest == 0 && !all && revision == (last?.RevisionId ?? 0)) return null;
        var replay = all || last is null || await OverrulesAsync(db, last.Position, cancel);
        var ranker = replay ? await ReplayAsync(db, newest, cancel) : CandidateRanker.Read(last!.Model) is { } known ? await LearnAsync(db, known, last.Position, cancel) : await ReplayAsync(db, newest, cancel);
        var snapshot = new RankerSnapshot
        {
            Position = newest, Features = RankerFeatures.Version, At = clock.GetUtcNow(), Decisions = ranker.Decisions, RevisionId = revision, Model = ranker.Write(),
        };
        await db.RankerSnapshots.Where(s => s.Position == newest && s.RevisionId == revision && s.Features == RankerFeatures.Version).ExecuteDeleteAsync(cancel);
        db.RankerSnapshots.Add(snapshot);
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM ranker_snapshots WHERE features <= {RankerFeatures.Version} AND (position, revision_id) NOT IN
                (SELECT position, revision_id FROM ranker_snapshots WHERE features = {RankerFeatures.Version} ORDER BY position DESC, revision_id DESC LIMIT {SnapshotsKept})
            """, cancel);
        await transaction.CommitAsync(cancel);
        keeper.Forget();
        board.Post(new(BulletinSubject.Ranker));
        return new(newest, ranker.Decisions, replay);
    }

    /// <summary>The ranker that the whole log gives, up to an entry.</summary>
    public async Task<CandidateRanker> ReplayAsync(long position, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await ReplayAsync(db, position, cancel);
    }

    private static Task<CandidateRanker> ReplayAsync(NewsDbContext db, long position, CancellationToken cancel) =>
        LearnAsync(db, new(), $"SELECT id, features, verdict, fingerprint FROM ({LogSql}) AS log ORDER BY id", position, cancel);

    private static Task<CandidateRanker> LearnAsync(NewsDbContext db, CandidateRanker ranker, long after, CancellationToken cancel) =>
        LearnAsync(db, ranker, "SELECT id, features, verdict, fingerprint FROM decisions WHERE id > $1 ORDER BY id", after, cancel);

    private static async Task<CandidateRanker> LearnAsync(NewsDbContext db, CandidateRanker ranker, string sql, long position, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Add(new() { Value = position });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            ranker.Learn(new(rows.GetInt64(0), rows.IsDBNull(1) ? null : RankerFeatures.Read(rows.GetString(1)), Enum.Parse<Verdict>(rows.GetString(2)),
                rows.IsDBNull(3) ? null : rows.GetString(3)));
        }
        return ranker;
    }

    /// <summary>Whether new entries take back or overrule others, learnt or new.</summary>
    private static Task<bool> OverrulesAsync(NewsDbContext db, long after, CancellationToken cancel) =>
        db.Decisions.AnyAsync(d => d.Id > after && (d.Verdict == DecisionVerdict.TakenBack
            || db.Decisions.Any(other => other.CodeId == d.CodeId && other.Id < d.Id && other.Fingerprint == d.Fingerprint)), cancel);
}
