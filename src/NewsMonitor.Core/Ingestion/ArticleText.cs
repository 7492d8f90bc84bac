using System.Security.Cryptography;
using System.Text;
using NewsMonitor.Core.Articles;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// A text as it goes into the archive: held to the archive's lengths, without what PostgreSQL refuses (NUL, lone surrogates), hashed.
/// Feeds, pages, pasted and imported articles all pass here.
/// </summary>
public sealed record ArticleText
{
    private ArticleText() { }

    public string? Kicker { get; private init; }
    public required string Title { get; init; }
    public IReadOnlyList<string> Byline { get; private init; } = [];
    /// <summary>A line a block.</summary>
    public required string Text { get; init; }
    /// <summary>A letter a line, see <see cref="BlockLetters"/>.</summary>
    public required string Blocks { get; init; }
    /// <summary>SHA-256 of title and text with white space folded.</summary>
    public required byte[] Hash { get; init; }
    public int Words { get; private init; }

    public static ArticleText Of(string? kicker, string? title, IEnumerable<string> byline, IEnumerable<Block> blocks)
    {
        var text = new StringBuilder();
        var kinds = new List<BlockKind>();
        foreach (var block in blocks)
        {
            var line = Line(block.Text, Limits.Text);
            if (line.Length == 0) continue;
            if (text.Length + line.Length + 1 > Limits.Text) break;
            if (kinds.Count > 0) text.Append('\n');
            text.Append(line);
            kinds.Add(block.Kind);
        }
        var body = text.ToString();
        var name = title is null ? "" : Line(title, Limits.Title);
        if (name.Length == 0) name = Beginning(body);
        var top = kicker is null ? null : Line(kicker, Limits.Title);
        return new()
        {
            Kicker = top is { Length: > 0 } ? top : null,
            Title = name,
            Byline = [.. byline.Select(b => Line(b, 200)).Where(b => b.Length > 0).Take(20)],
            Text = body,
            Blocks = BlockLetters.Write(kinds),
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(name + "\n" + body)),
            Words = CountWords(body),
        };
    }

    /// <summary>The language of the text: what it shows, else what the publisher says, else what the outlet mostly writes, else <c>und</c>.</summary>
    public string Language(string? stated, string? outlet)
    {
        // The guess looks at a few hundred words; giving it the whole would only cost time.
        var guess = LanguageGuess.Of(Title + ".\n" + (Text.Length > 4000 ? Text[..4000] : Text));
        var said = Code(stated) ?? Code(outlet);
        if (guess.Confidence >= 0.3 && (Words >= 20 || said is null)) return guess.Code;
        return said ?? (guess.Confidence > 0 ? guess.Code : "und");
    }

    /// <summary>One line: white space folded, control characters and lone surrogates gone, cut at <paramref name="longest"/> UTF-16 units.</summary>
    internal static string Line(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        for (var i = 0; i < text.Length && line.Length < longest; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (!char.IsSurrogate(c))
            {
                line.Append(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                if (line.Length + 2 > longest) break;
                line.Append(c).Append(text[++i]);
            }
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>The two-letter code of a language tag such as <c>de-DE</c>, or null.</summary>
    private static string? Code(string? tag)
    {
        if (tag is null) return null;
        var code = tag.Split('-', '_')[0].Trim().ToLowerInvariant();
        return code.Length == 2 && code.All(char.IsAsciiLetterLower) ? code : null;
    }

    private static string Beginning(string body)
    {
        var line = body.Split('\n', 2)[0];
        return line.Length <= 120 ? line : line[..(line.LastIndexOf(' ', 119) is > 40 and var space ? space : 119)] + "…";
    }

    private static int CountWords(string text)
    {
        var words = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var isLetter = char.IsLetterOrDigit(c);
            if (isLetter && !inWord) words++;
            inWord = isLetter || (inWord && c is '-' or '\'' or '’');
        }
        return words;
    }
}
