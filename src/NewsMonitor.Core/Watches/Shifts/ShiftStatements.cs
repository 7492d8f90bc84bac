using NewsMonitor.Core.Coding;
using Npgsql;

namespace NewsMonitor.Core.Watches.Shifts;

/// <summary>What a shift can be about: an actor and an issue, or a threatener and a target.</summary>
internal readonly record struct ShiftSubject(bool IsPair, long First, long Second)
{
    public override string ToString() => FormattableString.Invariant($"{First}:{Second}");
}

/// <summary>Reads what shifts are found in.</summary>
internal sealed class ShiftStatements(NpgsqlConnection connection)
{
    private const string Live = "c.removed_at IS NULL AND c.counts AND c.state <> 'Rejected'";

    // Those of the articles, decided or not: a removed statement may take an alert with it; and what was told before of these articles.
    private const string SubjectsSql = """
        SELECT false, p.actor_id, c.issue_id FROM codes c JOIN participants p ON p.statement_id = c.id AND p.role = 'Speaker'
            JOIN issues i ON i.id = c.issue_id AND i.proposed_at IS NULL WHERE c.article_id = ANY ($1) AND c.kind = 'position'
        UNION SELECT true, f.actor_id, t.actor_id FROM codes c JOIN participants f ON f.statement_id = c.id AND f.role = 'Threatener'
            JOIN participants t ON t.statement_id = c.id AND t.role = 'Target' WHERE c.article_id = ANY ($1) AND c.kind = 'threat'
        UNION SELECT kind = 'Pair', split_part(subject, ':', 1)::bigint, split_part(subject, ':', 2)::bigint FROM alerts
            WHERE kind <> 'Articles' AND kind IN ('Turn', 'First', 'Pair') AND withdrawn_at IS NULL AND rests && $1
        """;

    private const string Columns = """
        c.id, c.article_id, coalesce(pr.copy_of_id, c.article_id), a.published_at, c.stance, c.state = 'Confirmed', greatest(c.changed_at, c.created_at)
        """;

    private const string PositionsSql = $"""
        SELECT p.actor_id, c.issue_id, {Columns}
        FROM participants p JOIN codes c ON c.id = p.statement_id AND c.kind = 'position' AND c.issue_id = ANY ($2) AND {Live}
            JOIN articles a ON a.id = c.article_id LEFT JOIN article_prints pr ON pr.article_id = a.id
        WHERE p.role = 'Speaker' AND p.actor_id = ANY ($1)
        """;

    private const string ThreatsSql = $"""
        SELECT f.actor_id, t.actor_id, {Columns}
        FROM participants f JOIN participants t ON t.statement_id = f.statement_id AND t.role = 'Target' AND t.actor_id = ANY ($2)
            JOIN codes c ON c.id = f.statement_id AND c.kind = 'threat' AND {Live}
            JOIN articles a ON a.id = c.article_id LEFT JOIN article_prints pr ON pr.article_id = a.id
        WHERE f.role = 'Threatener' AND f.actor_id = ANY ($1)
        """;

    private const string OthersSql = $"""
        SELECT count(DISTINCT coalesce(pr.copy_of_id, c.article_id))::int, min(a.published_at)
        FROM codes c JOIN articles a ON a.id = c.article_id LEFT JOIN article_prints pr ON pr.article_id = a.id
        WHERE {Live} AND (c.state = 'Confirmed' OR $1) AND a.published_at < $2
          AND CASE WHEN $3 THEN c.kind = 'threat' ELSE c.kind = 'position' AND c.issue_id = $4 END AND NOT c.id = ANY ($5)
        """;

    private const string QuotesSql = """
        SELECT DISTINCT ON (c.id) c.id, c.article_id, o.name, a.language, a.published_at, left(n.quote, 600), c.stance
        FROM codes c JOIN articles a ON a.id = c.article_id JOIN outlets o ON o.id = a.outlet_id JOIN anchors n ON n.code_id = c.id AND n.role = 'Evidence'
        WHERE c.id = ANY ($1) ORDER BY c.id, n.start
        """;

    public async Task<IReadOnlyList<ShiftSubject>> SubjectsAsync(long[] articles, CancellationToken cancel)
    {
        await using var command = Command(SubjectsSql, articles);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var subjects = new List<ShiftSubject>();
        while (await rows.ReadAsync(cancel)) subjects.Add(new(rows.GetBoolean(0), rows.GetInt64(1), rows.GetInt64(2)));
        return subjects;
    }

