using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Watches;

/// <summary>A watch as somebody wants it.</summary>
public sealed record WatchDraft
{
    /// <summary>Null makes a new one.</summary>
    public long? Id { get; init; }
    public string Name { get; init; } = "";
    public string Line { get; init; } = "";
    public bool Shared { get; init; }
    public bool Articles { get; init; } = true;
    public bool Turns { get; init; }
    public bool Pairs { get; init; }
    public bool Firsts { get; init; }
    public bool Volume { get; init; }
    public bool WithSuggestions { get; init; }
    /// <summary>The owner's own mail.</summary>
    public MailRhythm Mail { get; init; }
}

/// <summary>What is wrong with a draft.</summary>
public enum WatchFault
{
    NoName,
    /// <summary>The line asks for the reader's own marks, which are no matter of the articles.</summary>
    OwnMarks,
    /// <summary>A watch of everything can tell of shifts, and not of every article and how many they are.</summary>
    Everything,
    /// <summary>Nothing is to be told.</summary>
    Nothing,
    /// <summary>The person has as many as one may have.</summary>
    TooMany,
    /// <summary>The address of a hook is no http(s) address.</summary>
    NoAddress,
}

/// <summary>What came of a change to a watch.</summary>
public abstract record WatchResult
{
    private WatchResult() { }

    public sealed record Saved(long Id) : WatchResult;
    /// <summary>Made, with what is shown this once: a hook's secret, a feed's address.</summary>
    public sealed record Made(long Id, string Secret) : WatchResult;
    public sealed record Invalid(WatchFault Fault) : WatchResult;
    /// <summary>The line could not be understood.</summary>
    public sealed record Unreadable(IReadOnlyList<SearchFault> Faults) : WatchResult;
    /// <summary>It is somebody else's, or the account is disabled.</summary>
    public sealed record NotAllowed : WatchResult;
    public sealed record Gone : WatchResult;
}
