using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>A statement as a file has it: names instead of ids, words instead of places.</summary>
public sealed record ImportedStatement
{
    /// <summary>Where in the file, for the report.</summary>
    public required string Place { get; init; }
    public required ImportedArticle Article { get; init; }
    public required bool IsThreat { get; init; }
    public required IReadOnlyList<ImportedActor> Actors { get; init; }
    public required IReadOnlyList<ImportedEvidence> Evidence { get; init; }
    public ImportedIssue? Issue { get; init; }
    public Stance Stance { get; init; }
    public PositionAct Act { get; init; }
    public string? Instrument { get; init; }
    public string? InstrumentWords { get; init; }
    public string? Cameo { get; init; }
    public string? Condition { get; init; }
    public ThreatMode Mode { get; init; }
    public ThreatLifeCycle LifeCycle { get; init; }
    public DateOnly? EventDate { get; init; }
    public string? Note { get; init; }
    /// <summary>The file says that nobody has decided it yet.</summary>
    public bool IsSuggested { get; init; }
}

/// <summary>How a file names an article: by the archive's id where it has just come in with it, by its address, or by its title and day.</summary>
public sealed record ImportedArticle(string? Address, string? Title = null, DateOnly? Day = null, long? Id = null)
{
    public override string ToString() => Address ?? Title ?? $"{Id}";
}

/// <summary>An actor in a role. What is known beside the name tells them apart, and fills a new one.</summary>
public sealed record ImportedActor(ParticipantRole Role, string Name)
{
    public ActorKind? Kind { get; init; }
    public string? Key { get; init; }
    public string? WikidataId { get; init; }
    public string? Country { get; init; }
    /// <summary>A membership that a new actor gets.</summary>
    public string? Organisation { get; init; }
    public IReadOnlyList<string> OtherNames { get; init; } = [];
    public string? Note { get; init; }
}

public sealed record ImportedIssue(string Name)
{
    public string? Proposition { get; init; }
    public string? Definition { get; init; }
    public string? Color { get; init; }
}

/// <summary>Words that prove it.</summary>
/// <param name="Role">What they do.</param>
/// <param name="Quote">The words; empty where only the place is known.</param>
/// <param name="Start">Code points before them, where the file says so.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Occurrence">Where the file's text is not ours letter by letter: how often the words stand before this place.</param>
/// <param name="Version">The number of the version that the place counts in, where the file says so.</param>
public sealed record ImportedEvidence(AnchorRole Role, string Quote, int? Start = null, int? End = null, int Occurrence = 0, int? Version = null);

/// <summary>A line of a file: read, or not.</summary>
public readonly record struct ImportedLine(ImportedStatement? Statement, ImportFault? Fault);
