namespace NewsMonitor.Reading.Language;

/// <summary>
/// Sentences and paragraphs over tokens. A line break ends both. A full stop ends a sentence unless it belongs to an abbreviation, an
/// initial, an ordinal ("07. Dezember", "das 20. Jahrhundert") or a quoted sentence that goes on ("…!", sagte er).
/// </summary>
internal static class SentenceSplitter
{
    /// <summary>No sentence of prose is longer; a text without full stops is cut so that finders stay linear.</summary>
    public const int MostTokens = 400;

    public static (Sentence[] Sentences, Paragraph[] Paragraphs) Split(string folded, Token[] tokens, bool german)
    {
        var sentences = new List<Sentence>(tokens.Length / 16 + 1);
        var paragraphs = new List<Paragraph>();
        int first = 0, paragraphToken = 0, paragraphSentence = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var last = EndsAt(folded, tokens, i, german);
            if (last < 0 && i - first + 1 >= MostTokens) last = i;
            if (last < 0) continue;
            tokens[first] = tokens[first] with { Shape = tokens[first].Shape | TokenShape.SentenceStart };
            // The first word may stand behind an opening quote.
            for (var k = first; k <= last && k < first + 3; k++)
            {
                if (tokens[k].Kind is TokenKind.Word or TokenKind.Number)
                {
                    tokens[k] = tokens[k] with { Shape = tokens[k].Shape | TokenShape.SentenceStart };
                    break;
                }
            }
            sentences.Add(new Sentence(tokens[first].Start, tokens[last].End, first, last + 1, paragraphs.Count));
            first = last + 1;
            if (tokens[last].Has(TokenShape.LineEnd))
            {
                paragraphs.Add(new Paragraph(tokens[paragraphToken].Start, tokens[last].End, paragraphToken, last + 1, paragraphSentence, sentences.Count));
                (paragraphToken, paragraphSentence) = (last + 1, sentences.Count);
            }
            i = last;
        }
        return ([.. sentences], [.. paragraphs]);
    }

    /// <summary>The last token of the sentence that token <paramref name="i"/> ends, or -1 if it ends none.</summary>
    private static int EndsAt(string folded, Token[] tokens, int i, bool german)
    {
        if (tokens[i].Has(TokenShape.LineEnd)) return i;
        if (!IsStop(folded, tokens[i])) return EndsWithAbbreviation(folded, tokens, i) ? i : -1;
        var last = i;
        while (!tokens[last].Has(TokenShape.LineEnd) && !tokens[last + 1].Has(TokenShape.SpaceBefore) && Closes(folded, tokens[last + 1]))
            last++;
        if (tokens[last].Has(TokenShape.LineEnd)) return last;

        var next = tokens[last + 1];
        if (Continues(folded, next)) return -1;
        var word = next;
        var wordAt = last + 1;
        // An opening quote or bracket before the next word.
        while (word.Kind is TokenKind.Quote or TokenKind.Punctuation && wordAt - last < 3 && !word.Has(TokenShape.LineEnd))
            word = tokens[++wordAt];
        if (word.IsWord && !word.IsCapital && char.IsLower(folded[word.Start])) return -1;
        if (folded[tokens[i].Start] != '.' || tokens[i].Length > 1 || last > i) return last;
        return BelongsToPrevious(folded, tokens, i, next, german) ? -1 : last;
    }

    /// <summary>"… in the U.S. The …": the full stop of the abbreviation is that of the sentence too.</summary>
    private static bool EndsWithAbbreviation(string folded, Token[] tokens, int i)
    {
        var token = tokens[i];
        if (!token.IsWord || folded[token.End - 1] != '.') return false;
        var next = tokens[i + 1];
        return next.IsWord && next.IsCapital && SentenceWords.SomeEndings.Contains(folded.AsSpan(token.Start, token.Length))
            && SentenceWords.Starters.Contains(folded.AsSpan(next.Start, next.Length));
    }

    private static bool IsStop(string folded, Token token) =>
        token.Kind == TokenKind.Punctuation && folded[token.Start] is '.' or '!' or '?' or '\u2026' or '\u3002';

    private static bool Closes(string folded, Token token) => token.Kind == TokenKind.Quote
        || (token.Kind == TokenKind.Punctuation && folded[token.Start] is ')' or ']' or '.' or '!' or '?' or '\u2026');

    private static bool Continues(string folded, Token next) =>
        next.Kind == TokenKind.Punctuation && folded[next.Start] is ',' or ';' or ':' or ')' or ']' or '-' or '\u2013' or '\u2014';

    /// <summary>Whether the single full stop at <paramref name="i"/> is part of the word or number before it.</summary>
    private static bool BelongsToPrevious(string folded, Token[] tokens, int i, Token next, bool german)
    {
        if (i == 0) return false;
        var before = tokens[i - 1];
        var adjoined = !tokens[i].Has(TokenShape.SpaceBefore);
        if (!adjoined) return false;
        if (!next.Has(TokenShape.SpaceBefore))
        {
            // "tagesschau.de", "Nr.5" go on; "Ende.Der" has only lost its space.
            return !(next.IsCapital && before.IsWord && before.Length > 3 && !next.Has(TokenShape.AllUpper));
        }
        var starts = next.IsWord && SentenceWords.Starters.Contains(folded.AsSpan(next.Start, next.Length));
        if (before.Kind == TokenKind.Number)
        {
            if (!german || before.Length > 3 || starts || folded.AsSpan(before.Start, before.Length).IndexOfAny('.', ',', ':') >= 0) return false;
            if (next.IsWord && SentenceWords.AfterOrdinal.Contains(folded.AsSpan(next.Start, next.Length))) return true;
            return i < 2 || SentenceWords.BeforeOrdinal.Contains(folded.AsSpan(tokens[i - 2].Start, tokens[i - 2].Length));
        }
        if (!before.IsWord) return false;
        var word = folded.AsSpan(before.Start, before.Length);
        if (word.Length == 1) return before.IsCapital ? !starts : SentenceWords.Abbreviations.Contains(word);
        if (SentenceWords.Abbreviations.Contains(word)) return true;
        return SentenceWords.SomeEndings.Contains(word) && !starts;
    }
}
