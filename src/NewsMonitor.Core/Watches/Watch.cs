namespace NewsMonitor.Core.Watches;

/// <summary>A search that somebody has saved, and what of it is to be told: articles that newly match, and shifts in what they say.</summary>
public sealed class Watch
{
    public const int NameLength = 120;

    public long Id { get; init; }
    public long OwnerId { get; init; }
    public required string Name { get; set; }
    /// <summary>The query line. It holds none of the reader's own marks: what matches must not depend on who has read what.</summary>
    public required string Line { get; set; }
    /// <summary>Whether others may follow it. Only the owner changes it.</summary>
    public bool Shared { get; set; }
    /// <summary>Every article that newly matches.</summary>
    public bool Articles { get; set; }
    /// <summary>An actor's stance on an issue turns.</summary>
    public bool Turns { get; set; }
    /// <summary>A threatener and a target that were no pair before.</summary>
    public bool Pairs { get; set; }
    /// <summary>An actor takes a stand on an issue for the first time.</summary>
    public bool Firsts { get; set; }
    /// <summary>The number of articles a day leaves its usual band.</summary>
    public bool Volume { get; set; }
    /// <summary>Shifts count suggestions too that nobody has decided.</summary>
    public bool WithSuggestions { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }
    /// <summary>Since when its line is as it is: what matched before is no news.</summary>
    public DateTimeOffset Since { get; set; }
    /// <summary>Articles published before this were too many to be noted as known; they never count as news. Null where all were noted.</summary>
    public DateTimeOffset? KnownFrom { get; set; }
    /// <summary>When its number of articles was last held against the usual.</summary>
    public DateTimeOffset? WeighedAt { get; set; }
}

/// <summary>When a member is sent a mail.</summary>
public enum MailRhythm { None, AtOnce, Daily, Weekly }

/// <summary>Somebody who follows a watch: its owner, and whoever chose a shared one.</summary>
public sealed class WatchMember
{
    public long WatchId { get; init; }
    public long UserId { get; init; }
    public MailRhythm Mail { get; set; }
    /// <summary>The order of the person's own list. Fractions, so that a move changes one row.</summary>
    public double Rank { get; set; }
    public DateTimeOffset JoinedAt { get; init; }
}

/// <summary>An article that a watch has found.</summary>
public sealed class WatchMatch
{
    public long WatchId { get; init; }
    public long ArticleId { get; init; }
    public DateTimeOffset MatchedAt { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    /// <summary>It matched before the watch was there: no news, and not counted as unread.</summary>
    public bool Known { get; init; }
    /// <summary>Since when it does not match any more: its text or its codes are other ones now.</summary>
    public DateTimeOffset? GoneAt { get; set; }
    /// <summary>The alert that told of it.</summary>
    public long? AlertId { get; set; }
}

/// <summary>
/// An article that changed and that no watch has looked at yet. Triggers write it in the transaction of the change, so it is seen when that
/// commits and not before: however late a transaction commits, its articles are not passed over, as they would be by a cursor over numbers.
/// </summary>
public sealed class WatchChange
{
    public long Id { get; init; }
    public long ArticleId { get; init; }
    /// <summary>Its text is new; else only its codes or its story are.</summary>
    public bool Text { get; init; }
}
