using NewsMonitor.Reading.Likeness;
using Npgsql;

namespace NewsMonitor.Core.Stories;

/// <summary>A text that may be the same as another, with how many bands they share; all of them for equal hashes.</summary>
internal sealed record CopyCandidate(long ArticleId, long? CopyOfId, long StoryId, long OutletId, string Title, DateTimeOffset PublishedAt, bool Exact, int SharedBands, bool ByEditor);

/// <summary>
/// Finds the articles that a new one is compared with: by keys of indexes and within the days around, so that it costs the same in an
/// archive of a thousand articles and of a million.
/// </summary>
internal static class StoryCandidates
{
    /// <summary>How far apart a text and its copy may be published.</summary>
    public static readonly TimeSpan CopyWindow = TimeSpan.FromDays(30);

    /// <summary>So many telling terms of an article are looked up, and more of it can be found: a paraphrase stresses other words.</summary>
    public const int Asked = 16, Findable = 24;

    private const int MostCopies = 48;
    private const int MostMembers = 80;

    // Two walks, one by the hash and one by the bands; the days are checked on what they find. The limit stands inside: a text that a
    // thousand sites carry need not be compared with each of them.
    private const string CopiesSql = """
        WITH found AS (
            (SELECT article_id FROM article_prints WHERE hash = $1 AND article_id <> $3 AND published_at BETWEEN $4 AND $5 LIMIT $6)
            UNION
            (SELECT article_id FROM article_prints WHERE bands && $2 AND article_id <> $3 AND published_at BETWEEN $4 AND $5 LIMIT $6))
        SELECT f.article_id, p.copy_of_id, s.story_id, a.outlet_id, a.title, p.published_at, p.hash = $1,
            (SELECT count(*)::int FROM unnest(p.bands) AS band WHERE band = ANY ($2)), s.placed_by IS NOT NULL
        FROM found f JOIN article_prints p USING (article_id) JOIN articles a ON a.id = f.article_id JOIN story_articles s USING (article_id)
        """;

    // A walk along (term, published_at) for each term: only the days around are read, however long the archive.
    private const string MembersSql = """
        WITH hits AS (
            SELECT t.article_id FROM unnest($1::int[], $6::real[]) AS asked (term, strength)
            JOIN story_terms t ON t.term = asked.term AND t.published_at BETWEEN $2 AND $3 AND t.article_id <> $4
            GROUP BY t.article_id ORDER BY sum(asked.strength) DESC, t.article_id DESC LIMIT $5)
        SELECT h.article_id, s.story_id, p.terms, p.weights, p.language, p.published_at
        FROM hits h JOIN article_prints p USING (article_id) JOIN story_articles s USING (article_id)
        """;

    public static async Task<IReadOnlyList<CopyCandidate>> CopiesAsync(
        NpgsqlConnection connection, long articleId, Fingerprint print, DateTimeOffset published, CancellationToken cancel)
    {
        if (!print.Tells) return [];
        // The planner takes a band for something that a seventh of the archive has, and would read all of it (150 ms at 60,000 articles).
        // Until the end of the transaction, in which everything else is looked up by a key, too.
        await using (var byIndex = new NpgsqlCommand("SET LOCAL enable_seqscan = off", connection)) await byIndex.ExecuteNonQueryAsync(cancel);
        await using var command = new NpgsqlCommand(CopiesSql, connection)
        {
            Parameters =
            {
                new() { Value = print.Hash }, new() { Value = print.Bands.ToArray() }, new() { Value = articleId },
                new() { Value = (published - CopyWindow).ToUniversalTime() }, new() { Value = (published + CopyWindow).ToUniversalTime() }, new() { Value = MostCopies },
            },
        };
        var found = new List<CopyCandidate>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            found.Add(new(
                rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetString(4),
                rows.GetFieldValue<DateTimeOffset>(5), !rows.IsDBNull(6) && rows.GetBoolean(6), rows.GetInt32(7), rows.GetBoolean(8)));
        }
        return found;
    }

    public static async Task<IReadOnlyList<StoryMember>> MembersAsync(
        NpgsqlConnection connection, long articleId, IReadOnlyList<TellingTerm> telling, DateTimeOffset published, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(MembersSql, connection)
        {
            Parameters =
            {
                new() { Value = telling.Select(t => t.Term).ToArray() }, new() { Value = (published - StoryMatcher.Window).ToUniversalTime() },
                new() { Value = (published + StoryMatcher.Window).ToUniversalTime() }, new() { Value = articleId }, new() { Value = MostMembers },
                new() { Value = telling.Select(t => t.Strength).ToArray() },
            },
        };
        var found = new List<StoryMember>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            found.Add(new(
                rows.GetInt64(0), rows.GetInt64(1), new(rows.GetFieldValue<int[]>(2), rows.GetFieldValue<float[]>(3)), rows.GetString(4),
                rows.GetFieldValue<DateTimeOffset>(5)));
        }
        return found;
    }
}
