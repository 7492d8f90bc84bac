using NewsMonitor.Reading.Likeness;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Stories;

/// <summary>Finds the article that speaks for a story: the one that is most like all the others.</summary>
internal static class StoryCentre
{
    /// <summary>Compared each with each, so a large story is judged by its first reports and its latest ones.</summary>
    private const int MostFirst = 12, MostLatest = 12;

    private const string MembersSql = """
        WITH places AS MATERIALIZED (
            SELECT p.article_id, p.terms, p.weights, p.published_at
            FROM story_articles s JOIN article_prints p USING (article_id) WHERE s.story_id = $1)
        SELECT article_id, terms, weights, published_at FROM (
            (SELECT * FROM places ORDER BY published_at, article_id LIMIT $2)
            UNION
            (SELECT * FROM places ORDER BY published_at DESC, article_id DESC LIMIT $3)) AS chosen
        ORDER BY published_at, article_id
        """;

    /// <param name="connection">Its transaction holds the story lock.</param>
    /// <param name="storyId">Which story.</param>
    /// <param name="background">How common terms are.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task UpdateAsync(NpgsqlConnection connection, long storyId, TermBackground background, CancellationToken cancel)
    {
        var members = new List<(long Id, StoryVector Vector)>();
        await using (var command = new NpgsqlCommand(MembersSql, connection)
        {
            Parameters = { new() { Value = storyId }, new() { Value = MostFirst }, new() { Value = MostLatest } },
        })
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) members.Add((rows.GetInt64(0), new(rows.GetFieldValue<int[]>(1), rows.GetFieldValue<float[]>(2))));
        }
        await using var update = new NpgsqlCommand("UPDATE stories SET central_article_id = $2 WHERE id = $1 AND central_article_id IS DISTINCT FROM $2", connection)
        {
            Parameters =
            {
                new() { Value = storyId },
                new() { Value = members.Count == 0 ? DBNull.Value : Central(members, background), NpgsqlDbType = NpgsqlDbType.Bigint },
            },
        };
        await update.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Of two the first: each is as like the other.</summary>
    private static long Central(List<(long Id, StoryVector Vector)> members, TermBackground background)
    {
        var sums = new double[members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = i + 1; j < members.Count; j++)
            {
                var alike = members[i].Vector.Similarity(members[j].Vector, background);
                (sums[i], sums[j]) = (sums[i] + alike, sums[j] + alike);
            }
        }
        return members[Array.IndexOf(sums, sums.Max())].Id;
    }
}
