using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Pages;

/// <summary>Blocks that by their words are no article text, from <c>boilerplate.json</c>.</summary>
internal static class Boilerplate
{
    private const int Longest = 300;

    private sealed record Patterns(string[] Whole, string[] Start, string[] End);

    private static readonly Regex[] All = Load();

    internal static bool Is(RawBlock block) => Is(block.Text);

    internal static bool Is(string text) => text.Length <= Longest && Array.Exists(All, p => p.IsMatch(text));

    // One expression of them all passes the engine's bound on the size of an automaton.
    private static Regex[] Load()
    {
        var patterns = PageData.Read<Patterns>("boilerplate.json");
        return [.. patterns.Start.Select(p => Compile($"^(?:{p})")), .. patterns.Whole.Select(p => Compile($"^(?:{p})$")), .. patterns.End.Select(p => Compile($"(?:{p})$"))];
    }

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
