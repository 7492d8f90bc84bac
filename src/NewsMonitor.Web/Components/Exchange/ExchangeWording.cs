using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Exchange;

/// <summary>What Core tells by kind and number, in the reader's language.</summary>
internal static class ExchangeWording
{
    public static string LeftOut(this IStringLocalizer<ExchangeWords> words, IEnumerable<LeftOutPart> parts) =>
        string.Join(" · ", parts.Select(p => words[$"LeftOut.{p.Kind}", new Counted(p.Count), p.Most ?? 0].Value));
}
