using Npgsql;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// Forgets by what old articles were looked up: their telling terms and their bands. What they are (hash, vector, place, reason) stays.
/// What counts is when an article arrived, not what date it bears: an old archive that is being read in needs the terms of its own days,
/// and what arrives weeks after all others of its days is no longer matched with them.
/// </summary>
public sealed class StoryPruning(NpgsqlDataSource archive)
{
    /// <summary>Reports match within <see cref="Reading.Likeness.StoryMatcher.Window"/>; the rest is for what comes late.</summary>
    public static readonly TimeSpan KeepTerms = TimeSpan.FromDays(14);

    /// <summary>Copies match within <see cref="StoryCandidates.CopyWindow"/>.</summary>
    public static readonly TimeSpan KeepBands = TimeSpan.FromDays(45);

    /// <summary>Articles a step, and steps a run: a large archive is swept in parts, none of which holds rows for long.</summary>
    private const int Step = 2_000, MostSteps = 20;

    // Ids ascend as articles arrive, so the old ones lie at the front of the index on the article.
    private const string TermsSql = """
        WITH border AS (SELECT min(id) AS id FROM articles WHERE arrived_at >= now() - $1),
        old AS MATERIALIZED (
            SELECT DISTINCT article_id FROM (
                SELECT article_id FROM story_terms WHERE article_id < coalesce((SELECT id FROM border), 9223372036854775807) ORDER BY article_id LIMIT $2) AS first)
        DELETE FROM story_terms t USING old WHERE t.article_id = old.article_id
        """;

    private const string BandsSql = """
        WITH border AS (SELECT min(id) AS id FROM articles WHERE arrived_at >= now() - $1),
        old AS MATERIALIZED (
            SELECT article_id, bands FROM article_prints
            WHERE article_id > $3 AND article_id < coalesce((SELECT id FROM border), 9223372036854775807) ORDER BY article_id LIMIT $2),
        emptied AS (UPDATE article_prints p SET bands = '{}' FROM old WHERE p.article_id = old.article_id AND old.bands <> '{}')
        SELECT coalesce(max(article_id), $3) FROM old
        """;

    // After a restart the prints are walked through once more, and found empty.
    private long _bandsUntil;

    public async Task RunAsync(CancellationToken cancel)
    {
        for (var step = 0; step < MostSteps && await TermsAsync(cancel) > 0; step++) { }
        for (var step = 0; step < MostSteps && await BandsAsync(cancel); step++) { }
    }

    private async Task<int> TermsAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(TermsSql);
        command.Parameters.Add(new() { Value = KeepTerms });
        command.Parameters.Add(new() { Value = Step * StoryCandidates.Findable });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<bool> BandsAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(BandsSql);
        command.Parameters.Add(new() { Value = KeepBands });
        command.Parameters.Add(new() { Value = Step });
        command.Parameters.Add(new() { Value = _bandsUntil });
        var until = (long)(await command.ExecuteScalarAsync(cancel))!;
        var moved = until > _bandsUntil;
        _bandsUntil = until;
        return moved;
    }
}
