using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Web.Api;

/// <summary>An article as lists name it.</summary>
public record ArticleJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>The publisher.</summary>
    public required string Outlet { get; init; }
    /// <summary>When it was published; where nothing says so, when it arrived.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>The line above the headline.</summary>
    public string? Kicker { get; init; }
    /// <summary>The headline.</summary>
    public required string Title { get; init; }
    /// <summary>ISO 639-1 code, or <c>und</c> where the text does not tell.</summary>
    public required string Language { get; init; }
    /// <summary>Whether the archive holds the full text.</summary>
    public required TextState TextState { get; init; }
    /// <summary>How far its coding has come.</summary>
    public required CodingState CodingState { get; init; }
    /// <summary>Confirmed statements: threats and positions.</summary>
    public required int Statements { get; init; }
    /// <summary>Confirmed threats.</summary>
    public required int Threats { get; init; }
    /// <summary>Suggested statements that nobody has decided.</summary>
    public required int OpenSuggestions { get; init; }
    /// <summary>The token's holder has read it.</summary>
    public required bool Read { get; init; }
    /// <summary>The token's holder has starred it.</summary>
    public required bool Starred { get; init; }
    /// <summary>The story that it stands in; absent until it has been read.</summary>
    public long? StoryId { get; init; }
    /// <summary>Reports in that story, this one included.</summary>
    public int StoryArticles { get; init; } = 1;
    /// <summary>Where the words of the query stand, if asked for.</summary>
    public SnippetJson? Snippet { get; init; }

    internal static ArticleJson Of(ArticleRow row, Snippet? snippet = null) => new()
    {
        Id = row.Id, Outlet = row.Outlet, PublishedAt = row.PublishedAt, Kicker = row.Kicker, Title = row.Title, Language = row.Language, TextState = row.TextState,
        CodingState = row.CodingState, Statements = row.Statements, Threats = row.Threats, OpenSuggestions = row.OpenSuggestions, Read = row.Read, Starred = row.Starred,
        StoryId = row.StoryId, StoryArticles = row.StorySize, Snippet = snippet is null ? null : SnippetJson.Of(snippet),
    };
}

/// <summary>Where the words of a query stand in an article.</summary>
public sealed record SnippetJson
{
    /// <summary>The headline in pieces.</summary>
    public required IReadOnlyList<PieceJson> Title { get; init; }
    /// <summary>Places of the text in pieces.</summary>
    public required IReadOnlyList<PieceJson> Text { get; init; }

    internal static SnippetJson Of(Snippet snippet) => new()
    {
        Title = [.. snippet.Title.Select(p => new PieceJson { Text = p.Text, Hit = p.IsHit })], Text = [.. snippet.Text.Select(p => new PieceJson { Text = p.Text, Hit = p.IsHit })],
    };
}

/// <summary>A piece of a snippet.</summary>
public sealed record PieceJson
{
    /// <summary>Its words.</summary>
    public required string Text { get; init; }
    /// <summary>A word that was asked for.</summary>
    public bool Hit { get; init; }
}

/// <summary>An article with a text of it.</summary>
public sealed record ArticleTextJson : ArticleJson
{
    /// <summary>Where it can be read.</summary>
    public required string Address { get; init; }
    /// <summary>The address by which the archive knows it, however many feeds carry it.</summary>
    public required string CanonicalAddress { get; init; }
    /// <summary>When it came into the archive.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }
    /// <summary>When its publisher says that it was last changed.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
    /// <summary>What says when it was published: an element of feed or page, <c>person</c> or <c>arrival</c>.</summary>
    public required string PublishedFrom { get; init; }
    /// <summary>The number of the version that follows.</summary>
    public required int Version { get; init; }
    /// <summary>Its authors as the text names them.</summary>
    public required IReadOnlyList<string> Byline { get; init; }
    /// <summary>The text, a line a block.</summary>
    public required string Text { get; init; }
    /// <summary>What each line is.</summary>
    public required IReadOnlyList<BlockJson> Blocks { get; init; }
    /// <summary>All versions that the archive holds, newest first.</summary>
    public required IReadOnlyList<VersionJson> Versions { get; init; }

