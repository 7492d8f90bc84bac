namespace NewsMonitor.Core.Exchange.Statements;

/// <summary>Statements as a table, a line each; several actors in a role, or several places, stand in one cell, parted by " | ".</summary>
public sealed class StatementsCsv : ExportFormat
{
    private static readonly string[] Roles = ["speaker", "threatener", "addressee", "target", "beneficiary", "attributor"];

    public override string Name => "statements-csv";
    public override ExportSubject Subject => ExportSubject.Statements;
    public override string Extension => "csv";
    public override string MediaType => "text/csv";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        await using var csv = CsvText.Open(to);
        await csv.LineAsync(
            "id", "kind", "state", "article_id", "published_at", "outlet", "title", "address", "language", "speaker", "threatener", "addressee", "target",
            "beneficiary", "attributor", "speaker_organisation", "issue", "stance", "act", "instrument", "instrument_words", "cameo", "condition", "mode", "life_cycle", "event_date", "quote",
            "start", "end", "article_version", "note", "origin", "rule", "score", "created_by", "created_at", "changed_by", "changed_at", "codebook_version");
        var count = 0L;
        await foreach (var s in source.StatementsAsync(cancel))
        {
            var evidence = s.Evidence.Where(e => e.Role == "evidence").ToArray();
            await csv.LineAsync(
            [
                s.Id, s.Kind, s.State, s.Article.Id, s.Article.PublishedAt, s.Article.Outlet, s.Article.Title, s.Article.Address, s.Article.Language,
                .. Roles.Select(role => Joined(s.In(role).Select(p => p.Name))), Joined(s.In("speaker").Select(p => p.Organisation)),
                s.Issue, s.Stance, s.Act, s.Instrument, s.InstrumentWords, s.Cameo, s.Condition, s.Mode, s.LifeCycle, s.EventDate, s.Quote,
                Joined(evidence.Select(e => e.Start)), Joined(evidence.Select(e => e.End)), evidence.FirstOrDefault()?.Version, s.Note, s.Origin, s.Rule, s.Score,
                s.CreatedBy, s.CreatedAt, s.ChangedBy, s.ChangedAt, s.CodebookVersion,
            ]);
            count++;
        }
        return new(count);
    }

    private static string Joined<T>(IEnumerable<T> values) => string.Join(" | ", values.Where(v => v is not null));
}
