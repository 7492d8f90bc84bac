using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// How a rule has done. Offered are those that wait and those that were decided; Handmade says how often an editor coded by hand what the rule
/// had, or would have had. Precision counts edited ones as right: the rule was right that there is a claim.
/// </summary>
public sealed record RuleQuality(string Rule, string Kind, int Open, int Accepted, int Edited, int Rejected, int Handmade, IReadOnlyList<WeekOfRule> Weeks)
{
    public int Decided => Accepted + Edited + Rejected;
    public int Offered => Open + Decided;
    public double? Precision => Decided == 0 ? null : (double)(Accepted + Edited) / Decided;

    /// <summary>Wilson's interval of 95 %: it stays sensible for the first few decisions.</summary>
    public (double Low, double High)? Interval
    {
        get
        {
            if (Precision is not { } p) return null;
            const double z = 1.96;
            var n = (double)Decided;
            var middle = (p + z * z / (2 * n)) / (1 + z * z / n);
            var half = z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
            return (Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }
}

/// <summary>Decisions on a rule's suggestions in a week; <paramref name="Week"/> is its Monday.</summary>
public sealed record WeekOfRule(DateOnly Week, int Right, int Wrong);

/// <summary>Decided suggestions by the score under which they were offered: what a bound would have kept and what it would have lost.</summary>
public sealed record ScoreBin(string Kind, double From, int Right, int Wrong);

/// <summary>Counts the decision log, each proposal by its last decision, without those taken back.</summary>
public sealed class SuggestionQuality(IDbContextFactory<NewsDbContext> archive)
{
    private const string Last = """
        SELECT DISTINCT ON (code_id) id, code_id, at, rule, kind, verdict, score FROM decisions d
        WHERE kind <> 'mention' AND rule IS NOT NULL AND verdict <> 'TakenBack' AND NOT EXISTS (SELECT 1 FROM decisions t WHERE t.takes_back_id = d.id)
        ORDER BY code_id, id DESC
        """;

    /// <param name="since">Decisions from then on; null for all.</param>
    /// <param name="cancel">Stops the queries.</param>
    public async Task<IReadOnlyList<RuleQuality>> RulesAsync(DateTimeOffset? since, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var weeks = await db.Database.SqlQueryRaw<Week>($$"""
            SELECT rule, kind, date_trunc('week', at)::date AS monday, count(*) FILTER (WHERE verdict = 'Accepted')::int AS accepted,
                count(*) FILTER (WHERE verdict = 'Edited')::int AS edited, count(*) FILTER (WHERE verdict = 'Rejected')::int AS rejected,
                count(*) FILTER (WHERE verdict = 'Handmade')::int AS handmade
            FROM ({{Last}}) AS last WHERE at >= {0} GROUP BY 1, 2, 3 ORDER BY 3
            """, since?.ToUniversalTime() ?? DateTimeOffset.MinValue).ToListAsync(cancel);
        var open = await db.Database.SqlQuery<Open>($"""
            SELECT rule, kind, count(*)::int AS count FROM codes
            WHERE state = 'Suggested' AND removed_at IS NULL AND counts AND kind <> 'mention' AND rule IS NOT NULL GROUP BY rule, kind
            """).ToListAsync(cancel);
        return [.. weeks.Select(w => (w.Rule, w.Kind)).Concat(open.Select(o => (o.Rule, o.Kind))).Distinct().Select(rule =>
            {
                var mine = weeks.Where(w => (w.Rule, w.Kind) == rule).ToArray();
                return new RuleQuality(rule.Rule, rule.Kind, open.Where(o => (o.Rule, o.Kind) == rule).Sum(o => o.Count), mine.Sum(w => w.Accepted), mine.Sum(w => w.Edited),
                    mine.Sum(w => w.Rejected), mine.Sum(w => w.Handmade), [.. mine.Select(w => new WeekOfRule(w.Monday, w.Accepted + w.Edited, w.Rejected))]);
            })
            .OrderByDescending(r => r.Offered).ThenBy(r => r.Rule, StringComparer.Ordinal)];
    }

    /// <summary>Decided suggestions in steps of a twentieth.</summary>
    public async Task<IReadOnlyList<ScoreBin>> BinsAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Database.SqlQueryRaw<ScoreBin>($"""
            SELECT kind, floor(score * 20) / 20.0 AS "from", count(*) FILTER (WHERE verdict <> 'Rejected')::int AS "right", count(*) FILTER (WHERE verdict = 'Rejected')::int AS wrong
            FROM ({Last}) AS last WHERE score IS NOT NULL AND verdict <> 'Handmade' GROUP BY 1, 2 ORDER BY 1, 2
            """).ToListAsync(cancel);
    }

    private sealed record Week(string Rule, string Kind, DateOnly Monday, int Accepted, int Edited, int Rejected, int Handmade);

    private sealed record Open(string Rule, string Kind, int Count);
}
