using System.Globalization;

namespace NewsMonitor.Reading.Likeness;

/// <summary>
/// A text as copies are compared by: letters and digits in lower case with one space between words, so that an agency's piece stays the
/// same whatever quotation marks, hyphens and line breaks an outlet's software gave it.
/// </summary>
internal static class PlainWords
{
    private const char SoftHyphen = '\u00AD';

    /// <summary>The words of a text, one after the other, at most <paramref name="most"/>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">Where to stop: bounds the time that one article can take.</param>
    /// <param name="plain">Receives the words with a space after each.</param>
    /// <param name="hashes">Receives a 64-bit hash of each word.</param>
    public static void Read(string text, int most, List<char> plain, List<ulong> hashes)
    {
        var hash = FnvOffset;
        var open = false;
        foreach (var c in text)
        {
            if (c == SoftHyphen || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark) continue;
            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c))
            {
                End();
                continue;
            }
            if (hashes.Count >= most) return;
            var alone = StandsAlone(c);
            if (alone) End();
            var folded = char.ToLowerInvariant(c);
            plain.Add(folded);
            hash = (hash ^ folded) * FnvPrime;
            open = true;
            if (alone) End();
        }
        End();

        void End()
        {
            if (!open) return;
            plain.Add(' ');
            hashes.Add(Mix(hash));
            (hash, open) = (FnvOffset, false);
        }
    }

    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>Scripts without spaces between words (Thai to Khmer, Chinese, Japanese): each character counts as a word.</summary>
    private static bool StandsAlone(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
        or (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>Spreads a hash over all its bits (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
