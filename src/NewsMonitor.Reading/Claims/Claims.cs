using System.Text.Json.Serialization;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>What is done with words; the lower-case name is the one used outside the program.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpeechAct>))]
public enum SpeechAct : byte
{
    None,
    States,
    Demands,
    Rejects,
    Proposes,
    Promises,
    Condemns,
    Agrees,
    Warns,
    Threatens,
    Accuses,
    Announces,
}

/// <summary>For, against, or neither.</summary>
public enum Stance : sbyte
{
    Opposes = -1,
    Undecided = 0,
    Supports = 1,
}

/// <summary>How a threat comes into the text.</summary>
public enum ThreatMode : byte
{
    /// <summary>The threatener says it.</summary>
    Explicit,
    /// <summary>Said without the word: a red line, a doctrine.</summary>
    Implicit,
    /// <summary>Somebody warns of it.</summary>
    Warning,
    /// <summary>Somebody feels or fears it.</summary>
    Perceived,
    /// <summary>Somebody is accused of it.</summary>
    Alleged,
    /// <summary>The reporter thinks it possible.</summary>
    Potential,
}

/// <summary>Who takes part in a claim: an actor of the registry or, with no key, the words that name a group or person it does not know.</summary>
/// <param name="Key">The registry's key, or null.</param>
/// <param name="Name">The actor's name, or the words of the text.</param>
/// <param name="Span">Where the text says so (UTF-16); may stand outside the evidence.</param>
public sealed record ClaimActor(string? Key, string Name, TextSpan Span)
{
    /// <summary>The key, or the name where there is none.</summary>
    public string Reference => Key ?? Name;
}

/// <summary>A threat proposed by a rule. Spans count UTF-16 units of the text, end exclusive.</summary>
public sealed record FoundThreat
{
    public required ClaimActor Threatener { get; init; }
    /// <summary>Others who threaten with them: "der Vereinigten Staaten und ihrer Verbündeten".</summary>
    public IReadOnlyList<ClaimActor> CoThreateners { get; init; } = [];
    public ClaimActor? Target { get; init; }
    /// <summary>The kind of harm, a key of <c>lexicon/harms.json</c>: sanctions, attack, force posture …</summary>
    public required string Instrument { get; init; }
    /// <summary>The words that name the harm.</summary>
    public TextSpan? InstrumentSpan { get; init; }
    public required ThreatMode Mode { get; init; }
    public TextSpan? Condition { get; init; }
    /// <summary>Through whom it is known: the speaker, the one who warns, fears or accuses.</summary>
    public ClaimActor? Via { get; init; }
    /// <summary>The CAMEO code (Gerner et al., Codebook 1.1b3) of threatening, showing or using it.</summary>
    public required string Cameo { get; init; }
    public required IReadOnlyList<TextSpan> Evidence { get; init; }
    public TextSpan? Cue { get; init; }
    /// <summary>The rule's name, stable over versions: editors' decisions are counted by it.</summary>
    public required string Rule { get; init; }
    /// <summary>What the ranker weighs.</summary>
    public required ClaimFeatures Features { get; init; }
}

/// <summary>A position proposed by a rule. Spans count UTF-16 units of the text, end exclusive.</summary>
public sealed record FoundPosition
{
    public required ClaimActor Actor { get; init; }
    /// <summary>Others who hold it with them.</summary>
    public IReadOnlyList<ClaimActor> CoActors { get; init; } = [];
    public required Stance Stance { get; init; }
    public required SpeechAct Act { get; init; }
    /// <summary>The noun phrase or clause the position is on.</summary>
    public required string Issue { get; init; }
    public TextSpan IssueSpan { get; init; }
    /// <summary>The codebook's issue it matches, or null: then <see cref="Issue"/> is proposed as a new one.</summary>
    public string? IssueKey { get; init; }
    public ClaimActor? Target { get; init; }
    public ClaimActor? Via { get; init; }
    public required IReadOnlyList<TextSpan> Evidence { get; init; }
    public required TextSpan Cue { get; init; }
    public required string Rule { get; init; }
    public required ClaimFeatures Features { get; init; }
}

/// <summary>What is known about a candidate before anybody has looked at it: the input of the ranker, and of its explanation.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Lemma">The verb or noun it rests on.</param>
/// <param name="Act">What is done.</param>
/// <param name="SubjectKind">Kind of the subject's actor, or "unknown".</param>
/// <param name="SubjectForm">How the subject is named: name, title, metonym, pronoun, phrase.</param>
/// <param name="Negated">A negation stands in the clause.</param>
/// <param name="Conditional">A condition stands in the sentence.</param>
/// <param name="Instrument">The harm, or null.</param>
/// <param name="HasTarget">A target was found.</param>
/// <param name="Quoted">none, direct, indirect or reported: the speech it stands in.</param>
/// <param name="Place">Tenths of the text before it, 0 to 9.</param>
/// <param name="Language">ISO 639-1.</param>
public sealed record ClaimFeatures(string Rule, string Lemma, SpeechAct Act, string SubjectKind, string SubjectForm, bool Negated, bool Conditional,
    string? Instrument, bool HasTarget, string Quoted, int Place, string Language)
{
    /// <summary>The publisher, by a name that stays; null where the text came without one.</summary>
    public string? Source { get; init; }
}
