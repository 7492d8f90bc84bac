using System.Globalization;
using System.Text;

namespace NewsMonitor.Core.Exchange.Networks;

/// <summary>UCINET's DL, as a full matrix; two-mode with labels of rows and columns. Labels cannot hold quotation marks there.</summary>
public sealed class UcinetDl : ExportFormat
{
    public override string Name => "ucinet";
    public override ExportSubject Subject => ExportSubject.Network;
    public override string Extension => "dl";
    public override string MediaType => "text/plain";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var named = await NamedNetwork.ReadAsync(source, cancel);
        await using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        var (rows, columns) = (named.Rows.Count, named.Columns.Count);
        await text.WriteLineAsync(named.Network.IsTwoMode ? $"dl nr = {rows}, nc = {columns}, format = fullmatrix" : $"dl n = {rows}, format = fullmatrix");
        await LabelsAsync(text, named.Network.IsTwoMode ? "row labels:" : "labels:", named.Rows);
        if (named.Network.IsTwoMode) await LabelsAsync(text, "col labels:", named.Columns);
        await text.WriteLineAsync("data:");
        var matrix = named.Network.ToMatrix();
        for (var row = 0; row < rows; row++)
        {
            await text.WriteLineAsync(string.Join(' ', Enumerable.Range(0, columns).Select(column => matrix[row, column].ToString("0.######", CultureInfo.InvariantCulture))));
        }
        return new(named.Nodes.Count());
    }

    private static async Task LabelsAsync(StreamWriter text, string head, IEnumerable<NamedNode> nodes)
    {
        await text.WriteLineAsync(head);
        foreach (var node in nodes) await text.WriteLineAsync($"\"{node.Name.Replace('"', '\'').ReplaceLineEndings(" ")}\"");
    }
}
