using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>An issue of the codebook, as the matcher needs it.</summary>
/// <param name="Key">The codebook's key.</param>
/// <param name="Names">Its names and keywords in any language.</param>
public sealed record CodebookIssue(string Key, IReadOnlyList<string> Names);

/// <summary>
/// Matches the words of a position to the codebook's issues by the share of an issue's stems they hold; compounds are read in parts, so
/// that "Ende der NATO-Osterweiterung" meets "Osterweiterung der NATO". Nothing near enough: the issue is proposed as new.
/// </summary>
public sealed class IssueMatcher
{
    private const double LeastShare = 0.6;
    private readonly List<(string Key, HashSet<string> Stems)> _issues = [];

    public IssueMatcher(IEnumerable<CodebookIssue> issues)
    {
        ArgumentNullException.ThrowIfNull(issues);
        foreach (var issue in issues)
        {
            foreach (var name in issue.Names)
            {
                foreach (var language in (ReadOnlySpan<string>)["de", "en"])
                {
                    if (Stems(name, language) is { Count: > 0 } stems) _issues.Add((issue.Key, stems));
                }
            }
        }
    }

    /// <summary>A matcher without a codebook: every issue is new.</summary>
    public static IssueMatcher Empty { get; } = new([]);

    /// <summary>The key of the issue nearest to the words, or null.</summary>
    public string? Match(string words, string language)
    {
        if (_issues.Count == 0) return null;
        var stems = Stems(words, language);
        string? best = null;
        var bestScore = 0.0;
        foreach (var (key, wanted) in _issues)
        {
            var shared = wanted.Count(stem => stems.Contains(stem) || (stem.Length >= 6 && stems.Any(own => own.Length > stem.Length && own.EndsWith(stem, StringComparison.Ordinal))));
            var score = (double)shared / wanted.Count + shared * 0.01;
            if ((double)shared / wanted.Count >= LeastShare && score > bestScore) (best, bestScore) = (key, score);
        }
        return best;
    }

    private static HashSet<string> Stems(string words, string language)
    {
        var stems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words.ToLowerInvariant().Split([' ', '-', ',', '.', '"', '\'', '(', ')', ':', ';', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 3 || word.Any(char.IsDigit) || word is "eu" or "us" or "usa" or "un") stems.Add(Stem.Of(word, language));
            if (stems.Count >= 40) break;
        }
        return stems;
    }
}
