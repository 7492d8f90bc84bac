using System.Collections.Frozen;

namespace NewsMonitor.Reading.Pages;

/// <summary>The query parameters that say where a reader came from, from <c>tracking-parameters.json</c>.</summary>
internal static class TrackingParameters
{
    private sealed record Lists(
        string[] Prefixes, string[] Anywhere, Dictionary<string, string[]> Values, Dictionary<string, string[]> Hosts);

    private static readonly Lists Read = PageData.Read<Lists>("tracking-parameters.json");

    private static readonly FrozenSet<string> Anywhere = Read.Anywhere.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FrozenSet<string>> Values =
        Read.Values.ToFrozenDictionary(v => v.Key, v => v.Value.ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FrozenSet<string>> Hosts =
        Read.Hosts.ToFrozenDictionary(h => h.Key, h => h.Value.ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    /// <param name="host">The host of the address, lower case.</param>
    /// <param name="pair">One parameter as written, <c>name=value</c> or <c>name</c>.</param>
    internal static bool Includes(string host, ReadOnlySpan<char> pair)
    {
        var equals = pair.IndexOf('=');
        var name = (equals < 0 ? pair : pair[..equals]).ToString();
        if (Anywhere.Contains(name))
        {
            return true;
        }

        foreach (var prefix in Read.Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        var value = equals < 0 ? "" : pair[(equals + 1)..].ToString();
        if (Values.TryGetValue(name, out var values) && values.Contains(value))
        {
            return true;
        }

        for (var rest = host; ; rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (Hosts.TryGetValue(rest, out var names) && names.Contains(name))
            {
                return true;
            }

            if (!rest.Contains('.', StringComparison.Ordinal))
            {
                return false;
            }
        }
    }
}
