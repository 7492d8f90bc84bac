using NewsMonitor.Core.SiteRules;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Web.Components.SiteRules;

/// <summary>A site rule as a person edits it: a selector a line.</summary>
internal sealed class RuleDraft
{
    /// <summary>The parts of an article, in the order in which a page shows them.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["Kicker", "Title", "Byline", "Date", "Lead", "Body", "Drop"];

    private readonly Dictionary<string, string> _parts = Parts.ToDictionary(part => part, _ => "");

    public string Name { get; set; } = "";
    public string Hosts { get; set; } = "";
    public string? Why { get; set; }

    public string this[string part]
    {
        get => _parts[part];
        set => _parts[part] = value;
    }

    public static RuleDraft Of(SiteRuleSource source)
    {
        var draft = new RuleDraft { Name = source.Name, Hosts = string.Join(' ', source.Hosts), Why = source.Why };
        foreach (var (part, selectors) in new[] { ("Kicker", source.Kicker), ("Title", source.Title), ("Byline", source.Byline), ("Date", source.Date), ("Lead", source.Lead), ("Body", source.Body), ("Drop", source.Drop) })
            draft[part] = string.Join('\n', selectors);
        return draft;
    }

    /// <summary>The rule's text in the form of the shipped files.</summary>
    public string Write() => SiteRuleQueries.Write(new()
    {
        Name = Name.Trim(),
        Hosts = [.. Hosts.ToLowerInvariant().Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Checked = "page",
        Why = string.IsNullOrWhiteSpace(Why) ? null : Why.Trim(),
        Kicker = Lines("Kicker"), Title = Lines("Title"), Byline = Lines("Byline"), Date = Lines("Date"), Lead = Lines("Lead"), Body = Lines("Body"), Drop = Lines("Drop"),
    });

    private string[] Lines(string part) => _parts[part].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
