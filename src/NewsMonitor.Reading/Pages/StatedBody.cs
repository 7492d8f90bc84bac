using System.Text.RegularExpressions;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>The text that a page's JSON-LD states as its body: a witness for what belongs to the article, never its only source where the page shows text.</summary>
internal sealed partial class StatedBody
{
    private const int ShortestBody = 250;
    private readonly string _key;
    private readonly string _raw;
    private long _budget = 500_000_000;

    internal StatedBody(string? body)
    {
        _raw = WithoutMarkdown(body ?? "");
        Text = PlainText.OfHtml(_raw);
        _key = PlainText.Key(Text);
    }

    internal string? Text { get; }

    /// <summary>False where nothing or only a teaser is stated.</summary>
    internal bool IsKnown => _key.Length >= ShortestBody && Confirmed;

    /// <summary>Set once the page's own text has been found to hold what is stated.</summary>
    private bool Confirmed { get; set; }

    internal bool Holds(RawBlock block) => block.IsStated ??= block.Key.Length >= 12 && Find(block.Key);

    private bool Find(ReadOnlySpan<char> key)
    {
        // The search is linear in the stated body for each block: a body and a page made for it would take minutes.
        _budget -= _key.Length;
        return _budget >= 0 && _key.AsSpan().Contains(key, StringComparison.Ordinal);
    }

    /// <summary>Like <see cref="Holds"/>, but a link, a mark or a correction in the block may break it.</summary>
    private bool HoldsPart(RawBlock block) =>
        Holds(block) || (block.Key.Length > 40 && (Find(block.Key.AsSpan(0, 40)) || Find(block.Key.AsSpan(block.Key.Length - 40))))
        || (block.Key.Length is > 0 and < 12 && Find(block.Key));

    /// <summary>
    /// Where the stated body is whole, paragraphs that it lacks are boxes and captions. Headings, lists, quotes and tables stay, since many
    /// publishers state paragraphs only.
    /// </summary>
    internal List<RawBlock> Sift(List<RawBlock> chosen)
    {
        if (!IsKnown || Share < 0.9)
        {
            return chosen;
        }

        // What stands before the first stated block is the lead, which many state elsewhere.
        var first = Math.Max(0, chosen.FindIndex(HoldsPart));
        var listsStated = chosen.Exists(b => b.Kind == BlockKind.ListItem && Holds(b));
        var sifted = new List<RawBlock>();
        for (var i = chosen.Count - 1; i >= 0; i--)
        {
            var block = chosen[i];
            var foreign = i > first && !HoldsPart(block) && (block.Kind == BlockKind.Paragraph || (block.Kind == BlockKind.ListItem && (listsStated || block.LinkShare > 0.3)));
            // The title of a box goes with the box.
            var headsForeign = block.Rank > 0 && !Holds(block) && i + 1 < chosen.Count && chosen[i + 1].Rank == 0 && (sifted.Count == 0 || !ReferenceEquals(sifted[^1], chosen[i + 1]));
            if (!foreign && !headsForeign)
            {
                sifted.Add(block);
            }
        }

        sifted.Reverse();
        return sifted.Sum(b => b.Text.Length) > chosen.Sum(b => b.Text.Length) * 0.6 ? sifted : chosen;
    }

    /// <summary>Trusts the stated body only where the page's blocks make up most of it: some publishers state another article, or a summary.</summary>
    internal void Confirm(IEnumerable<RawBlock> blocks)
    {
        if (_key.Length < ShortestBody)
        {
            return;
        }

        var found = blocks.Where(Holds).DistinctBy(b => b.Key).Sum(b => b.Key.Length);
        Share = Math.Min(1, (double)found / _key.Length);
        Confirmed = Share >= 0.6;
    }

    /// <summary>How much of the stated body the page shows, 0 to 1.</summary>
    internal double Share { get; private set; }

    /// <summary>True where the page shows little of what it states: the rest waits for a script, or lies below a wall that is none in the markup.</summary>
    internal bool Replaces(List<Block> read)
    {
        if (_key.Length < ShortestBody)
        {
            return false;
        }

        var shown = read.Sum(b => PlainText.Key(b.Text).Length);
        return shown < ShortestBody / 2 || (_key.Length > shown * 1.8 && read.Where(b => _key.Contains(PlainText.Key(b.Text), StringComparison.Ordinal)).Sum(b => b.Text.Length) > read.Sum(b => b.Text.Length) * 0.6);
    }

    /// <summary>Some systems state their editors' Markdown: links lose their addresses, and lines of a directive ("+++dropcap") go.</summary>
    private static string WithoutMarkdown(string body) => body.Contains("](", StringComparison.Ordinal) || body.Contains("+++", StringComparison.Ordinal)
        ? MarkdownDirective().Replace(MarkdownLink().Replace(body, "$1"), "")
        : body;

    [GeneratedRegex(@"\[([^\[\]\n]{1,400})\]\([^()\s]{1,1000}\)", RegexOptions.NonBacktracking)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"^\+\+\+\w*\s*$", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex MarkdownDirective();

    /// <summary>The stated body as blocks: by its markup where it has some, else by its line breaks.</summary>
    internal List<Block> Blocks()
    {
        if (_raw.Contains('<', StringComparison.Ordinal))
        {
            var blocks = BlockSplitter.Split(HtmlTreeBuilder.Build(_raw, out _), null, int.MaxValue, out _);
            return blocks.ConvertAll(b => new Block(b.Kind, b.Text));
        }

        return [.. HtmlEntities.Decode(_raw).Split('\n').Select(PlainText.OrNull).OfType<string>().Where(l => !Boilerplate.Is(l)).Select(l => new Block(BlockKind.Paragraph, l))];
    }
}
