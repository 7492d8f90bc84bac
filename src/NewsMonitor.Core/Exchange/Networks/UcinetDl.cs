using System.Globalization;
using System.Text;

namespace NewsMonitor.Core.Exchange.Networks;

/// <summary>
/// UCINET's DL (help page "DL language"): a network of one kind as a list of its ties, both ways, with nodes without ties among the labels; actors and
/// issues as a matrix with labels of rows and columns, the one form that all readers of two modes share. A phrase a line: igraph reads no other.
/// </summary>
public sealed class UcinetDl : ExportFormat
{
    public override string Name => "ucinet";
    public override ExportSubject Subject => ExportSubject.Network;
    public override string Extension => "dl";
    public override string MediaType => "text/plain";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        var named = await NamedNetwork.ReadAsync(source, cancel);
        await using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        if (named.Network.IsTwoMode) await MatrixAsync(text, named);
        else await TiesAsync(text, named);
        return new(named.Nodes.Count());
    }

    private static async Task TiesAsync(StreamWriter text, NamedNetwork named)
    {
        await text.WriteLineAsync($"dl n = {named.Rows.Count}");
        await text.WriteLineAsync("format = edgelist1");
        await LabelsAsync(text, "labels:", named.Rows);
        await text.WriteLineAsync("data:");
        foreach (var tie in named.Network.Ties)
        {
            var weight = Number(tie.Weight);
            await text.WriteLineAsync(FormattableString.Invariant($"{tie.From + 1} {tie.To + 1} {weight}"));
            await text.WriteLineAsync(FormattableString.Invariant($"{tie.To + 1} {tie.From + 1} {weight}"));
        }
    }

    private static async Task MatrixAsync(StreamWriter text, NamedNetwork named)
    {
        var (rows, columns) = (named.Rows.Count, named.Columns.Count);
        await text.WriteLineAsync($"dl nr = {rows}, nc = {columns}");
        await text.WriteLineAsync("format = fullmatrix");
        await LabelsAsync(text, "row labels:", named.Rows);
        await LabelsAsync(text, "col labels:", named.Columns);
        await text.WriteLineAsync("data:");
        var matrix = named.Network.ToMatrix();
        for (var row = 0; row < rows; row++)
        {
            await text.WriteLineAsync(string.Join(' ', Enumerable.Range(0, columns).Select(column => Number(matrix[row, column]))));
        }
    }

    private static async Task LabelsAsync(StreamWriter text, string head, IEnumerable<NamedNode> nodes)
    {
        await text.WriteLineAsync(head);
        foreach (var node in nodes) await text.WriteLineAsync(Label(node.Name));
    }

    /// <summary>Labels end at blanks, commas and equal signs; what has one stands in quotation marks, which no label can hold. Readers that know no quotes read plain ones.</summary>
    private static string Label(string name)
    {
        var label = name.Replace('"', '\'').ReplaceLineEndings(" ");
        return label.Any(c => char.IsWhiteSpace(c) || c is ',' or '=' or ':' or '\'') ? $"\"{label}\"" : label;
    }

    private static string Number(double weight) => weight.ToString("0.######", CultureInfo.InvariantCulture);
}
