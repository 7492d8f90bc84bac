using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Watches;

/// <summary>
/// Keeps all watches compiled. A thousand of them are read in milliseconds before each batch; compiled anew are only those that changed, and
/// each now and then, because names get other meanings (an actor is merged) and "the last seven days" move on.
/// </summary>
internal sealed class WatchBook(IDbContextFactory<NewsDbContext> contexts, NpgsqlDataSource archive, SearchResolver resolver, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    /// <summary>Never more than these of a thousand in one batch: compiling takes milliseconds each.</summary>
    private const int MostRenewed = 50;

    private readonly Dictionary<long, (DateTimeOffset ChangedAt, DateTimeOffset At, CompiledWatch? Compiled)> _known = [];
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>All watches whose line can be understood. One whose line names what is not there any more waits until somebody mends it.</summary>
    public async Task<IReadOnlyList<CompiledWatch>> AllAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try { return await LookAsync(cancel); }
        finally { _one.Release(); }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<CompiledWatch>> LookAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var watches = await db.Watches.AsNoTracking().OrderBy(w => w.Id).ToListAsync(cancel);
        foreach (var gone in _known.Keys.Except(watches.Select(w => w.Id)).ToArray()) _known.Remove(gone);
        var now = clock.GetUtcNow();
        var renewed = 0;
        foreach (var watch in watches)
        {
            var there = _known.TryGetValue(watch.Id, out var known);
            if (there && known.ChangedAt == watch.ChangedAt && (now - known.At < Fresh || ++renewed > MostRenewed)) continue;
            _known[watch.Id] = (watch.ChangedAt, now, await CompileAsync(watch, cancel));
        }
        return [.. watches.Select(w => _known[w.Id].Compiled).OfType<CompiledWatch>()];
    }

    /// <returns>Null where the line has a fault: half of a line would find what nobody asked for.</returns>
    internal async Task<CompiledWatch?> CompileAsync(Watch watch, CancellationToken cancel)
    {
        var search = await resolver.ResolveAsync(watch.Line, cancel);
        if (!search.IsSound) return null;
        var sql = new ConditionSql(0);
        if (sql.TextOf(search.Query.Where) is not { } words) return new(watch, search.Query, null);
        await using var command = archive.CreateCommand($"SELECT ({words})::text");
        command.Parameters.AddRange(sql.Parameters.ToArray());
        return new(watch, search.Query, (string)(await command.ExecuteScalarAsync(cancel))!);
    }
}
