using NewsMonitor.Core.Exchange;

namespace NewsMonitor.Web.Components.Plots;

/// <summary>The numbers of a plot as a file for spreadsheets.</summary>
public static class PlotCsv
{
    public static async Task<MemoryStream> WriteAsync(PlotTable table)
    {
        var file = new MemoryStream();
        await using (var csv = CsvText.Open(file))
        {
            await csv.LineAsync(table.Columns.Select(column => column.Name));
            foreach (var row in table.Rows) await csv.LineAsync(row.Select(cell => cell.Value));
        }
        file.Position = 0;
        return file;
    }
}
