using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Threats;

/// <summary>Counts who threatens whom, with what, when, and what became of it.</summary>
public sealed class ThreatBoards(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, NewsroomTime newsroom)
{
    private const int Patience = 5;
    private const string Forms =
        "count(*) FILTER (WHERE form = 'Spoken')::int, count(*) FILTER (WHERE form = 'Attributed')::int, count(*) FILTER (WHERE form = 'Potential')::int, count(*) FILTER (WHERE suggested)::int";

    /// <param name="scope">Which threats; its kind is always that.</param>
    /// <param name="rows">What the rows of the timeline are.</param>
    /// <param name="language">In which language actors are named.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ThreatBoard> ReadAsync(StatementScope scope, ThreatRows rows, string language, CancellationToken cancel)
    {
        var counted = await CountAsync(scope with { Kind = StatementKind.Threat }, rows, cancel);
        var actorIds = counted.Pairs.SelectMany(p => new[] { p.Threatener, p.Target }).Concat(rows == ThreatRows.Instrument ? [] : counted.Marks.Select(m => m.Row))
            .Concat(scope.Threateners).Concat(scope.Targets).Distinct().ToArray();
        var instrumentIds = counted.Instruments.Select(i => i.Instrument).Concat(rows == ThreatRows.Instrument ? counted.Marks.Select(m => m.Row) : []).Concat(scope.Instruments).Distinct().ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return counted with
        {
            Actors = (await db.Actors.AsNoTracking().Where(a => actorIds.Contains(a.Id)).Include(a => a.Names.Where(n => n.Preferred)).ToListAsync(cancel)).ToDictionary(a => a.Id, a => a.NameIn(language)),
            InstrumentNames = await db.Instruments.AsNoTracking().Where(i => instrumentIds.Contains(i.Id)).Select(i => new ThreatInstrument(i.Id, i.Name, i.Cameo)).ToDictionaryAsync(i => i.Id, cancel),
        };
    }

    /// <remarks>
    /// One pass: the threats of the search are materialised with a flag for each choice, and each part counts those that pass all the others'
    /// flags. A threat with two threateners stands in two rows and two pairs, but once in the totals.
    /// </remarks>
    private async Task<ThreatBoard> CountAsync(StatementScope scope, ThreatRows rows, CancellationToken cancel)
    {
        var sql = new StatementSql(scope);
        var articles = sql.Articles;
        var zone = articles.Add(newsroom.Zone.Id);
        var (pair, instruments, modes, lives, condition) = (ConditionSql.All(sql.Threateners, sql.Targets), sql.Instruments, sql.Modes, sql.LifeCycles, sql.Condition);
        var role = rows == ThreatRows.Target ? nameof(ParticipantRole.Target) : nameof(ParticipantRole.Threatener);
        var row = rows == ThreatRows.Instrument ? "coalesce(h.instrument_id, 0)" : "coalesce(p.actor_id, 0)";
        var join = rows == ThreatRows.Instrument ? "" : $"LEFT JOIN participants p ON p.statement_id = h.id AND p.role = '{role}'";
        await using var command = archive.CreateCommand($"""
            WITH hits AS MATERIALIZED (
                SELECT c.id, c.instrument_id, c.mode, c.life_cycle, c.condition IS NOT NULL AS conditional, c.state = 'Suggested' AS suggested,
                    CASE WHEN c.mode IN ('Explicit', 'Implicit') THEN 'Spoken' WHEN c.mode = 'Potential' THEN 'Potential' ELSE 'Attributed' END AS form,
                    a.id AS article_id, a.published_at, ({pair}) AS pp, ({instruments}) AS ii, ({modes}) AS mm, ({lives}) AS ll, ({condition}) AS cc, ({articles.Time}) AS ww
                FROM codes c JOIN articles a ON a.id = c.article_id
                WHERE {ConditionSql.All(sql.Counting, articles.Base, articles.Outlets, articles.Languages, articles.Coding, articles.Threats)}),
            span AS (
                SELECT CASE WHEN max(published_at) - min(published_at) <= interval '3 days' THEN 'hour'
                    WHEN max(published_at) - min(published_at) <= interval '90 days' THEN 'day'
                    WHEN max(published_at) - min(published_at) <= interval '2 years' THEN 'week' ELSE 'month' END AS unit FROM hits)
            SELECT 'total' AS part, '' AS value, count(DISTINCT article_id) AS one, 0::bigint AS two, NULL::timestamptz AS at, {Forms} FROM hits WHERE pp AND ii AND mm AND ll AND cc AND ww
            UNION ALL SELECT 'mark', unit || ' ' || form, {row}, 0, date_trunc(unit, h.published_at, {zone}), count(*)::int, 0, 0, count(*) FILTER (WHERE suggested)::int
                FROM hits h CROSS JOIN span {join} WHERE pp AND ii AND mm AND ll AND cc GROUP BY 2, 3, 5
            UNION ALL SELECT 'pair', '', coalesce(t.actor_id, 0), coalesce(g.actor_id, 0), NULL, {Forms}
                FROM hits h LEFT JOIN participants t ON t.statement_id = h.id AND t.role = 'Threatener' LEFT JOIN participants g ON g.statement_id = h.id AND g.role = 'Target'
                WHERE ii AND mm AND ll AND cc AND ww GROUP BY 3, 4
            UNION ALL SELECT 'instrument', '', coalesce(instrument_id, 0), 0, NULL, {Forms} FROM hits WHERE pp AND mm AND ll AND cc AND ww GROUP BY 3
            UNION ALL SELECT 'mode', mode, 0, 0, NULL, {Forms} FROM hits WHERE pp AND ii AND ll AND cc AND ww GROUP BY 2
            UNION ALL SELECT 'life', life_cycle, 0, 0, NULL, {Forms} FROM hits WHERE pp AND ii AND mm AND cc AND ww GROUP BY 2
            UNION ALL SELECT 'condition', conditional::text, 0, 0, NULL, {Forms} FROM hits WHERE pp AND ii AND mm AND ll AND ww GROUP BY 2
            """);
        command.CommandTimeout = Patience;
        command.Parameters.AddRange(articles.Parameters.ToArray());
        return await ReadAsync(command, cancel);
    }

