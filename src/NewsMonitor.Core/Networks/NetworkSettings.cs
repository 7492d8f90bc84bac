using System.Text.Json.Serialization;

namespace NewsMonitor.Core.Networks;

/// <summary>What the nodes are.</summary>
public enum NetworkKind
{
    /// <summary>Actors, tied by the issues that they speak on.</summary>
    Actors,
    /// <summary>Issues, tied by the actors who speak on them.</summary>
    Issues,
    /// <summary>Actors on one side, issues on the other.</summary>
    ActorsAndIssues,
}

/// <summary>How stances become weights.</summary>
public enum Aggregation
{
    /// <summary>Whatever the stance.</summary>
    Ignore,
    /// <summary>One-mode: the same stance on the same issue.</summary>
    Congruence,
    /// <summary>One-mode: opposite stances on the same issue.</summary>
    Conflict,
    /// <summary>One-mode: congruence less conflict. Two-mode: statements for less statements against.</summary>
    Subtract,
    /// <summary>Two-mode: 1 only for, 2 only against, 3 both.</summary>
    Combine,
}

/// <summary>By what a weight is divided, so that who speaks much is not tied to everybody.</summary>
public enum Normalisation
{
    None,
    /// <summary>One-mode: the mean of the two nodes' numbers of statements.</summary>
    AverageActivity,
    /// <summary>One-mode: |A ∩ B| / |A ∪ B| over issue and stance, as Discourse Network Analyzer weighs it.</summary>
    Jaccard,
    /// <summary>One-mode: the product of the Euclidean norms of the two profiles.</summary>
    Cosine,
    /// <summary>One-mode: the product of the two numbers of statements, which Discourse Network Analyzer calls cosine; for comparison with its results.</summary>
    DnaCosine,
    /// <summary>Two-mode: the actor's number of statements.</summary>
    Activity,
    /// <summary>Two-mode: the issue's number of statements.</summary>
    Prominence,
}

/// <summary>Within what the same actor's same stance on the same issue counts once; the first of them stays.</summary>
public enum Duplicates { All, OncePerArticle, OncePerWeek, OncePerMonth, OncePerYear, OnceInAll }

/// <summary>What becomes of statements that are neither for nor against.</summary>
public enum UndecidedStances
{
    /// <summary>They are left out: for and against, as with a yes-or-no variable.</summary>
    LeftOut,
    /// <summary>Half way between for (1) and against (−1), as with a variable of whole numbers: half a congruence and half a conflict with either.</summary>
    InBetween,
}

/// <summary>How a network is made of statements.</summary>
public sealed record NetworkSettings
{
    public NetworkKind Kind { get; init; } = NetworkKind.Actors;
    public Aggregation Aggregation { get; init; } = Aggregation.Subtract;
    public Normalisation Normalisation { get; init; } = Normalisation.None;
    public Duplicates Duplicates { get; init; } = Duplicates.OncePerArticle;
    public UndecidedStances Undecided { get; init; } = UndecidedStances.LeftOut;
    /// <summary>Whether nodes without a tie stay.</summary>
    public bool Isolates { get; init; }
    /// <summary>The calendar of weeks, months and years: the newsroom's, whoever asks.</summary>
    [JsonIgnore]
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether the settings fit each other: two-mode networks know no congruence, one-mode ones no combining.</summary>
    public bool Fits => Kind == NetworkKind.ActorsAndIssues
        ? Aggregation is Aggregation.Ignore or Aggregation.Subtract or Aggregation.Combine
            && Normalisation is Normalisation.None or Normalisation.Activity or Normalisation.Prominence
        : Aggregation is not Aggregation.Combine && Normalisation is not (Normalisation.Activity or Normalisation.Prominence);
}
