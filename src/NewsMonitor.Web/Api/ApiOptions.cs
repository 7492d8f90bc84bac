using System.ComponentModel.DataAnnotations;

namespace NewsMonitor.Web.Api;

/// <summary>Settings section <c>Api</c>.</summary>
public sealed class ApiOptions : IValidatableObject
{
    public const string Section = "Api";

    /// <summary>Calls of one token within a minute, on each web node; as many may come at once.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>The same for one network address that shows no token of ours.</summary>
    [Range(1, 1_000_000)]
    public int StrangersPerMinute { get; set; } = 60;

    /// <summary>Open streams on each web node, and those of one token.</summary>
    [Range(0, 100_000)]
    public int Streams { get; set; } = 200;

    [Range(0, 10_000)]
    public int StreamsPerToken { get; set; } = 5;

    /// <summary>Pages of these origins may call from a browser (<c>https://dash.example.org</c>). None by default.</summary>
    public IList<string> AllowedOrigins { get; set; } = [];

    /// <summary>The largest body of a request, in bytes.</summary>
    [Range(1_000, 100_000_000)]
    public int LargestBody { get; set; } = 1_000_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var origin in AllowedOrigins)
        {
            // As browsers write it in the Origin header; "*" would let any page on the net call.
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.GetLeftPart(UriPartial.Authority) != origin)
                yield return new($"Api:AllowedOrigins takes origins such as https://dash.example.org, without a path; \"{origin}\" is none.", [nameof(AllowedOrigins)]);
        }
    }
}
