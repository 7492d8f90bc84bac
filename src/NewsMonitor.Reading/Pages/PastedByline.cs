using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Pages;

/// <summary>
/// Reads a line that names the authors ("Von Anna Brandt, Moskau", "By Jane Doe and John Roe in Kyiv"). A headline that begins with the same word
/// ("Von der Leyen droht Moskau") is told apart by its verb: a byline has no small words but name particles, "und", "in" and the like.
/// </summary>
internal static class PastedByline
{
    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private static readonly Regex Opening = new(
        @"^(?:(?:Ein |Eine )?(?:Kommentar|Analyse|Bericht|Reportage|Gastbeitrag|Interview|Text|Autor|Autorin|Autoren) ?(?:von|:) |Von |VON |By |BY |by |Written by |Words by |Author: |Reporting by )(?<names>.+)$",
        Safe, TimeSpan.FromSeconds(1));
    private static readonly Regex Between = new(@"\s*(?:,|;|\||/|&|\bund\b|\band\b)\s*", Safe, TimeSpan.FromSeconds(1));
    private static readonly FrozenSet<string> SmallWords = FrozenSet.Create(StringComparer.Ordinal,
        "von", "vom", "van", "der", "den", "de", "del", "della", "di", "du", "da", "dos", "la", "le", "zu", "zur", "ten", "ter", "bin", "ibn", "al", "el", "und", "and", "in", "aus", "zzt.", "z.Zt.", "z.", "at", "for", "für");
    private static readonly FrozenSet<string> PlaceWords = FrozenSet.Create(StringComparer.Ordinal, "in", "aus", "zzt.", "z.Zt.", "z.", "at", "for", "für");

    /// <summary>The names, without places and newsrooms, or null where the line is no byline.</summary>
    public static IReadOnlyList<string>? Read(string line)
    {
        if (line.Length > 120 || Opening.Match(line) is not { Success: true } match)
            return null;
        var text = match.Groups["names"].Value.TrimEnd('.', ',', ' ');
        var words = text.Split([' ', ',', ';', '|', '/', '&'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 16 || !words.All(w => char.IsUpper(w[0]) || SmallWords.Contains(w)) || words.Count(w => char.IsUpper(w[0])) < 2)
            return null;
        var names = new List<string>();
        foreach (var part in Between.Split(text))
        {
            var name = string.Join(' ', part.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => !PlaceWords.Contains(w)));
            // A single word behind the first name is a place or a newsroom (", Moskau", ", WDR"); capitals and hyphens are newsrooms (ARD-Studio).
            if (name.Contains(' ') && !name.Split(' ').Any(w => w.Length > 2 && w.Take(3).All(char.IsUpper)) || names.Count == 0 && name.Length > 0)
                names.Add(name);
        }
        return names;
    }
}
