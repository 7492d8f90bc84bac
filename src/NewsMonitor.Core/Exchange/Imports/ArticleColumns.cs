namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>What the columns of a table of articles may hold. The names are the headings of our own export.</summary>
public static class ArticleColumns
{
    public const string Title = "title", Text = "text", Kicker = "kicker", Outlet = "outlet", Address = "address", PublishedAt = "published_at", ModifiedAt = "modified_at", Byline = "byline", Language = "language";

    public static IReadOnlyList<ColumnMeaning> All { get; } =
    [
        new(Title, "headline", "document_title", "titel", "überschrift"), new(Text, "body", "content", "full_text", "artikel", "inhalt"), new(Kicker, "topline", "dachzeile", "section"),
        new(Outlet, "source", "publisher", "publication", "newspaper", "medium", "quelle", "zeitung"), new(Address, "canonical_address", "url", "link", "adresse"),
        new(PublishedAt, "date", "published", "publication_date", "time", "datum"), new(ModifiedAt, "updated", "modified"), new(Byline, "author", "authors", "autor", "autoren"), new(Language, "lang", "sprache"),
    ];

    public static IReadOnlyList<string> Missing(ColumnMap map) => [.. ((string[])[Title, Text]).Where(needed => !map.Has(needed))];
}
