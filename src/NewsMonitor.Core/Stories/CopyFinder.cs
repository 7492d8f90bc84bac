using NewsMonitor.Reading.Likeness;
using Npgsql;

namespace NewsMonitor.Core.Stories;

/// <summary>What an article is a copy of.</summary>
/// <param name="OriginalId">The article that stands for all copies of the text.</param>
/// <param name="LikeId">The copy that was compared.</param>
/// <param name="StoryId">Where that one stands.</param>
/// <param name="Exact">The same words.</param>
/// <param name="Score">Jaccard index, or the part of the shorter text that is in the longer one.</param>
/// <param name="PublishedAt">When that one appeared.</param>
internal sealed record FoundCopy(long OriginalId, long LikeId, long StoryId, bool Exact, float Score, DateTimeOffset PublishedAt);

/// <summary>Finds what an article is a copy of, and verifies it on the texts themselves.</summary>
internal static class CopyFinder
{
    /// <summary>Texts are read to verify: a few, those with the most bands in common first.</summary>
    private const int MostVerified = 6;

    /// <summary>
    /// A shorter text may be a template ("Subscribe to go on reading"), the same under every headline: then the headlines have to agree.
    /// </summary>
    private const int TellingWords = 60;

    public static async Task<FoundCopy?> FindAsync(
        NpgsqlConnection connection, long articleId, string title, string text, Fingerprint print, DateTimeOffset published, CancellationToken cancel)
    {
        var candidates = await StoryCandidates.CopiesAsync(connection, articleId, print, published, cancel);
        // What was found to be this article's copy stays that: no ring of copies. Where a text stands in two stories, because an editor took
        // one of its copies out, the editor's word on it counts, not what has stayed behind.
        var likely = candidates.Where(c => c.CopyOfId != articleId).Where(c => print.Words >= TellingWords || SameHeadline(title, c.Title))
            .OrderByDescending(c => c.Exact).ThenByDescending(c => c.Exact && c.ByEditor).ThenByDescending(c => c.SharedBands).ThenBy(c => c.PublishedAt).ThenBy(c => c.ArticleId).Take(MostVerified).ToArray();
        if (likely.FirstOrDefault(c => c.Exact) is { } same) return Found(same, 1);
        if (likely.Length == 0) return null;
        var texts = await TextsAsync(connection, [.. likely.Select(c => c.ArticleId)], cancel);
        var copies = likely.Where(c => texts.ContainsKey(c.ArticleId)).Select(c => (Candidate: c, Overlap: TextOverlap.Between(text, texts[c.ArticleId])))
            .Where(c => c.Overlap.IsCopy).OrderByDescending(c => c.Overlap.Jaccard).ThenByDescending(c => c.Candidate.ByEditor).ToArray();
        if (copies.Length == 0) return null;
        var (best, overlap) = copies[0];
        return Found(best, overlap.Jaccard >= TextOverlap.LeastJaccard ? overlap.Jaccard : overlap.Containment);
    }

    private static FoundCopy Found(CopyCandidate c, double score) =>
        new(c.CopyOfId ?? c.ArticleId, c.ArticleId, c.StoryId, c.Exact, (float)score, c.PublishedAt);

    private static bool SameHeadline(string one, string other) => TextOverlap.Between(one, other).Jaccard >= 0.5;

    private static async Task<Dictionary<long, string>> TextsAsync(NpgsqlConnection connection, long[] articles, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "SELECT a.id, v.text FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.number = a.current_version WHERE a.id = ANY ($1)", connection)
        {
            Parameters = { new() { Value = articles } },
        };
        var texts = new Dictionary<long, string>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) texts[rows.GetInt64(0)] = rows.GetString(1);
        return texts;
    }
}
