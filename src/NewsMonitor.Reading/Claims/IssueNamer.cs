using System.Collections.Frozen;
using System.Text.Json;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Makes a codebook's label of the words of a position that no issue of the codebook matches, or nothing: a label must say by itself what
/// the matter is. So "the accusation" and whole sentences are none, and "on Wednesday against a further expansion to the east" is one
/// without its first three words. Caution is meant: what is not named here is not proposed, and an editor can still code it.
/// </summary>
public static class IssueNamer
{
    private const int LongestName = 80;
    private const int MostWords = 11;
    private const int ShortestNoun = 4;

    /// <summary>One word alone must be a telling one: "transparency", not "help".</summary>
    private const int ShortestLoneNoun = 7;

    private static readonly FrozenDictionary<string, Words> Known = Load();

    /// <summary>The label, or null where the words name no matter of their own.</summary>
    /// <param name="issue">The noun phrase or clause of <see cref="FoundPosition.Issue"/>.</param>
    /// <param name="language">ISO 639-1; other than German and English have no labels.</param>
    /// <param name="isActor">Whether a word (as it stands) names an actor: a matter is more than whom it concerns.</param>
    public static string? Name(string issue, string language, Func<string, bool> isActor)
    {
        ArgumentNullException.ThrowIfNull(issue);
        ArgumentNullException.ThrowIfNull(isActor);
        if (!Known.TryGetValue(language, out var known) || issue.Length > 400) return null;
        var words = FirstPhrase(issue).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 0 && known.IsLeading(words[0])) words.RemoveAt(0);
        while (words.Count > 0 && known.IsTrailing(words[^1])) words.RemoveAt(words.Count - 1);
        if (words.Count > 1 && known.IsArticle(words[0]) && (language == "en" || char.IsUpper(words[1][0]))) words.RemoveAt(0);
        if (words.Count is 0 or > MostWords || words.Exists(known.IsFinite) || known.IsPronoun(words[0])) return null;
        // "task their teams to follow up": whose teams, only the sentence says.
        if (words.Exists(known.IsPossessive)) return null;
        if (language == "de" && !IsNounPhrase(words, known) && !IsInfinitive(words)) return null;
        var label = string.Join(' ', words);
        return label.Length <= LongestName && HasMatter(words, language, known, isActor) ? char.ToUpperInvariant(label[0]) + label[1..] : null;
    }

    /// <summary>Two labels with the same key are one matter: the stems of its words, whatever their order.</summary>
    public static string Key(string label, string language)
    {
        ArgumentNullException.ThrowIfNull(label);
        var known = Known.GetValueOrDefault(language);
        var stems = Fold(label).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => known is null || !(known.IsArticle(word) || known.IsLeading(word)))
            .Select(word => Stem.Of(word, language)).Distinct().Order(StringComparer.Ordinal);
        return $"{language}:{string.Join(' ', stems)}";
    }

    /// <summary>Up to the first sign that ends a phrase, without quotation marks.</summary>
    private static string FirstPhrase(string issue)
    {
        var end = issue.AsSpan().IndexOfAny(",;:(–");
        var phrase = end > 0 ? issue[..end] : issue;
        return new string([.. phrase.Select(c => c is '\n' or '\t' or '\u00a0' ? ' ' : c).Where(c => c is not ('"' or '„' or '“' or '”' or '»' or '«' or '.' or '!' or '?'))]).Trim();
    }

    private static bool HasMatter(List<string> words, string language, Words known, Func<string, bool> isActor)
    {
        var nouns = words.Where(w => w.Length >= ShortestNoun && char.IsLetter(w[0]) && (language == "en" || char.IsUpper(w[0]))
            && !known.IsLeading(w) && !known.IsTrailing(w) && !isActor(w)).ToArray();
        return nouns.Length > 0 && !nouns.All(known.IsAnaphor) && (words.Count > 1 || nouns[0].Length >= ShortestLoneNoun);
    }

    /// <summary>German writes its nouns large: what else stands in a noun phrase is an inflected adjective before one, or a small word.</summary>
    private static bool IsNounPhrase(List<string> words, Words known)
    {
        if (!char.IsUpper(words[^1][0]) && !char.IsDigit(words[^1][0])) return false;
        for (var i = 0; i < words.Count - 1; i++)
        {
            if (char.IsLower(words[i][0]) && !known.IsClosed(words[i]) && !IsAdjective(words[i], words[i + 1])) return false;
        }
        return true;
    }

    private static bool IsAdjective(string word, string next) =>
        (word.EndsWith('e') || word.EndsWith("en", StringComparison.Ordinal) || word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("es", StringComparison.Ordinal) || word.EndsWith("em", StringComparison.Ordinal) || word.EndsWith("lich", StringComparison.Ordinal))
        && (char.IsUpper(next[0]) || next.EndsWith('e') || next.EndsWith("en", StringComparison.Ordinal) || next.EndsWith("er", StringComparison.Ordinal) || next.EndsWith("es", StringComparison.Ordinal) || next == "und");

    /// <summary>"Truppen abzuziehen", "in Belarus zu stationieren".</summary>
    private static bool IsInfinitive(List<string> words) =>
        words.Count > 1 && words[^1].EndsWith('n') && char.IsLower(words[^1][0])
        && (words[^2] == "zu" || words[^1].IndexOf("zu", 1, StringComparison.Ordinal) is > 1 and var at && at < words[^1].Length - 4);

    private static FrozenDictionary<string, Words> Load()
    {
        var lexicon = Lexicon.Read<JsonElement>("Claims.lexicon.issue-names.json");
        return new Dictionary<string, Words> { ["de"] = new(lexicon.GetProperty("de")), ["en"] = new(lexicon.GetProperty("en")) }.ToFrozenDictionary();
    }

    private static string Fold(string words) => words.ToLowerInvariant();

    private sealed class Words(JsonElement lists)
    {
        private readonly FrozenSet<string> _leading = Set(lists, "leading"), _articles = Set(lists, "articles"), _trailing = Set(lists, "trailing"),
            _finite = Set(lists, "finite"), _anaphors = Set(lists, "anaphors"), _pronouns = Set(lists, "pronouns"), _closed = Set(lists, "closed"), _possessives = Set(lists, "possessives");

        public bool IsLeading(string word) => _leading.Contains(Fold(word));
        public bool IsArticle(string word) => _articles.Contains(Fold(word));
        public bool IsTrailing(string word) => _trailing.Contains(Fold(word));
        public bool IsFinite(string word) => _finite.Contains(Fold(word));
        public bool IsAnaphor(string word) => _anaphors.Contains(Fold(word));
        public bool IsPronoun(string word) => _pronouns.Contains(Fold(word));
        public bool IsPossessive(string word) => _possessives.Contains(Fold(word));
        public bool IsClosed(string word) => _closed.Contains(Fold(word));

        private static FrozenSet<string> Set(JsonElement lists, string name) => lists.GetProperty(name).EnumerateArray().Select(w => w.GetString()!).ToFrozenSet(StringComparer.Ordinal);
    }
}
