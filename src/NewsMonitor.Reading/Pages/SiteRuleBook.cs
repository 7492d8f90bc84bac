using System.Collections.Frozen;

namespace NewsMonitor.Reading.Pages;

/// <summary>The site rules by host.</summary>
public sealed class SiteRuleBook
{
    private readonly FrozenDictionary<string, SiteRule> _byHost;

    /// <summary>A book of these rules; of two for one host the later counts, so that an admin's rules can follow the shipped ones.</summary>
    public SiteRuleBook(IEnumerable<SiteRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Rules = [.. rules];
        var byHost = new Dictionary<string, SiteRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in Rules)
        {
            foreach (var host in rule.Source.Hosts)
            {
                byHost[host] = rule;
            }
        }

        _byHost = byHost.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The rules that come with the program, from the folder <c>SiteRules</c>.</summary>
    public static SiteRuleBook Shipped { get; } =
        new(PageData.In("SiteRules").Select(name => new SiteRule(PageData.Read<SiteRuleSource>(name))));

    public IReadOnlyList<SiteRule> Rules { get; }

    /// <summary>The rule for an address: that of its host, or of the nearest domain above it; null where there is none.</summary>
    public SiteRule? For(Uri? address)
    {
        if (address is null || !address.IsAbsoluteUri)
        {
            return null;
        }

        for (var host = address.Host; host.Contains('.', StringComparison.Ordinal); host = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (_byHost.TryGetValue(host, out var rule))
            {
                return rule;
            }
        }

        return null;
    }
}
