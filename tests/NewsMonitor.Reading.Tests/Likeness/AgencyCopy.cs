namespace NewsMonitor.Reading.Tests.Likeness;

/// <summary>Makes of a text what an outlet's desk makes of an agency's piece.</summary>
internal static class AgencyCopy
{
    /// <summary>Every so many words one is changed, one dropped and one added.</summary>
    public static string Edited(string text, int every, int seed)
    {
        var random = new Random(seed);
        var words = text.Split(' ').ToList();
        for (var at = every - 1; at < words.Count; at += every)
        {
            switch (random.Next(3))
            {
                case 0: words[at] = "allerdings"; break;
                case 1: words.RemoveAt(at); break;
                default: words.Insert(at, "offenbar"); break;
            }
        }
        return string.Join(' ', words);
    }

    /// <summary>The first part of the text, cut at a sentence.</summary>
    public static string Shortened(string text, double part)
    {
        var end = text.IndexOf(". ", (int)(text.Length * part), StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    /// <summary>Other quotation marks, hyphens, spaces and line breaks: the same words.</summary>
    public static string Reset(string text) =>
        text.Replace(". ", ".\n", StringComparison.Ordinal).Replace(" und ", " \u00A0und\u200B ", StringComparison.Ordinal).Replace("\"", "»", StringComparison.Ordinal).ToUpperInvariant();
}
