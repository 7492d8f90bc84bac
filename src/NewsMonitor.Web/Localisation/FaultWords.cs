using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Articles;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Localisation;

/// <summary>What is wrong with a query line, in the reader's language.</summary>
public static class FaultWords
{
    public static string Sentence(this IStringLocalizer<SearchWords> words, SearchFault fault) =>
        words[fault is { Kind: SearchFaultKind.UnknownKey, Offers.Count: 0 } ? "Fault.UnknownKey.Unlike" : $"Fault.{fault.Kind}", fault.Subject];
}
