using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>
/// How one publisher lays out its articles: selectors for the parts where the general case falls short. Every part may be missing. A rule is
/// advice: where its selectors find nothing, or much less than the general case, the general case stands.
/// </summary>
public sealed class SiteRule
{
    private readonly Selector[] _title;
    private readonly Selector[] _kicker;
    private readonly Selector[] _body;
    private readonly Selector[] _lead;
    private readonly Selector[] _drop;
    private readonly Selector[] _date;
    private readonly Selector[] _byline;

    /// <exception cref="FormatException">A selector of the source is not understood; the message names the rule and the place.</exception>
    public SiteRule(SiteRuleSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
        if (source.Hosts.Count == 0)
        {
            throw new FormatException($"Site rule \"{source.Name}\" names no host.");
        }

        _title = Parse(source.Title.Where(t => !IsNamedSource(t)));
        _kicker = Parse(source.Kicker);
        _body = Parse(source.Body);
        _lead = Parse(source.Lead);
        _drop = Parse(source.Drop);
        _date = Parse(source.Date);
        _byline = Parse(source.Byline);
    }

    public SiteRuleSource Source { get; }

    private Selector[] Parse(IEnumerable<string> selectors)
    {
        try
        {
            return [.. selectors.Select(Selector.Parse)];
        }
        catch (FormatException fault)
        {
            throw new FormatException($"Site rule \"{Source.Name}\": {fault.Message}", fault);
        }
    }

    /// <summary>"json-ld" and "meta:og:title" name a source instead of selecting an element.</summary>
    private static bool IsNamedSource(string title) => title == "json-ld" || title.StartsWith("meta:", StringComparison.Ordinal);

    internal bool HasBody => _body.Length > 0;

    internal bool IsDropped(HtmlNode element) => Matches(_drop, element);

    internal bool IsBody(HtmlNode element) => Matches(_body, element);

    internal bool IsLead(HtmlNode element) => Matches(_lead, element);

    /// <summary>The title by the first of the rule's sources that has one.</summary>
    internal string? Title(HtmlNode document, PageParts parts, LinkedArticle? linked, Uri? address)
    {
        var selectors = new Queue<Selector>(_title);
        foreach (var source in Source.Title)
        {
            var title = source == "json-ld" ? PlainText.OfHtml(linked?.Headline)
                : IsNamedSource(source) ? PlainText.OfHtml(parts.Meta(source["meta:".Length..]))
                : First(document, selectors.Dequeue());
            if (PageTitle.WithoutSite(title, parts, address) is { Length: > 0 } found)
            {
                return found;
            }
        }

        return null;
    }

    internal string? Kicker(HtmlNode document) => First(document, _kicker);

    internal string? Date(HtmlNode document) => First(document, _date);

    internal IReadOnlyList<string> Byline(HtmlNode document)
    {
        foreach (var selector in _byline)
        {
            var names = document.Descendants().Where(selector.Matches).Select(p => PlainText.Of(p)).Where(n => n.Length is > 1 and < 120).Distinct().Take(10).ToList();
            if (names.Count > 0)
            {
                return names;
            }
        }

        return [];
    }

    private static bool Matches(Selector[] selectors, HtmlNode element) => Array.Exists(selectors, s => s.Matches(element));

    private static string? First(HtmlNode document, params ReadOnlySpan<Selector> selectors)
    {
        foreach (var selector in selectors)
        {
            foreach (var element in document.Descendants())
            {
                if (selector.Matches(element) && (element.Attribute("datetime") ?? PlainText.Of(element)) is { Length: > 0 } text)
                {
                    return text;
                }
            }
        }

        return null;
    }
}

/// <summary>A site rule as its file holds it; lists are tried in order. Selectors are a part of CSS (element, class, id, attribute, <c>&gt;</c>, descendant).</summary>
public sealed record SiteRuleSource
{
    /// <summary>The publisher, as people call it.</summary>
    public required string Name { get; init; }
    /// <summary>Hosts the rule holds for, with their subdomains, lower case, without "www.".</summary>
    public required IReadOnlyList<string> Hosts { get; init; }
    /// <summary>"page": read against a real page of this outlet, and no worse for it, though single selectors may wait for their layout; "memory": written from knowledge of the markup, not yet checked.</summary>
    public required string Checked { get; init; }
    /// <summary>What the rule mends, for whoever edits it.</summary>
    public string? Why { get; init; }
    /// <summary>Selectors, or "json-ld", or "meta:" and a name.</summary>
    public IReadOnlyList<string> Title { get; init; } = [];
    public IReadOnlyList<string> Kicker { get; init; } = [];
    /// <summary>The elements that hold the text: containers, or the paragraphs themselves.</summary>
    public IReadOnlyList<string> Body { get; init; } = [];
    public IReadOnlyList<string> Lead { get; init; } = [];
    /// <summary>What is left out, whether or not the body was found by the rule.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];
    public IReadOnlyList<string> Date { get; init; } = [];
    public IReadOnlyList<string> Byline { get; init; } = [];
}
