using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Threats;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Threats;

/// <summary>What actors and instruments of the board are called, nobody and none included.</summary>
public static class ThreatNames
{
    public static string Actor(IStringLocalizer<ThreatWords> words, ThreatBoard board, long id) => id == StatementScope.Nobody ? words["Nobody"] : board.Actors.GetValueOrDefault(id) ?? "–";

    public static string Instrument(IStringLocalizer<ThreatWords> words, ThreatBoard board, long id) =>
        id == StatementScope.Nobody ? words["NoInstrument"] : board.InstrumentNames.GetValueOrDefault(id)?.Name ?? "–";

    public static string Row(IStringLocalizer<ThreatWords> words, ThreatBoard board, ThreatRows rows, long id) => rows == ThreatRows.Instrument ? Instrument(words, board, id) : Actor(words, board, id);
}

/// <summary>What an editor does to a threat from the board.</summary>
public sealed record ThreatAct(bool Accepts, ThreatLifeCycle? LifeCycle)
{
    public static ThreatAct Accept { get; } = new(true, null);
    public static ThreatAct Reject { get; } = new(false, null);

    public static ThreatAct Of(ThreatLifeCycle lifeCycle) => new(true, lifeCycle);
}
