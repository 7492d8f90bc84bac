using System.Collections.Frozen;

namespace NewsMonitor.Reading.Markup;

/// <summary>What becomes of an element when HTML is cleaned.</summary>
internal enum HtmlTreatment
{
    /// <summary>It stays, with its allowed attributes.</summary>
    Keep,
    /// <summary>It goes, its content stays.</summary>
    Unwrap,
    /// <summary>It goes with all its content, which is no markup.</summary>
    DropContent,
}

internal sealed class HtmlRule(string name, HtmlTreatment treatment, int index)
{
    public string Name { get; } = name;
    public HtmlTreatment Treatment { get; } = treatment;
    /// <summary>A running number, for counting open elements.</summary>
    public int Index { get; } = index;
    public bool IsVoid { get; init; }
    /// <summary>It stands within a line; anything else breaks the line, and ends an open paragraph.</summary>
    public bool IsInline { get; init; }
    /// <summary>The elements that an open one of ends where this one starts.</summary>
    public string[] Ends { get; init; } = [];
    /// <summary>The elements through which <see cref="Ends"/> and inline end tags do not reach.</summary>
    public bool IsBarrier { get; init; }
}

/// <summary>The allow-list. An element not named here is unwrapped, an attribute not named here is dropped.</summary>
internal static class HtmlRules
{
    private static readonly string[] Inline =
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt",
        "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ];

    private static readonly string[] Block =
    [
        "address", "article", "aside", "audio", "blockquote", "br", "caption", "center", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption",
        "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "picture", "pre", "section", "source",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "ul", "video",
    ];

    /// <summary>Elements whose content is a program, a style sheet or a foreign document, never words of the text.</summary>
    private static readonly string[] Dropped = ["script", "style", "iframe", "noembed", "noframes"];

    /// <summary>Unwrapped ones that stand in a line, so that no space comes from them.</summary>
    private static readonly string[] UnwrappedInline = ["font", "blink", "nobr", "label", "noscript"];

    private static readonly FrozenDictionary<string, HtmlRule>.AlternateLookup<ReadOnlySpan<char>> Rules = Build();

    /// <summary>How many numbers <see cref="HtmlRule.Index"/> runs through.</summary>
    public const int Count = 160;

    public static HtmlRule? OfTag(ReadOnlySpan<char> name) => Rules.TryGetValue(name, out var rule) ? rule : null;

    private static FrozenDictionary<string, HtmlRule>.AlternateLookup<ReadOnlySpan<char>> Build()
    {
        var rules = new Dictionary<string, HtmlRule>(StringComparer.OrdinalIgnoreCase);
        string[] voids = ["br", "hr", "img", "wbr", "source", "track", "col"];
        string[] barriers = ["table", "td", "th", "caption", "ul", "ol", "dl"];
        string[] cells = ["td", "th"], rows = ["td", "th", "tr"], groups = ["td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"];
        var ends = new Dictionary<string, string[]>
        {
            ["a"] = ["a"], ["li"] = ["li", "p"], ["dt"] = ["dt", "dd", "p"], ["dd"] = ["dt", "dd", "p"], ["td"] = cells, ["th"] = cells, ["tr"] = rows,
            ["thead"] = groups, ["tbody"] = groups, ["tfoot"] = groups, ["caption"] = [], ["colgroup"] = [], ["col"] = [], ["br"] = [], ["source"] = [],
            ["track"] = [], ["audio"] = [], ["video"] = [], ["picture"] = [],
        };
        void Add(string name, HtmlTreatment treatment, bool inline) => rules[name] = new HtmlRule(name, treatment, rules.Count)
        {
            IsInline = inline,
            IsVoid = voids.Contains(name),
            IsBarrier = barriers.Contains(name),
            Ends = ends.TryGetValue(name, out var list) ? list : inline ? [] : ["p"],
        };
        foreach (var name in Inline)
            Add(name, HtmlTreatment.Keep, true);
        foreach (var name in Block)
            Add(name, HtmlTreatment.Keep, false);
        foreach (var name in Dropped)
            Add(name, HtmlTreatment.DropContent, true);
        foreach (var name in UnwrappedInline)
            Add(name, HtmlTreatment.Unwrap, true);
        return rules.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