    private async Task<ThreatBoard> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var (total, found, unit) = (default(ThreatCounts), 0, "day");
        List<ThreatMark> marks = [];
        List<ThreatPair> pairs = [];
        List<(long, ThreatCounts)> instruments = [];
        var (modes, lives, conditional) = (new Dictionary<ThreatMode, ThreatCounts>(), new Dictionary<ThreatLifeCycle, ThreatCounts>(), new Dictionary<bool, ThreatCounts>());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (value, one) = (rows.GetString(1), rows.GetInt64(2));
            var counts = new ThreatCounts(rows.GetInt32(5), rows.GetInt32(6), rows.GetInt32(7), rows.GetInt32(8));
            switch (rows.GetString(0))
            {
                case "total": (total, found) = (counts, (int)one); break;
                case "mark":
                    unit = value.Split(' ')[0];
                    var from = rows.GetFieldValue<DateTimeOffset>(4);
                    marks.Add(new(one, from, Next(from, unit), Enum.Parse<ThreatForm>(value.Split(' ')[1]), counts.Spoken, counts.Suggested));
                    break;
                case "pair": pairs.Add(new(one, rows.GetInt64(3), counts)); break;
                case "instrument": instruments.Add((one, counts)); break;
                case "mode": modes[Enum.Parse<ThreatMode>(value)] = counts; break;
                case "life": lives[Enum.Parse<ThreatLifeCycle>(value)] = counts; break;
                default: conditional[bool.Parse(value)] = counts; break;
            }
        }
        return new()
        {
            Total = total, Articles = found, Unit = unit, Marks = [.. marks.OrderBy(m => m.From).ThenBy(m => m.Row).ThenBy(m => m.Form)],
            Pairs = [.. pairs.OrderByDescending(p => p.Counts.All).ThenBy(p => p.Threatener).ThenBy(p => p.Target)],
            Instruments = [.. instruments.OrderByDescending(i => i.Item2.All).ThenBy(i => i.Item1)], Modes = modes, LifeCycles = lives, Conditional = conditional,
            Actors = new Dictionary<long, string>(), InstrumentNames = new Dictionary<long, ThreatInstrument>(),
        };
    }

    /// <summary>Where the stretch ends in the newsroom's calendar, across changes of the clock.</summary>
    private DateTimeOffset Next(DateTimeOffset from, string unit)
    {
        var local = newsroom.Local(from).DateTime;
        return unit switch
        {
            "hour" => from.AddHours(1),
            "day" => newsroom.At(local.AddDays(1)),
            "week" => newsroom.At(local.AddDays(7)),
            _ => newsroom.At(local.AddMonths(1)),
        };
    }
}
