using System.Text;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Cuts a page's visible text into blocks, in document order, and notes which stand in parts that look foreign to an article.</summary>
internal sealed class BlockSplitter
{
    /// <summary>Blocks beyond are left. Pages of the gold set stay below a third of that.</summary>
    private const int MostBlocks = 10_000;

    private readonly List<RawBlock> _blocks = [];
    private readonly StringBuilder _text = new();
    private readonly int _longestBlock;
    private int _links;
    private int _bold;
    private bool _pendingBreak;
    private bool _afterInitial;

    private readonly HashSet<HtmlNode> _aroundHeadline;

    private BlockSplitter(int longestBlock, HtmlNode? headline)
    {
        _longestBlock = longestBlock;
        _aroundHeadline = [.. headline?.Ancestors() ?? []];
    }

    /// <summary>True when a block was longer than allowed and was cut.</summary>
    private bool Cut { get; set; }

    private readonly record struct Place(HtmlNode Owner, BlockKind Kind, HtmlNode? Suspect, Hint Hints, bool Linked, bool Bold, int Rank);

    /// <summary>Nothing around the <paramref name="headline"/> is foreign, whatever its name.</summary>
    internal static List<RawBlock> Split(HtmlNode document, HtmlNode? headline, int longestBlock, out bool cut)
    {
        var splitter = new BlockSplitter(longestBlock, headline);
        var place = new Place(document, BlockKind.Paragraph, null, Hint.None, false, false, 0);
        splitter.Read(document, place);
        splitter.Flush(place);
        cut = splitter.Cut;
        return splitter._blocks;
    }

    private void Read(HtmlNode node, Place place)
    {
        for (var child = node.FirstChild; child is not null; child = child.Next)
        {
            if (child.IsText)
            {
                AddText(child.Text, place);
            }
            else if (child.Name == "br")
            {
                Break(place);
            }
            else if (!Unread.IsUnread(child))
            {
                ReadElement(child, place);
            }
        }
    }

    private void ReadElement(HtmlNode element, Place place)
    {
        var hint = ClassWords.Of(element);
        var suspect = place.Suspect ?? (Unread.IsForeign(element, hint) && !_aroundHeadline.Contains(element) ? element : null);
        if (!HtmlTags.Block.Contains(element.Name))
        {
            var before = _text.Length;
            Read(element, place with
            {
                Suspect = suspect,
                Hints = place.Hints | hint,
                Linked = place.Linked || element.Name == "a",
                Bold = place.Bold || element.Name is "strong" or "b",
            });
            _afterInitial = _text.Length == before + 1 && IsInitial(element);
            return;
        }

        Flush(place);
        if (element.Name == "table" && DataTable.Rows(element) is { } rows)
        {
            foreach (var row in rows.Take(MostBlocks - _blocks.Count))
            {
                _blocks.Add(new RawBlock { Owner = element, Kind = BlockKind.Table, Text = row, LinkCharacters = 0, BoldCharacters = 0, Suspect = suspect, Hints = place.Hints | hint });
            }

            return;
        }

        var rank = HtmlTags.Heading.Contains(element.Name) ? element.Name[1] - '0' : 0;
        var inner = new Place(element, KindOf(element, place.Kind, rank), suspect, place.Hints | hint, place.Linked, false, rank > 0 ? rank : place.Rank);
        Read(element, inner);
        Flush(inner);
    }

    /// <summary>A large first letter is parted from its word by markup alone.</summary>
    private static bool IsInitial(HtmlNode element) =>
        element.Class.Contains("initial", StringComparison.OrdinalIgnoreCase) || element.Class.Contains("dropcap", StringComparison.OrdinalIgnoreCase) || element.Class.Contains("drop-cap", StringComparison.OrdinalIgnoreCase);

    private static BlockKind KindOf(HtmlNode element, BlockKind outer, int rank) => rank > 0 ? BlockKind.Subhead : element.Name switch
    {
        "li" or "dd" or "dt" => BlockKind.ListItem,
        "blockquote" => BlockKind.Quote,
        _ => outer,
    };

    private void AddText(string text, Place place)
    {
        if (_pendingBreak)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return;
            }

            _pendingBreak = false;
        }

        if (_text.Length >= _longestBlock)
        {
            Cut = true;
            return;
        }

        if (_afterInitial)
        {
            text = text.TrimStart();
            _afterInitial = text.Length == 0;
        }

        var before = _text.Length;
        var room = _longestBlock - before;
        Cut |= text.Length > room;
        PlainText.AppendFolded(_text, text.AsSpan(0, Math.Min(text.Length, room)));
        var added = _text.Length - before;
        _links += place.Linked ? added : 0;
        _bold += place.Bold ? added : 0;
    }

    /// <summary>One line break is a space; two are the end of a paragraph.</summary>
    private void Break(Place place)
    {
        if (_pendingBreak)
        {
            Flush(place);
        }
        else
        {
            PlainText.AppendFolded(_text, " ");
            _pendingBreak = _text.Length > 0;
        }
    }

    private void Flush(Place place)
    {
        _pendingBreak = false;
        while (_text.Length > 0 && _text[^1] == ' ')
        {
            _text.Length--;
        }

        if (_text.Length > 0 && _blocks.Count >= MostBlocks)
        {
            Cut = true;
            _text.Clear();
        }

        if (_text.Length > 0)
        {
            _blocks.Add(new RawBlock
            {
                Owner = place.Owner,
                Kind = place.Kind,
                Text = _text.ToString(),
                LinkCharacters = Math.Min(_links, _text.Length),
                BoldCharacters = Math.Min(_bold, _text.Length),
                Suspect = place.Suspect,
                Hints = place.Hints,
                Rank = place.Rank,
            });
            _text.Clear();
        }

        (_links, _bold) = (0, 0);
    }
}
