namespace NewsMonitor.Core.Exchange.Networks;

/// <summary>The network as a matrix for spreadsheets and R: names along both edges.</summary>
public sealed class MatrixCsv : ExportFormat
{
    public override string Name => "matrix-csv";
    public override ExportSubject Subject => ExportSubject.Network;
    public override string Extension => "csv";
    public override string MediaType => "text/csv";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var named = await NamedNetwork.ReadAsync(source, cancel);
        await using var csv = CsvText.Open(to);
        await csv.LineAsync(["", .. named.Columns.Select(c => c.Name)]);
        var matrix = named.Network.ToMatrix();
        for (var row = 0; row < named.Rows.Count; row++)
        {
            var at = row;
            await csv.LineAsync([named.Rows[row].Name, .. Enumerable.Range(0, named.Columns.Count).Select(column => (object)matrix[at, column])]);
        }
        return new(named.Nodes.Count());
    }
}
