using System.Collections.Frozen;
using System.Numerics;

namespace NewsMonitor.Reading.Language;

/// <summary>The language a text is written in, guessed from function words and, where they leave doubt, from letter trigrams.</summary>
/// <param name="Code">ISO 639-1 code, or <c>und</c> if nothing speaks for any language.</param>
/// <param name="Confidence">0 to 1: the share of the evidence that speaks for this language against the second best.</param>
public readonly record struct LanguageGuess(string Code, double Confidence)
{
    /// <summary>News texts show their language within a few sentences; more would only cost time.</summary>
    private const int MostTokens = 400;
    private const int MostCharacters = 3000;

    public static readonly LanguageGuess Unknown = new("und", 0);

    private sealed record Profile(string[] Words, string[] Trigrams);

    private static readonly Dictionary<string, Profile> Data = Lexicon.Read<Dictionary<string, Profile>>("Language.lexicon.languages.json");
    private static readonly string[] Codes = [.. Data.Keys];
    private static readonly FrozenDictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> Words = Index(p => p.Words).GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<ulong, uint> Trigrams = Index(p => p.Trigrams).ToDictionary(p => Pack(p.Key), p => p.Value).ToFrozenDictionary();

    /// <summary>Guesses the language of a text.</summary>
    public static LanguageGuess Of(string text)
    {
        var folded = Tokenizer.Fold(text);
        return Of(folded, Tokenizer.Tokenize(text, folded));
    }

    internal static LanguageGuess Of(string folded, Token[] tokens)
    {
        if (OfScript(folded, tokens) is { } script) return script;
        Span<double> scores = stackalloc double[Codes.Length];
        scores.Clear();
        var count = Math.Min(tokens.Length, MostTokens);
        for (var i = 0; i < count; i++)
        {
            var token = tokens[i];
            if (token.IsWord && token.Length <= 12 && Words.TryGetValue(folded.AsSpan(token.Start, token.Length), out var languages))
                Add(scores, languages, 1.0);
        }
        var guess = Best(scores);
        if (guess.Confidence < 0.5 || scores[Array.IndexOf(Codes, guess.Code)] < 4)
        {
            AddTrigrams(folded, scores);
            guess = Best(scores);
        }
        return guess;
    }

    private static void AddTrigrams(string folded, Span<double> scores)
    {
        var end = Math.Min(folded.Length, MostCharacters);
        ulong window = ' ';
        for (var i = 0; i < end; i++)
        {
            var c = char.IsLetter(folded[i]) ? folded[i] : ' ';
            if (c == ' ' && (window & 0xFFFF) == ' ') continue;
            window = ((window << 16) | c) & 0xFFFF_FFFF_FFFF;
            if (Trigrams.TryGetValue(window, out var languages)) Add(scores, languages, 0.2);
        }
    }

    /// <summary>A word that several languages share counts for each of them less.</summary>
    private static void Add(Span<double> scores, uint languages, double weight)
    {
        weight /= BitOperations.PopCount(languages);
        for (; languages != 0; languages &= languages - 1)
            scores[BitOperations.TrailingZeroCount(languages)] += weight;
    }

    private static LanguageGuess Best(ReadOnlySpan<double> scores)
    {
        int best = 0, second = -1;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best]) (second, best) = (best, i);
            else if (second < 0 || scores[i] > scores[second]) second = i;
        }
        if (scores[best] <= 0) return Unknown;
        return new LanguageGuess(Codes[best], (scores[best] - scores[second]) / scores[best]);
    }

    /// <summary>Scripts that name their language, or nearly: decided by the letters of the first words.</summary>
    private static LanguageGuess? OfScript(string folded, Token[] tokens)
    {
        int latin = 0, cyrillic = 0, arabic = 0, greek = 0, hebrew = 0, han = 0, kana = 0, hangul = 0, ukrainian = 0, persian = 0;
        var end = tokens.Length == 0 ? 0 : Math.Min(tokens[Math.Min(tokens.Length, MostTokens) - 1].End, MostCharacters);
        for (var i = 0; i < end; i++)
        {
            var c = folded[i];
            if (c < 0x0250) { if (char.IsLetter(c)) latin++; continue; }
            if (c is >= '\u0400' and < '\u0530') { cyrillic++; if (c is 'і' or 'ї' or 'є' or 'ґ') ukrainian++; }
            else if (c is >= '\u0600' and < '\u0700') { arabic++; if (c is 'پ' or 'چ' or 'ژ' or 'گ' or 'ی' or 'ک') persian++; }
            else if (c is >= '\u0370' and < '\u0400') greek++;
            else if (c is >= '\u0590' and < '\u0600') hebrew++;
            else if (c is >= '\u4E00' and < '\uA000') han++;
            else if (c is >= '\u3040' and < '\u3100') kana++;
            else if (c is >= '\uAC00' and < '\uD7B0') hangul++;
        }
        var other = cyrillic + arabic + greek + hebrew + han + kana + hangul;
        if (other <= latin || other < 3) return null;
        var confidence = (other - latin) / (double)other;
        if (kana * 5 > other) return new("ja", confidence);
        if (han * 2 > other) return new("zh", confidence);
        if (hangul * 2 > other) return new("ko", confidence);
        if (cyrillic * 2 > other) return new(ukrainian * 50 > cyrillic ? "uk" : "ru", confidence);
        if (arabic * 2 > other) return new(persian * 20 > arabic ? "fa" : "ar", confidence);
        if (greek * 2 > other) return new("el", confidence);
        return hebrew * 2 > other ? new("he", confidence) : null;
    }

    private static FrozenDictionary<string, uint> Index(Func<Profile, string[]> part)
    {
        var index = new Dictionary<string, uint>(StringComparer.Ordinal);
        for (var i = 0; i < Codes.Length; i++)
        {
            foreach (var key in part(Data[Codes[i]]))
                index[key] = index.GetValueOrDefault(key) | (1u << i);
        }
        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ulong Pack(string trigram) => ((ulong)trigram[0] << 32) | ((ulong)trigram[1] << 16) | trigram[2];
}
