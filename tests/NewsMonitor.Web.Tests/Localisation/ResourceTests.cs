using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NewsMonitor.Web.Tests.Localisation;

/// <summary>Reads the resource files and the pages themselves: what is missing there is missing for people.</summary>
public sealed partial class ResourceTests
{
    private static readonly string Web = Path.Combine(Root(), "src", "NewsMonitor.Web");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Web, "Resources"), "*.resx")
        .Where(file => !file.EndsWith(".de.resx", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void German_and_English_say_the_same_things(string name)
    {
        var (english, german) = (Read($"{name}.resx"), Read($"{name}.de.resx"));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), german.Keys.Order(StringComparer.Ordinal));
        Assert.All(english.Concat(german), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), $"{text.Key} is empty."));
        Assert.All(english, text => Assert.True(
            Holes(text.Value).SetEquals(Holes(german[text.Key])), $"{text.Key} has other places to fill in German."));
    }

    [Fact]
    public void Every_key_that_a_page_names_is_there()
    {
        var missing = new List<string>();
        foreach (var (path, source) in Sources())
        {
            var localizers = Localizers().Matches(source).DistinctBy(match => match.Groups[2].Value).ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value);
            foreach (Match use in Uses().Matches(source))
            {
                if (!localizers.TryGetValue(use.Groups[1].Value, out var words)) continue;
                var key = use.Groups[3].Value;
                var keys = Read($"{words}.resx").Keys;
                // A key that is put together ("Role.{role}") must have at least its beginning; a counted one has two forms.
                var hole = key.IndexOf('{', StringComparison.Ordinal);
                var known = use.Groups[2].Value == ".Count" ? keys.Contains($"{key}.One") && keys.Contains($"{key}.Many")
                    : hole < 0 ? keys.Contains(key)
                    : keys.Any(k => k.StartsWith(key[..hole], StringComparison.Ordinal));
                if (!known) missing.Add($"{Path.GetFileName(path)}: {words}[{key}]");
            }
        }
        Assert.Empty(missing);
    }

    [Fact]
    public void No_page_speaks_without_its_words()
    {
        var hard = new List<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Web, "Components"), "*.razor", SearchOption.AllDirectories))
        {
            var markup = Comments().Replace(File.ReadAllText(path), "");
            var code = markup.IndexOf("@code", StringComparison.Ordinal);
            if (code >= 0) markup = markup[..code];
            hard.AddRange(HardWords().Matches(markup).Select(match => match.Groups[1].Value.Trim())
                .Where(text => !Allowed(path, text)).Select(text => $"{Path.GetFileName(path)}: {text}"));
        }
        Assert.Empty(hard);
    }

    /// <summary>The product's name, the names of languages in their own language, key caps, names of code lists, and the read sentence of the sign-in page.</summary>
    private static bool Allowed(string path, string text) =>
        text is "PNG" or "SVG" or "NewsMonitor" or "· NewsMonitor" or "Deutsch" or "English" or "Enter" or "Esc" or "Tab" or "Ctrl+Enter" or "Ctrl+Z" or "CSV" or "REFI-QDA" or "CAMEO" or "Wikidata"
         || path.EndsWith("HowItReads.razor", StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Source)> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Web, "Components"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .GroupBy(file => file.Replace(".razor.cs", ".razor", StringComparison.Ordinal))
            // A page and its code-behind share their localizers.
            .Select(files => (files.Key, string.Join('\n', files.Order(StringComparer.Ordinal).Select(File.ReadAllText))));

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Web, "Resources", file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<string> Holes(string text) => [.. HolePattern().Matches(text).Select(match => match.Groups[1].Value)];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NewsMonitor.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex HolePattern();

    [GeneratedRegex(@"IStringLocalizer<(\w+)> (\w+)")]
    private static partial Regex Localizers();

    [GeneratedRegex(@"\b(\w+)(?:(\.Count)\(|\[)\$?""([^""]+)""")]
    private static partial Regex Uses();

    [GeneratedRegex(@"@\*.*?\*@|<style.*?</style>|<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Comments();

    /// <summary>Letters between a tag's end and the next tag, on one line, without an expression: words that nobody translated.</summary>
    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>[ \t]*([^<>@{}()\r\n]*\p{L}{2}[^<>@{}()\r\n]*)</")]
    private static partial Regex HardWords();
}
