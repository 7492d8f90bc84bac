using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// A site's robots.txt, after RFC 9309, asked before an article's page is fetched. (A feed is an invitation; it needs no second one.)
/// Kept for a day. Where the server fails or keeps silent nothing is known (2.3.1.4), and nothing is kept: a moment's outage must not
/// open for a day what the site closes.
/// </summary>
public sealed class Robots(Fetcher fetcher, IOptions<IngestionOptions> options, TimeProvider clock)
{
    private const int MostSites = 5000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, (Task<RobotsRules?> Rules, DateTimeOffset Until)> _sites = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the site lets programs read the page; null while it cannot say.</summary>
    public async Task<bool?> AllowsAsync(Uri page, CancellationToken cancel)
    {
        var site = page.GetLeftPart(UriPartial.Authority);
        var now = clock.GetUtcNow();
        if (!_sites.TryGetValue(site, out var known) || known.Until < now)
        {
            if (_sites.Count >= MostSites) _sites.Clear();
            known = (ReadAsync(new Uri(page, "/robots.txt")), now + Kept);
            _sites[site] = known;
        }
        try
        {
            if (await known.Rules.WaitAsync(options.Value.SideTimeout, cancel) is { } rules) return rules.Allow(page.PathAndQuery);
        }
        catch (TimeoutException)
        {
            return null; // it goes on: who asks next may find the answer
        }
        _sites.TryRemove(new(site, known));
        return null;
    }

    /// <summary>Not bound to one caller's cancellation: others wait for the same answer. The fetch has its own time limit.</summary>
    private async Task<RobotsRules?> ReadAsync(Uri address) => await fetcher.FetchAsync(new(address, Accept: "text/plain, */*;q=0.1"), CancellationToken.None) switch
    {
        FetchResult.Fetched fetched => RobotsRules.Parse(Encoding.UTF8.GetString(fetched.Body.AsSpan(0, Math.Min(fetched.Body.Length, RobotsRules.MostBytes)))),
        FetchResult.Failed { Status: null or >= 500 or 429, Outcome: CheckOutcome.Unreachable or CheckOutcome.TimedOut or CheckOutcome.ServerError or CheckOutcome.TooManyRequests } => null,
        _ => RobotsRules.AllowAll, // it has none, or none that we may read (2.3.1.3)
    };
}

/// <summary>The rules of one robots.txt that concern us.</summary>
public sealed class RobotsRules
{
    /// <summary>RFC 9309 2.5 asks to read at least 500 KiB.</summary>
    internal const int MostBytes = 512_000;
    private const int MostRules = 5000;
    private const string Us = "newsmonitor";

    private readonly List<(string Pattern, bool Allow)> _rules;

    private RobotsRules(List<(string, bool)> rules) => _rules = rules;

    public static RobotsRules AllowAll { get; } = new([]);

    public static RobotsRules Parse(string text)
    {
        List<(string, bool)> ours = [], everyones = [];
        var (named, anyone, lastWasAgent, sawUs) = (false, false, false, false);
        foreach (var raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var line = (raw.IndexOf('#') is >= 0 and var hash ? raw[..hash] : raw).Trim();
            var colon = line.IndexOf(':');
            if (colon <= 0) continue;
            var key = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                if (!lastWasAgent) (named, anyone) = (false, false);
                named |= value.Equals(Us, StringComparison.OrdinalIgnoreCase);
                anyone |= value is "*";
                sawUs |= named;
                lastWasAgent = true;
                continue;
            }
            var allow = key.Equals("allow", StringComparison.OrdinalIgnoreCase);
            if (!allow && !key.Equals("disallow", StringComparison.OrdinalIgnoreCase)) continue;
            lastWasAgent = false;
            if (value.IsEmpty || value.Length > 2000 || ours.Count + everyones.Count >= MostRules) continue;
            var rule = Encoded(value);
            if (named) ours.Add((rule, allow));
            if (anyone) everyones.Add((rule, allow));
        }
        return new(sawUs ? ours : everyones);
    }

    /// <summary>Letters beyond ASCII as addresses carry them, and what is encoded already with capital digits: both sides must look alike (RFC 9309 2.2.2).</summary>
    private static string Encoded(ReadOnlySpan<char> pattern)
    {
        var rule = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%' && i + 2 < pattern.Length && char.IsAsciiHexDigit(pattern[i + 1]) && char.IsAsciiHexDigit(pattern[i + 2]))
            {
                rule.Append('%').Append(char.ToUpperInvariant(pattern[i + 1])).Append(char.ToUpperInvariant(pattern[i + 2]));
                i += 2;
            }
            else if (char.IsAscii(pattern[i]))
            {
                rule.Append(pattern[i]);
            }
            else
            {
                var letters = char.IsHighSurrogate(pattern[i]) && i + 1 < pattern.Length ? 2 : 1;
                rule.Append(Uri.EscapeDataString(pattern.Slice(i, letters).ToString()));
                i += letters - 1;
            }
        }
        return rule.ToString();
    }

    /// <summary>The longest rule that fits decides; of two as long, the one that allows (RFC 9309 2.2.2).</summary>
    public bool Allow(string pathAndQuery)
    {
        var best = (Length: -1, Allow: true);
        foreach (var (pattern, allow) in _rules)
        {
            if (pattern.Length >= best.Length && Fits(pattern, pathAndQuery) && (pattern.Length > best.Length || allow)) best = (pattern.Length, allow);
        }
        return best.Allow;
    }

    /// <summary>A prefix in which <c>*</c> is anything and a last <c>$</c> is the end. Greedy with one step back: linear enough for any pattern.</summary>
    private static bool Fits(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var rule = anchored ? pattern.AsSpan()[..^1] : pattern;
        int r = 0, p = 0, star = -1, mark = 0;
        while (true)
        {
            if (r == rule.Length && (!anchored || p == path.Length)) return true;
            if (r < rule.Length && rule[r] == '*') (star, mark) = (r++, p);
            else if (r < rule.Length && p < path.Length && rule[r] == path[p]) { r++; p++; }
            else if (star >= 0 && mark < path.Length) (r, p) = (star + 1, ++mark);
            else return false;
        }
    }
}
