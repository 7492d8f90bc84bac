using System.Net;
using Microsoft.Extensions.Options;

namespace NewsMonitor.Core.Nodes;

/// <summary>
/// The operator's settings for metrics, section <c>Metrics</c>. The web program answers at <c>/metrics</c>, to admins and to whoever shows the
/// token; a worker at a port of its own, where one is set. OpenTelemetry is configured by its usual variables, see <see cref="Telemetry"/>.
/// </summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>What a collector shows as <c>Authorization: Bearer …</c>; null lets only signed-in admins see the web program's metrics.</summary>
    public string? Token { get; set; }
    /// <summary>Where a worker answers; 0 for nowhere.</summary>
    public int Port { get; set; }
    /// <summary>On which address a worker answers: this machine's own, or <c>*</c> for all, which needs a token.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Whether an Authorization header shows the token. Compared in constant time.</summary>
    public bool Admits(string? authorization) =>
        Token is { Length: > 0 } && authorization is not null && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(authorization), System.Text.Encoding.UTF8.GetBytes("Bearer " + Token));
}

internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    private const int ShortestToken = 16;

    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        var faults = new List<string>();
        if (options.Port is < 0 or > 65535) faults.Add($"Metrics:Port is {options.Port}; it must be from 0 (off) to 65535.");
        if (options.Token is { Length: > 0 and < ShortestToken }) faults.Add($"Metrics:Token is too short to keep a secret; take {ShortestToken} characters or more.");
        var here = IPAddress.TryParse(options.Address, out var address) && IPAddress.IsLoopback(address);
        if (options.Port > 0 && !here && options.Token is not { Length: > 0 })
            faults.Add($"Metrics:Address is {options.Address}: others can reach it, so Metrics:Token must be set.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
