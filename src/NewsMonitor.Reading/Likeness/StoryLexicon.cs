using System.Collections.Frozen;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Likeness;

/// <summary>
/// The words that story vectors leave out, and the concepts by which a German and an English report of one event meet
/// (<c>lexicon/stopwords.json</c>, <c>lexicon/concepts.json</c>).
/// </summary>
internal sealed class StoryLexicon
{
    private sealed record ConceptFile(string Source, string[] Concepts);

    private static readonly StoryLexicon German = Load("de");
    private static readonly StoryLexicon English = Load("en");
    private static readonly StoryLexicon None = new([], []);

    private readonly WordSet _stopwords;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _concepts;

    private StoryLexicon(IEnumerable<string> stopwords, Dictionary<string, string> concepts)
    {
        _stopwords = new(stopwords);
        _concepts = concepts.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static StoryLexicon Of(string language) => language switch { "de" => German, "en" => English, _ => None };

    public bool IsStopword(ReadOnlySpan<char> folded) => _stopwords.Contains(folded);

    /// <summary>The concept of a stem, named by its first English word; null where the lexicon has none.</summary>
    public string? Concept(ReadOnlySpan<char> stem) => _concepts.TryGetValue(stem, out var concept) ? concept : null;

    /// <summary>
    /// The two concepts of a German compound that the lexicon has no word for (Truppenabzug, Vertragsentwurf); null where its parts are unknown.
    /// </summary>
    public (string Head, string Tail)? Parts(ReadOnlySpan<char> folded)
    {
        const int shortest = 3;
        if (folded.Length is < 8 or > Stem.LongestWord) return null;
        Span<char> room = stackalloc char[Stem.LongestWord];
        for (var cut = shortest + 1; cut <= folded.Length - shortest; cut++)
        {
            if (Concept(Stem.Of(folded[cut..], "de", room)) is { } tail && Concept(Stem.Of(folded[..cut].TrimEnd('-'), "de", room)) is { } head) return (head, tail);
        }
        return null;
    }

    private static StoryLexicon Load(string language)
    {
        var stopwords = Lexicon.Read<Dictionary<string, string>>("Likeness.lexicon.stopwords.json")[language].Split(' ');
        var concepts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Lexicon.Read<ConceptFile>("Likeness.lexicon.concepts.json").Concepts)
        {
            var sides = entry.Split('|', StringSplitOptions.TrimEntries);
            var words = sides[language == "de" ? 1 : 0].Split(' ');
            // The first entry that has a word keeps it: "border | grenze" before "frontier | grenze".
            foreach (var word in words) concepts.TryAdd(Stem.Of(Tokenizer.Fold(word), language), sides[0].Split(' ')[0]);
        }
        return new(stopwords, concepts);
    }
}
