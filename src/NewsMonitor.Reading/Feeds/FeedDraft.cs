namespace NewsMonitor.Reading.Feeds;

/// <summary>A value that several elements may supply: the one of the best rank (0 is best) stays, of equals the first.</summary>
internal struct Ranked<T> where T : class
{
    private int _worse;

    public T? Value { get; private set; }

    public readonly bool Wants(int rank) => Value == null || rank < _worse;

    public void Offer(T? value, int rank)
    {
        if (value == null || !Wants(rank))
            return;
        (Value, _worse) = (value, rank);
    }

    /// <summary>Of equals the last: for dates, where a second one is an amendment.</summary>
    public void OfferLast(T? value, int rank)
    {
        if (value != null && (Value == null || rank <= _worse))
            (Value, _worse) = (value, rank);
    }
}

/// <summary>What feeds and entries have in common while they are being read.</summary>
internal class Draft
{
    public string? Id, Language, Rights;
    public string? TitleHtml;
    public Ranked<string> Title, Summary, Content, Link, Image;
    public Ranked<FeedDate> Published, Updated;
    public Ranked<string> Comments;
    public readonly List<FeedLink> Links = [];
    public readonly List<FeedPerson> Authors = [];
    public readonly List<FeedPerson> LesserAuthors = [];
    public readonly List<FeedCategory> Categories = [];
    public readonly List<FeedCategory> LesserCategories = [];
    public readonly List<FeedEnclosure> Enclosures = [];
    public string? PermaLink;

    /// <summary>More than these of a kind are no use to anybody, and make a hostile feed expensive.</summary>
    private const int MostOfAKind = 200;

    public static void Add<T>(List<T> list, T item)
    {
        if (list.Count < MostOfAKind && !list.Contains(item))
            list.Add(item);
    }

    /// <summary>The lists as they are kept: nothing for none, no spare room.</summary>
    protected static IReadOnlyList<T> Kept<T>(List<T> list, List<T>? otherwise = null) => list.Count > 0 ? list.ToArray() : otherwise?.Count > 0 ? otherwise.ToArray() : [];
}

internal sealed class EntryDraft : Draft
{
    public ReadEntry Finish() => new()
    {
        Id = Id,
        Title = Title.Value,
        TitleHtml = TitleHtml,
        Link = Link.Value ?? PermaLink,
        Links = Kept(Links),
        Summary = Summary.Value,
        Content = Content.Value,
        Published = Published.Value,
        Updated = Updated.Value,
        Language = Language,
        Authors = Kept(Authors, LesserAuthors),
        Categories = Kept(Categories, LesserCategories),
        Enclosures = Kept(Enclosures),
        Image = Image.Value,
        Rights = Rights,
        Comments = Comments.Value,
    };
}

internal sealed class FeedDraft(FeedFormat format) : Draft
{
    public FeedFormat Format = format;
    public string? Generator;
    public TimeSpan? TimeToLive;
    public TimeSpan? UpdatePeriod;
    public int UpdateFrequency = 1;
    public readonly List<ReadEntry> Entries = [];

    public ReadFeed Finish(string encoding, IReadOnlyList<string> warnings) => new()
    {
        Format = Format,
        Encoding = encoding,
        Warnings = warnings,
        Id = Id,
        Title = Title.Value,
        TitleHtml = TitleHtml,
        Subtitle = Summary.Value,
        Link = Link.Value,
        Links = Kept(Links),
        Language = Language,
        Rights = Rights,
        Generator = Generator,
        Published = Published.Value,
        Updated = Updated.Value,
        Image = Image.Value,
        Authors = Kept(Authors, LesserAuthors),
        Categories = Kept(Categories, LesserCategories),
        TimeToLive = TimeToLive ?? (UpdatePeriod is { } period ? period / Math.Clamp(UpdateFrequency, 1, 1000) : null),
        Entries = Entries,
    };
}
