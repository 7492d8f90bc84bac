using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange;

namespace NewsMonitor.Core.Threats;

/// <summary>The parts of the board as tables for spreadsheets.</summary>
/// <param name="board">What was counted.</param>
/// <param name="nobody">What stands where no actor is named.</param>
public sealed class ThreatCsv(ThreatBoard board, string nobody)
{
    private static readonly string[] Figures = ["threats", "spoken", "attributed", "potential", "of_these_suggested"];

    /// <summary>Who threatens whom: a line for each pair.</summary>
    public async Task WritePairsAsync(Stream to)
    {
        await using var csv = CsvText.Open(to);
        await csv.LineAsync(["threatener_id", "threatener", "target_id", "target", .. Figures]);
        foreach (var (threatener, target, counts) in board.Pairs) await csv.LineAsync([Id(threatener), Actor(threatener), Id(target), Actor(target), .. Counts(counts)]);
    }

    /// <summary>The course: a line for each row, stretch of time and form.</summary>
    public async Task WriteTimelineAsync(ThreatRows rows, Stream to)
    {
        await using var csv = CsvText.Open(to);
        await csv.LineAsync($"{rows.ToString().ToLowerInvariant()}_id", rows.ToString().ToLowerInvariant(), "from", "until", "form", "threats", "of_these_suggested");
        foreach (var mark in board.Marks)
        {
            await csv.LineAsync(Id(mark.Row), rows == ThreatRows.Instrument ? Instrument(mark.Row) : Actor(mark.Row), mark.From, mark.Until, mark.Form.ToString().ToLowerInvariant(), mark.Count, mark.Suggested);
        }
    }

    /// <summary>By instrument, mode, life cycle and condition: a line for each bar.</summary>
    public async Task WriteBarsAsync(Stream to)
    {
        await using var csv = CsvText.Open(to);
        await csv.LineAsync(["by", "value", .. Figures]);
        foreach (var (instrument, counts) in board.Instruments) await csv.LineAsync(["instrument", Instrument(instrument), .. Counts(counts)]);
        foreach (var (mode, counts) in board.Modes.OrderBy(m => m.Key)) await csv.LineAsync(["mode", mode.ToString(), .. Counts(counts)]);
        foreach (var (life, counts) in board.LifeCycles.OrderBy(l => l.Key)) await csv.LineAsync(["life_cycle", life.ToString(), .. Counts(counts)]);
        foreach (var (conditional, counts) in board.Conditional.OrderByDescending(c => c.Key)) await csv.LineAsync(["condition", conditional ? "conditional" : "unconditional", .. Counts(counts)]);
    }

    private static object?[] Counts(ThreatCounts counts) => [counts.All, counts.Spoken, counts.Attributed, counts.Potential, counts.Suggested];

    private string Actor(long id) => board.Actors.GetValueOrDefault(id) ?? nobody;

    private string? Instrument(long id) => board.InstrumentNames.GetValueOrDefault(id)?.Name;

    private static long? Id(long id) => id == StatementScope.Nobody ? null : id;
}
