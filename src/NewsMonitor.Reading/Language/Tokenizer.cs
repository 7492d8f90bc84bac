using System.Globalization;
using System.Text;

namespace NewsMonitor.Reading.Language;

/// <summary>Cuts a text into tokens in one pass, allocating nothing but the result.</summary>
internal static class Tokenizer
{
    private static readonly uint PossessiveHash = Hash("'s");

    /// <summary>Lower case unit by unit, so that offsets in the folded text are offsets in the text.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            var c = source[i];
            target[i] = c < 128
                ? (uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c
                : c switch
                {
                    '\u2019' or '\u02BC' => '\'',
                    '\u2010' or '\u2011' => '-',
                    '\u00A0' or '\u202F' or '\u2007' or '\u2009' => ' ',
                    _ => char.IsSurrogate(c) ? c : char.ToLowerInvariant(c),
                };
        }
    });

    public static Token[] Tokenize(string text, string folded)
    {
        var tokens = new List<Token>(text.Length / 5 + 4);
        var spaced = TokenShape.SpaceBefore;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (IsSpace(c))
            {
                if (c is '\n' or '\r' or '\u2028' or '\u2029' && tokens.Count > 0)
                    tokens[^1] = tokens[^1] with { Shape = tokens[^1].Shape | TokenShape.LineEnd };
                spaced = TokenShape.SpaceBefore;
                i++;
                continue;
            }
            var token = Next(text, folded, i);
            tokens.Add(token with { Shape = token.Shape | spaced });
            spaced = TokenShape.None;
            i = token.End;
        }
        if (tokens.Count > 0)
            tokens[^1] = tokens[^1] with { Shape = tokens[^1].Shape | TokenShape.LineEnd };
        return [.. tokens];
    }

    private static Token Next(string text, string folded, int start)
    {
        var width = WordUnit(text, start);
        if (width > 0)
            return Word(text, folded, start);
        var c = text[start];
        if (folded[start] == '\'' && start > 0 && start + 1 < text.Length && char.IsLetter(text[start - 1]) && IsPossessive(folded, start))
            return new Token(start, start + 2, PossessiveHash, TokenKind.Word, TokenShape.None);
        if (IsQuote(c))
        {
            // Typewriters' double quotes made of two signs: ''so'', ``so'', ,,so''.
            var two = c is '\'' or '`' or '\u2018' or '\u2019' && start + 1 < text.Length && text[start + 1] == c;
            return new Token(start, start + (two ? 2 : 1), c, TokenKind.Quote, TokenShape.None);
        }
        if (c == ',' && start + 2 < text.Length && text[start + 1] == ',' && !IsSpace(text[start + 2]))
            return new Token(start, start + 2, c, TokenKind.Quote, TokenShape.None);
        if (c == '.')
        {
            var end = start + 1;
            while (end < text.Length && text[end] == '.') end++;
            return new Token(start, end, c, TokenKind.Punctuation, TokenShape.None);
        }
        if (char.IsHighSurrogate(c) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]))
            return new Token(start, start + 2, c, TokenKind.Symbol, TokenShape.None);
        return new Token(start, start + 1, c, char.IsPunctuation(c) ? TokenKind.Punctuation : TokenKind.Symbol, TokenShape.None);
    }

    private static Token Word(string text, string folded, int start)
    {
        int end = start, letters = 0, upper = 0;
        var shape = TokenShape.None;
        while (end < text.Length)
        {
            var width = WordUnit(text, end);
            if (width == 0)
            {
                var joins = end + 1 < text.Length && WordUnit(text, end + 1) > 0;
                if (!joins) break;
                var f = folded[end];
                if (f == '-')
                {
                    shape |= TokenShape.Hyphen;
                    end++;
                    continue;
                }
                if (f == '\'' && letters > 0 && !IsPossessive(folded, end))
                {
                    end++;
                    continue;
                }
                if (f is '.' or ',' or ':' && char.IsAsciiDigit(text[end - 1]) && char.IsAsciiDigit(text[end + 1]) && letters == 0)
                {
                    end++;
                    continue;
                }
                break;
            }
            var c = text[end];
            if (!char.IsAsciiDigit(c))
            {
                letters++;
                if (char.IsUpper(c))
                {
                    upper++;
                    // "39-Jährige" and "al-Dschasira" are nouns though they begin otherwise.
                    if (letters == 1 || folded[end - 1] == '-') shape |= TokenShape.Capital;
                }
            }
            end += width;
        }
        if (letters == 1 && end - start == 1)
            end = Initials(text, end);
        if (letters >= 2 && upper == letters)
            shape |= TokenShape.AllUpper;
        return new Token(start, end, Hash(folded.AsSpan(start, end - start)), letters == 0 ? TokenKind.Number : TokenKind.Word, shape);
    }

    /// <summary>FNV-1a, 32 bits, over UTF-16 units: fixed, where string.GetHashCode changes with every process.</summary>
    public static uint Hash(ReadOnlySpan<char> folded)
    {
        var hash = 2166136261u;
        foreach (var c in folded)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }

    /// <summary><c>U.S.</c>, <c>z.B.</c>, <c>u.a.</c>: single letters, each with its full stop and no space, are one token.</summary>
    private static int Initials(string text, int end)
    {
        var reached = end;
        while (end + 2 < text.Length && text[end] == '.' && char.IsLetter(text[end + 1]) && text[end + 2] == '.')
        {
            end += 2;
            reached = end + 1;
        }
        return reached;
    }

    /// <summary><c>'s</c> at the end of a word is its own token, so that <c>Biden's</c> holds the name.</summary>
    private static bool IsPossessive(string folded, int apostrophe) =>
        folded[apostrophe + 1] == 's' && (apostrophe + 2 >= folded.Length || !char.IsLetterOrDigit(folded[apostrophe + 2]));

    /// <summary>How many units the letter, digit or mark at <paramref name="i"/> takes; 0 if there is none.</summary>
    private static int WordUnit(string text, int i)
    {
        var c = text[i];
        if (c < 128)
            return char.IsAsciiLetterOrDigit(c) ? 1 : 0;
        if (char.IsHighSurrogate(c))
            return i + 1 < text.Length && Rune.TryCreate(c, text[i + 1], out var rune) && Rune.IsLetterOrDigit(rune) ? 2 : 0;
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark => 1,
            UnicodeCategory.ModifierLetter => c == '\u02BC' ? 0 : 1,
            _ => c == '\u00AD' ? 1 : 0,
        };
    }

    private static bool IsSpace(char c) => c <= ' ' || (c >= 128 && (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF'));

    public static bool IsQuote(char c) => c is '"' or '\'' or '`' or '\u00B4' or '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2018'
        or '\u2019' or '\u201A' or '\u201B' or '\u00AB' or '\u00BB' or '\u2039' or '\u203A' or '\u300C' or '\u300D' or '\uFF02';
}
