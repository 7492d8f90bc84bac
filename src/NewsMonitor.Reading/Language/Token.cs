namespace NewsMonitor.Reading.Language;

/// <summary>What a token is made of.</summary>
public enum TokenKind : byte
{
    /// <summary>Letters, perhaps with digits, inner hyphens and apostrophes: <c>US-Präsident</c>, <c>don't</c>, <c>G7</c>, <c>U.S.</c></summary>
    Word,
    /// <summary>Digits with inner separators: <c>120.000</c>, <c>22:15</c>, <c>08.12.2021</c>.</summary>
    Number,
    /// <summary>A quotation mark of any kind, one or two characters (<c>''</c>, <c>,,</c>).</summary>
    Quote,
    Punctuation,
    /// <summary>Everything else: currency, emoji, control characters.</summary>
    Symbol,
}

/// <summary>How a token looks and stands.</summary>
[Flags]
public enum TokenShape : byte
{
    None = 0,
    /// <summary>The first letter, or the first behind a hyphen, is upper-case.</summary>
    Capital = 1,
    /// <summary>At least two letters, all of them upper-case.</summary>
    AllUpper = 2,
    /// <summary>There is a hyphen between two characters of the word.</summary>
    Hyphen = 4,
    /// <summary>White space, a line break or the beginning of the text stands before it.</summary>
    SpaceBefore = 8,
    /// <summary>The first word of its sentence: a capital letter says nothing here.</summary>
    SentenceStart = 16,
    /// <summary>The last token before a line break or the end of the text.</summary>
    LineEnd = 32,
}

/// <summary>One token. Offsets are UTF-16 units of the text, end exclusive.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last UTF-16 unit.</param>
/// <param name="Hash">FNV-1a over the folded characters (see <see cref="AnalysedText.Folded"/>): the same word, the same hash, on every machine.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Shape">How it looks and stands.</param>
public readonly record struct Token(int Start, int End, uint Hash, TokenKind Kind, TokenShape Shape)
{
    /// <summary>The hash a token of these folded characters has.</summary>
    public static uint HashOf(ReadOnlySpan<char> folded) => Tokenizer.Hash(folded);

    public int Length => End - Start;
    public bool IsWord => Kind == TokenKind.Word;
    public bool IsCapital => (Shape & TokenShape.Capital) != 0;
    public bool Has(TokenShape shape) => (Shape & shape) == shape;
}

/// <summary>A sentence: its UTF-16 span, its tokens <c>[FirstToken, EndToken)</c> and the paragraph it stands in.</summary>
public readonly record struct Sentence(int Start, int End, int FirstToken, int EndToken, int Paragraph)
{
    public int TokenCount => EndToken - FirstToken;
}

/// <summary>A paragraph, that is a line with something in it: its UTF-16 span, its tokens and its sentences, ends exclusive.</summary>
public readonly record struct Paragraph(int Start, int End, int FirstToken, int EndToken, int FirstSentence, int EndSentence);
