namespace NewsMonitor.Core.Coding;

/// <summary>What is wrong with an entry of one of the lists (actors, issues, instruments).</summary>
public enum ListFault { NoName, NameTaken, TooLong, Unknown, IntoItself }

/// <summary>What came of an editor's act on one of the lists.</summary>
public abstract record ListResult
{
    private ListResult() { }

    public sealed record Saved(long Id) : ListResult;

    /// <summary>Merged; <paramref name="Codes"/> codes stand with the other entry now.</summary>
    public sealed record Merged(long Id, int Codes) : ListResult;

    public sealed record NotAllowed : ListResult;

    /// <summary>Somebody else changed the entry meanwhile; nothing was written.</summary>
    public sealed record Stale : ListResult;

    public sealed record Invalid(ListFault Fault) : ListResult;
}
