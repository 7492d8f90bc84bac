using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Watches;

public enum AlertKind { Articles, Turn, Pair, First, Volume }

/// <summary>Why an alert was taken back. It stays, marked: whoever has read it must see that it no longer holds.</summary>
public enum AlertWithdrawal
{
    /// <summary>The statement was removed, rejected or changed.</summary>
    NotSaid,
    /// <summary>An older article came in that says the same earlier.</summary>
    NotNew,
    /// <summary>Articles came in late: the day's number is a usual one.</summary>
    Usual,
}

/// <summary>Something that a watch tells its members. In the page each stands exactly once: <see cref="Key"/> is unique within the watch.</summary>
public sealed class Alert
{
    public long Id { get; init; }
    /// <summary>What names it outside: in feeds and calls.</summary>
    public Guid Uid { get; init; } = Guid.CreateVersion7();
    public long WatchId { get; init; }
    public AlertKind Kind { get; init; }
    /// <summary>What happened, as a key: telling the same again does nothing.</summary>
    public required string Key { get; init; }
    /// <summary>Whom and what a shift is about: actor and issue, threatener and target. Null for articles.</summary>
    public string? Subject { get; init; }
    /// <summary>The articles that a shift rests on.</summary>
    public long[] Rests { get; init; } = [];
    public DateTimeOffset At { get; init; }
    /// <summary>For articles: when the last was added.</summary>
    public DateTimeOffset LastAt { get; set; }
    /// <summary>How many articles newly matched.</summary>
    public int Articles { get; set; }
    /// <summary>No article is added any more: it is old enough, was sent, or was read.</summary>
    public DateTimeOffset? SealedAt { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }
    public AlertWithdrawal? Withdrawal { get; set; }
    public required AlertDetails Details { get; init; }
}

/// <summary>What an alert says, with names and quotes as they were then: it stays readable when the codes are changed.</summary>
public sealed record AlertDetails
{
    /// <summary>Whose stance; or the threatener first, then the target.</summary>
    public IReadOnlyList<AlertName> Actors { get; init; } = [];
    public AlertName? Issue { get; init; }
    public Stance? From { get; init; }
    public Stance? To { get; init; }
    /// <summary>Statements before the shift that it is held against.</summary>
    public int Before { get; init; }
    /// <summary>When the last of those was published.</summary>
    public DateTimeOffset? BeforeAt { get; init; }
    public VolumeFigures? Volume { get; init; }
    /// <summary>Rests on suggestions that nobody had decided.</summary>
    public bool Suggested { get; init; }
    /// <summary>The words it rests on, the new ones first, then those of before.</summary>
    public IReadOnlyList<AlertQuote> Quotes { get; init; } = [];

    public static AlertDetails None { get; } = new();
}

/// <summary>Whom or what an alert names.</summary>
/// <param name="Id">Of the actor or issue.</param>
/// <param name="Name">Its name, for whoever speaks none of the languages.</param>
/// <param name="Names">What it is called in each of the desk's languages, where it has a name there; null for issues.</param>
public sealed record AlertName(long Id, string Name, IReadOnlyDictionary<string, string>? Names = null)
{
    public string In(string language) => Names?.GetValueOrDefault(language) ?? Name;
}

/// <summary>A quote that an alert rests on.</summary>
public sealed record AlertQuote(long StatementId, long ArticleId, string Outlet, string Language, DateTimeOffset PublishedAt, string Quote, Stance? Stance, bool IsBefore);

/// <summary>A day's number of articles against the band of its weekday.</summary>
public sealed record VolumeFigures(DateOnly Day, int Articles, double Median, double Low, double High, int Weeks);

/// <summary>That a person has read an alert.</summary>
public sealed class AlertRead
{
    public long UserId { get; init; }
    public long AlertId { get; init; }
    public DateTimeOffset ReadAt { get; init; }
}
