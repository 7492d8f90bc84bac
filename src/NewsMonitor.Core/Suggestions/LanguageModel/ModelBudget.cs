using Npgsql;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>What one answer came to.</summary>
internal readonly record struct ModelOutcome(int Added = 0, int DroppedEvidence = 0, int DroppedUnknown = 0, int DroppedKnown = 0, int Garbage = 0, int Failures = 0);

/// <summary>The day's budget of calls and tokens. It lies in the archive, so that nodes share it: what one has taken the others see.</summary>
public sealed class ModelBudget(NpgsqlDataSource archive, TimeProvider clock)
{
    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Takes a call and the tokens it may need at most; false where the day has not that much left.</summary>
    internal async Task<bool> TakeAsync(int tokens, ModelOptions options, CancellationToken cancel)
    {
        if (tokens > options.TokensPerDay) return false;
        await using var command = archive.CreateCommand("""
            INSERT INTO model_days AS d (day, calls, tokens, added, dropped_evidence, dropped_unknown, dropped_known, garbage, failures)
            VALUES ($1, 1, $2, 0, 0, 0, 0, 0, 0)
            ON CONFLICT (day) DO UPDATE SET calls = d.calls + 1, tokens = d.tokens + EXCLUDED.tokens
            WHERE d.calls < $3 AND d.tokens + EXCLUDED.tokens <= $4
            RETURNING calls
            """);
        foreach (var value in (object[])[Today, (long)tokens, options.CallsPerDay, (long)options.TokensPerDay]) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    /// <summary>Whether a call is worth preparing: nothing is claimed while the day has none left.</summary>
    internal async Task<bool> HasAnyAsync(ModelOptions options, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("SELECT calls < $2 AND tokens < $3 FROM model_days WHERE day = $1");
        foreach (var value in (object[])[Today, options.CallsPerDay, (long)options.TokensPerDay]) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel) is not false;
    }

    /// <summary>Settles what was taken against what was used, and notes what came of it.</summary>
    internal async Task SettleAsync(int taken, int used, ModelOutcome outcome, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("""
            UPDATE model_days SET tokens = tokens - $2 + $3, added = added + $4, dropped_evidence = dropped_evidence + $5, dropped_unknown = dropped_unknown + $6,
                dropped_known = dropped_known + $7, garbage = garbage + $8, failures = failures + $9
            WHERE day = $1
            """);
        foreach (var value in (object[])[Today, (long)taken, (long)used, outcome.Added, outcome.DroppedEvidence, outcome.DroppedUnknown, outcome.DroppedKnown, outcome.Garbage, outcome.Failures])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
