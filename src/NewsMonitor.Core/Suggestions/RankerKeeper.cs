using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// Keeps the newest stored ranker in memory, for reading only: all nodes score alike, a moment after one of them has learnt. Asked again when a
/// bulletin says so, and every minute, because a bulletin can be lost.
/// </summary>
public sealed class RankerKeeper : IDisposable
{
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<NewsDbContext> _archive;
    private readonly TimeProvider _clock;
    private readonly IDisposable _bulletins;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Kept? _kept;

    public RankerKeeper(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
    {
        (_archive, _clock) = (archive, clock);
        _bulletins = board.Subscribe(bulletin =>
        {
            if (bulletin.Subject == BulletinSubject.Ranker) Forget();
            return Task.CompletedTask;
        });
    }

    /// <summary>The ranker as stored, or was a moment ago; the rules' priors where nothing has been decided yet.</summary>
    public async Task<CandidateRanker> GetAsync(CancellationToken cancel)
    {
        if (_kept is { } kept && !IsStale(kept)) return kept.Ranker;
        await _loading.WaitAsync(cancel);
        try
        {
            if (_kept is { } loaded && !IsStale(loaded)) return loaded.Ranker;
            await using var db = await _archive.CreateDbContextAsync(cancel);
            var newest = await NewestAsync(db, cancel);
            // The bytes may be the ones that are held already: only its age is new then.
            var ranker = newest is null ? new CandidateRanker()
                : _kept is { } same && same.Position == newest.Position ? same.Ranker
                : CandidateRanker.Read(newest.Model) ?? new CandidateRanker();
            _kept = new(ranker, newest?.Position ?? 0, _clock.GetUtcNow(), false);
            return ranker;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Asks the archive at the next use.</summary>
    public void Forget()
    {
        if (_kept is { } kept) _kept = kept with { Changed = true };
    }

    /// <summary>The snapshot that counts, or null where there is none that this program can read.</summary>
    internal static Task<RankerSnapshot?> NewestAsync(NewsDbContext db, CancellationToken cancel) =>
        db.RankerSnapshots.AsNoTracking().Where(s => s.Features == RankerFeatures.Version).OrderByDescending(s => s.Position).ThenByDescending(s => s.RevisionId)
            .FirstOrDefaultAsync(cancel);

    private bool IsStale(Kept kept) => kept.Changed || _clock.GetUtcNow() - kept.At > Latest;

    public void Dispose()
    {
        _bulletins.Dispose();
        _loading.Dispose();
    }

    private sealed record Kept(CandidateRanker Ranker, long Position, DateTimeOffset At, bool Changed);
}
