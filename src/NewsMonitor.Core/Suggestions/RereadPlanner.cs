using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Sees to it that old articles are read again when rules, codebook or actors' names have changed.</summary>
public sealed class RereadPlanner(IDbContextFactory<NewsDbContext> archive, ListKeeper lists, JobDesk jobs, TimeProvider clock)
{
    /// <summary>An editor at work on the lists changes more than one thing: once they pause, it is one job.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    /// <summary>Beyond so many names it is quicker to read all.</summary>
    private const int MostNames = 500;

    /// <summary>Starts what is needed. Twice does no harm.</summary>
    /// <param name="pause">How old a change must be before it is acted on.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The jobs that were started.</returns>
    public async Task<IReadOnlyList<long>> PlanAsync(TimeSpan pause, CancellationToken cancel)
    {
        var started = new List<long>();
        if (await NamesAsync(pause, cancel) is { } wish) await StartAsync(wish, null);
        if (await IsOutdatedAsync(cancel)) await StartAsync(new(RereadScope.Outdated), "outdated");
        return started;

        async Task StartAsync(RereadWish wanted, string? once)
        {
            var answer = await jobs.StartAsync(new(RereadJob.Kind) { Parameters = wanted, Once = once }, Caller.Operator, cancel);
            if (answer is JobAnswer.Started job) started.Add(job.Id);
        }
    }

    /// <summary>Takes the changes of names away and says which articles they concern; null where none does.</summary>
    private async Task<RereadWish?> NamesAsync(TimeSpan pause, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var until = clock.GetUtcNow() - pause;
        if (!await db.NameChanges.AnyAsync(cancel) || await db.NameChanges.AnyAsync(c => c.At > until, cancel)) return null;
        // Only one node gets the rows, whoever deletes them first.
        var changes = await db.Database.SqlQuery<Change>($"DELETE FROM name_changes RETURNING actor_id, text").ToListAsync(cancel);
        var ids = changes.Select(c => c.ActorId).Distinct().ToArray();
        var keys = await db.Actors.Where(a => ids.Contains(a.Id) && a.Key != null).ToDictionaryAsync(a => a.Id, a => a.Key!, cancel);
        // Names that the registry brought into the archive were known before.
        var fresh = changes.Where(c => !keys.TryGetValue(c.ActorId, out var key) || KnownActors.Entry(key) is not { } known
            || !(known.Name == c.Text || known.Aliases.Contains(c.Text) || known.Names?.Values.Contains(c.Text) == true)).ToArray();
        if (fresh.Length == 0) return null;
        var names = fresh.Select(c => c.Text).Distinct().ToArray();
        return names.Length > MostNames ? new(RereadScope.All, Since: clock.GetUtcNow()) : new(RereadScope.Names, names, [.. fresh.Select(c => c.ActorId).Distinct()]);
    }

    private async Task<bool> IsOutdatedAsync(CancellationToken cancel)
    {
        var codebook = (await lists.GetAsync(cancel)).Codebook;
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.ReadingTasks.AnyAsync(
            t => t.DueAt == null && (t.Engine < SuggestionMaker.Engine || (t.Engine == SuggestionMaker.Engine && t.Codebook != codebook && t.Attempts < 3)), cancel);
    }

    private sealed record Change(long ActorId, string Text);
}