    internal static ArticleTextJson Of(ArticleRow row, ArticleReading reading, IEnumerable<VersionRow> versions)
    {
        var counter = new CodePoints(reading.Version.Text);
        var (article, version) = (reading.Article, reading.Version);
        return new()
        {
            Id = row.Id, Outlet = row.Outlet, PublishedAt = row.PublishedAt, Kicker = version.Kicker, Title = version.Title, Language = row.Language, TextState = row.TextState,
            CodingState = row.CodingState, Statements = row.Statements, Threats = row.Threats, OpenSuggestions = row.OpenSuggestions, Read = row.Read, Starred = row.Starred,
            StoryId = row.StoryId, StoryArticles = row.StorySize,
            Address = article.Address, CanonicalAddress = article.CanonicalAddress, ArrivedAt = article.ArrivedAt, ModifiedAt = article.ModifiedAt, PublishedFrom = article.PublishedFrom,
            Version = version.Number, Byline = version.Byline, Text = version.Text,
            Blocks = [.. version.PlacedBlocks().Select(b => new BlockJson { Kind = b.Kind, Start = counter.FromUtf16(b.Start), End = counter.FromUtf16(b.End) })],
            Versions = [.. versions.Select(v => new VersionJson { Number = v.Number, CapturedAt = v.CapturedAt, Source = v.Source, Title = v.Title })],
        };
    }
}

/// <summary>A line of the text, by its place in Unicode code points.</summary>
public sealed record BlockJson
{
    /// <summary>Paragraph, subhead, list item …</summary>
    public required BlockKind Kind { get; init; }
    /// <summary>Code points before it.</summary>
    public required int Start { get; init; }
    /// <summary>Exclusive.</summary>
    public required int End { get; init; }
}

/// <summary>A version of an article's text.</summary>
public sealed record VersionJson
{
    /// <summary>1, 2, 3 … within the article.</summary>
    public required int Number { get; init; }
    /// <summary>When the archive got it.</summary>
    public required DateTimeOffset CapturedAt { get; init; }
    /// <summary>Where it was taken from.</summary>
    public required TextSource Source { get; init; }
    /// <summary>Its headline.</summary>
    public required string Title { get; init; }
}

/// <summary>Words of a text, by their place in Unicode code points.</summary>
public sealed record SpanJson
{
    /// <summary>Code points before them.</summary>
    public required int Start { get; init; }
    /// <summary>Exclusive.</summary>
    public required int End { get; init; }
}

/// <summary>A span in which an actor appears.</summary>
public sealed record MentionJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>Whether a person has decided.</summary>
    public required CodeState State { get; init; }
    /// <summary>Who appears.</summary>
    public required long ActorId { get; init; }
    /// <summary>Their name in the language of the call.</summary>
    public required string Actor { get; init; }
    /// <summary>In which shape.</summary>
    public required MentionForm Form { get; init; }
    /// <summary>Where, in the version that was asked for; empty where its words are gone from that.</summary>
    public required IReadOnlyList<SpanJson> Places { get; init; }
    /// <summary>The words.</summary>
    public required string Words { get; init; }
    /// <summary>The rule that proposed it; absent for a person's own.</summary>
    public string? Rule { get; init; }
}

/// <summary>Who says what, through whom.</summary>
public sealed record QuotationJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>Whether a person has decided.</summary>
    public required CodeState State { get; init; }
    /// <summary>Direct, indirect or reported speech.</summary>
    public required QuotationForm Form { get; init; }
    /// <summary>Where what is said stands; two places where the attribution stands between.</summary>
    public required IReadOnlyList<SpanJson> Places { get; init; }
    /// <summary>What is said.</summary>
    public required string Words { get; init; }
    /// <summary>Who speaks, as the lists or else the text's own words name them.</summary>
    public string? Speaker { get; init; }
    /// <summary>Their id, where the lists know them.</summary>
    public long? SpeakerId { get; init; }
    /// <summary>Through whom it is known.</summary>
    public string? Via { get; init; }
    /// <summary>Their id, where the lists know them.</summary>
    public long? ViaId { get; init; }
    /// <summary>The rule that found it.</summary>
    public required string Rule { get; init; }
}
