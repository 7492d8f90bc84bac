namespace NewsMonitor.Core.Agreement;

/// <summary>A coder whose statements are compared.</summary>
public sealed record AgreementCoder(long Id, string Name);

/// <summary>An article that two coders or more have finished.</summary>
/// <param name="Coded">Its statements, matched.</param>
/// <param name="RoundId">In which round.</param>
/// <param name="Title">Its headline.</param>
/// <param name="Outlet">Its outlet.</param>
/// <param name="PublishedAt">Its date.</param>
/// <param name="FinishedOn">The day on which the last of its coders handed it in: agreement over time is about coding, not about news.</param>
/// <param name="Length">Of the text that the statements are placed on, in UTF-16 units.</param>
public sealed record AgreementArticle(
    CodedArticle Coded, long RoundId, string Title, string Outlet, DateTimeOffset PublishedAt, DateOnly FinishedOn, int Length)
{
    /// <summary>Monday of the week in which it was finished.</summary>
    public DateOnly Week => FinishedOn.AddDays(-(((int)FinishedOn.DayOfWeek + 6) % 7));
}

/// <summary>What is compared: coders by name, articles by day, and what the ids in values are called.</summary>
public sealed record AgreementData(
    IReadOnlyList<AgreementCoder> Coders, IReadOnlyList<AgreementArticle> Articles, IReadOnlyDictionary<long, string> Actors, IReadOnlyDictionary<long, string> Issues,
    IReadOnlyDictionary<long, string> Instruments, IReadOnlyDictionary<long, CodedQuote> Quotes)
{
    public static AgreementData Empty { get; } = new([], [], new Dictionary<long, string>(), new Dictionary<long, string>(), new Dictionary<long, string>(), new Dictionary<long, CodedQuote>());

    public IReadOnlyList<long> CoderIds => [.. Coders.Select(c => c.Id)];
}

/// <summary>The words of a statement, for lists.</summary>
public sealed record CodedQuote(string Words, string? Note);
