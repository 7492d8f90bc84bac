using NewsMonitor.Core.Articles;
using NewsMonitor.Reading.Likeness;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Stories;

/// <summary>A place that was found for an article.</summary>
internal sealed record NewPlace(long StoryId, StoryReason Reason, float? Score, long? LikeArticleId, IReadOnlyList<string> Words);

/// <summary>Writes what placing an article came to. The connection's transaction holds the story lock.</summary>
internal sealed class StoryWrite(NpgsqlConnection connection, long articleId)
{
    private const string PrintSql = """
        INSERT INTO article_prints (article_id, version, language, published_at, hash, bands, terms, weights, copy_of_id, copy_score)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, language = excluded.language, published_at = excluded.published_at,
            hash = excluded.hash, bands = excluded.bands, terms = excluded.terms, weights = excluded.weights,
            copy_of_id = excluded.copy_of_id, copy_score = excluded.copy_score
        """;

    private const string TermsSql = "INSERT INTO story_terms (term, published_at, article_id) SELECT term, $2, $1 FROM unnest($3::int[]) AS term";

    private const string PlaceSql = """
        INSERT INTO story_articles (article_id, story_id, reason, score, like_article_id, words, placed_at)
        VALUES ($1, $2, $3, $4, $5, $6, now())
        ON CONFLICT (article_id) DO UPDATE SET story_id = excluded.story_id, reason = excluded.reason, score = excluded.score,
            like_article_id = excluded.like_article_id, words = excluded.words, placed_at = excluded.placed_at
        """;

    public async Task PrintAsync(
        Article article, int version, Fingerprint print, StoryReading reading, FoundCopy? copy, IReadOnlyList<int> findable, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(PrintSql)
        {
            Parameters =
            {
                new() { Value = articleId }, new() { Value = version }, new() { Value = reading.Language }, new() { Value = article.PublishedAt.ToUniversalTime() },
                new() { Value = print.Tells ? print.Hash : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                // An exact copy is found by the hash, and its bands by what it copies.
                new() { Value = copy is { Exact: true } ? Array.Empty<long>() : print.Bands.ToArray() },
                new() { Value = reading.Vector.Terms.ToArray() }, new() { Value = reading.Vector.Weights.ToArray() },
                new() { Value = copy?.OriginalId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = copy?.Score ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Real },
            },
        });
        batch.BatchCommands.Add(new("DELETE FROM story_terms WHERE article_id = $1") { Parameters = { new() { Value = articleId } } });
        batch.BatchCommands.Add(new(TermsSql)
        {
            Parameters = { new() { Value = articleId }, new() { Value = article.PublishedAt.ToUniversalTime() }, new() { Value = findable.ToArray() } },
        });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public async Task PlaceAsync(NewPlace place, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(PlaceSql, connection)
        {
            Parameters =
            {
                new() { Value = articleId }, new() { Value = place.StoryId }, new() { Value = place.Reason.ToString() },
                new() { Value = place.Score ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Real },
                new() { Value = place.LikeArticleId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }, new() { Value = place.Words.ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<NewPlace> OpenStoryAsync(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("INSERT INTO stories (central_article_id, created_at) VALUES ($1, now()) RETURNING id", connection)
        {
            Parameters = { new() { Value = articleId } },
        };
        var place = new NewPlace((long)(await command.ExecuteScalarAsync(cancel))!, StoryReason.First, null, null, []);
        await PlaceAsync(place, cancel);
        return place;
    }
}
