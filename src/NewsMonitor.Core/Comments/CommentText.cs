using System.Text;

namespace NewsMonitor.Core.Comments;

/// <summary>Part of a comment as it is shown: words, or a person's name.</summary>
public readonly record struct CommentPart(string Words, bool IsMention);

/// <summary>A comment's words: cleaned when they come in, taken apart when they are shown.</summary>
public static class CommentText
{
    private const int MostMentions = 20;

    /// <summary>Without what no person types: control characters, and the marks that turn the direction of everything after them.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c == '\n' || c == '\t' || !(char.IsControl(c) || c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))) clean.Append(c);
        }
        return clean.ToString().Trim();
    }

    /// <summary>What may be user names after an @, at most twenty; whether they are is for the accounts to say.</summary>
    public static IReadOnlyList<string> MentionedNames(string text) =>
        [.. Places(text).SelectMany(p => Candidates(text[(p.Start + 1)..p.End])).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostMentions * 2)];

    /// <summary>Words and names in turn; only names in <paramref name="people"/> are mentions.</summary>
    public static IEnumerable<CommentPart> Parts(string text, IReadOnlySet<string> people)
    {
        var at = 0;
        foreach (var (start, end) in Places(text))
        {
            if (Candidates(text[(start + 1)..end]).FirstOrDefault(people.Contains) is not { } name) continue;
            if (start > at) yield return new(text[at..start], false);
            yield return new(text[start..(start + 1 + name.Length)], true);
            at = start + 1 + name.Length;
        }
        if (at < text.Length) yield return new(text[at..], false);
    }

    /// <summary>Each @ that begins a word, with the characters after it that a user name may have.</summary>
    private static IEnumerable<(int Start, int End)> Places(string text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '_' or '-')) continue; // an address for mail
            var end = at + 1;
            while (end < text.Length && end - at <= 64 && IsOfName(text[end])) end++;
            if (end > at + 2) yield return (at, end);
        }
    }

    /// <summary>"@anna." ends a sentence more often than a name: the whole first, then without its last marks.</summary>
    private static IEnumerable<string> Candidates(string name)
    {
        yield return name;
        var bare = name.TrimEnd('.', '-', '_', '+', '@');
        if (bare.Length >= 2 && bare.Length < name.Length) yield return bare;
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '@' or '+';
}
