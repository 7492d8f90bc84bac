namespace NewsMonitor.Core.Feeds;

/// <summary>A publisher. Feeds and articles belong to it.</summary>
public sealed class Outlet
{
    public long Id { get; init; }
    public required string Name { get; set; }
    public string? HomeAddress { get; set; }
    /// <summary>ISO 639-1 code of the language the outlet mostly writes in: the fallback where a text is too short to tell.</summary>
    public string? Language { get; set; }
    /// <summary>ISO 3166 alpha-2 code, upper case.</summary>
    public string? Country { get; set; }
}
