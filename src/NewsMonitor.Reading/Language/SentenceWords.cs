using System.Collections.Frozen;
using System.Text.Json;

namespace NewsMonitor.Reading.Language;

/// <summary>A set of lower-case words that spans can be looked up in without allocating.</summary>
public readonly struct WordSet
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public WordSet(IEnumerable<string> words) => _lookup = words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words longer than any in a lexicon are not even hashed: foreign text may hold one of half a million characters.</summary>
    public bool Contains(ReadOnlySpan<char> folded) => folded.Length <= 64 && _lookup.Contains(folded);

    public int Count => _lookup.Set.Count;
}

/// <summary>Opens the lexicons that are compiled into the assembly.</summary>
public static class Lexicon
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads an embedded JSON resource, named as the folder path below the project: <c>Language.lexicon.sentences.json</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no such resource, or it is empty: a fault of the build.</exception>
    public static T Read<T>(string name)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream("NewsMonitor.Reading." + name)
            ?? throw new InvalidOperationException($"The lexicon {name} is not embedded in the assembly.");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"The lexicon {name} is empty.");
    }
}

/// <summary>The words that decide whether a full stop ends a sentence (<c>lexicon/sentences.json</c>).</summary>
internal static class SentenceWords
{
    private static readonly Dictionary<string, string[]> Data = Lexicon.Read<Dictionary<string, string[]>>("Language.lexicon.sentences.json");

    /// <summary>Abbreviations a sentence never ends with.</summary>
    public static readonly WordSet Abbreviations = new(Data["abbreviations"]);
    /// <summary>Abbreviations a sentence may end with: it does if the next word is one that starts sentences.</summary>
    public static readonly WordSet SomeEndings = new(Data["sometimesEndings"]);
    /// <summary>Words that, written with a capital after a full stop, start a sentence rather than continue an ordinal or a name.</summary>
    public static readonly WordSet Starters = new(Data["starters"]);
    /// <summary>Words in front of a German ordinal number.</summary>
    public static readonly WordSet BeforeOrdinal = new(Data["beforeOrdinal"]);
    /// <summary>Months and nouns behind one.</summary>
    public static readonly WordSet AfterOrdinal = new(Data["afterOrdinal"]);
}
