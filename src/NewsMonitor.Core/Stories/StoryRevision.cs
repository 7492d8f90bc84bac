using System.Text.Json;

namespace NewsMonitor.Core.Stories;

/// <summary>What an editor did with a story.</summary>
public enum StoryAction { Split, Moved, Merged, Renamed }

/// <summary>An editor's act on stories, with what was before it: the way back.</summary>
public sealed class StoryRevision
{
    public long Id { get; init; }
    public StoryAction Action { get; init; }
    /// <summary>The story that the articles left, or that was renamed.</summary>
    public long StoryId { get; init; }
    /// <summary>Where they went.</summary>
    public long? IntoId { get; init; }
    public required JsonDocument Before { get; init; }
    public DateTimeOffset At { get; init; }
    public long By { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>The part of the archive that an act changes, as it was before.</summary>
internal sealed record StorySnapshot(string? Name, IReadOnlyList<PlaceSnapshot> Places, IReadOnlyList<long> Signposts)
{
    public static StorySnapshot FromJson(JsonDocument json) =>
        json.Deserialize<StorySnapshot>() ?? throw new InvalidOperationException("A revision of a story holds nothing.");

    public JsonDocument ToJson() => JsonSerializer.SerializeToDocument(this);
}

internal sealed record PlaceSnapshot(
    long ArticleId, long StoryId, StoryReason Reason, float? Score, long? LikeArticleId, IReadOnlyList<string> Words, DateTimeOffset PlacedAt, long? PlacedBy)
{
    public static PlaceSnapshot Of(StoryArticle place) => new(
        place.ArticleId, place.StoryId, place.Reason, place.Score, place.LikeArticleId, place.Words, place.PlacedAt, place.PlacedBy);

    public void RestoreTo(StoryArticle place)
    {
        (place.StoryId, place.Reason, place.Score, place.LikeArticleId) = (StoryId, Reason, Score, LikeArticleId);
        (place.Words, place.PlacedAt, place.PlacedBy) = (Words, PlacedAt, PlacedBy);
    }
}
