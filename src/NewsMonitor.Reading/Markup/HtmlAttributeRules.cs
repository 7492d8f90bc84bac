using System.Buffers;
using System.Collections.Frozen;

namespace NewsMonitor.Reading.Markup;

internal enum HtmlAttributeKind { Text, Number, Token, Flag, Link, Picture, PictureSet, Media }

/// <summary>One attribute of the allow-list: on which elements, and what its value may be.</summary>
internal sealed class HtmlAttributeRule(string name, HtmlAttributeKind kind, int index, string[] elements)
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.%-");
    private const int LongestText = 2000, LongestData = 200_000;

    public string Name { get; } = name;
    public HtmlAttributeKind Kind { get; } = kind;
    public int Index { get; } = index;
    public bool IsLazyAddress => Name.StartsWith("data-", StringComparison.Ordinal);

    public bool Fits(HtmlRule rule) => elements.Length == 0 || Array.IndexOf(elements, rule.Name) >= 0;

    /// <summary>The value as it may be shown, or null when it may not.</summary>
    public string? Clean(ReadOnlySpan<char> raw, string? baseAddress)
    {
        var value = CharacterReferences.Decode(raw, inAttribute: true);
        switch (Kind)
        {
            case HtmlAttributeKind.Text:
                return value.Length > LongestText ? value[..LongestText] : value;
            case HtmlAttributeKind.Number:
                return value.Length is > 0 and < 10 && value.AsSpan().IndexOfAnyExcept(NumberCharacters) < 0 ? value : null;
            case HtmlAttributeKind.Token:
                return value.Length is > 0 and < 100 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or ':' or '+' or '.' or ' ') ? value : null;
            case HtmlAttributeKind.Flag:
                return "";
            case HtmlAttributeKind.PictureSet:
                return PictureSet(value, baseAddress);
            default:
                return CleanAddress(value, baseAddress);
        }
    }

    private string? CleanAddress(string value, string? baseAddress)
    {
        // Browsers pass over control characters before and white space within a scheme: "java\nscript:".
        var address = Bare(value);
        if (address.Length == 0 && (Kind != HtmlAttributeKind.Link || value.Length > 0 && baseAddress == null))
            return null;
        var scheme = Address.SchemeLength(address);
        if (scheme > 0)
            return IsAllowed(address.AsSpan(0, scheme - 1), address) ? address : null;
        // What has a colon before any path, yet no proper scheme, is an attempt at hiding one.
        var colon = address.AsSpan().IndexOfAny(":/?#");
        if (colon >= 0 && address[colon] == ':')
            return null;
        return Address.Resolve(baseAddress, address);
    }

    private bool IsAllowed(ReadOnlySpan<char> scheme, string address)
    {
        if (scheme.Equals("https", StringComparison.OrdinalIgnoreCase) || scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
            return true;
        if (Kind == HtmlAttributeKind.Link)
            return scheme.Equals("mailto", StringComparison.OrdinalIgnoreCase) || scheme.Equals("tel", StringComparison.OrdinalIgnoreCase)
                || scheme.Equals("ftp", StringComparison.OrdinalIgnoreCase);
        // Bitmaps cannot act; an svg picture can carry scripts and fetch.
        return Kind == HtmlAttributeKind.Picture && address.Length < LongestData && (address.StartsWith("data:image/png;base64,", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("data:image/gif;base64,", StringComparison.OrdinalIgnoreCase) || address.StartsWith("data:image/jpeg;base64,", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("data:image/webp;base64,", StringComparison.OrdinalIgnoreCase));
    }

    private static string? PictureSet(string value, string? baseAddress)
    {
        if (value.Length > LongestText * 4 || value.Contains("data:", StringComparison.OrdinalIgnoreCase))
            return null;
        var kept = new List<string>();
        foreach (var candidate in value.Split([", ", ",\n", ",\t"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = candidate.AsSpan().IndexOfAny(" \t\n");
            var address = space < 0 ? candidate : candidate[..space];
            var descriptor = space < 0 ? "" : candidate[space..].Trim();
            if (descriptor.Length > 0 && (descriptor[^1] is not ('w' or 'x') || descriptor.AsSpan(0, descriptor.Length - 1).IndexOfAnyExcept(NumberCharacters) >= 0))
                continue;
            var resolved = Address.Resolve(baseAddress, Bare(address));
            if (Address.IsWeb(resolved))
                kept.Add(descriptor.Length > 0 ? resolved + " " + descriptor : resolved);
        }
        return kept.Count == 0 ? null : string.Join(", ", kept);
    }

    private static string Bare(string value)
    {
        var trimmed = value.AsSpan().Trim();
        foreach (var c in trimmed)
            if (c < ' ' || c is '\u007F' or (>= '\u0080' and <= '\u009F') or '\u200B' or '\uFEFF')
                return string.Concat(value.Where(c => c >= ' ' && c is not ('\u007F' or (>= '\u0080' and <= '\u009F') or '\u200B' or '\uFEFF'))).Trim();
        return trimmed.Length == value.Length ? value : trimmed.ToString();
    }
}

internal static class HtmlAttributeRules
{
    private static readonly FrozenDictionary<string, HtmlAttributeRule>.AlternateLookup<ReadOnlySpan<char>> Rules = Build();

    public static HtmlAttributeRule? Of(ReadOnlySpan<char> name) => Rules.TryGetValue(name, out var rule) ? rule : null;

    private static FrozenDictionary<string, HtmlAttributeRule>.AlternateLookup<ReadOnlySpan<char>> Build()
    {
        var rules = new Dictionary<string, HtmlAttributeRule>(StringComparer.OrdinalIgnoreCase);
        void Add(string name, HtmlAttributeKind kind, params string[] elements) => rules[name] = new HtmlAttributeRule(name, kind, rules.Count, elements);
        Add("href", HtmlAttributeKind.Link, "a");
        Add("src", HtmlAttributeKind.Picture, "img", "source", "audio", "video");
        Add("data-src", HtmlAttributeKind.Picture, "img");
        Add("data-lazy-src", HtmlAttributeKind.Picture, "img");
        Add("data-original", HtmlAttributeKind.Picture, "img");
        Add("srcset", HtmlAttributeKind.PictureSet, "img", "source");
        Add("poster", HtmlAttributeKind.Media, "video");
        Add("alt", HtmlAttributeKind.Text, "img");
        Add("title", HtmlAttributeKind.Text);
        Add("lang", HtmlAttributeKind.Token);
        Add("dir", HtmlAttributeKind.Token);
        Add("width", HtmlAttributeKind.Number, "img", "video", "td", "th", "table", "col");
        Add("height", HtmlAttributeKind.Number, "img", "video", "td", "th");
        Add("colspan", HtmlAttributeKind.Number, "td", "th");
        Add("rowspan", HtmlAttributeKind.Number, "td", "th");
        Add("span", HtmlAttributeKind.Number, "col", "colgroup");
        Add("scope", HtmlAttributeKind.Token, "th");
        Add("start", HtmlAttributeKind.Number, "ol");
        Add("value", HtmlAttributeKind.Number, "li");
        Add("reversed", HtmlAttributeKind.Flag, "ol");
        Add("type", HtmlAttributeKind.Token, "ol", "ul", "source");
        Add("datetime", HtmlAttributeKind.Token, "time", "ins", "del");
        Add("cite", HtmlAttributeKind.Link, "blockquote", "q", "ins", "del");
        Add("hreflang", HtmlAttributeKind.Token, "a");
        Add("controls", HtmlAttributeKind.Flag, "audio", "video");
        Add("open", HtmlAttributeKind.Flag, "details");
        // The links of inline svg; the element itself goes, its links and words stay.
        rules["xlink:href"] = rules["href"];
        return rules.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
