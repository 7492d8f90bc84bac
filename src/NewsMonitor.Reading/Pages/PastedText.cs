namespace NewsMonitor.Reading.Pages;

/// <summary>
/// Reads raw text that someone copied from a news page: what is headline, topline, date, author, lead, subhead and body, and what merely stood around it.
/// </summary>
/// <remarks>
/// A line that is not known to be something else stays in the body. Work is linear in the text; what goes beyond
/// <see cref="PastedTextOptions"/> is reported, not read. Never throws on any text.
/// </remarks>
public static class PastedText
{
    /// <summary>A line of this many characters that ends as a sentence is a paragraph wherever it stands.</summary>
    private const int ProseLength = 90;
    private const int LongestHeadline = 200;
    private const int LongestSubhead = 90;
    private const int LongestLead = 500;

    public static PastedArticle Read(string text, PastedTextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= PastedTextOptions.Default;
        var dropped = new List<PastedDroppedLine>();
        var lines = PastedLines.Unwrap(PastedLines.Split(text, options, dropped));
        lines = DivideAtInlineDate(lines);
        lines = DropResidue(lines, dropped);
        var head = PastedHead.Take(lines, options.TimeZone, dropped);
        var blocks = ReadBody(lines[head.Length..], head, dropped);

        var body = string.Join(' ', blocks.Select(b => b.Text));
        IReadOnlyList<HeadlineSplit> splits = head.Title is { } line && head.Kicker is null ? PastedHeadline.Split(line, body) : [];
        var best = splits is [{ } first, ..] ? first : null;
        return new PastedArticle
        {
            Kicker = head.Kicker ?? best?.Kicker,
            Title = best?.Title ?? head.Title,
            Byline = head.Byline,
            Published = head.Published,
            PublishedHasTime = head.HasTime,
            Modified = head.Modified,
            Blocks = blocks,
            Dropped = [.. dropped.OrderBy(d => d.Line)],
            Splits = splits.Count > 1 ? splits : [],
        };
    }

    internal static bool IsProse(PastedLine line) => line.EndsSentence && line.Text.Length >= ProseLength || line.Text.Length > 2 * LongestHeadline;

    internal static bool IsShort(PastedLine line) => line.Text.Length <= LongestHeadline && !IsProse(line);

    internal static PastedDroppedLine Drop(PastedLine line, PastedDrop reason) => new(line.Number, line.Text.Length <= 500 ? line.Text : line.Text[..500], reason);

    /// <summary>Copy without any line break: the stated date divides what stands above the text from the text.</summary>
    private static List<PastedLine> DivideAtInlineDate(List<PastedLine> lines)
    {
        if (lines is not [{ Text.Length: > 400 } only])
            return lines;
        var opening = only.Text[..400];
        var stand = opening.IndexOf("Stand: ", StringComparison.Ordinal);
        var end = stand < 0 ? -1 : opening.IndexOf(" Uhr", stand, StringComparison.Ordinal);
        if (end < 0 || end - stand > 40)
            return lines;
        end += " Uhr".Length;
        return [.. new[] { only.Text[..stand], only.Text[stand..end], only.Text[end..] }.Select(t => t.Trim()).Where(t => t.Length > 0).Select(t => new PastedLine(only.Number, t, true))];
    }

    private static List<PastedLine> DropResidue(List<PastedLine> lines, List<PastedDroppedLine> dropped)
    {
        var kept = new List<PastedLine>(lines.Count);
        var (firstProse, lastProse) = (lines.FindIndex(IsProse), lines.FindLastIndex(IsProse));
        PastedDrop? section = null;
        var (prose, seen) = (lines.Count(IsProse), 0);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (IsProse(line))
                seen++;
            var inside = firstProse >= 0 && i > firstProse && i < lastProse;
            var nextIsProse = i + 1 < lines.Count && IsProse(lines[i + 1]);
            // A counter in the share bar under the lead is no end: by then most of the text must have gone by.
            if (seen * 2 > prose && PastedResidue.EndFor(line.Text) is { } end)
            {
                dropped.AddRange(lines[i..].Select(l => Drop(l, end)));
                break;
            }
            if (section is not null && IsProse(line))
                section = null;
            // "Hintergrund" over a paragraph is a subhead; over a list of titles it heads teasers.
            if (section is null && !nextIsProse && i > firstProse && firstProse >= 0)
                section = PastedResidue.SectionFor(line.Text);
            var reason = section ?? PastedResidue.ReasonFor(line.Text);
            if (reason is PastedDrop.Navigation && inside && nextIsProse)
                reason = null;
            if (reason is { } known && !(IsProse(line) && known is not (PastedDrop.Broadcast or PastedDrop.Credit or PastedDrop.Caption or PastedDrop.Related)))
                dropped.Add(Drop(line, known));
            else
                kept.Add(line);
        }
        return kept;
    }

    private static List<Block> ReadBody(List<PastedLine> lines, PastedHead head, List<PastedDroppedLine> dropped)
    {
        var blocks = new List<Block>();
        if (head.Lead is { } lead)
            blocks.Add(new Block(BlockKind.Lead, lead));
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Text == head.Title || line.Text == head.Kicker || line.Text == head.Lead)
            {
                dropped.Add(Drop(line, PastedDrop.Duplicate));
                continue;
            }
            var text = line.Text;
            if (i == lines.Count - 1 && PastedResidue.BroadcastNoteAt(text) is var note and >= 0)
            {
                dropped.Add(Drop(line with { Text = text[note..] }, PastedDrop.Broadcast));
                text = text[..note].TrimEnd();
                if (text.Length == 0)
                    continue;
            }
            var kind = KindOf(line, i + 1 < lines.Count ? lines[i + 1] : null, blocks);
            if (kind == BlockKind.Paragraph && head.Lead is null && blocks.Count == 0 && head.Title is not null && text.Length <= LongestLead && lines.Skip(i + 1).Take(12).Count(IsProse) >= 2)
                kind = BlockKind.Lead;
            blocks.Add(new Block(kind, kind == BlockKind.ListItem ? text[2..].TrimStart() : text));
        }
        return blocks;
    }

    private static BlockKind KindOf(PastedLine line, PastedLine? next, List<Block> before)
    {
        var text = line.Text;
        if (text.Length > 3 && text[1] == ' ' && text[0] is '-' or '•' or '*' or '–' or '·' or '▪' or '■' or '‣' or '●')
            return BlockKind.ListItem;
        if (text[0] is '"' or '„' or '“' or '»' or '«' && text[^1] is '"' or '“' or '”' or '«' or '»' && text.Length > 20 && !text[1..^1].Any(c => c is '"' or '„' or '“' or '”' or '»' or '«'))
            return BlockKind.Quote;
        // A subhead stands over something, does not end as a statement does, and is no half sentence that runs on in the next line.
        var ending = text.AsSpan().TrimEnd("\"'”“’‘»«)]");
        var states = ending.Length > 0 && ending[^1] is '.' or ',' or ';' or ':' or '…' or '-' or '–';
        return text.Length <= LongestSubhead && line.Words <= 14 && !states && !char.IsLower(text[0]) && next is not null && !(next.Text.Length > 0 && char.IsLower(next.Text[0]) && !next.AfterBlank)
            && before is not [.., { Kind: BlockKind.Subhead }]
                ? BlockKind.Subhead
                : BlockKind.Paragraph;
    }
}
