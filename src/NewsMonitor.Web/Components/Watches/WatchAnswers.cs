using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Watches;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Watches;

/// <summary>What Core answers to a change of a watch, in the reader's words.</summary>
internal static class WatchAnswers
{
    /// <summary>Null where it was done; a faulty line says its faults at their place.</summary>
    public static string? Say(this IStringLocalizer<WatchWords> words, WatchResult result) => result switch
    {
        WatchResult.Invalid invalid => words[$"Fault.{invalid.Fault}"].Value,
        WatchResult.Unreadable => words["Fault.Line"].Value,
        WatchResult.NotAllowed => words["NotAllowed"].Value,
        WatchResult.Gone => words["Missing"].Value,
        _ => null,
    };
}
