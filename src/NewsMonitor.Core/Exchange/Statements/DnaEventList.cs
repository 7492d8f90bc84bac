using System.Globalization;

namespace NewsMonitor.Core.Exchange.Statements;

/// <summary>
/// The event list of Discourse Network Analyzer: a line a position and speaker, with its four variables person, organization, concept and
/// agreement. Quoted after RFC 4180, where that program replaces semicolons and quotation marks. Its agreement is yes or no: undecided
/// positions stay behind, and so do threats, which it does not know.
/// </summary>
public sealed class DnaEventList : ExportFormat
{
    public override string Name => "dna-events";
    public override ExportSubject Subject => ExportSubject.Statements;
    public override string Extension => "csv";
    public override string MediaType => "text/csv";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        await using var csv = CsvText.Open(to, ';');
        await csv.LineAsync(
            "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text", "coder", "document_id",
            "document_title", "document_author", "document_source", "document_section", "document_type");
        var (count, undecided, threats) = (0L, 0, 0);
        await foreach (var s in source.StatementsAsync(cancel))
        {
            if (s.Kind != "position") threats++;
            else if (s.Stance == "undecided") undecided++;
            if (s.Kind != "position" || s.Stance == "undecided") continue;
            var evidence = s.Evidence.First(e => e.Role == "evidence");
            foreach (var speaker in s.In("speaker"))
            {
                await csv.LineAsync(
                    s.Id, s.Article.PublishedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    speaker.Kind == "person" ? speaker.Name : "", speaker.Kind == "person" ? speaker.Organisation : speaker.Name, s.Issue,
                    s.Stance == "supports" ? 1 : 0, evidence.Start, evidence.End, s.Quote, s.ChangedBy ?? s.CreatedBy, s.Article.Id, s.Article.Title,
                    string.Join(", ", s.Article.Byline), s.Article.Outlet, s.Article.Kicker, "article");
                count++;
            }
        }
        return new(count, LeftOutPart.Of(new(LeftOutKind.UndecidedPositions, undecided), new(LeftOutKind.Threats, threats)));
    }
}
