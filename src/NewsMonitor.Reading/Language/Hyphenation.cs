using System.Collections.Frozen;
using System.Text;

namespace NewsMonitor.Reading.Language;

/// <summary>
/// Where words may be broken: Liang's algorithm (the one of TeX) over the patterns of hyph-utf8. Browsers can do it too, but only some carry a
/// dictionary, and a narrow column's head must not break within a syllable because one is missing.
/// </summary>
public sealed class Hyphenation
{
    /// <summary>Shown only where a line ends at it (Unicode: SOFT HYPHEN).</summary>
    public const char SoftHyphen = '\u00AD';

    /// <summary>Of a word, that many letters stay together at both ends.</summary>
    private const int LeastAtEnds = 2;
    private const int LongestWord = 100;

    private static readonly FrozenDictionary<string, Lazy<Hyphenation>> Languages =
        new[] { "de", "en" }.ToFrozenDictionary(language => language, language => new Lazy<Hyphenation>(() => new(language)), StringComparer.Ordinal);

    // Letters of a pattern, and before each letter and after the last how much a break is wanted (odd) or not (even).
    private readonly FrozenDictionary<string, byte[]> _patterns;
    private readonly int _longest;

    private Hyphenation(string language)
    {
        using var stream = typeof(Hyphenation).Assembly.GetManifestResourceStream($"NewsMonitor.Reading.Language.hyphenation.{language}.txt")
            ?? throw new InvalidOperationException($"There are no hyphenation patterns for {language}.");
        using var reader = new StreamReader(stream);
        var patterns = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('%')) continue;
            foreach (var pattern in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var (letters, wants) = Read(pattern);
                patterns[letters] = wants;
            }
        }
        _patterns = patterns.ToFrozenDictionary(StringComparer.Ordinal);
        _longest = patterns.Keys.Max(letters => letters.Length);
    }

    /// <summary>Null for languages without patterns.</summary>
    public static Hyphenation? Of(string? language) => language is not null && Languages.TryGetValue(language, out var known) ? known.Value : null;

    /// <summary>Puts soft hyphens into the words that are longer than a line has room for; shorter ones stay whole.</summary>
    /// <param name="text">Some words.</param>
    /// <param name="longest">Letters of a word that fit.</param>
    public string Soften(string text, int longest)
    {
        var softened = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && char.IsLetter(text[end])) end++;
            if (end == at)
            {
                softened.Append(text[at++]);
                continue;
            }
            var word = text[at..end];
            var points = word.Length > longest && word.Length <= LongestWord ? Points(word) : [];
            for (var i = 0; i < word.Length; i++)
            {
                if (points.Contains(i)) softened.Append(SoftHyphen);
                softened.Append(word[i]);
            }
            at = end;
        }
        return softened.ToString();
    }

    /// <summary>Before which letters a word may be broken.</summary>
    internal IReadOnlyList<int> Points(string word)
    {
        // The ends of a word are letters of the patterns too.
        var letters = $".{word.ToLowerInvariant()}.";
        var wants = new byte[letters.Length + 1];
        var lookup = _patterns.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start < letters.Length; start++)
        {
            for (var length = 1; length <= Math.Min(_longest, letters.Length - start); length++)
            {
                if (!lookup.TryGetValue(letters.AsSpan(start, length), out var pattern)) continue;
                for (var i = 0; i < pattern.Length; i++) wants[start + i] = Math.Max(wants[start + i], pattern[i]);
            }
        }
        return [.. Enumerable.Range(LeastAtEnds, Math.Max(0, word.Length - 2 * LeastAtEnds + 1)).Where(at => wants[at + 1] % 2 == 1)];
    }

    private static (string Letters, byte[] Wants) Read(string pattern)
    {
        var letters = new StringBuilder();
        var wants = new List<byte> { 0 };
        foreach (var character in pattern)
        {
            if (char.IsAsciiDigit(character)) wants[^1] = (byte)(character - '0');
            else
            {
                letters.Append(character);
                wants.Add(0);
            }
        }
        return (letters.ToString(), [.. wants]);
    }
}
