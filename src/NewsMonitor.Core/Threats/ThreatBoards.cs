using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Threats;

/// <summary>Counts who threatens whom, with what, when, and what became of it.</summary>
public sealed class ThreatBoards(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, NewsroomTime newsroom)
{
    /// <summary>The busiest rows of the timeline and threateners of the pairs: more nobody draws.</summary>
    public const int Busiest = 40;
    /// <summary>Seconds. The page says what it waits for, and can be told not to.</summary>
    private const int Patience = 30;
    private const string Forms =
        "count(*) FILTER (WHERE form = 'Spoken')::int, count(*) FILTER (WHERE form = 'Attributed')::int, count(*) FILTER (WHERE form = 'Potential')::int, count(*) FILTER (WHERE suggested)::int";

    /// <param name="scope">Which threats; its kind is always that.</param>
    /// <param name="rows">What the rows of the timeline are.</param>
    /// <param name="language">In which language actors are named.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="most">How many rows and threateners.</param>
    public async Task<ThreatBoard> ReadAsync(StatementScope scope, ThreatRows rows, string language, CancellationToken cancel, int most = Busiest)
    {
        var counted = await CountAsync(scope with { Kind = StatementKind.Threat }, rows, most, cancel);
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
    private async Task<ThreatBoard> CountAsync(StatementScope scope, ThreatRows rows, int most, CancellationToken cancel)
    {
        var sql = new StatementSql(scope);
        var articles = sql.Articles;
        var zone = articles.Add(newsroom.Zone.Id);
        (string Flag, string Condition)[] choices =
        [
            ("pp", ConditionSql.All(sql.Threateners, sql.Targets)), ("ii", sql.Instruments), ("mm", sql.Modes), ("ll", sql.LifeCycles), ("cc", sql.Condition), ("ww", articles.Time),
        ];
        // A flag that is always true is left out: five of them would have PostgreSQL expect a thirtieth of the rows, and look each up by itself.
        string All(string? but = null) => ConditionSql.All(choices.Where(c => c.Flag != but && c.Condition != ConditionSql.Always).Select(c => c.Flag));
        var role = rows == ThreatRows.Target ? nameof(ParticipantRole.Target) : nameof(ParticipantRole.Threatener);
        var row = rows == ThreatRows.Instrument ? "coalesce(h.instrument_id, 0)" : "coalesce(p.actor_id, 0)";
        var join = rows == ThreatRows.Instrument ? "" : $"LEFT JOIN participants p ON p.statement_id = h.id AND p.role = '{role}'";
        await using var command = archive.CreateCommand($"""
            WITH hits AS MATERIALIZED (
                SELECT c.id, c.instrument_id, c.mode, c.life_cycle, c.condition IS NOT NULL AS conditional, c.state = 'Suggested' AS suggested,
                    CASE WHEN c.mode IN ('Explicit', 'Implicit') THEN 'Spoken' WHEN c.mode = 'Potential' THEN 'Potential' ELSE 'Attributed' END AS form,
                    a.id AS article_id, a.published_at, {string.Join(", ", choices.Select(c => $"({c.Condition}) AS {c.Flag}"))}
                FROM codes c JOIN articles a ON a.id = c.article_id
                WHERE {ConditionSql.All(sql.Counting, articles.Base, articles.Outlets, articles.Languages, articles.Coding, articles.Threats)}),
            span AS (
                SELECT CASE WHEN max(published_at) - min(published_at) <= interval '3 days' THEN 'hour'
                    WHEN max(published_at) - min(published_at) <= interval '90 days' THEN 'day'
                    WHEN max(published_at) - min(published_at) <= interval '2 years' THEN 'week' ELSE 'month' END AS unit FROM hits),
            lanes AS MATERIALIZED (SELECT {row} AS lane, h.form, h.suggested, h.published_at FROM hits h {join} WHERE {All(but: "ww")}),
            made AS MATERIALIZED (
                SELECT h.id, h.form, h.suggested, coalesce(p.actor_id, 0) AS maker FROM hits h LEFT JOIN participants p ON p.statement_id = h.id AND p.role = 'Threatener'
                WHERE {All(but: "pp")})
            SELECT 'total' AS part, '' AS value, (SELECT count(*) FROM (SELECT article_id FROM hits WHERE {All()} GROUP BY article_id) AS found) AS one, 0::bigint AS two, NULL::timestamptz AS at, {Forms} FROM hits WHERE {All()}
            UNION ALL SELECT 'mark', unit || ' ' || form, lane, 0, date_trunc(unit, published_at, {zone}), count(*)::int, 0, 0, count(*) FILTER (WHERE suggested)::int
                FROM lanes CROSS JOIN span WHERE lane IN (SELECT lane FROM lanes GROUP BY lane ORDER BY count(*) DESC, lane LIMIT {articles.Add(most)}) GROUP BY 2, 3, 5
            UNION ALL SELECT 'pair', '', maker, coalesce(g.actor_id, 0), NULL, {Forms}
                FROM made LEFT JOIN participants g ON g.statement_id = made.id AND g.role = 'Target'
                WHERE maker = ANY ({articles.Add(scope.Threateners.ToArray())}) OR maker IN (SELECT maker FROM made GROUP BY maker ORDER BY count(*) DESC, maker LIMIT {articles.Add(most)}) GROUP BY 3, 4
            UNION ALL SELECT 'instrument', '', coalesce(instrument_id, 0), 0, NULL, {Forms} FROM hits WHERE {All(but: "ii")} GROUP BY 3
            UNION ALL SELECT 'mode', mode, 0, 0, NULL, {Forms} FROM hits WHERE {All(but: "mm")} GROUP BY 2
            UNION ALL SELECT 'life', life_cycle, 0, 0, NULL, {Forms} FROM hits WHERE {All(but: "ll")} GROUP BY 2
            UNION ALL SELECT 'condition', conditional::text, 0, 0, NULL, {Forms} FROM hits WHERE {All(but: "cc")} GROUP BY 2
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
