using Microsoft.Extensions.Localization;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Web.Components.Coding;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Suggestions;

/// <summary>A feature that weighs, as a reader would say it.</summary>
internal static class ReasonWords
{
    public static string Say(IStringLocalizer<SuggestionWords> words, IStringLocalizer<CodingWords> coding, Feature feature) => feature.Kind switch
    {
        FeatureKind.Prior or FeatureKind.Rule => words[$"Feature.{feature.Kind}", MarginWords.Rule(coding, feature.Value)],
        FeatureKind.RuleAndLemma or FeatureKind.RuleAndSubject => words[$"Feature.{feature.Kind}", MarginWords.Rule(coding, Before(feature.Value)), After(feature.Value)],
        FeatureKind.LemmaAndLanguage => words["Feature.LemmaAndLanguage", Before(feature.Value), After(feature.Value)],
        FeatureKind.Negation or FeatureKind.Condition or FeatureKind.Target or FeatureKind.Place => words[$"Feature.{feature.Kind}.{feature.Value}"],
        _ => words[$"Feature.{feature.Kind}", feature.Value],
    };

    private static string Before(string pair) => pair[..Math.Max(0, pair.LastIndexOf(", ", StringComparison.Ordinal))];

    private static string After(string pair) => pair[(pair.LastIndexOf(", ", StringComparison.Ordinal) + 2)..];
}
