namespace NewsMonitor.Core.Exchange.Articles;

/// <summary>Articles as a table: what lists show, and the text. Byline names are parted by " | ".</summary>
public sealed class ArticlesCsv : ExportFormat
{
    public override string Name => "articles-csv";
    public override ExportSubject Subject => ExportSubject.Articles;
    public override string Extension => "csv";
    public override string MediaType => "text/csv";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        await using var csv = CsvText.Open(to);
        await csv.LineAsync(
            "id", "outlet", "published_at", "published_from", "modified_at", "arrived_at", "kicker", "title", "byline", "language", "address", "canonical_address", "text_state",
            "coding_state", "statements", "threats", "words", "version", "text");
        var count = 0L;
        await foreach (var (a, v) in source.ArticlesAsync(cancel))
        {
            await csv.LineAsync(
                a.Id, a.Outlet!.Name, a.PublishedAt, a.PublishedFrom, a.ModifiedAt, a.ArrivedAt, a.Kicker, a.Title, string.Join(" | ", v.Byline), a.Language, a.Address,
                a.CanonicalAddress, StatementReader.Word(a.TextState), StatementReader.Word(a.CodingState), a.Statements, a.Threats, a.Words, v.Number, v.Text);
            count++;
        }
        return new(count);
    }
}
