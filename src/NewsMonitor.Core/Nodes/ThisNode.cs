using System.Globalization;
using System.Reflection;

namespace NewsMonitor.Core.Nodes;

/// <summary>The program that runs here: what it signs its leases with, and what others are told of it: whether it ingests, and serves people pages.</summary>
public sealed record ThisNode(bool Ingests, bool Serves)
{
    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"{Machine}:{Environment.ProcessId}:{Guid.NewGuid():N}");
    public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>Cut: with process and random part the id must stay under 200 characters.</summary>
    public static string Machine => Environment.MachineName is { Length: <= 120 } name ? name : Environment.MachineName[..120];

    /// <summary>The version of the build, without the commit's hash behind the plus.</summary>
    public static string Version { get; } =
        typeof(ThisNode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
