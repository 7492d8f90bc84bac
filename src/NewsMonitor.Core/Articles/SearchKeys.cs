namespace NewsMonitor.Core.Articles;

/// <summary>What a key of the query language asks for.</summary>
public enum SearchKey
{
    Outlet, Language, After, Before, Until, On, Actor, Threatener, Target, Threat, Position, Issue, Stance, Coder, Coded, Story, Is, Sort,
}

/// <summary>The names of the keys, English and German, and of the values that are words of the language itself.</summary>
public static class SearchKeys
{
    /// <summary>The first name of each language is the one that we write.</summary>
    private static readonly Dictionary<SearchKey, (string[] English, string[] German)> Names = new()
    {
        [SearchKey.Outlet] = (["outlet", "source", "site"], ["quelle", "medium", "zeitung"]),
        [SearchKey.Language] = (["lang", "language"], ["sprache"]),
        [SearchKey.After] = (["after", "since"], ["seit", "ab", "nach"]),
        [SearchKey.Before] = (["before"], ["vor"]),
        [SearchKey.Until] = (["until"], ["bis"]),
        [SearchKey.On] = (["on", "date"], ["am", "zeit", "datum"]),
        [SearchKey.Actor] = (["actor"], ["akteur"]),
        [SearchKey.Threatener] = (["threatener"], ["drohender"]),
        [SearchKey.Target] = (["target"], ["ziel"]),
        [SearchKey.Threat] = (["threat"], ["drohung"]),
        [SearchKey.Position] = (["position"], ["position"]),
        [SearchKey.Issue] = (["issue"], ["thema", "streitfrage"]),
        [SearchKey.Stance] = (["stance"], ["haltung"]),
        [SearchKey.Coder] = (["coder"], ["codierer"]),
        [SearchKey.Coded] = (["coded"], ["codiert"]),
        [SearchKey.Story] = (["story"], ["story"]),
        [SearchKey.Is] = (["is"], ["ist"]),
        [SearchKey.Sort] = (["sort"], ["sortierung"]),
    };

    /// <summary>Values that are words of the language: what they mean, their English and their German spellings.</summary>
    private static readonly Dictionary<SearchKey, (string Meaning, string[] English, string[] German)[]> Choices = new()
    {
        [SearchKey.Coded] =
        [
            ("yes", ["yes"], ["ja"]), ("no", ["no"], ["nein"]), ("Suggested", ["suggested"], ["vorschlag"]), ("InWork", ["begun"], ["begonnen"]),
            ("Coded", ["done"], ["fertig"]), ("None", ["none"], ["nichts"]),
        ],
        [SearchKey.Threat] =
        [
            ("any", ["any"], ["jede"]), ("Confirmed", ["confirmed"], ["bestätigt"]), ("Suggested", ["suggested"], ["vorschlag"]), ("None", ["none"], ["keine"]),
        ],
        [SearchKey.Stance] =
        [
            ("Supports", ["+", "supports", "for", "pro"], ["+", "dafür", "für"]), ("Opposes", ["-", "−", "–", "opposes", "against", "contra"], ["-", "dagegen", "gegen", "kontra"]),
            ("Undecided", ["?", "undecided"], ["?", "unentschieden"]),
        ],
        [SearchKey.Is] = [("starred", ["starred"], ["markiert"]), ("unread", ["unread"], ["ungelesen"]), ("read", ["read"], ["gelesen"])],
        [SearchKey.Sort] = [("newest", ["newest", "date"], ["neueste", "datum"]), ("relevance", ["relevance"], ["relevanz"])],
    };

    private static readonly Dictionary<string, SearchKey> ByName = Names
        .SelectMany(n => n.Value.English.Concat(n.Value.German).Distinct().Select(name => (name, n.Key)))
        .ToDictionary(n => n.name, n => n.Key, StringComparer.OrdinalIgnoreCase);

    public static SearchKey? Find(string name) => ByName.TryGetValue(name, out var key) ? key : null;

    /// <summary>Whether a key speaks of codes, and so joins others of its kind on one statement. <c>threat:confirmed</c> and the like, which speak of the article, are the resolver's to tell apart.</summary>
    public static bool IsOfCode(SearchKey key) =>
        key is SearchKey.Actor or SearchKey.Threatener or SearchKey.Target or SearchKey.Threat or SearchKey.Position or SearchKey.Issue or SearchKey.Stance or SearchKey.Coder;

    /// <summary>The name that we write in a language (<c>de</c>, else English).</summary>
    public static string NameOf(SearchKey key, string language) => (language == "de" ? Names[key].German : Names[key].English)[0];

    /// <summary>All names of a key, those of the language first.</summary>
    public static IEnumerable<string> NamesOf(SearchKey key, string language) =>
        language == "de" ? Names[key].German.Union(Names[key].English) : Names[key].English.Union(Names[key].German);

    /// <summary>The meaning of a value that is a word of the language, or null.</summary>
    public static string? Meaning(SearchKey key, string value) => Choices.TryGetValue(key, out var choices)
        ? choices.FirstOrDefault(c => c.English.Concat(c.German).Contains(value, StringComparer.OrdinalIgnoreCase)).Meaning
        : null;

    /// <summary>How we write a meaning.</summary>
    public static string Word(SearchKey key, string meaning, string language) =>
        Choices[key].First(c => c.Meaning == meaning) is var choice && language == "de" ? choice.German[0] : choice.English[0];

    /// <summary>The values that are words of the language, as we write them.</summary>
    public static IReadOnlyList<string> WordsOf(SearchKey key, string language) =>
        Choices.TryGetValue(key, out var choices) ? [.. choices.Select(c => language == "de" ? c.German[0] : c.English[0])] : [];

    /// <summary>Known keys that a mistyped name is near to.</summary>
    public static IReadOnlyList<string> Near(string name) => name.Length < 3
        ? []
        : [.. ByName.Keys.Select(known => (known, Distance: Distance(name.ToLowerInvariant(), known)))
            .Where(k => k.Distance <= (name.Length < 5 || char.ToLowerInvariant(name[0]) != k.known[0] ? 1 : 2)).OrderBy(k => k.Distance).ThenBy(k => k.known, StringComparer.Ordinal).Select(k => k.known).Take(2)];

    /// <summary>Steps of typing (insert, leave out, exchange, swap neighbours) between two short words.</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var step = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) step = Math.Min(step, d[i - 2, j - 2] + 1);
                d[i, j] = step;
            }
        }
        return d[a.Length, b.Length];
    }
}
