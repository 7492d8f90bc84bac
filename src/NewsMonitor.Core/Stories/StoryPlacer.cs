using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Likeness;
using Npgsql;

namespace NewsMonitor.Core.Stories;

/// <summary>Where an article stands.</summary>
public sealed record StoryPlace(long StoryId, StoryReason Reason, float? Score);

/// <summary>
/// Puts an article that was read into its story, or opens one for it. Doing it again changes nothing; a newer text is compared anew, but
/// an article leaves its story only where it was alone in it and no editor has decided anything.
/// </summary>
public sealed class StoryPlacer(NpgsqlDataSource archive, StoryBackground background, BulletinBoard board)
{
    private const int MostWords = 8;

    // Now, under the lock: a newer text, or a placing of this one, makes the rest unnecessary.
    private const string StandingSql = """
        SELECT a.current_version = $2, coalesce(p.version = $2 AND p.published_at = a.published_at, false), s.story_id, s.reason, s.score,
            s.placed_by IS NULL AND t.articles = 1 AND t.edited_by IS NULL
        FROM articles a LEFT JOIN article_prints p ON p.article_id = a.id
            LEFT JOIN story_articles s ON s.article_id = a.id LEFT JOIN stories t ON t.id = s.story_id
        WHERE a.id = $1
        """;

    /// <param name="article">The article's row.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="analysis">What the engine read out of it.</param>
    /// <param name="actors">The actors to look for in the title.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    /// <returns>Null where the article is gone or has a newer text by now.</returns>
    public async Task<StoryPlace?> PlaceAsync(
        Article article, ArticleVersion version, ArticleAnalysis analysis, ActorIndex actors, CancellationToken cancel)
    {
        // Everything that needs no other article comes before the lock.
        var print = Fingerprint.Of(version.Text);
        var reading = StoryReading.Of(version.Title, analysis, actors, DateOnly.FromDateTime(article.PublishedAt.UtcDateTime));

        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var take = new NpgsqlCommand(StoryLock.Sql, connection)) await take.ExecuteNonQueryAsync(cancel);
        var standing = await StandingAsync(connection, article.Id, version.Number, cancel);
        if (standing is null or { Current: false }) return null;
        if (standing is { Done: true, Place: { } done }) return done;

        var terms = await background.GetAsync(connection, cancel);
        var copy = await CopyFinder.FindAsync(connection, article.Id, version.Title, version.Text, print, article.PublishedAt, cancel);
        var write = new StoryWrite(connection, article.Id);
        await write.PrintAsync(article, version.Number, print, reading, copy, [.. reading.Vector.Telling(terms, StoryCandidates.Findable).Select(t => t.Term)], cancel);
        var place = standing.Place is null || standing.Free ? await FindAsync(connection, article, reading, copy, terms, cancel) : null;
        if (place is not null) await write.PlaceAsync(place, cancel);
        else if (standing.Place is null) place = await write.OpenStoryAsync(cancel);
        var result = place is null ? standing.Place! : new StoryPlace(place.StoryId, place.Reason, place.Score);
        await StoryCentre.UpdateAsync(connection, result.StoryId, terms, cancel);
        // While the lock is held: only one at a time may change the background.
        terms.Observe(reading.Vector.Terms);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Stories));
        return result;
    }

    private static async Task<NewPlace?> FindAsync(
        NpgsqlConnection connection, Article article, StoryReading reading, FoundCopy? copy, TermBackground terms, CancellationToken cancel)
    {
        if (copy is not null && (copy.PublishedAt - article.PublishedAt).Duration() <= StoryMatcher.Window)
        {
            return new(copy.StoryId, copy.Exact ? StoryReason.ExactCopy : StoryReason.NearCopy, copy.Score, copy.LikeId, []);
        }
        var members = await StoryCandidates.MembersAsync(
            connection, article.Id, reading.Vector.Telling(terms, StoryCandidates.Asked), article.PublishedAt, cancel);
        return StoryMatcher.Best(reading.Vector, reading.Language, article.PublishedAt, members, terms) is { } match
            ? new(match.StoryId, match.Across ? StoryReason.AlikeAcross : StoryReason.Alike, (float)match.Score, match.ArticleId, reading.Name(match.Shared, MostWords))
            : null;
    }

    private static async Task<Standing?> StandingAsync(NpgsqlConnection connection, long articleId, int version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(StandingSql, connection) { Parameters = { new() { Value = articleId }, new() { Value = version } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel)) return null;
        var place = rows.IsDBNull(2) ? null
            : new StoryPlace(rows.GetInt64(2), Enum.Parse<StoryReason>(rows.GetString(3)), rows.IsDBNull(4) ? null : rows.GetFloat(4));
        return new(rows.GetBoolean(0), rows.GetBoolean(1), place, !rows.IsDBNull(5) && rows.GetBoolean(5));
    }

    /// <param name="Current">The text that was read is the article's text still.</param>
    /// <param name="Done">It has been placed with this text.</param>
    /// <param name="Place">Where it stands.</param>
    /// <param name="Free">It is alone there, by the machine's doing.</param>
    private sealed record Standing(bool Current, bool Done, StoryPlace? Place, bool Free);
}
