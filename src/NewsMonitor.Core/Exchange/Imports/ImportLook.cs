using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>What an import would do, from the beginning of its file. Nothing has been written.</summary>
public sealed record ImportLook
{
    /// <summary>For tables: which column holds what.</summary>
    public ColumnMap? Columns { get; init; }
    public IReadOnlyList<ColumnMeaning> Meanings { get; init; } = [];
    /// <summary>Columns that are missing; with any, nothing else is known.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
    /// <summary>What the file begins with, for a person to compare.</summary>
    public IReadOnlyList<SampleLine> Samples { get; init; } = [];
    /// <summary>How much of the file was looked at, and whether that is all of it.</summary>
    public int Read { get; init; }
    public bool IsWhole { get; init; }
    public int New { get; init; }
    public int There { get; init; }
    public int Refused { get; init; }
    public IReadOnlyList<ImportFault> Faults { get; init; } = [];
    /// <summary>Names that the lists do not know, the most frequent first.</summary>
    public IReadOnlyList<(string Name, int Times)> UnknownActors { get; init; } = [];
    public IReadOnlyList<(string Name, int Times)> UnknownIssues { get; init; } = [];
    public IReadOnlyList<LeftOutPart> LeftOut { get; init; } = [];

    /// <summary>Whether there is anything to bring in, as far as the look went.</summary>
    public bool CanStart => Missing.Count == 0 && (New > 0 || !IsWhole);
}

/// <summary>A line of the file as it would come in.</summary>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Who">Outlet, or actors.</param>
/// <param name="What">Title, issue or instrument.</param>
/// <param name="Words">The beginning of the text, or the quote.</param>
/// <param name="Stance">Of a position.</param>
public sealed record SampleLine(string Place, string Who, string What, string Words, Stance? Stance = null);
