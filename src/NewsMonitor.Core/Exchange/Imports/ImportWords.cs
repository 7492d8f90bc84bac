using System.Globalization;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>The words of a table's cells: our own as exports write them, and what people and other programs write, English and German.</summary>
internal static class ImportWords
{
    private static readonly Dictionary<string, Stance> Stances = new(StringComparer.OrdinalIgnoreCase)
    {
        ["supports"] = Stance.Supports, ["support"] = Stance.Supports, ["pro"] = Stance.Supports, ["for"] = Stance.Supports, ["yes"] = Stance.Supports, ["true"] = Stance.Supports,
        ["1"] = Stance.Supports, ["+"] = Stance.Supports, ["+1"] = Stance.Supports, ["agree"] = Stance.Supports, ["dafür"] = Stance.Supports, ["ja"] = Stance.Supports, ["wahr"] = Stance.Supports,
        ["opposes"] = Stance.Opposes, ["oppose"] = Stance.Opposes, ["con"] = Stance.Opposes, ["contra"] = Stance.Opposes, ["against"] = Stance.Opposes, ["no"] = Stance.Opposes, ["false"] = Stance.Opposes,
        ["-1"] = Stance.Opposes, ["-"] = Stance.Opposes, ["−"] = Stance.Opposes, ["disagree"] = Stance.Opposes, ["dagegen"] = Stance.Opposes, ["nein"] = Stance.Opposes, ["falsch"] = Stance.Opposes,
        ["undecided"] = Stance.Undecided, ["neutral"] = Stance.Undecided, ["?"] = Stance.Undecided, ["mixed"] = Stance.Undecided, ["unentschieden"] = Stance.Undecided,
    };

    /// <param name="word">The cell.</param>
    /// <param name="isAgreement">Whether the column is a yes-or-no one, as Discourse Network Analyzer's: elsewhere 0 may as well be neither.</param>
    public static Stance? StanceOf(string word, bool isAgreement = false) =>
        isAgreement && word.Trim() == "0" ? Stance.Opposes : Stances.TryGetValue(word.Trim(), out var stance) ? stance : null;

    public static bool? IsThreat(string word) => word.Trim().ToLowerInvariant() switch
    {
        "threat" or "drohung" => true, "position" or "statement" => false, _ => null,
    };

    /// <summary>A word of an enumeration as exports write it: <c>carried-out</c>. Empty takes the first.</summary>
    public static T? WordOf<T>(string? word) where T : struct, Enum =>
        string.IsNullOrWhiteSpace(word) ? default(T)
        : System.Enum.TryParse<T>(word.Trim().Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && System.Enum.IsDefined(value) && !char.IsAsciiDigit(word.Trim()[0]) ? value
        : null;

    public static ActorKind? Kind(string? word) => string.IsNullOrWhiteSpace(word) ? null : WordOf<ActorKind>(word);

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss", "dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "yyyy/MM/dd", "yyyyMMdd"];

    public static DateOnly? Day(string word) => Moment(word) is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null;

    /// <summary>A date with or without a time; without a zone it is UTC's, as exports write it.</summary>
    public static DateTimeOffset? Moment(string word)
    {
        var text = word.Trim();
        if (DateTimeOffset.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var exact)) return exact;
        return text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var other) ? other : null;
    }
}
