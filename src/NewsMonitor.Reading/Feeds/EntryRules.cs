using System.Text;
using System.Text.RegularExpressions;
using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>A line of a feed's rules that is not understood.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">The line.</param>
/// <param name="Detail">What is wrong, in plain English.</param>
public sealed record EntryRuleFault(int Line, string Text, string Detail);

/// <summary>
/// Which entries of a feed come in: a rule a line, words or a <c>/pattern/</c>. Where there are including rules an entry has to meet one;
/// an entry that meets an excluding one stays out. Words are whole words, whatever the case, and may end in <c>*</c>; a pattern is a .NET
/// regular expression, also whatever the case, and decides nothing where it runs out of time.
/// </summary>
public sealed class EntryRules
{
    public const int MostRules = 200;
    public const int LongestRule = 500;
    /// <summary>How much of an entry a rule looks at: title, then text.</summary>
    private const int MostText = 20_000;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<(string Text, Regex Regex)> _include, _exclude;
    private int _ranOut;

    private EntryRules(IReadOnlyList<(string, Regex)> include, IReadOnlyList<(string, Regex)> exclude) => (_include, _exclude) = (include, exclude);

    /// <summary>No rules: everything comes in.</summary>
    public bool IsEmpty => _include.Count == 0 && _exclude.Count == 0;

    /// <summary>How often a pattern ran out of time.</summary>
    public int RanOut => _ranOut;

    /// <summary>Reads both lists; lines that are not understood are left out and named.</summary>
    public static EntryRules Parse(string? include, string? exclude, out IReadOnlyList<EntryRuleFault> faults)
    {
        var found = new List<EntryRuleFault>();
        var rules = new EntryRules(Lines(include, found), Lines(exclude, found));
        faults = found;
        return rules;
    }

    /// <summary>Whether the entry comes in; if not, the rule that keeps it out, or null where it meets none of the including ones.</summary>
    public bool Admits(ReadEntry entry, out string? because)
    {
        because = null;
        if (IsEmpty) return true;
        var text = Text(entry);
        because = _exclude.FirstOrDefault(rule => Meets(rule.Regex, text)).Text;
        return because is null && (_include.Count == 0 || _include.Any(rule => Meets(rule.Regex, text)));
    }

    private bool Meets(Regex rule, string text)
    {
        try
        {
            return rule.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            _ranOut++;
            return false;
        }
    }

    private static string Text(ReadEntry entry)
    {
        var text = new StringBuilder(entry.Title).Append('\n');
        foreach (var category in entry.Categories) text.Append(category.Label ?? category.Term).Append('\n');
        if ((entry.Content ?? entry.Summary) is { } html) text.Append(HtmlText.Of(html.AsSpan(0, Math.Min(html.Length, MostText * 2))));
        if (text.Length > MostText) text.Length = MostText;
        return text.ToString();
    }

    private static List<(string, Regex)> Lines(string? text, List<EntryRuleFault> faults)
    {
        var rules = new List<(string, Regex)>();
        var number = 0;
        foreach (var raw in (text ?? "").Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0) continue;
            if (line.Length > LongestRule || rules.Count == MostRules)
            {
                faults.Add(new(number, line[..Math.Min(line.Length, 80)], line.Length > LongestRule ? $"A rule has at most {LongestRule} characters." : $"There are more than {MostRules} rules."));
                continue;
            }
            try
            {
                rules.Add((line, line.Length > 2 && line[0] == '/' && line[^1] == '/' ? Pattern(line[1..^1]) : Words(line)));
            }
            catch (ArgumentException fault)
            {
                faults.Add(new(number, line, fault.Message));
            }
        }
        return rules;
    }

    private static Regex Pattern(string pattern)
    {
        const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        try
        {
            return new(pattern, Plain | RegexOptions.NonBacktracking, TimeLimit); // linear in the text, whatever the pattern
        }
        catch (NotSupportedException)
        {
            return new(pattern, Plain, TimeLimit); // looks around or refers back: the limit alone holds it
        }
    }

    private static Regex Words(string words)
    {
        var open = words.EndsWith('*');
        var quoted = string.Join(@"\s+", words.TrimEnd('*').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape));
        if (quoted.Length == 0) throw new ArgumentException("A rule needs a word.");
        // \b knows no end of a word before a sign: "C++" is found by what stands around it.
        return new($@"(?:^|\W){quoted}{(open ? "" : @"(?:\W|$)")}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeLimit);
    }
}
