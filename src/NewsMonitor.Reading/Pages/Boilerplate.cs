using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Pages;

/// <summary>Blocks that by their words are no article text, from <c>boilerplate.json</c>.</summary>
internal static class Boilerplate
{
    private const int Longest = 300;

    private sealed record Patterns(string[] Whole, string[] Start, string[] End, string[] Anywhere, string[] Wall);

    private static readonly Patterns Read = PageData.Read<Patterns>("boilerplate.json");
    private static readonly Regex[] All = Load();
    private static readonly Regex[] Walls = [.. Read.Wall.Select(Compile)];

    internal static bool Is(RawBlock block) => Is(block.Text);

    internal static bool Is(string text) => text.Length <= Longest && Array.Exists(All, p => p.IsMatch(text));

    /// <summary>True for the sentence with which a publisher breaks off before payment or registration.</summary>
    internal static bool IsWall(string text) => text.Length is > 12 and <= Longest && Array.Exists(Walls, p => p.IsMatch(text));

    // One expression of them all passes the engine's bound on the size of an automaton.
    private static Regex[] Load()
    {
        var patterns = Read;
        return [.. patterns.Start.Select(p => Compile($"^(?:{p})")), .. patterns.Whole.Select(p => Compile($"^(?:{p})$")), .. patterns.Anywhere.Select(Compile), .. patterns.End.Select(p => Compile($"(?:{p})$"))];
    }

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
