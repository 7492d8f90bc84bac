using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Exchange.Dossiers;

/// <summary>An article of a dossier. Its number is what statements refer to: [3].</summary>
internal sealed record DossierArticle(
    int Number, long Id, string Outlet, string Title, string? Kicker, IReadOnlyList<string> Byline, string Address, string Language, DateTimeOffset Published, DateTimeOffset Captured, string Beginning)
{
    public List<StatementRecord> Statements { get; } = [];
    public List<DossierQuotation> Quotations { get; } = [];
}

/// <summary>Words that somebody said.</summary>
internal sealed record DossierQuotation(long Article, string? Speaker, string? Via, string Words, bool IsSuggested);

/// <summary>What a dossier holds: the articles in the order of their dates, each with what is coded and said in it.</summary>
internal sealed record DossierContent(IReadOnlyList<DossierArticle> Articles, long LeftOut)
{
    /// <summary>A dossier is read by a person: beyond this nobody turns the pages, and a browser no longer prints them.</summary>
    public const int MostArticles = 1_000;
    private const int BeginningLength = 420, MostQuotations = 8;

    public IEnumerable<(DossierArticle Article, StatementRecord Statement)> Statements => Articles.SelectMany(a => a.Statements.Select(s => (a, s)));

    public static async Task<DossierContent> GatherAsync(ExportSource source, CancellationToken cancel)
    {
        var newest = await source.NewestAsync(MostArticles, cancel);
        var leftOut = newest.Count < MostArticles ? 0 : (await source.CountAsync(cancel)).Articles - newest.Count;
        var articles = newest.Reverse().Select((one, i) => new DossierArticle(
            i + 1, one.Article.Id, one.Article.Outlet!.Name, one.Article.Title, one.Article.Kicker, one.Version.Byline, one.Article.Address, one.Article.Language, one.Article.PublishedAt, one.Version.CapturedAt,
            TextBeginning.Of(one.Version.Text, BeginningLength))).ToArray();
        var byId = articles.ToDictionary(a => a.Id);
        await foreach (var statement in source.StatementsAsync(cancel))
        {
            if (byId.TryGetValue(statement.Article.Id, out var article)) article.Statements.Add(statement);
        }
        foreach (var quotation in await QuotationsAsync(source, byId.Keys.ToArray(), cancel))
        {
            if (byId[quotation.Article].Quotations is { Count: < MostQuotations } quotations) quotations.Add(quotation);
        }
        return new(articles, leftOut);
    }

    /// <summary>Confirmed ones, and found ones where suggestions are wanted; those that an editor rejected never.</summary>
    private static async Task<IReadOnlyList<DossierQuotation>> QuotationsAsync(ExportSource source, long[] articles, CancellationToken cancel)
    {
        var (language, suggested) = (source.Request.Language, source.Request.WithSuggestions);
        await using var db = await source.OpenAsync(cancel);
        var found = await db.Quotations.AsNoTracking().AsSplitQuery().Include(q => q.Speaker!.Names.Where(n => n.Preferred)).Include(q => q.Via!.Names.Where(n => n.Preferred))
            .Where(q => articles.Contains(q.ArticleId) && (q.State == CodeState.Confirmed || (suggested && q.State == CodeState.Suggested)))
            .OrderBy(q => q.ArticleId).ThenBy(q => q.Id).ToListAsync(cancel);
        return [.. found.Select(q => new DossierQuotation(
            q.ArticleId, q.Speaker?.NameIn(language) ?? q.SpeakerWords, q.Via?.NameIn(language) ?? q.ViaWords, TextBeginning.Of(q.Words, 300), q.State == CodeState.Suggested))];
    }
}
