using System.Collections.Frozen;
using System.Text.Json;

namespace NewsMonitor.Reading.Pages;

/// <summary>
/// Divides a line in which topline and headline were copied together ("Krise in Osteuropa Baerbock reist nach Kiew").
/// </summary>
/// <remarks>
/// Where a separator stands (" | ", " +++ ", " • "), it decides. Else the German capital decides: inside one German phrase two capitalised words meet
/// only in a name ("Joe Biden"), behind a title or kind ("Kanzler Scholz", "Gaspipeline Nord Stream"), a measure ("Ende Januar"), an adjective at the
/// line's begin ("Russische Truppen") or a genitive ("Putins Berater"). Two capitalised words that meet for another reason are the end of one phrase and
/// the begin of the next. Which meetings are names the article tells itself: what belongs together is found side by side in its text. A topline
/// is a noun phrase: a small word right behind a noun must be a preposition, article or conjunction; anything else is taken for a verb, and the line for
/// one headline up to there. English capitals carry no such evidence, so an English line without a separator is left whole. The lists stand in <c>Pasted/headline.json</c>.
/// </remarks>
internal static class PastedHeadline
{
    private const int LongestKicker = 60;
    private static readonly string[] Separators = [" | ", " +++ ", " • ", " · ", " // ", " – +++ "];
    private static readonly Lexicon Words = Lexicon.Load();

    /// <summary>The ways to divide the line, best first; the undivided line is always among them. <paramref name="body"/> is the article's text, the evidence.</summary>
    public static IReadOnlyList<HeadlineSplit> Split(string line, string body)
    {
        var whole = new HeadlineSplit(null, line, 0.5, "the line as one headline");
        foreach (var separator in Separators)
        {
            var at = line.IndexOf(separator, StringComparison.Ordinal);
            if (at is > 2 and <= LongestKicker && line.Length - at - separator.Length >= 8)
                return [new HeadlineSplit(line[..at].Trim(), line[(at + separator.Length)..].Trim(), 0.95, $"the separator \"{separator.Trim()}\""), whole];
        }
        var words = line.Split(' ');
        if (words.Length is < 3 or > 40 || !LooksGerman(body))
            return [whole];
        var evidence = new Evidence(body);
        var splits = new List<HeadlineSplit> { whole };
        var previous = -1;
        for (var i = 1; i < words.Length - 1; i++)
        {
            if (Reject(words, i, evidence))
                continue;
            // Three capitals in a row: the middle one rather opens the second phrase, as an adjective or a name does ("Streit | Neuer Haushalt").
            var crowded = previous == i - 1 ? -0.2 : 0;
            previous = i;
            var (kicker, title) = (string.Join(' ', words[..i]), string.Join(' ', words[i..]));
            if (kicker.Length > LongestKicker || title.Length < 8)
                break;
            // A topline of several words that the text takes up again, before a headline that says something of its own, is the common case.
            var score = 0.6 + (i is >= 2 and <= 5 ? 0.1 : 0) + (title.Length >= kicker.Length * 2 / 3 ? 0.1 : -0.15)
                + (words[i..].Any(w => char.IsLower(w[0])) ? 0.1 : -0.1) + (evidence.Knows(Bare(words[i - 1])) || evidence.Knows(Bare(words[i])) ? 0.05 : 0) + crowded;
            splits.Add(new HeadlineSplit(kicker, title, Math.Round(score, 2), $"a phrase ends with \"{Bare(words[i - 1])}\" and one begins with \"{Bare(words[i])}\"; the text never has them side by side"));
        }
        return [.. splits.OrderByDescending(s => s.Score).ThenBy(s => s.Title.Length == line.Length ? 0 : s.Kicker!.Length)];
    }

    /// <summary>Whether the small words of the text are German ones; three times as many as English ones, over the first thousand words.</summary>
    private static bool LooksGerman(string body)
    {
        var (german, english, seen) = (0, 0, 0);
        foreach (var range in body.AsSpan().Split(' '))
        {
            switch (body.AsSpan(range))
            {
                case "der" or "die" or "das" or "und" or "den" or "dem" or "mit" or "nicht" or "von" or "ist" or "sich" or "im" or "zu" or "für" or "auf":
                    german++;
                    break;
                case "the" or "and" or "of" or "to" or "that" or "with" or "is" or "was" or "for" or "on":
                    english++;
                    break;
            }
            if (++seen == 1000)
                break;
        }
        return german > 3 * english && german >= 3;
    }

