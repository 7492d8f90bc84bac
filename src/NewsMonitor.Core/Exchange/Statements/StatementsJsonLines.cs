namespace NewsMonitor.Core.Exchange.Statements;

/// <summary>Statements with all attributes, a JSON object a line.</summary>
public sealed class StatementsJsonLines : ExportFormat
{
    public override string Name => "statements-jsonl";
    public override ExportSubject Subject => ExportSubject.Statements;
    public override string Extension => "jsonl";
    public override string MediaType => "application/x-ndjson";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel) =>
        new(await JsonText.LinesAsync(source.StatementsAsync(cancel), to, cancel));
}
