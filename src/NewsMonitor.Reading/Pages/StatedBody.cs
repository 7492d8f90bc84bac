namespace NewsMonitor.Reading.Pages;

/// <summary>The text that a page's JSON-LD states as its body: a witness for what belongs to the article, never its only source where the page shows text.</summary>
internal sealed class StatedBody
{
    private const int ShortestBody = 250;
    private readonly string _key;

    internal StatedBody(string? body)
    {
        Text = PlainText.OfHtml(body);
        _key = PlainText.Key(Text);
    }

    internal string? Text { get; }

    /// <summary>False where nothing or only a teaser is stated.</summary>
    internal bool IsKnown => _key.Length >= ShortestBody && Confirmed;

    /// <summary>Set once the page's own text has been found to hold what is stated.</summary>
    private bool Confirmed { get; set; }

    internal bool Holds(RawBlock block) => block.Key.Length >= 12 && _key.Contains(block.Key, StringComparison.Ordinal);

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
}
