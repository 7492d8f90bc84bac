using NewsMonitor.Core.Exchange;

namespace NewsMonitor.Core.Positions;

/// <summary>The map as a table for spreadsheets: a line for each actor and issue that has a position, in the order of the map.</summary>
public static class PositionCsv
{
    public static async Task WriteAsync(PositionGrid grid, Stream to, bool compared)
    {
        await using var csv = CsvText.Open(to);
        string[] change = compared ? ["earlier_supports", "earlier_opposes", "earlier_undecided", "later_supports", "later_opposes", "later_undecided", "change"] : [];
        await csv.LineAsync([
            "actor_id", "actor", "kind", "issue_id", "issue", "with_issues_below", "supports", "opposes", "undecided",
            "suggested_supports", "suggested_opposes", "suggested_undecided", "net", .. change]);
        foreach (var row in grid.Rows)
        {
            foreach (var (column, cell) in grid.Columns.Zip(row.Cells).Where(c => c.Second.Counted.All > 0))
            {
                object?[] moved = compared
                    ? [cell.Earlier.Supports, cell.Earlier.Opposes, cell.Earlier.Undecided, cell.Later.Supports, cell.Later.Opposes, cell.Later.Undecided,
                        cell.Earlier.All > 0 && cell.Later.All > 0 ? Math.Round(cell.Later.Net - cell.Earlier.Net, 3) : null]
                    : [];
                await csv.LineAsync([
                    row.Actor.Id, row.Actor.Name, row.Actor.Kind.ToString().ToLowerInvariant(), column.Issue.Id, column.Issue.Name, column.Folded ? 1 : 0,
                    cell.Confirmed.Supports, cell.Confirmed.Opposes, cell.Confirmed.Undecided,
                    cell.Suggested.Supports, cell.Suggested.Opposes, cell.Suggested.Undecided, Math.Round(cell.Counted.Net, 3), .. moved]);
            }
        }
    }
}
