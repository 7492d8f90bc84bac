using Microsoft.Extensions.Localization;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Actors;

/// <summary>The registry's offices in the reader's language; what a newsroom has written itself stands as it is.</summary>
internal static class OfficeWords
{
    public static string Office(this IStringLocalizer<ActorWords> words, string office) => words[$"Office.{office}"] is { ResourceNotFound: false } known ? known : office;
}
