using System.Globalization;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Names a proposal by what it says, not by where: the same claim found again after rules or text changed, or in the same words of an agency in
/// another paper, has the same fingerprint.
/// </summary>
public static class ClaimFingerprint
{
    /// <summary>Of a threat in a text.</summary>
    public static string Of(FoundThreat threat, string text)
    {
        ArgumentNullException.ThrowIfNull(threat);
        ArgumentNullException.ThrowIfNull(text);
        return Bounded($"threat|{threat.Threatener.Reference}|{threat.Target?.Reference}|{threat.Instrument}|{threat.Mode}|{Words(text.AsSpan(threat.Evidence[0].Start, threat.Evidence[0].Length))}");
    }

    /// <summary>Of a position in a text.</summary>
    public static string Of(FoundPosition position, string text)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(text);
        return Bounded($"position|{position.Actor.Reference}|{position.Stance}|{position.Act}|{Words(text.AsSpan(position.Evidence[0].Start, position.Evidence[0].Length))}");
    }

    /// <summary>Of a name taken for an actor: the pair, wherever it stands.</summary>
    /// <param name="actor">The actor's number in the archive.</param>
    /// <param name="words">The words of the text.</param>
    public static string Of(long actor, ReadOnlySpan<char> words) => $"mention|{actor.ToString(CultureInfo.InvariantCulture)}|{Words(words)}";

    /// <summary>A target may be named by a whole clause of a hostile text.</summary>
    private static string Bounded(string fingerprint) => fingerprint.Length <= 200 ? fingerprint : $"{fingerprint[..160]}|{Short(fingerprint):x16}";

    /// <summary>FNV-1a, 64 bits, over letters and digits, so that spacing and quotation marks do not matter.</summary>
    private static string Words(ReadOnlySpan<char> words) => Hash(words, lettersOnly: true).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The whole fingerprint in 64 bits: of a million, two are the same by chance once in 37,000 archives.</summary>
    internal static ulong Short(string fingerprint) => Hash(fingerprint, lettersOnly: false);

    private static ulong Hash(ReadOnlySpan<char> text, bool lettersOnly)
    {
        var hash = 14695981039346656037ul;
        foreach (var c in text)
        {
            if (!lettersOnly || char.IsLetterOrDigit(c)) hash = (hash ^ (lettersOnly ? char.ToLowerInvariant(c) : c)) * 1099511628211ul;
        }
        return hash;
    }
}
