using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Feeds;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Ingestion;

/// <summary>An article on its way into the archive.</summary>
public sealed record IncomingArticle
{
    public required string Canonical { get; init; }
    public required string Address { get; init; }
    public required ArticleText Text { get; init; }
    public required string Language { get; init; }
    public required DateTimeOffset Published { get; init; }
    public required string PublishedFrom { get; init; }
    public DateTimeOffset? Modified { get; init; }
    public required TextState TextState { get; init; }

    /// <summary>Whether the article's page is still to be fetched.</summary>
    public bool WantsPage => TextState == TextState.Pending;

    /// <summary>An entry's own text from this many words on is the article itself, not a teaser.</summary>
    private const int WholeArticle = 200;
    private static readonly DateTimeOffset FirstNewsSite = new(1994, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes an article of a feed's entry, with the text that the feed carries.</summary>
    /// <param name="identified">The entry.</param>
    /// <param name="feed">The feed it stood in.</param>
    /// <param name="pages">Whether pages are fetched for this feed.</param>
    /// <param name="outletLanguage">What the outlet mostly writes in, or null.</param>
    /// <param name="arrived">Now.</param>
    public static IncomingArticle Of(IdentifiedEntry identified, ReadFeed feed, PageFetching pages, string? outletLanguage, DateTimeOffset arrived)
    {
        var entry = identified.Entry;
        var blocks = Blocks(entry);
        var text = ArticleText.Of(
            null, entry.Title is { } title ? HtmlFragment.Line(title) : null,
            entry.Authors.Select(a => a.Name).OfType<string>(), blocks);
        if (text.Title.Length == 0) text = text with { Title = identified.Address };
        var (published, from) = Dated(entry, arrived);
        return new()
        {
            Canonical = identified.Canonical,
            Address = identified.Address,
            Text = text,
            Language = text.Language(entry.Language ?? feed.Language, outletLanguage),
            Published = published,
            PublishedFrom = from,
            Modified = entry.Updated?.At is { } updated && updated > published && !IsAhead(updated, arrived) ? updated : null,
            TextState = pages switch
            {
                PageFetching.Never => TextState.FeedTextOnly,
                PageFetching.Auto when text.Words >= WholeArticle && entry.Content is not null => TextState.Complete,
                // An entry without a page of its own has nothing more to give.
                _ when identified.Canonical.Contains('#', StringComparison.Ordinal) && !identified.Canonical.Contains("#!", StringComparison.Ordinal) => TextState.FeedTextOnly,
                _ => TextState.Pending,
            },
        };
    }

    private static IReadOnlyList<Block> Blocks(ReadEntry entry)
    {
        var content = entry.Content is { Length: > 0 } html ? HtmlFragment.Blocks(html) : [];
        return content.Count > 0 || entry.Summary is null ? content : HtmlFragment.Blocks(entry.Summary);
    }

    /// <summary>Clocks differ by minutes; what lies further ahead is no date of something that was published.</summary>
    internal static bool IsAhead(DateTimeOffset at, DateTimeOffset now) => at > now.AddMinutes(10);

    private static (DateTimeOffset At, string From) Dated(ReadEntry entry, DateTimeOffset arrived)
    {
        foreach (var date in (FeedDate?[])[entry.Published, entry.Updated])
        {
            // What lies ahead of us or before the first news site is a slip of the publisher's clock or form.
            if (date?.At is { } at && at > FirstNewsSite && !IsAhead(at, arrived)) return (at, ArticleText.Line(date.Source, 60));
        }
        return (arrived, "arrival");
    }
}
