using System.Text;
using NewsMonitor.Core.Exchange.Statements;

namespace NewsMonitor.Core.Exchange.Dossiers;

/// <summary>
/// A dossier for people: what a search finds, as one HTML file that needs nothing else and prints as it stands (the browser makes a PDF of
/// it). Who stands where and who threatens whom, each with the numbers of its sources; the articles with their quotes; the sources.
/// </summary>
public sealed class Dossier : ExportFormat
{
    public override string Name => "dossier";
    public override ExportSubject Subject => ExportSubject.Articles;
    public override string Extension => "html";
    public override string MediaType => "text/html; charset=utf-8";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var content = await DossierContent.GatherAsync(source, cancel);
        await using var file = new StreamWriter(to, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
        await new DossierPage(file, source, content).WriteAsync();
        return new(content.Articles.Count, LeftOutPart.Of(new LeftOutPart(LeftOutKind.OlderArticles, content.LeftOut, DossierContent.MostArticles)));
    }

    /// <summary>In words: of the page itself one would see its style sheet first.</summary>
    public override async Task WriteBeginningAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var content = await DossierContent.GatherAsync(source, cancel);
        await using var file = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        foreach (var article in content.Articles)
        {
            await file.WriteLineAsync($"[{article.Number}] {article.Outlet}: {article.Title}");
            foreach (var statement in article.Statements) await file.WriteLineAsync($"    “{TextBeginning.Of(statement.Quote, 120)}” ({WebAnnotations.Sentence(statement)})");
        }
    }
}
