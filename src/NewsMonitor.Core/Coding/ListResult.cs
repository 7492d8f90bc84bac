namespace NewsMonitor.Core.Coding;

/// <summary>What is wrong with an entry of one of the lists (actors, issues, instruments).</summary>
public enum ListFault
{
    NoName,
    NameTaken,
    TooLong,
    Unknown,
    IntoItself,
    /// <summary>Another entry is picked by that key.</summary>
    KeyTaken,
    /// <summary>An entry cannot stand below itself.</summary>
    BelowItself,
    NoColor,
    /// <summary>Statements stand with it: they have to be moved first.</summary>
    InUse,
    /// <summary>There is no place in that direction.</summary>
    NoPlace,
    NotWikidata,
    /// <summary>A day that ends before it begins.</summary>
    DatesReversed,
}

/// <summary>What came of an editor's act on one of the lists.</summary>
public abstract record ListResult
{
    private ListResult() { }

    /// <summary>Done. <paramref name="ActId"/> names the act in the log, 0 where nothing had to be changed.</summary>
    public sealed record Saved(long Id, long ActId = 0) : ListResult;

    /// <summary>Merged; <paramref name="Codes"/> codes stand with the other entry now.</summary>
    public sealed record Merged(long Id, int Codes, long ActId = 0) : ListResult;

    public sealed record NotAllowed : ListResult;

    /// <summary>Somebody else changed the entry meanwhile; nothing was written.</summary>
    public sealed record Stale : ListResult;

    public sealed record Invalid(ListFault Fault) : ListResult;
}
