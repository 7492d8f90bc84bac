using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Tells tables of data from tables of layout, and reads the former a line a row.</summary>
internal static class DataTable
{
    private const int LongestCell = 200;
    private const int MostRows = 2_000;
    private const int MostNodes = 20_000;

    /// <summary>The rows with their cells parted by " | ", or null where the table lays out text (nested tables, long cells, one column).</summary>
    internal static List<string>? Rows(HtmlNode table)
    {
        if (table.Descendants().Take(MostNodes).Any(n => n.Name is "table" or "article" or "form") || table.Descendants().Skip(MostNodes).Any())
        {
            return null;
        }

        var rows = new List<string>();
        var cells = new List<string>();
        var widest = 0;
        foreach (var node in table.Descendants())
        {
            if (node.Name == "tr")
            {
                End(rows, cells);
                if (rows.Count > MostRows)
                {
                    return null;
                }
            }
            else if (node.Name is "td" or "th")
            {
                var text = PlainText.Of(node);
                if (text.Length > LongestCell)
                {
                    return null;
                }

                cells.Add(text);
                widest = Math.Max(widest, cells.Count);
            }
        }

        End(rows, cells);
        return widest > 1 && rows.Count > 1 ? rows : null;
    }

    private static void End(List<string> rows, List<string> cells)
    {
        if (cells.Exists(c => c.Length > 0))
        {
            rows.Add(string.Join(" | ", cells.Where(c => c.Length > 0)));
        }

        cells.Clear();
    }
}
