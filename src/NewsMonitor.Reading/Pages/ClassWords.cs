using System.Collections.Frozen;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>What an element's class and id say of it.</summary>
[Flags]
internal enum Hint
{
    None = 0,
    Drop = 1,
    Body = 2,
    Lead = 4,
    Kicker = 8,
    Byline = 16,
    Date = 32,
}

/// <summary>Reads hints from class names and ids by the words of <c>class-words.json</c>.</summary>
internal static class ClassWords
{
    private sealed record Lists(string[] Drop, string[] Body, string[] Lead, string[] Kicker, string[] Byline, string[] Date);

    private static readonly FrozenDictionary<string, Hint> Words = Load();
    private static readonly FrozenDictionary<string, Hint>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The hints of one element, not of what stands above it.</summary>
    internal static Hint Of(HtmlNode node)
    {
        var hint = Hint.None;
        if (node.Attribute("class") is { Length: > 0 } names)
        {
            hint |= Read(names);
        }

        if (node.Attribute("id") is { Length: > 0 } id)
        {
            hint |= Read(id);
        }

        return hint;
    }

    /// <summary>Cuts each name into words and looks up each word, and each pair and triple of neighbours.</summary>
    internal static Hint Read(ReadOnlySpan<char> names)
    {
        var hint = Hint.None;
        if (names.Length > 1_000)
        {
            names = names[..1_000];
        }

        Span<char> window = stackalloc char[96];
        foreach (var range in names.SplitAny(' ', '\t', '\n', '\r', '\f'))
        {
            hint |= ReadName(names[range], window);
        }

        return hint;
    }

    private static Hint ReadName(ReadOnlySpan<char> name, Span<char> window)
    {
        // Utility classes ("hover:text-lg", "md:hidden") speak of looks, and hashes ("css-1x2y3") of nothing.
        if (name.Length > 80 || name.Contains(':'))
        {
            return Hint.None;
        }

        var hint = Hint.None;
        var length = 0;
        var element = name.IndexOf("__", StringComparison.Ordinal);
        Span<int> starts = stackalloc int[3];
        starts.Fill(-1);
        var at = 0;
        while (at < name.Length)
        {
            while (at < name.Length && !char.IsLetter(name[at]))
            {
                at++;
            }

            var from = at;
            while (at < name.Length && char.IsLetter(name[at]) && (at == from || !(char.IsUpper(name[at]) && char.IsLower(name[at - 1]))))
            {
                at++;
            }

            if (at == from)
            {
                break;
            }

            if (length > 0)
            {
                window[length++] = '+';
            }

            (starts[0], starts[1], starts[2]) = (starts[1], starts[2], length);
            length += name[from..at].ToLowerInvariant(window[length..]);
            foreach (var start in starts)
            {
                if (start >= 0 && Lookup.TryGetValue(window[start..length], out var found))
                {
                    // "copytext__box" (BEM) is something in the text, not the text.
                    hint |= at <= element ? found & ~Hint.Body : found;
                }
            }
        }

        return hint;
    }

    private static FrozenDictionary<string, Hint> Load()
    {
        var lists = PageData.Read<Lists>("class-words.json");
        var words = new Dictionary<string, Hint>();
        foreach (var (list, hint) in ((string[], Hint)[])[(lists.Drop, Hint.Drop), (lists.Body, Hint.Body), (lists.Lead, Hint.Lead), (lists.Kicker, Hint.Kicker), (lists.Byline, Hint.Byline), (lists.Date, Hint.Date)])
        {
            foreach (var word in list)
            {
                words[word] = words.GetValueOrDefault(word) | hint;
            }
        }

        return words.ToFrozenDictionary();
    }
}
