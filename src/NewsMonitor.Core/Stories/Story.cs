using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// The articles on one event. Every article that was read stands in exactly one story, most of them alone in theirs; lists show those of
/// two and more. Counts and dates are written by a trigger, so that nobody who moves or deletes an article can forget them.
/// </summary>
public sealed class Story
{
    public long Id { get; init; }
    /// <summary>An editor's name; without one the story is called by its most central article.</summary>
    public string? Name { get; set; }
    /// <summary>The article that is most like all the others.</summary>
    public long? CentralArticleId { get; set; }
    public int Articles { get; private set; }
    public int Outlets { get; private set; }
    /// <summary>When the first report was published; null only while a story has no article.</summary>
    public DateTimeOffset? FirstAt { get; private set; }
    public DateTimeOffset? LastAt { get; private set; }
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>The editor who last split, merged, moved or named something here: the machine takes nothing out of such a story.</summary>
    public long? EditedBy { get; set; }
    /// <summary>Set when it was merged away or emptied: old links lead on.</summary>
    public long? MergedIntoId { get; set; }
}

/// <summary>Why an article stands in its story.</summary>
public enum StoryReason
{
    /// <summary>Nothing like it was there.</summary>
    First,
    /// <summary>The same words.</summary>
    ExactCopy,
    /// <summary>Nearly the same words, or a part of them.</summary>
    NearCopy,
    /// <summary>Title, body and actors are alike.</summary>
    Alike,
    /// <summary>Actors, matters and figures agree with a report in another language.</summary>
    AlikeAcross,
    /// <summary>An editor put it here.</summary>
    Editor,
}

/// <summary>An article's place in a story, with the reason.</summary>
public sealed class StoryArticle
{
    public long ArticleId { get; init; }
    public Article? Article { get; init; }
    public long StoryId { get; set; }
    public Story? Story { get; init; }
    public StoryReason Reason { get; set; }
    /// <summary>0 to 1; null where nothing was compared.</summary>
    public float? Score { get; set; }
    /// <summary>The report that it is most like.</summary>
    public long? LikeArticleId { get; set; }
    /// <summary>What it has in common with that report, in its own words.</summary>
    public IReadOnlyList<string> Words { get; set; } = [];
    public DateTimeOffset PlacedAt { get; set; }
    /// <summary>The editor who decided it; null for the machine, which never moves what an editor has placed.</summary>
    public long? PlacedBy { get; set; }
}

/// <summary>What comparing needs of an article: the fingerprint of its words and the vector of its matter.</summary>
public sealed class ArticlePrint
{
    public long ArticleId { get; init; }
    /// <summary>The number of the version that it was made of.</summary>
    public int Version { get; set; }
    public required string Language { get; set; }
    public DateTimeOffset PublishedAt { get; set; }
    /// <summary>Hash of the plain words; null where the text is too short to be anybody's copy.</summary>
    public Guid? Hash { get; set; }
    /// <summary>MinHash bands; empty for an exact copy, which is found by what it copies.</summary>
    public long[] Bands { get; set; } = [];
    public int[] Terms { get; set; } = [];
    public float[] Weights { get; set; } = [];
    /// <summary>The article whose copy it is: the same for all copies of one text.</summary>
    public long? CopyOfId { get; set; }
    /// <summary>Jaccard index with the copy that it was found by, or the share of the shorter text that is in the longer one.</summary>
    public float? CopyScore { get; set; }
}

/// <summary>A telling term of an article: the way from an article to those that may share its story, bounded by time whatever the archive's size.</summary>
public sealed class StoryTerm
{
    public int Term { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    public long ArticleId { get; init; }
}
