using System.Text.Json;
using NewsMonitor.Reading.Pages;
using Npgsql;

namespace NewsMonitor.Core.SiteRules;

/// <summary>
/// The rules that pages are read by: those that ship, and over them the admins' own. Every node asks the archive now and then whether they have
/// changed; a rule that is not understood (a newer node may write one) is left out.
/// </summary>
public sealed class SiteRuleShelf(NpgsqlDataSource archive, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    internal static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SiteRuleBook _book = SiteRuleBook.Shipped;
    private string? _stamp;
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    /// <summary>The rules in force, at most ten seconds old.</summary>
    public async ValueTask<SiteRuleBook> BookAsync(CancellationToken cancel)
    {
        if (clock.GetUtcNow() - _lookedAt < LookEvery) return _book;
        await _turn.WaitAsync(cancel);
        try
        {
            if (clock.GetUtcNow() - _lookedAt < LookEvery) return _book;
            await LookAsync(cancel);
            _lookedAt = clock.GetUtcNow();
            return _book;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks again at the next question: a rule was written here.</summary>
    public void Forget() => _lookedAt = DateTimeOffset.MinValue;

    public void Dispose() => _turn.Dispose();

    private async Task LookAsync(CancellationToken cancel)
    {
        await using var ask = archive.CreateCommand("SELECT count(*) || '/' || coalesce(max(changed_at)::text, '') FROM site_rules");
        var stamp = (string)(await ask.ExecuteScalarAsync(cancel))!;
        if (stamp == _stamp) return;
        await using var command = archive.CreateCommand("""
            SELECT v.source FROM site_rules r JOIN site_rule_versions v ON v.rule_id = r.id AND v.number = r.version WHERE r.in_use ORDER BY r.host
            """);
        var own = new List<SiteRule>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                if (Parse(rows.GetString(0), out _) is { } rule) own.Add(rule);
            }
        }
        _book = own.Count == 0 ? SiteRuleBook.Shipped : new([.. SiteRuleBook.Shipped.Rules, .. own]);
        _stamp = stamp;
    }

    /// <summary>A rule from its JSON; null with the fault in plain English where it is none.</summary>
    internal static SiteRule? Parse(string json, out string? fault)
    {
        fault = null;
        try
        {
            return JsonSerializer.Deserialize<SiteRuleSource>(json, Format) is { } source ? new(source) : throw new FormatException("The rule is empty.");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            fault = e.Message;
            return null;
        }
    }
}
