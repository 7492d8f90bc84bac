namespace NewsMonitor.Core.Actors;

/// <summary>Who an actor is, as their own page says it.</summary>
public sealed record ActorHead
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required ActorKind Kind { get; init; }
    /// <summary>ISO 3166 alpha-2, upper case.</summary>
    public string? Country { get; init; }
    public string? WikidataId { get; init; }
    public DateTimeOffset? RetiredAt { get; init; }
    /// <summary>The state that the country is, where it is among the actors and another than this one.</summary>
    public (long Id, string Name)? State { get; init; }
    /// <summary>What it is part of.</summary>
    public (long Id, string Name)? Parent { get; init; }
    /// <summary>Latest first; those without a first day last.</summary>
    public required IReadOnlyList<OfficeRow> Offices { get; init; }
    /// <summary>By language, the shown one first.</summary>
    public required IReadOnlyList<ActorName> Names { get; init; }
}

/// <summary>An office or membership with its days.</summary>
public sealed record OfficeRow(string Office, long? OrganisationId, string? Organisation, DateOnly? From, DateOnly? Until)
{
    public bool IsHeldOn(DateOnly day) => (From is null || From <= day) && (Until is null || day <= Until);
}

/// <summary>What there is of an actor in a time, in figures.</summary>
public sealed record ActorFigures(int Mentions, int Quotations, int Positions, int ThreatsMade, int ThreatsReceived);

/// <summary>Statements of each stance on one day.</summary>
public sealed record StanceDay(DateOnly Day, int Supports, int Opposes, int Undecided)
{
    public int All => Supports + Opposes + Undecided;
}

/// <summary>Where an actor stood on an issue, day by day.</summary>
/// <param name="IssueId">The issue.</param>
/// <param name="Issue">Its name.</param>
/// <param name="Days">In order; days without a statement are left out.</param>
public sealed record IssueCourse(long IssueId, string Issue, IReadOnlyList<StanceDay> Days)
{
    public int Supports => Days.Sum(day => day.Supports);
    public int Opposes => Days.Sum(day => day.Opposes);
    public int Undecided => Days.Sum(day => day.Undecided);
    public int All => Supports + Opposes + Undecided;

    /// <summary>What the course amounts to.</summary>
    public StanceTrend Trend => StanceTrend.Of(Days);
}

/// <summary>Somebody who speaks on the same issues.</summary>
/// <param name="ActorId">Who.</param>
/// <param name="Name">As the reader's language names them.</param>
/// <param name="Kind">What sort of actor.</param>
/// <param name="Weight">Congruence less conflict over the mean of both numbers of statements: above 0 they agree, below they oppose each other.</param>
/// <param name="Alike">Issues on which both lean to the same side.</param>
/// <param name="Apart">Issues on which they lean to opposite sides.</param>
/// <param name="IssueIds">All of these issues.</param>
public sealed record Companion(
    long ActorId, string Name, ActorKind Kind, double Weight, IReadOnlyList<string> Alike, IReadOnlyList<string> Apart, IReadOnlyList<long> IssueIds);

/// <summary>Somebody who is named in the same articles.</summary>
public sealed record Neighbour(long ActorId, string Name, ActorKind Kind, int Articles);

/// <summary>A story that an actor appears in.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Title">An editor's name for it, or the title of its most central article.</param>
/// <param name="Language">Of the title; null for an editor's.</param>
/// <param name="Own">Reports that name the actor.</param>
/// <param name="Articles">All its reports.</param>
/// <param name="LastAt">When the last one was published.</param>
public sealed record ActorStory(long StoryId, string Title, string? Language, int Own, int Articles, DateTimeOffset LastAt);

/// <summary>What most of an actor's articles of one day tell of.</summary>
public sealed record DayStory(DateOnly Day, long StoryId, string Title);

/// <summary>What stands around an actor in a time.</summary>
/// <param name="Neighbours">Most articles together first.</param>
/// <param name="Stories">Most reports that name the actor first.</param>
/// <param name="Articles">How many articles were looked at: the newest, where there are more than <see cref="ActorProfiles.MostArticles"/>.</param>
public sealed record ActorSurroundings(IReadOnlyList<Neighbour> Neighbours, IReadOnlyList<ActorStory> Stories, int Articles);
