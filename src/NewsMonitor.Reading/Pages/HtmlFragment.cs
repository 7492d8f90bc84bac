using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>A piece of HTML that is known to be text, as feeds carry it: nothing has to be searched in it, only cut into blocks.</summary>
public static class HtmlFragment
{
    /// <summary>The blocks of the fragment, plain text. Linear in its length; a block longer than the reader's bound is cut.</summary>
    public static IReadOnlyList<Block> Blocks(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var options = PageReaderOptions.Default;
        if (html.Length > options.MostCharacters) html = html[..options.MostCharacters];
        return BlockSplitter.Split(HtmlTreeBuilder.Build(html, out _), null, options.LongestBlock, out _).ConvertAll(b => new Block(b.Kind, b.Text));
    }

    /// <summary>The fragment on one line.</summary>
    public static string Line(string html) => PlainText.OfHtml(html) ?? "";
}
