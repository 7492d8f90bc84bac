using System.Net;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>The operator's settings for ingestion, section <c>Ingestion</c>. Checked at start, all faults at once.</summary>
public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Private addresses that may be fetched all the same, each <c>host:port</c>: <c>127.0.0.1:8099</c>, <c>wiki.intern:80</c>, <c>[::1]:80</c>.</summary>
    public IList<string> AllowPrivate { get; } = [];
    /// <summary>Whether the web program ingests too, or leaves that to <c>newsmonitor ingest</c>.</summary>
    public bool RunInWeb { get; set; } = true;
    /// <summary>Feeds that are checked at once.</summary>
    public int ParallelFeeds { get; set; } = 16;
    /// <summary>Article pages that are fetched at once.</summary>
    public int ParallelPages { get; set; } = 8;
    /// <summary>Requests in flight to one host, pages and feeds together.</summary>
    public int HostConcurrency { get; set; } = 1;
    /// <summary>From the start of one request to a host to the start of the next.</summary>
    public TimeSpan HostGap { get; set; } = TimeSpan.FromSeconds(1);
    /// <summary>Whether article pages are fetched, where a feed's own setting is Auto.</summary>
    public PageFetching FetchPages { get; set; } = PageFetching.Auto;
    /// <summary>Whether the rules of a site's robots.txt are asked before an article page is fetched.</summary>
    public bool ObeyRobots { get; set; } = true;
    /// <summary>From sending a request to the last of the answer's headers.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(20);
    /// <summary>For a whole fetch: all redirects, headers and body.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);
    /// <summary>For what is asked besides a feed or a page, robots rules or an index's sitemaps: with <see cref="TotalTimeout"/> it must stay within the lease.</summary>
    internal TimeSpan SideTimeout => TotalTimeout / 2;
    /// <summary>The most bytes of an answer, decompressed.</summary>
    public int MaxBytes { get; set; } = 15_000_000;
    public int MaxHeaderKilobytes { get; set; } = 64;
    public int MaxRedirects { get; set; } = 10;
    /// <summary>How long a claimed feed or page stays with a worker that does not come back.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);
    /// <summary>
    /// How often an idle worker looks for what is due, and for hosts whose turn has come: a second would lengthen a host's gap by half of it.
    /// Such a look takes the database less than a millisecond.
    /// </summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMilliseconds(250);
    /// <summary>At a stop: how long work in hand may take to end before it is given back.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);
    /// <summary>The publisher's shortest interval between checks.</summary>
    public TimeSpan ShortestInterval { get; set; } = TimeSpan.FromMinutes(5);
    /// <summary>How long an article's page is kept, packed, to be read again when a rule for its site changes; zero keeps none.</summary>
    public TimeSpan KeepPages { get; set; } = TimeSpan.FromDays(30);
    /// <summary>The largest page that is kept, packed.</summary>
    public int KeepPageKilobytes { get; set; } = 500;
    /// <summary>What all kept pages may take together, packed; the oldest go first.</summary>
    public int KeepPagesMegabytes { get; set; } = 4_000;
    /// <summary>Where the web program is reached from the internet (<c>https://news.example.org</c>): then hubs may push what feeds bring (WebSub). Without it all feeds are polled.</summary>
    public string? PublicAddress { get; set; }
    /// <summary>How we name ourselves to publishers. Put an address in where you can be reached.</summary>
    public string UserAgent { get; set; } = "NewsMonitor/0.1 (feed reader for news analysis)";
}

internal sealed class IngestionOptionsValidator : IValidateOptions<IngestionOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestionOptions options)
    {
        var faults = new List<string>();
        foreach (var entry in options.AllowPrivate)
        {
            if (!AllowedAddress.TryParse(entry, out _))
                faults.Add($"Ingestion:AllowPrivate has \"{entry}\"; write a host and a port, such as 127.0.0.1:8099.");
        }
        Number(options.ParallelFeeds, 1, 1000, nameof(options.ParallelFeeds));
        Number(options.ParallelPages, 0, 1000, nameof(options.ParallelPages));
        Number(options.HostConcurrency, 1, 1000, nameof(options.HostConcurrency));
        Number(options.MaxBytes, 10_000, 500_000_000, nameof(options.MaxBytes));
        Number(options.MaxHeaderKilobytes, 4, 1024, nameof(options.MaxHeaderKilobytes));
        Number(options.MaxRedirects, 0, 50, nameof(options.MaxRedirects));
        Time(options.HostGap, TimeSpan.Zero, TimeSpan.FromMinutes(10), nameof(options.HostGap));
        Time(options.HeadersTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), nameof(options.HeadersTimeout));
        Time(options.TotalTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), nameof(options.TotalTimeout));
        Time(options.PollEvery, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(5), nameof(options.PollEvery));
        Time(options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromSeconds(25), nameof(options.DrainTimeout));
        Time(options.ShortestInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24), nameof(options.ShortestInterval));
        if (options.Lease < options.TotalTimeout + options.SideTimeout + TimeSpan.FromSeconds(10))
            faults.Add($"Ingestion:Lease is {options.Lease}; it must outlast one and a half of Ingestion:TotalTimeout ({options.TotalTimeout}) by 10 s, or two workers fetch the same feed.");
        Time(options.KeepPages, TimeSpan.Zero, TimeSpan.FromDays(3650), nameof(options.KeepPages));
        Number(options.KeepPageKilobytes, 10, 15_000, nameof(options.KeepPageKilobytes));
        Number(options.KeepPagesMegabytes, 1, 10_000_000, nameof(options.KeepPagesMegabytes));
        if (options.PublicAddress is { Length: > 0 } stated && !(Uri.TryCreate(stated, UriKind.Absolute, out var at) && at.Scheme is "http" or "https" && at.Query.Length == 0))
            faults.Add($"Ingestion:PublicAddress is \"{stated}\"; it must look like https://news.example.org, without a query.");
        if (string.IsNullOrWhiteSpace(options.UserAgent) || options.UserAgent.Any(c => c is < ' ' or > '~'))
            faults.Add("Ingestion:UserAgent must be a line of ASCII: it goes into a header of every request.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Number(int value, int least, int most, string key)
        {
            if (value < least || value > most) faults.Add($"Ingestion:{key} is {value}; it must be from {least} to {most}.");
        }

        void Time(TimeSpan value, TimeSpan least, TimeSpan most, string key)
        {
            if (value < least || value > most) faults.Add($"Ingestion:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}

/// <summary>A private address that the operator has opened: a name or an IP address, and a port.</summary>
internal readonly record struct AllowedAddress(string Host, IPAddress? Address, int Port)
{
    public static bool TryParse(string text, out AllowedAddress allowed)
    {
        allowed = default;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), out var port) || port is < 1 or > 65535) return false;
        var host = text[..colon].Trim().TrimStart('[').TrimEnd(']').TrimEnd('.');
        if (host.Length == 0 || Uri.CheckHostName(host) == UriHostNameType.Unknown) return false;
        allowed = new(host, IPAddress.TryParse(host, out var address) ? address : null, port);
        return true;
    }

    /// <summary>Whether this opens the endpoint: an IP address by where the connection goes, a name by what was asked for.</summary>
    public bool Opens(string host, IPAddress address, int port) =>
        port == Port && (Address is not null ? Address.Equals(address) : string.Equals(Host, host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));
}
