using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Words in quotation marks, by tokens: <c>[First, End)</c> holds the marks where they exist.</summary>
/// <param name="First">The opening mark, or the first word if the mark is lost.</param>
/// <param name="End">One past the closing mark, or past the last word if the mark is lost.</param>
/// <param name="Whole">Both marks stand in the text.</param>
internal readonly record struct QuoteBlock(int First, int End, bool Whole);

/// <summary>
/// Pairs quotation marks. Which way a mark faces is decided by the mark, by the spaces around it and by what is open; every paragraph
/// starts anew, so that one lost mark cannot turn the rest of a text inside out. Quotes within quotes belong to the outer one.
/// </summary>
internal static class QuoteMarks
{
    private enum Facing { Opens, Closes, Either }

    /// <summary>All outermost quotes in text order, and for each token the index of its quote or -1.</summary>
    public static List<QuoteBlock> Find(AnalysedText text, int[] blockOf)
    {
        Array.Fill(blockOf, -1);
        var blocks = new List<QuoteBlock>();
        for (var p = 0; p < text.Paragraphs.Length; p++)
            InParagraph(text, text.Paragraphs[p], p + 1 < text.Paragraphs.Length ? text.Paragraphs[p + 1].FirstToken : -1, blocks);
        for (var b = 0; b < blocks.Count; b++)
            Array.Fill(blockOf, b, blocks[b].First, blocks[b].End - blocks[b].First);
        return blocks;
    }

    private static void InParagraph(AnalysedText text, Paragraph paragraph, int next, List<QuoteBlock> blocks)
    {
        var open = -1;
        var openMark = '\0';
        var from = paragraph.FirstToken;
        for (var i = paragraph.FirstToken; i < paragraph.EndToken; i++)
        {
            if (text.Tokens[i].Kind != TokenKind.Quote) continue;
            var mark = text.Text[text.Tokens[i].Start];
            var single = IsSingle(text, i, mark);
            if (open >= 0 && single != IsSingle(text, open, openMark)) continue;
            if (single && open >= 0 && IsPlural(text, i, paragraph.EndToken)) continue;
            var facing = FacingOf(text, i, mark, open >= 0 ? openMark : '\0', single);
            if (open < 0)
            {
                if (facing != Facing.Closes) (open, openMark) = (i, mark);
                else if (!single && LostOpener(text, i, from) is var first and >= 0)
                {
                    blocks.Add(new QuoteBlock(first, i + 1, false));
                    from = i + 1;
                }
            }
            else if (facing == Facing.Opens)
            {
                // The closing mark of the earlier quote was lost.
                if (!single && LostCloser(text, open, i) is var end and > 0) blocks.Add(new QuoteBlock(open, end, false));
                (open, openMark) = (i, mark);
            }
            else if (i > open + 1)
            {
                blocks.Add(new QuoteBlock(open, i + 1, true));
                (open, from) = (-1, i + 1);
            }
            else open = -1;
        }
        // A quote that runs over paragraphs is opened again in each and closed in the last.
        if (open >= 0 && next >= 0 && text.Tokens[next].Kind == TokenKind.Quote && text.Text[text.Tokens[next].Start] == openMark)
        {
            blocks.Add(new QuoteBlock(open, paragraph.EndToken, false));
            return;
        }
        if (open >= 0 && !IsSingle(text, open, openMark) && LostCloser(text, open, paragraph.EndToken) is var last and > 0)
            blocks.Add(new QuoteBlock(open, last, false));
    }

    private static bool IsSingle(AnalysedText text, int i, char mark) =>
        text.Tokens[i].Length == 1 && (mark is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2039' or '\u203A' or (char)0x60 or (char)0xB4);

    /// <summary>"the students' union": an apostrophe, since another mark closes the quote later.</summary>
    private static bool IsPlural(AnalysedText text, int i, int end)
    {
        if (i == 0 || text.FoldedText[text.Tokens[i].Start - 1] != 's' || i + 1 >= end || !text.Tokens[i + 1].IsWord || text.Tokens[i + 1].IsCapital) return false;
        var mark = text.Text[text.Tokens[i].Start];
        for (var k = i + 1; k < end && k < i + 60; k++)
        {
            if (text.Tokens[k].Kind != TokenKind.Quote || text.Text[text.Tokens[k].Start] != mark) continue;
            return !text.Tokens[k].Has(TokenShape.SpaceBefore);
        }
        return false;
    }

    private static Facing FacingOf(AnalysedText text, int i, char mark, char open, bool single)
    {
        if (mark is '\u201E' or '\u201A' or ',' or '\u201F') return Facing.Opens;
        var before = text.Tokens[i].Has(TokenShape.SpaceBefore) || (i > 0 && text.Text[text.Tokens[i].Start - 1] is '(' or '[' or '\u2013' or '\u2014' or '/');
        var after = text.Tokens[i].Has(TokenShape.LineEnd) || text.Tokens[i + 1].Has(TokenShape.SpaceBefore)
            || (text.Tokens[i + 1].Kind == TokenKind.Punctuation && text.Text[text.Tokens[i + 1].Start] is not ('(' or '[' or '\u2026' or '.'));
        if (open != '\0')
        {
            if (mark is '\u201C' && open is '\u201E' or ',') return Facing.Closes;
            if (mark is '\u00AB' or '\u00BB' or '\u2039' or '\u203A') return mark == open && before && !after ? Facing.Opens : Facing.Closes;
            return before && !after ? Facing.Opens : Facing.Closes;
        }
        // A closing mark cannot be told from an opening one by its shape alone: German, English and Swedish use them differently.
        if (before && !after) return Facing.Opens;
        if (!before && (after || single)) return Facing.Closes;
        return mark is '\u201D' or '\u2019' ? Facing.Closes : single ? Facing.Closes : Facing.Opens;
    }

    /// <summary>Where a quote began whose opening mark is missing: at its sentence, if a clause stands before the mark; else -1.</summary>
    private static int LostOpener(AnalysedText text, int close, int from)
    {
        var sentence = text.Sentences[text.SentenceOf(close)];
        var first = Math.Max(sentence.FirstToken, from);
        return first == sentence.FirstToken && close - first >= 4 ? first : -1;
    }

    /// <summary>Where a quote ended whose closing mark is missing: with the sentence it began in; 0 if nothing is left.</summary>
    private static int LostCloser(AnalysedText text, int open, int limit)
    {
        var end = Math.Min(text.Sentences[text.SentenceOf(open)].EndToken, limit);
        return end - open >= 4 ? end : 0;
    }
}
