namespace NewsMonitor.Reading.Language;

/// <summary>
/// A text read once for every finder: language, paragraphs, sentences, tokens. Finders look words up by <see cref="Folded"/> spans or by
/// <see cref="Token.Hash"/>; nobody tokenises or lower-cases a second time.
/// </summary>
public sealed class AnalysedText
{
    private int[]? _sentenceOfToken;

    private AnalysedText(string text, string folded, LanguageGuess language, Token[] tokens, Sentence[] sentences, Paragraph[] paragraphs)
        => (Text, FoldedText, Guess, Tokens, Sentences, Paragraphs) = (text, folded, language, tokens, sentences, paragraphs);

    /// <summary>The text as given; every offset counts its UTF-16 units.</summary>
    public string Text { get; }

    /// <summary>The text in lower case (invariant culture), unit by unit as long as <see cref="Text"/>; typographic apostrophes,
    /// hyphens and no-break spaces are folded to their ASCII forms.</summary>
    public string FoldedText { get; }

    /// <summary>What the text's language was guessed to be, or what the caller knew it to be (confidence 1).</summary>
    public LanguageGuess Guess { get; }

    /// <summary>ISO 639-1 code, or <c>und</c>.</summary>
    public string Language => Guess.Code;

    public bool IsGerman => Guess.Code == "de";
    public bool IsEnglish => Guess.Code == "en";

    public Token[] Tokens { get; }
    public Sentence[] Sentences { get; }
    public Paragraph[] Paragraphs { get; }

    /// <summary>Reads a text. Never throws on content; time is linear in the length.</summary>
    /// <param name="text">The text; a line break ends a paragraph and a sentence.</param>
    /// <param name="language">The ISO 639-1 code if it is known for certain; otherwise it is guessed.</param>
    public static AnalysedText Read(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Tokenizer.Fold(text);
        var tokens = Tokenizer.Tokenize(text, folded);
        var guess = language is { Length: >= 2 } ? new LanguageGuess(language[..2].ToLowerInvariant(), 1) : LanguageGuess.Of(folded, tokens);
        var (sentences, paragraphs) = SentenceSplitter.Split(folded, tokens, german: guess.Code != "en");
        return new AnalysedText(text, folded, guess, tokens, sentences, paragraphs);
    }

    /// <summary>The token's characters as they stand in the text.</summary>
    public ReadOnlySpan<char> Surface(int token) => Text.AsSpan(Tokens[token].Start, Tokens[token].Length);

    /// <summary>The token's characters folded, for lookups.</summary>
    public ReadOnlySpan<char> Folded(int token) => FoldedText.AsSpan(Tokens[token].Start, Tokens[token].Length);

    /// <summary>True when the token, folded, is exactly <paramref name="word"/> (given in lower case).</summary>
    public bool Is(int token, string word) =>
        (uint)token < (uint)Tokens.Length && Tokens[token].Length == word.Length && Folded(token).SequenceEqual(word);

    /// <summary>True when the token is the one punctuation character.</summary>
    public bool Is(int token, char mark) =>
        (uint)token < (uint)Tokens.Length && Tokens[token].Length == 1 && Text[Tokens[token].Start] == mark;

    /// <summary>The index of the sentence a token stands in.</summary>
    public int SentenceOf(int token)
    {
        if (_sentenceOfToken is null)
        {
            var map = new int[Tokens.Length];
            for (var s = 0; s < Sentences.Length; s++)
                Array.Fill(map, s, Sentences[s].FirstToken, Sentences[s].TokenCount);
            _sentenceOfToken = map;
        }
        return _sentenceOfToken[token];
    }

    /// <summary>The first token that ends after <paramref name="offset"/> (UTF-16), or the number of tokens.</summary>
    public int TokenAt(int offset)
    {
        int low = 0, high = Tokens.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Tokens[middle].End <= offset) low = middle + 1; else high = middle;
        }
        return low;
    }
}
