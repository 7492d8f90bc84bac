using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>What pages show of the language model: its days, and how many articles wait for it.</summary>
public sealed class ModelQueries(IDbContextFactory<NewsDbContext> archive, TimeProvider clock)
{
    /// <summary>The newest day first, at most so many back; days without a call have no row.</summary>
    public async Task<IReadOnlyList<ModelDay>> DaysAsync(int days, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-days);
        return await db.ModelDays.AsNoTracking().Where(d => d.Day > since).OrderByDescending(d => d.Day).ToListAsync(cancel);
    }

    public async Task<int> WaitingAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.ModelTasks.CountAsync(t => t.DueAt != null, cancel);
    }
}
