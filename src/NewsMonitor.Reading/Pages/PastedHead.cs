namespace NewsMonitor.Reading.Pages;

/// <summary>What stands above an article's text. <see cref="Length"/> is the number of lines it takes up.</summary>
internal sealed record PastedHead
{
    /// <summary>Lines from the top in which headline, date and author are looked for.</summary>
    private const int Reach = 25;
    private const int LongestCaption = 300;

    public int Length { get; private set; }
    public string? Kicker { get; private set; }
    public string? Title { get; private set; }
    public string? Lead { get; private set; }
    public IReadOnlyList<string> Byline { get; private set; } = [];
    public DateTimeOffset? Published { get; private set; }
    public bool HasTime { get; private set; }
    public DateTimeOffset? Modified { get; private set; }

    /// <summary>Reads the head. What is neither headline nor date nor author goes to <paramref name="dropped"/>, or stays in the body if it may belong there.</summary>
    public static PastedHead Take(List<PastedLine> lines, TimeZoneInfo zone, List<PastedDroppedLine> dropped)
    {
        var head = new PastedHead();
        var titles = new List<PastedLine>();
        var (above, anchored) = (new List<PastedLine>(), HasAnchor(lines, zone));
        var i = 0;
        for (; i < lines.Count && i < Reach; i++)
        {
            var line = lines[i];
            if (head.TakeDate(line, zone) || head.TakeByline(line, titles.Count))
                continue;
            if (PastedDate.IsLabelAlone(line.Text))
                continue;
            if (!PastedText.IsShort(line) || line.EndsSentence && titles.Count > 0 && !IsQuestion(line))
            {
                // Nothing of an article stands above its headline: a sentence there, with a headline to come, is a caption.
                if (titles.Count == 0 && line.Text.Length <= LongestCaption && HeadlineFollows(lines, i + 1, anchored))
                {
                    dropped.Add(PastedText.Drop(line, PastedDrop.Caption));
                    continue;
                }
                // A sentence between headline and date is the lead; the text begins behind the date.
                if (titles.Count > 0 && head.Lead is null && head.Published is null && head.Byline.Count == 0 && anchored > i)
                {
                    head.Lead = line.Text;
                    continue;
                }
                break;
            }
            // Behind date or author a short line is the first subhead, unless no headline was seen yet.
            if (titles.Count > 0 && (head.Published is not null || head.Byline.Count > 0) && i > anchored)
                break;
            if (line.EndsSentence && !IsQuestion(line) && titles.Count == 0 && HeadlineFollows(lines, i + 1, anchored))
                dropped.Add(PastedText.Drop(line, PastedDrop.Caption));
            else if (head.Lead is null)
                titles.Add(line);
            else
                above.Add(line);
        }
        head.Length = i;
        dropped.AddRange(above.Select(l => PastedText.Drop(l, PastedDrop.AboveHeadline)));
        head.Name(titles, dropped);
        return head;
    }

    /// <summary>Which of the short lines is which: the last is the headline, a shorter one above it the topline, a longer one below it the lead.</summary>
    private void Name(List<PastedLine> lines, List<PastedDroppedLine> dropped)
    {
        if (lines.Count == 0)
            return;
        if (lines.Count > 1 && Lead is null && lines[^1].Text.Length >= 70 && lines[^2].Words >= 4 && lines[^2].Text.Length < lines[^1].Text.Length)
        {
            Lead = lines[^1].Text;
            lines.RemoveAt(lines.Count - 1);
        }
        Title = lines[^1].Text;
        var others = lines[..^1].Where(l => l.Text != Title).ToList();
        if (others.Count > 0 && others[^1].Text.Length <= 60)
        {
            Kicker = others[^1].Text.TrimEnd(':', ' ', '|');
            others.RemoveAt(others.Count - 1);
        }
        dropped.AddRange(others.Select(l => PastedText.Drop(l, PastedDrop.AboveHeadline)));
        dropped.AddRange(lines[..^1].Where(l => l.Text == Title).Select(l => PastedText.Drop(l, PastedDrop.Duplicate)));
    }

    private bool TakeDate(PastedLine line, TimeZoneInfo zone)
    {
        if (PastedDate.Read(line.Text, zone) is not { } read)
            return false;
        if (Published is null && read.Published is not null)
            (Published, HasTime) = (read.Published, read.HasTime);
        Modified ??= read.Modified;
        if (Byline.Count == 0 && PastedByline.Read(read.Remainder) is { } byline)
            Byline = byline;
        return true;
    }

    private bool TakeByline(PastedLine line, int titles)
    {
        // Above every headline "Von …" opens a headline rather than naming an author.
        if (titles == 0 || Byline.Count > 0 || PastedByline.Read(line.Text) is not { } byline)
            return false;
        Byline = byline;
        return true;
    }

    /// <summary>The last of the date and author lines near the top: what stands above it is head. -1 where there is none.</summary>
    private static int HasAnchor(List<PastedLine> lines, TimeZoneInfo zone)
    {
        var (anchor, prose) = (-1, 0);
        for (var i = 0; i < lines.Count && i < Reach && prose < 3; i++)
        {
            if (PastedDate.Read(lines[i].Text, zone) is not null || i > 0 && PastedByline.Read(lines[i].Text) is not null)
                anchor = i;
            else if (PastedText.IsProse(lines[i]))
                prose++;
        }
        return anchor;
    }

    /// <summary>A short line that is no sentence follows before the text begins, with the date or author behind it or a paragraph below it.</summary>
    private static bool HeadlineFollows(List<PastedLine> lines, int from, int anchor)
    {
        for (var i = from; i < lines.Count && i < from + 3; i++)
        {
            if (PastedText.IsShort(lines[i]) && (!lines[i].EndsSentence || IsQuestion(lines[i])))
                return anchor > i;
        }
        return false;
    }

    private static bool IsQuestion(PastedLine line) => line.Text.TrimEnd('"', '“', '”', '«', '»') is [.., '?' or '!'];
}