    /// <summary>All live statements of these subjects, with whether each is confirmed.</summary>
    public async Task<ILookup<ShiftSubject, (ShiftStatement Statement, bool Confirmed)>> OfAsync(IReadOnlyCollection<ShiftSubject> subjects, CancellationToken cancel)
    {
        var found = new List<(ShiftSubject Subject, ShiftStatement Statement, bool Confirmed)>();
        foreach (var pairs in new[] { false, true })
        {
            var wanted = subjects.Where(s => s.IsPair == pairs).ToHashSet();
            if (wanted.Count == 0) continue;
            await using var command = Command(pairs ? ThreatsSql : PositionsSql, wanted.Select(s => s.First).Distinct().ToArray(), wanted.Select(s => s.Second).Distinct().ToArray());
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                var subject = new ShiftSubject(pairs, rows.GetInt64(0), rows.GetInt64(1));
                if (!wanted.Contains(subject)) continue;
                found.Add((subject, new(
                    rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5),
                    rows.IsDBNull(6) ? null : Enum.Parse<Stance>(rows.GetString(6)), rows.GetFieldValue<DateTimeOffset>(8)), rows.GetBoolean(7)));
            }
        }
        return found.ToLookup(f => f.Subject, f => (f.Statement, f.Confirmed));
    }

    /// <summary>What others had said on the issue, or what other threats there were, before a statement.</summary>
    public async Task<ShiftHistory> OthersAsync(ShiftSubject subject, ShiftStatement first, IEnumerable<ShiftStatement> own, bool withSuggestions, CancellationToken cancel)
    {
        await using var command = Command(
            OthersSql, withSuggestions, first.PublishedAt.ToUniversalTime(), subject.IsPair, subject.Second, own.Select(s => s.Id).ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return new(rows.GetInt32(0), rows.IsDBNull(1) ? null : rows.GetFieldValue<DateTimeOffset>(1));
    }

    /// <summary>The words of statements, in the order in which they are asked for.</summary>
    public async Task<IReadOnlyList<AlertQuote>> QuotesAsync(IReadOnlyList<(long Id, bool IsBefore)> statements, CancellationToken cancel)
    {
        var quotes = new Dictionary<long, AlertQuote>();
        var before = statements.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.IsBefore);
        await using var command = Command(QuotesSql, before.Keys.ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            quotes[rows.GetInt64(0)] = new(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetString(3), rows.GetFieldValue<DateTimeOffset>(4), rows.GetString(5),
                rows.IsDBNull(6) ? null : Enum.Parse<Stance>(rows.GetString(6)), before[rows.GetInt64(0)]);
        }
        return [.. before.Keys.Select(id => quotes.GetValueOrDefault(id)).OfType<AlertQuote>()];
    }

    /// <summary>What some actors or issues are called now, in the order of their ids; actors in every language that has a preferred name for them.</summary>
    public async Task<IReadOnlyList<AlertName>> NamesAsync(string table, long[] ids, CancellationToken cancel)
    {
        var names = new Dictionary<long, (string Name, Dictionary<string, string> In)>();
        await using (var command = Command($"SELECT id, name FROM {table} WHERE id = ANY ($1)", ids))
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) names[rows.GetInt64(0)] = (rows.GetString(1), []);
        }
        if (table == "actors")
        {
            await using var command = Command("SELECT actor_id, language, text FROM actor_names WHERE actor_id = ANY ($1) AND preferred AND language IS NOT NULL ORDER BY id", ids);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) if (names.TryGetValue(rows.GetInt64(0), out var of)) of.In.TryAdd(rows.GetString(1), rows.GetString(2));
        }
        return [.. ids.Select(id => names.TryGetValue(id, out var of) ? new AlertName(id, of.Name, of.In.Count > 0 ? of.In : null) : new(id, "?"))];
    }

    /// <summary>The newest article's date: against it, and not against the clock, an article is old that comes in. The future counts as now.</summary>
    public async Task<DateTimeOffset?> FrontierAsync(CancellationToken cancel)
    {
        await using var command = Command("SELECT max(published_at) FROM articles WHERE published_at <= now()");
        return await command.ExecuteScalarAsync(cancel) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
