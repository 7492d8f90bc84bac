using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Assignments;

/// <summary>What Core answers to an act on a round, in words.</summary>
public static class RoundAnswers
{
    /// <returns>Why it was not done; null where it was.</returns>
    public static string? Words(RoundResult result, IStringLocalizer<RoundWords> words) => result switch
    {
        RoundResult.Done => null,
        RoundResult.Invalid invalid => words[$"Fault.{invalid.Fault}"].Value,
        _ => words["NotAllowed"].Value,
    };
}
