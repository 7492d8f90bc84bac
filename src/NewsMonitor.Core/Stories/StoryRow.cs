using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Quotations;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Core.Stories;

/// <summary>How the list of stories is ordered.</summary>
public enum StoryOrder
{
    /// <summary>Latest report first.</summary>
    Newest,
    /// <summary>Most reports that came in during the last 24 hours first.</summary>
    Growing,
}

/// <summary>The place of a story in the list.</summary>
/// <param name="Growth">Reports of the last 24 hours; 0 in the list by time.</param>
/// <param name="LastAt">When its last report was published.</param>
/// <param name="Id">The story.</param>
public readonly record struct StoryKey(int Growth, DateTimeOffset LastAt, long Id);

/// <summary>A line of the list of stories.</summary>
public sealed record StoryRow
{
    public required long Id { get; init; }
    /// <summary>An editor's name, or the title of the most central article.</summary>
    public required string Title { get; init; }
    /// <summary>Of the title: it is an article's own words. Null for an editor's.</summary>
    public string? Language { get; init; }
    public required int Articles { get; init; }
    public required int Outlets { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
    public required string FirstOutlet { get; init; }
    public required DateTimeOffset LastAt { get; init; }
    /// <summary>Reports that came in during the last 24 hours.</summary>
    public required int Growth { get; init; }
    /// <summary>Reports in equal parts of the time between the first and the last.</summary>
    public required IReadOnlyList<int> Course { get; init; }
    /// <summary>Confirmed statements of all its articles.</summary>
    public required int Statements { get; init; }
    public required int OpenSuggestions { get; init; }
    /// <summary>Articles that an editor has coded to the end.</summary>
    public required int Coded { get; init; }
    /// <summary>An editor has named, split, merged or moved something here.</summary>
    public required bool Edited { get; init; }

    public StoryKey Key(StoryOrder order) => new(order == StoryOrder.Growing ? Growth : 0, LastAt, Id);
}

/// <summary>A report of a story.</summary>
public sealed record StoryReport
{
    public required long ArticleId { get; init; }
    public required long OutletId { get; init; }
    public required string Outlet { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required int Words { get; init; }
    /// <summary>How many versions its text has had, from one source: the step from a feed's few words to the page is none of the outlet's.</summary>
    public required int Versions { get; init; }
    public required CodingState CodingState { get; init; }
    public required int Statements { get; init; }
    public required int OpenSuggestions { get; init; }
    public required StoryReason Reason { get; init; }
    public float? Score { get; init; }
    public long? LikeArticleId { get; init; }
    public required IReadOnlyList<string> SharedWords { get; init; }
    public string? PlacedBy { get; init; }
    /// <summary>The article that stands for all copies of the text; null where it is nobody's copy.</summary>
    public long? CopyOfId { get; init; }
    public float? CopyScore { get; init; }
    /// <summary>The same for all copies of a text.</summary>
    public long Text => CopyOfId ?? ArticleId;
}

/// <summary>A story with its reports, oldest first.</summary>
public sealed record StoryView(StoryRow Row, IReadOnlyList<StoryReport> Reports, bool MoreReports);

/// <summary>What an article's page says of its story.</summary>
/// <param name="Id">The story.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Articles">How many reports it has.</param>
/// <param name="Others">Some of the others, first the copies of this one, then by time.</param>
public sealed record ArticleStory(long Id, string Title, int Articles, IReadOnlyList<OtherReport> Others);

/// <summary>Another outlet's report of the same event.</summary>
public sealed record OtherReport(long ArticleId, string Outlet, string Title, string Language, DateTimeOffset PublishedAt, bool Copy);

/// <summary>Who says what in a story: a statement of one of its articles, with the words that prove it.</summary>
public sealed record StoryStatement
{
    public required long CodeId { get; init; }
    public required long ArticleId { get; init; }
    public required string Outlet { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required string ArticleLanguage { get; init; }
    public required CodeState State { get; init; }
    public required bool IsThreat { get; init; }
    /// <summary>Speaker or threatener, as the reader's language names them.</summary>
    public required IReadOnlyList<ParticipantTag> Who { get; init; }
    public required IReadOnlyList<ParticipantTag> Against { get; init; }
    public Stance? Stance { get; init; }
    /// <summary>The issue, or the instrument of a threat.</summary>
    public string? Matter { get; init; }
    public required string Quote { get; init; }
}

/// <summary>A story as a picker offers it.</summary>
public sealed record StoryMatchRow(long Id, string Title, int Articles, DateTimeOffset LastAt);

/// <summary>The current text of an article, to be laid beside another.</summary>
public sealed record StoryText(long ArticleId, string Title, string Language, string Text);

/// <summary>Words that a report of a story has somebody say.</summary>
/// <param name="Id">The quotation.</param>
/// <param name="ArticleId">The report.</param>
/// <param name="Speaker">Who, or the text's own words for somebody whom the lists do not know.</param>
/// <param name="Via">Through whom it is known.</param>
/// <param name="Form">In quotation marks, indirect, or reported.</param>
/// <param name="Words">What is said.</param>
public sealed record StoryQuotation(long Id, long ArticleId, NamedSpeaker Speaker, NamedSpeaker? Via, QuotationForm Form, string Words);

/// <summary>A report whose text was changed after it had appeared.</summary>
/// <param name="ArticleId">Which.</param>
/// <param name="Outlet">Its outlet.</param>
/// <param name="Language">Its language.</param>
/// <param name="Versions">How many there are.</param>
/// <param name="First">The text that was read first.</param>
/// <param name="Last">The text as it stands now.</param>
public sealed record ChangedReport(long ArticleId, string Outlet, string Language, int Versions, ReportVersion First, ReportVersion Last);

/// <summary>A version of a report's text.</summary>
public sealed record ReportVersion(int Number, DateTimeOffset CapturedAt, string Title, string Text);
