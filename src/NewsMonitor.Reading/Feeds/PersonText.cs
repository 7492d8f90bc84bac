using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Takes "Name (mail@host)", "mail@host (Name)" and "Name &lt;mail@host&gt;" apart.</summary>
internal static partial class PersonText
{
    public static FeedPerson? Read(string? text)
    {
        if (text == null)
            return null;
        if (!text.Contains('@'))
            return new FeedPerson(text);
        var match = Mail().Match(text);
        if (!match.Success)
            return new FeedPerson(text);
        var mail = match.Value;
        var name = string.Concat(text.AsSpan(0, match.Index), text.AsSpan(match.Index + match.Length))
            .Replace("mailto:", "", StringComparison.OrdinalIgnoreCase).Replace("()", "", StringComparison.Ordinal).Replace("<>", "", StringComparison.Ordinal).Trim();
        if (name.StartsWith('(') && name.EndsWith(')'))
            name = name[1..^1].Trim();
        return new FeedPerson(name.Trim(' ', ',', ':', '"', '-') is { Length: > 0 } named ? named : null, mail);
    }

    [GeneratedRegex(@"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(\.[A-Za-z0-9\-]{1,63})*", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();
}
