using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Data;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Attention;

/// <summary>Reads the counts that <see cref="AttentionCounter"/> keeps.</summary>
public sealed class AttentionQueries(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, NewsroomTime newsroom, TimeProvider clock)
{
    /// <summary>Seconds after which the archive has not answered.</summary>
    private const int Patience = 5;

    /// <summary>
    /// The day that spans end with unless one is asked for: today, or in an archive that has grown old the last day with an article. What claims
    /// to be of a later day is passed over.
    /// </summary>
    public async Task<DateOnly> NewestDayAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(newsroom.Local(clock.GetUtcNow()).DateTime);
        await using var command = Command("SELECT max(day) FROM attention_days WHERE kind = 'All' AND subject_id = 0 AND day <= $1", today);
        return await command.ExecuteScalarAsync(cancel) is DateOnly newest && newest < today.AddDays(-1) ? newest : today;
    }

    /// <summary>Whether there is any article at all.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var command = Command("SELECT EXISTS (SELECT FROM articles)");
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Days that have still to be counted anew.</summary>
    public async Task<int> DaysToCountAsync(CancellationToken cancel)
    {
        await using var command = Command("SELECT count(DISTINCT day)::int FROM attention_changes");
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>All articles, day by day.</summary>
    public async Task<AttentionSeries> AllAsync(DayRange range, CancellationToken cancel) =>
        (await SeriesAsync(AttentionOf.All, [0], range, "", cancel))[0];

    /// <summary>Of these, day by day, in their order; those that are no more are left out.</summary>
    public async Task<IReadOnlyList<AttentionSeries>> SeriesAsync(AttentionOf of, IReadOnlyList<long> ids, DayRange range, string language, CancellationToken cancel)
    {
        await using var command = Command(
            "SELECT subject_id, day, articles FROM attention_days WHERE kind = $1 AND subject_id = ANY ($2) AND day BETWEEN $3 AND $4 ORDER BY subject_id, day",
            of.ToString(), ids.ToArray(), range.First, range.Last);
        var days = ids.Distinct().ToDictionary(id => id, _ => new List<DayCount>());
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel)) days[rows.GetInt64(0)].Add(new(rows.GetFieldValue<DateOnly>(1), rows.GetInt32(2)));
        }
        var names = await NamesAsync(of, ids, language, cancel);
        return [.. ids.Where(names.ContainsKey).Select(id => new AttentionSeries(of, id, names[id], days[id]))];
    }

    /// <summary>Those that most articles of the time are of.</summary>
    public async Task<IReadOnlyList<long>> TopAsync(AttentionOf of, DayRange range, int most, CancellationToken cancel)
    {
        await using var command = Command($"""
            SELECT subject_id FROM attention_days d WHERE kind = $1 AND day BETWEEN $2 AND $3 {InListsSql(of)}
            GROUP BY subject_id ORDER BY sum(articles) DESC, subject_id LIMIT $4
            """, of.ToString(), range.First, range.Last, most);
        var ids = new List<long>(most);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        return ids;
    }

    /// <summary>
    /// Whose share of the articles has changed most against as many days before: see <see cref="Mover"/>. None where there were no articles before
    /// to compare with.
    /// </summary>
    public async Task<IReadOnlyList<Mover>> MoversAsync(AttentionOf of, DayRange range, int most, string language, CancellationToken cancel)
    {
        await using var command = Command($"""
            SELECT subject_id, coalesce(sum(articles) FILTER (WHERE day >= $3), 0)::int, coalesce(sum(articles) FILTER (WHERE day < $3), 0)::int
            FROM attention_days d WHERE (kind = $1 {InListsSql(of)} OR kind = 'All') AND day BETWEEN $2 AND $4
            GROUP BY kind, subject_id ORDER BY kind = 'All' DESC
            """, of.ToString(), range.Before.First, range.First, range.Last);
        var (all, allBefore) = (0, 0);
        var moved = new List<(long Id, int Now, int Before)>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                if (rows.GetInt64(0) == 0) (all, allBefore) = (rows.GetInt32(1), rows.GetInt32(2));
                else moved.Add((rows.GetInt64(0), rows.GetInt32(1), rows.GetInt32(2)));
            }
        }
        var movers = moved.Select(m => new Mover(of, m.Id, m.Now, m.Before, all, allBefore)).Where(m => m.IsOne)
            .OrderByDescending(m => m.LogLikelihood).ThenBy(m => m.Id).Take(most).ToArray();
        var names = await NamesAsync(of, [.. movers.Select(m => m.Id)], language, cancel);
        return [.. movers.Where(m => names.ContainsKey(m.Id)).Select(m => m with { Name = names[m.Id] })];
    }

    private static string InListsSql(AttentionOf of) => of switch
    {
        // What a rule merely proposes as an issue stands in no list yet.
        AttentionOf.Issue => "AND EXISTS (SELECT FROM issues i WHERE i.id = d.subject_id AND i.proposed_at IS NULL)",
        _ => "",
    };

    private async Task<IReadOnlyDictionary<long, string>> NamesAsync(AttentionOf of, IReadOnlyList<long> ids, string language, CancellationToken cancel)
    {
        if (of == AttentionOf.All) return new Dictionary<long, string> { [0] = "" };
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return of switch
        {
            AttentionOf.Actor => await db.NamesOfActorsAsync(ids, language, cancel),
            AttentionOf.Issue => await db.Issues.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancel),
            _ => await db.Outlets.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel),
        };
    }

    private NpgsqlCommand Command(string text, params object[] values)
    {
        var command = archive.CreateCommand(text);
        command.CommandTimeout = Patience;
        foreach (var value in values)
        {
            command.Parameters.Add(value is DateOnly ? new() { Value = value, NpgsqlDbType = NpgsqlDbType.Date } : new() { Value = value });
        }
        return command;
    }
}
