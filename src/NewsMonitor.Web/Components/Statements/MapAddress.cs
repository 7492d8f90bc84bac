using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace NewsMonitor.Web.Components.Statements;

/// <summary>
/// Reads the state of a map, a board or a network from its address. What a hand-made link says wrongly is passed over.
/// </summary>
public sealed class MapAddress(string query)
{
    private readonly Dictionary<string, Microsoft.Extensions.Primitives.StringValues> _values = QueryHelpers.ParseQuery(query);

    public string? Word(string name) => _values.TryGetValue(name, out var found) ? found.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim() : null;

    public T Choice<T>(string name, T otherwise) where T : struct, Enum =>
        Enum.TryParse<T>(Word(name), ignoreCase: true, out var value) && Enum.IsDefined(value) && !int.TryParse(Word(name), out _) ? value : otherwise;

    public IReadOnlyList<T> Choices<T>(string name) where T : struct, Enum =>
        [.. Parts(name).Where(p => !int.TryParse(p, out _) && Enum.TryParse<T>(p, true, out var value) && Enum.IsDefined(value)).Select(p => Enum.Parse<T>(p, true)).Distinct()];

    public IReadOnlyList<long> Ids(string name) =>
        [.. Parts(name).Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1).Where(id => id >= 0).Distinct()];

    public int Number(string name, int otherwise, int least, int most) =>
        int.TryParse(Word(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : otherwise;

    public double Fraction(string name) =>
        double.TryParse(Word(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    /// <summary><c>12.34</c>: two ids that name a cell or an edge.</summary>
    public (long First, long Second)? Pair(string name) => Word(name)?.Split('.') is [var first, var second]
        && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var one) && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var two) ? (one, two) : null;

    /// <summary><c>2021-11-25..2021-12-01</c>: whole days, the last included.</summary>
    public (DateOnly First, DateOnly Last)? Days(string name) => Word(name)?.Split("..") is [var first, var last]
        && DateOnly.TryParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var one)
        && DateOnly.TryParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var two) && one <= two && one.Year > 1 && two.Year < 9999 ? (one, two) : null;

    private string[] Parts(string name) => Word(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>An address with those values that are given.</summary>
    public static string Write(string path, params IEnumerable<(string Name, string? Value)> state) =>
        QueryHelpers.AddQueryString(path, state.Where(s => !string.IsNullOrEmpty(s.Value)).Select(s => new KeyValuePair<string, string?>(s.Name, s.Value)));

    public static string? Words<T>(IReadOnlyCollection<T> values) where T : struct, Enum => values.Count == 0 ? null : string.Join(',', values.Select(Word));

    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static string? Words(IReadOnlyCollection<long> ids) => ids.Count == 0 ? null : string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    public static string? Words((long First, long Second)? pair) => pair is var (first, second) ? string.Create(CultureInfo.InvariantCulture, $"{first}.{second}") : null;

    public static string? Words((DateOnly First, DateOnly Last)? days) => days is var (first, last) ? string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd}..{last:yyyy-MM-dd}") : null;
}
