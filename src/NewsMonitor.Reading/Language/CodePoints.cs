namespace NewsMonitor.Reading.Language;

/// <summary>
/// The one place where offsets change units: UTF-16 units inside the program, Unicode code points outside it (W3C Web Annotation Data
/// Model, 4.2.4). Half a surrogate pair counts as one code point; an offset inside a pair maps to the pair's beginning.
/// </summary>
public sealed class CodePoints
{
    private readonly int _length;
    private readonly int[] _pairs;

    public CodePoints(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _length = text.Length;
        var pairs = new List<int>();
        var from = 0;
        while (true)
        {
            var next = text.AsSpan(from).IndexOfAnyInRange('\uD800', '\uDBFF');
            if (next < 0) break;
            from += next;
            if (from + 1 < text.Length && char.IsLowSurrogate(text[from + 1]))
            {
                pairs.Add(from);
                from++;
            }
            from++;
        }
        _pairs = pairs.Count == 0 ? [] : [.. pairs];
    }

    /// <summary>The length of the text in code points.</summary>
    public int Length => _length - _pairs.Length;

    /// <summary>Code points before the UTF-16 offset <paramref name="utf16"/> (0 to the text's length).</summary>
    public int FromUtf16(int utf16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(utf16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(utf16, _length);
        if (_pairs.Length == 0) return utf16;
        var found = Array.BinarySearch(_pairs, utf16 - 1);
        // An offset right behind a high surrogate belongs to the pair's beginning.
        return found >= 0 ? utf16 - 1 - found : utf16 - ~found;
    }

    /// <summary>The UTF-16 offset of the code point <paramref name="codePoint"/> (0 to <see cref="Length"/>).</summary>
    public int ToUtf16(int codePoint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(codePoint);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(codePoint, Length);
        int low = 0, high = _pairs.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            // The pair begins at code point _pairs[middle] - middle.
            if (_pairs[middle] - middle < codePoint) low = middle + 1; else high = middle;
        }
        return codePoint + low;
    }
}
