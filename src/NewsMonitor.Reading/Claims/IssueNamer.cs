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
        if (words.Count == 0 || IsAside(words, language)) return null;
        if (language == "de") words = GermanLabels.Object(words, known.IsArticle);
        var led = "";
        while (words.Count > 0 && known.IsLeading(words[0]))
        {
            if (led is not "that") led = Fold(words[0]);
            words.RemoveAt(0);
        }
        while (words.Count > 0 && known.IsTrailing(words[^1])) words.RemoveAt(words.Count - 1);
        if (words.Count is 0 or > MostWords || words.Exists(known.IsFinite) || (known.IsPronoun(words[0]) && !(language == "de" && words.Count > 1 && known.IsArticle(words[0])))) return null;
        // "task their teams to follow up": whose teams, only the sentence says.
        if (words.Exists(known.IsPossessive)) return null;
        if (language == "de")
        {
            var infinitive = IsInfinitive(words);
            if (!infinitive && !IsNounPhrase(words, known)) return null;
            if (GermanLabels.Nominative(words, infinitive) is not { } named) return null;
            words = named;
            // "Kiew Hilfe", "der Ukraine Unterstützung": whom it is for and what it is are no one phrase.
            if (words.Count > 1 && char.IsUpper(words[0][0]) && char.IsUpper(words[1][0]) && words[1].Length > 2) return null;
        }
        else
        {
            if (led is "that" || EnglishLabels.Matter(words, isActor, known.IsArticle) is not { } matter) return null;
            words = matter;
            // "accused of building a narrative", "to de-escalate": what somebody did, or a bare verb.
            if ((led is "of" && words[0].EndsWith("ing", StringComparison.Ordinal)) || (led is "to" && words.Count < 2)) return null;
        }
        var label = string.Join(' ', words);
        return label.Length <= LongestName && HasMatter(words, language, known, isActor) ? char.ToUpperInvariant(label[0]) + label[1..] : null;
    }

    /// <summary>"instead of talking", "including sanctions", "nach eigenen Angaben": said besides, not the matter.</summary>
    private static bool IsAside(List<string> words, string language) =>
        language == "en" ? Fold(words[0]) is "instead" or "including" or "such" or "according" or "once" or "despite" : words.Count > 2 && Fold(words[0]) is "nach" && Fold(words[^1]) is "angaben" or "worten";

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
            // Behind a noun an adjective without its article is a genitive in the plural ("Stationierung neuer Raketen"); else it is a verb or another case.
            if (i > 0 && char.IsLower(words[i][0]) && !known.IsClosed(words[i]) && char.IsUpper(words[i - 1][0]) && !words[i].EndsWith("er", StringComparison.Ordinal)) return false;
            if (i > 1 && words[i - 1] is "und" or "oder" && char.IsUpper(words[i - 2][0]) && char.IsLower(words[i][0]) && words[i].EndsWith("en", StringComparison.Ordinal)) return false;
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
