using System.Globalization;
using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Agreement;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Agreement;

/// <summary>Coefficients and values in words.</summary>
internal static class AgreementSay
{
    /// <summary><c>.743</c>, <c>−.048</c>: three decimals, as the literature writes them.</summary>
    public static string Figure(double value)
    {
        var text = Math.Abs(value).ToString("0.000", CultureInfo.CurrentCulture);
        return value <= -0.0005 ? $"−{text}" : text;
    }

    public static string Share(double value) => value.ToString("P0", CultureInfo.CurrentCulture);

    /// <summary>What Krippendorff would rest on it (Content Analysis, 2nd ed. 2004, p. 241): conclusions from .800, tentative ones from .667.</summary>
    public static string Verdict(this IStringLocalizer<AgreementWords> words, Coefficient alpha, (double Low, double High)? interval)
    {
        if (alpha.Value is not { } value) return words[$"Why.{alpha.Why}"];
        var verdict = words[$"Verdict.{Of(value)}"].Value;
        return interval is var (low, _) && Of(low) != Of(value) ? $"{verdict} {words[$"VerdictLow.{Of(low)}"]}" : verdict;
    }

    private static string Of(double alpha) => alpha >= 0.8 ? "Firm" : alpha >= 0.667 ? "Tentative" : "Weak";

    /// <summary>A value of a variable, as people call it.</summary>
    public static string Value(this IStringLocalizer<AgreementWords> words, IStringLocalizer<CodingWords> coding, AgreementData data, Variable variable, string value)
    {
        if (value == UnitTables.NotCodedValue) return words["NotCoded"];
        if (value.Length == 0) return words["LeftOpen"];
        return variable switch
        {
            Variable.Kind => words[$"Kind.{value}"],
            Variable.Stance => coding[$"Stance.{value}"],
            Variable.Act => value == "None" ? words["LeftOpen"] : coding[$"PositionAct.{value}"],
            Variable.Mode => coding[$"ThreatMode.{value}"],
            Variable.LifeCycle => coding[$"ThreatLifeCycle.{value}"],
            Variable.Issue => Named(data.Issues, value),
            Variable.Instrument => Named(data.Instruments, value),
            _ => string.Join(", ", value.Split('+').Select(id => Named(data.Actors, id))),
        };
    }

    private static string Named(IReadOnlyDictionary<long, string> names, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && names.TryGetValue(key, out var name) ? name : id;
}
