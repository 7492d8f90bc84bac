using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace NewsMonitor.Web.Api;

/// <summary>
/// Counts calls, by token, and by network address where there is none: a bucket that fills evenly, so that a program that has emptied it goes on at
/// the rate instead of waiting a minute. Tells how much is left (draft-ietf-httpapi-ratelimit-headers). The framework's middleware does not say that of a
/// policy's buckets; the limiters are the same.
/// </summary>
internal sealed class ApiLimiter : IDisposable
{
    private readonly ApiOptions _options;
    private readonly PartitionedRateLimiter<HttpContext> _buckets;

    public ApiLimiter(IOptions<ApiOptions> options)
    {
        _options = options.Value;
        _buckets = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            var holder = TokenSignIn.HolderOrNull(context);
            var key = holder is not null ? string.Create(CultureInfo.InvariantCulture, $"token {holder.TokenId}") : $"address {context.Connection.RemoteIpAddress}";
            return RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(Most(context)));
        });
    }

    private int Most(HttpContext context) => TokenSignIn.HolderOrNull(context) is null ? _options.StrangersPerMinute : _options.RequestsPerMinute;

    /// <summary>Whether the call may pass; its answer says what is left.</summary>
    public bool Admit(HttpContext context)
    {
        using var lease = _buckets.AttemptAcquire(context);
        var most = Most(context);
        var left = Math.Max(0, _buckets.GetStatistics(context)?.CurrentAvailablePermits ?? 0);
        var full = (int)Math.Ceiling((most - left) * 60.0 / most);
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"calls\";q={most};w=60");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"calls\";r={left};t={full}");
        if (lease.IsAcquired) return true;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60.0 / most);
        headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return false;
    }

    private static TokenBucketRateLimiterOptions Bucket(int most)
    {
        // In steps of a second at least: a finer clock would cost more than it gives.
        var step = Math.Max(1.0, 60.0 / most);
        return new() { TokenLimit = most, TokensPerPeriod = Math.Max(1, (int)(most * step / 60)), ReplenishmentPeriod = TimeSpan.FromSeconds(step), AutoReplenishment = true, QueueLimit = 0 };
    }

    public void Dispose() => _buckets.Dispose();
}
