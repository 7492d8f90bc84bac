namespace NewsMonitor.Core.Exchange.Articles;

/// <summary>Articles with their current text by blocks, a JSON object a line.</summary>
public sealed class ArticlesJsonLines : ExportFormat
{
    public override string Name => "articles-jsonl";
    public override ExportSubject Subject => ExportSubject.Articles;
    public override string Extension => "jsonl";
    public override string MediaType => "application/x-ndjson";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel) =>
        new(await JsonText.LinesAsync(source.ArticlesAsync(cancel).Select(Record), to, cancel));

    private static object Record((Core.Articles.Article Article, Core.Articles.ArticleVersion Version) one) => new
    {
        one.Article.Id, Outlet = one.Article.Outlet!.Name, one.Article.PublishedAt, one.Article.PublishedFrom, one.Article.ModifiedAt, one.Article.ArrivedAt,
        one.Article.Kicker, one.Article.Title, one.Version.Byline, one.Article.Language, one.Article.Address, one.Article.CanonicalAddress,
        TextState = StatementReader.Word(one.Article.TextState), CodingState = StatementReader.Word(one.Article.CodingState), one.Article.Statements, one.Article.Threats,
        one.Article.Words, Version = one.Version.Number, one.Version.Text,
        Blocks = one.Version.PlacedBlocks().Select(b => new { Kind = StatementReader.Word(b.Kind), Text = one.Version.Text[b.Start..b.End] }),
    };
}
