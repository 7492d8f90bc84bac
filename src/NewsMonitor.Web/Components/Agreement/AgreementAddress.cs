using System.Globalization;
using NewsMonitor.Core.Agreement;

namespace NewsMonitor.Web.Components.Agreement;

/// <summary>What the address of the page says: what is compared, and what of it is shown.</summary>
public sealed record AgreementAddress
{
    public AgreementFilter Filter { get; init; } = new();
    public Variable Variable { get; init; } = Variable.Kind;
    public Unmatched Unmatched { get; init; }

    public static AgreementAddress Of(long? round, string? coders, long? issue, string? from, string? until, string? variable, string? unmatched) => new()
    {
        Filter = new()
        {
            RoundId = round, IssueId = issue, From = Day(from), Until = Day(until),
            Coders = [.. (coders ?? "").Split(',').Select(c => long.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0).Distinct()],
        },
        Variable = Enum.TryParse<Variable>(variable, ignoreCase: true, out var which) && Enum.IsDefined(which) ? which : Variable.Kind,
        Unmatched = unmatched == "notcoded" ? Unmatched.NotCoded : Unmatched.Missing,
    };

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
