using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange;

namespace NewsMonitor.Core.Threats;

/// <summary>Who threatens whom as a table for spreadsheets: a line for each pair.</summary>
public static class ThreatCsv
{
    /// <param name="board">What was counted.</param>
    /// <param name="nobody">What stands where no actor is named.</param>
    /// <param name="to">Left open.</param>
    public static async Task WriteAsync(ThreatBoard board, string nobody, Stream to)
    {
        await using var csv = CsvText.Open(to);
        await csv.LineAsync("threatener_id", "threatener", "target_id", "target", "threats", "spoken", "attributed", "potential", "of_these_suggested");
        foreach (var (threatener, target, counts) in board.Pairs)
        {
            await csv.LineAsync(Id(threatener), Name(threatener), Id(target), Name(target), counts.All, counts.Spoken, counts.Attributed, counts.Potential, counts.Suggested);
        }

        string Name(long actor) => board.Actors.GetValueOrDefault(actor) ?? nobody;
        static object? Id(long actor) => actor == StatementScope.Nobody ? null : actor;
    }
}
