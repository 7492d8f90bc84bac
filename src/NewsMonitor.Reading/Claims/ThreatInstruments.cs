namespace NewsMonitor.Reading.Claims;

/// <summary>The kinds of harm that a threat may threaten with, by the keys of <c>lexicon/harms.json</c>.</summary>
public static class ThreatInstruments
{
    /// <summary>Key and CAMEO code, the file's order kept.</summary>
    public static IReadOnlyDictionary<string, string> Cameo { get; } = ClaimLexicon.Harms.ToDictionary(harm => harm.Key, harm => harm.Cameo, StringComparer.Ordinal);
}
