using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>
/// Where copy was written: "Berlin (dpa) -", "MOSKAU —", "Kiew.", "GEORGETOWN, Guyana —", "Pristina/Belgrad (AFP)". A place there is no
/// government that acts.
/// </summary>
internal static class Datelines
{
    /// <summary>Headline, topline, lead: further down no dateline stands.</summary>
    private const int MostParagraphs = 4;
    private const int MostTokens = 14;
    private static readonly WordSet Small = new(["am", "an", "der", "bei", "im", "in", "den", "de", "of", "upon", "and", "und"]);

    /// <summary>The token ranges of datelines, at most one a paragraph.</summary>
    public static List<(int First, int End)> In(AnalysedText text)
    {
        var found = new List<(int, int)>();
        for (var p = 0; p < Math.Min(MostParagraphs, text.Paragraphs.Length); p++)
        {
            var paragraph = text.Paragraphs[p];
            var end = End(text, paragraph.FirstToken, paragraph.EndToken);
            if (end > paragraph.FirstToken) found.Add((paragraph.FirstToken, end));
        }
        return found;
    }

    private static int End(AnalysedText text, int first, int limit)
    {
        // "Kiew.": a sentence of one word, and the text goes on behind it.
        if (first + 2 < limit && IsPlace(text, first) && text.Is(first + 1, '.') && text.Sentences[text.SentenceOf(first)].EndToken == first + 2) return first + 2;
        for (var t = first; t < Math.Min(limit - 1, first + MostTokens); t++)
        {
            if (text.Tokens[t].Kind == TokenKind.Word)
            {
                if (!IsPlace(text, t) && !(t > first && Small.Contains(text.Folded(t)))) return -1;
            }
            else if (text.Is(t, '('))
            {
                for (var close = t + 2; close < Math.Min(limit, t + 6); close++)
                {
                    if (text.Is(close, ')')) return t > first ? close + 1 : -1;
                }
                return -1;
            }
            else if (text.Is(t, '\u2013') || text.Is(t, '\u2014') || (text.Is(t, '-') && text.Tokens[t].Has(TokenShape.SpaceBefore))) return t > first && t <= first + 8 ? t + 1 : -1;
            else if (!text.Is(t, ',') && !text.Is(t, '/') && !text.Is(t, '.')) return -1;
        }
        return -1;
    }

    private static bool IsPlace(AnalysedText text, int token) => text.Tokens[token].IsWord && text.Tokens[token].IsCapital;
}
