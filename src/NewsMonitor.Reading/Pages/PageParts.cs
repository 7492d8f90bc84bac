using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>What a page says of itself outside its text, collected in one walk over its tree.</summary>
internal sealed class PageParts
{
    // Of a page with more, the first are as good as all.
    private const int MostOfAKind = 500;

    private readonly Dictionary<string, List<string>> _metas = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _links = new(StringComparer.OrdinalIgnoreCase);

    internal List<string> LinkedData { get; } = [];
    internal List<HtmlNode> Headings { get; } = [];
    internal List<HtmlNode> Times { get; } = [];
    /// <summary>Elements with an <c>itemprop</c>, in document order.</summary>
    internal List<HtmlNode> Properties { get; } = [];
    internal string? Language { get; private set; }
    internal string? Title { get; private set; }
    internal string? Base { get; private set; }

    internal static PageParts Of(HtmlNode document)
    {
        var parts = new PageParts();
        foreach (var node in document.Descendants())
        {
            if (!node.IsText)
            {
                parts.Collect(node);
            }
        }

        return parts;
    }

    /// <summary>The first non-empty content of a meta element by its name, property, http-equiv or itemprop.</summary>
    internal string? Meta(string name) => _metas.TryGetValue(name, out var values) ? values[0] : null;

    internal string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Meta(name) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    internal IReadOnlyList<string> Metas(string name) => _metas.TryGetValue(name, out var values) ? values : [];

    internal string? Link(string rel) => _links.GetValueOrDefault(rel);

    private void Collect(HtmlNode node)
    {
        switch (node.Name)
        {
            case "meta":
                CollectMeta(node);
                return;
            case "link":
                foreach (var rel in (node.Attribute("rel") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (!string.IsNullOrWhiteSpace(node.Attribute("href")))
                    {
                        _links.TryAdd(rel, node.Attribute("href")!.Trim());
                    }
                }

                return;
            case "script":
                if (node.FirstChild is not null && node.Attribute("type")?.Contains("ld+json", StringComparison.OrdinalIgnoreCase) == true)
                {
                    LinkedData.Add(node.FirstChild.Text);
                }

                return;
            case "title":
                // An svg has titles too; the page's own comes first.
                Title ??= PlainText.OrNull(node.FirstChild?.Text);
                return;
            case "html":
                Language ??= PlainText.OrNull(node.Attribute("lang") ?? node.Attribute("xml:lang"));
                return;
            case "base":
                Base ??= PlainText.OrNull(node.Attribute("href"));
                return;
            case "time" when Times.Count < MostOfAKind:
                Times.Add(node);
                break;
            case "h1" or "h2" when Headings.Count < MostOfAKind:
                Headings.Add(node);
                break;
            default:
                break;
        }

        if (Properties.Count < MostOfAKind && node.HasAttribute("itemprop"))
        {
            Properties.Add(node);
        }
    }

    private void CollectMeta(HtmlNode node)
    {
        if (PlainText.OrNull(node.Attribute("content")) is not { } content)
        {
            return;
        }

        foreach (var key in (ReadOnlySpan<string>)["property", "name", "itemprop", "http-equiv"])
        {
            if (node.Attribute(key) is { Length: > 0 } name)
            {
                if (!_metas.TryGetValue(name, out var values))
                {
                    _metas[name] = values = [];
                }

                values.Add(content);
            }
        }
    }
}
