namespace NewsMonitor.Web.Components.Statements;

/// <summary>How the reading of a map stands.</summary>
public sealed record MapReading
{
    /// <summary>When what is shown was read.</summary>
    public DateTimeOffset? At { get; init; }
    /// <summary>Statements have changed since.</summary>
    public bool Changed { get; init; }
    /// <summary>Set when the archive did not answer: what to tell whoever reads the log.</summary>
    public string? Fault { get; init; }
    /// <summary>It takes its time, and can be given up.</summary>
    public bool Works { get; init; }
    /// <summary>The reader did not want to wait for it.</summary>
    public bool GivenUp { get; init; }
}

/// <summary>What is being done for a map that takes its time.</summary>
/// <param name="Words">In a sentence.</param>
/// <param name="Done">How much of it is done, 0 to 1; null where nobody knows.</param>
public readonly record struct MapWork(string Words, double? Done = null);