    private static bool Reject(string[] words, int i, Evidence evidence)
    {
        var (left, right) = (words[i - 1], words[i]);
        var (before, after) = (Bare(left), Bare(right));
        if (before.Length == 0 || after.Length == 0 || !IsCapital(before) || !(IsCapital(after) || right[0] is '"' or '„' or '»' or '“'))
            return true;
        // Quotes and brackets that open on the left must close there; a comma, dash or colon binds the two words into one headline.
        if (left[^1] is ',' or ';' or '-' or '–' or '(' or '?' or '!' or '.' || words[..i].Any(w => w.EndsWith(':')) || words[..i].Sum(w => w.Count(c => c is '"' or '„' or '“' or '»' or '«')) % 2 == 1)
            return true;
        var (lower, stem) = (before.ToLowerInvariant(), before[..^1]);
        if (Words.FunctionWords.Contains(lower) || Words.Measures.Contains(lower) || Words.Measures.Contains(after.ToLowerInvariant())
            || Words.CompoundHeads.Any(h => lower.EndsWith(h, StringComparison.Ordinal)))
            return true;
        if (Words.AdjectiveEndings.Any(e => lower.EndsWith(e, StringComparison.Ordinal)) || i == 1 && evidence.KnowsAsAdjective(lower))
            return true;
        // A number ends a phrase only as part of a name ("Nord Stream 2"); a topline of one word is the text's subject or a compound of it.
        if (char.IsDigit(before[0]) && (i == 1 || !evidence.SideBySide(Bare(words[i - 2]), before)) || i == 1 && !before.Contains('-') && !evidence.KnowsStem(before))
            return true;
        // "Putins Berater", "Moskauer Regierung": the text knows the name without its ending.
        if (before.EndsWith('s') && evidence.Knows(stem) || lower.EndsWith("er", StringComparison.Ordinal) && evidence.Knows(before[..^2]))
            return true;
        return evidence.SideBySide(before, after) || !IsNounPhrase(words[..i]);
    }

    /// <summary>No verb: a small word behind a capitalised one is a function word; behind a function word an adjective may stand.</summary>
    private static bool IsNounPhrase(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = Bare(words[i]);
            if (word.Length == 0 || IsCapital(word) || Words.FunctionWords.Contains(word))
                continue;
            if (i == 0 || IsCapital(Bare(words[i - 1])) && !Words.FunctionWords.Contains(Bare(words[i - 1]).ToLowerInvariant()))
                return false;
        }
        return true;
    }

    private static bool IsCapital(string word) => char.IsUpper(word[0]) || char.IsDigit(word[0]);

    private static string Bare(string word) => word.Trim('"', '„', '“', '”', '»', '«', '\'', '‚', '‘', '’', '(', ')', ',', '.', ':', ';', '!', '?');

    /// <summary>What the article's own text says of words: which it knows, and which it knows side by side.</summary>
    private sealed class Evidence
    {
        private const int WordsRead = 20_000;
        private readonly HashSet<string> _words = new(StringComparer.Ordinal);
        private readonly HashSet<(string, string)> _pairs = [];

        public Evidence(string body)
        {
            var (previous, read) = ("", 0);
            foreach (var range in body.AsSpan().Split(' '))
            {
                var word = Bare(body[range]);
                _words.Add(word);
                _pairs.Add((previous, word));
                // "Ukraine-Konflikt" makes the text know "Ukraine", too.
                if (word.IndexOf('-') is var hyphen and > 0)
                    _words.Add(word[..hyphen]);
                previous = word;
                if (++read == WordsRead)
                    break;
            }
        }

        public bool Knows(string word) => _words.Contains(word);

        /// <summary>The word itself, or one that shares its first six letters ("Brückenstreit", "Brückenbau").</summary>
        public bool KnowsStem(string word) => Knows(word) || word.Length >= 6 && _words.Any(w => w.Length >= 6 && w.AsSpan(0, 6).SequenceEqual(word.AsSpan(0, 6)));

        public bool SideBySide(string left, string right) => _pairs.Contains((left, right)) || _pairs.Contains((left + "s", right)) || _pairs.Contains((left, right + "s"));

        /// <summary>"Neue" is an adjective when the text has "neue", "neuen", "neuer", "neues" or "neuem".</summary>
        public bool KnowsAsAdjective(string lower)
        {
            var stem = lower.EndsWith('e') ? lower[..^1] : lower.Length > 3 && lower[^2] == 'e' && lower[^1] is 'n' or 'r' or 's' or 'm' ? lower[..^2] : null;
            return stem is { Length: > 1 } && (Knows(stem + "e") || Knows(stem + "en") || Knows(stem + "er") || Knows(stem + "es") || Knows(stem + "em"));
        }
    }

    private sealed record Lexicon(FrozenSet<string> FunctionWords, string[] CompoundHeads, FrozenSet<string> Measures, string[] AdjectiveEndings)
    {
        public static Lexicon Load()
        {
            using var stream = typeof(PastedHeadline).Assembly.GetManifestResourceStream("NewsMonitor.Reading.Pages.Pasted.headline.json")
                ?? throw new InvalidOperationException("The headline lexicon is not embedded in the assembly.");
            using var json = JsonDocument.Parse(stream);
            string[] List(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
            return new Lexicon(List("functionWords").ToFrozenSet(StringComparer.Ordinal), List("compoundHeads"),
                List("measures").ToFrozenSet(StringComparer.Ordinal), List("adjectiveEndings"));
        }
    }
}
