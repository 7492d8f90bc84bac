using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Articles;

/// <summary>The kinds of a text's lines as the database keeps them: a letter a line.</summary>
public static class BlockLetters
{
    private const string Letters = "LSPIQT"; // in the order of BlockKind

    public static string Write(IReadOnlyList<BlockKind> kinds) => string.Create(kinds.Count, kinds, static (letters, kinds) =>
    {
        for (var i = 0; i < letters.Length; i++) letters[i] = Letters[(int)kinds[i]];
    });

    /// <summary>An unknown letter, as a newer version of the program may write, reads as a paragraph.</summary>
    public static IReadOnlyList<BlockKind> Read(string letters) =>
        [.. letters.Select(letter => Letters.IndexOf(letter) is >= 0 and var at ? (BlockKind)at : BlockKind.Paragraph)];
}
