using System.Globalization;

namespace NewsMonitor.Web.Demo;

/// <summary>One block of a demo article's text: a paragraph, or a subhead.</summary>
public sealed record DemoBlock(bool IsSubhead, string Text);

/// <summary>A version of a demo article, as its data file holds it. Times are the historic ones, with offset.</summary>
public sealed record DemoArticle
{
    public required DemoOutlet Outlet { get; init; }
    public required string Slug { get; init; }
    public required DateTimeOffset Published { get; init; }
    /// <summary>When this version was made, where it is not the first.</summary>
    public DateTimeOffset? Updated { get; init; }
    public required string Kicker { get; init; }
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string Byline { get; init; }
    /// <summary>What stands below the picture: never part of the text.</summary>
    public required string Caption { get; init; }
    public required IReadOnlyList<DemoBlock> Blocks { get; init; }

    /// <summary>Words of lead and text.</summary>
    public int Words => Lead.Split(' ').Length + Blocks.Sum(b => b.Text.Split(' ').Length);

    /// <summary>
    /// Reads a data file: "key: value" lines between two lines of three hyphens, then paragraphs divided by blank lines; "## " opens a subhead.
    /// </summary>
    /// <exception cref="FormatException">The file lacks a field, or has one twice, or one that is not known.</exception>
    public static DemoArticle Parse(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = Array.IndexOf(lines, "---", 1);
        if (lines[0] != "---" || end < 0)
            throw new FormatException($"{name}: no front matter between two lines of three hyphens.");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines[1..end])
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || !fields.TryAdd(line[..colon], line[(colon + 2)..].Trim()))
                throw new FormatException($"{name}: \"{line}\" is no new \"key: value\" line.");
        }
        string Field(string key) => fields.Remove(key, out var value) ? value : throw new FormatException($"{name}: the field \"{key}\" is missing.");
        var blocks = string.Join('\n', lines[(end + 1)..]).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(b => b.ReplaceLineEndings(" ")).Select(b => b.StartsWith("## ", StringComparison.Ordinal) ? new DemoBlock(true, b[3..]) : new DemoBlock(false, b)).ToList();
        var outlet = Field("outlet");
        var article = new DemoArticle
        {
            Outlet = DemoOutlet.Find(outlet) ?? throw new FormatException($"{name}: there is no outlet \"{outlet}\"."),
            Slug = Field("slug"),
            Published = Moment(Field("published")),
            Updated = fields.Remove("updated", out var updated) ? Moment(updated) : null,
            Kicker = Field("kicker"),
            Title = Field("title"),
            Lead = Field("lead"),
            Byline = Field("byline"),
            Caption = Field("caption"),
            Blocks = blocks,
        };
        return fields.Count == 0 ? article : throw new FormatException($"{name}: the field \"{fields.Keys.First()}\" is not known.");

        static DateTimeOffset Moment(string value) => DateTimeOffset.ParseExact(value, "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
    }
}

/// <summary>One article of the demo with its later version, if it gets corrected.</summary>
public sealed record DemoPiece(DemoArticle First, DemoArticle? Corrected);

/// <summary>The demo's articles, embedded in the program: one file a version, the second version beside the first as <c>….v2.md</c>.</summary>
public static class DemoArticles
{
    private const string Folder = "Demo/articles/";

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<DemoPiece> All { get; } = Load();

    private static List<DemoPiece> Load()
    {
        var assembly = typeof(DemoArticles).Assembly;
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).ToDictionary(n => n[Folder.Length..], Read);
        return [.. files.Where(f => !IsSecond(f.Key)).Select(f => new DemoPiece(f.Value, files.GetValueOrDefault(f.Key[..^3] + ".v2.md"))).OrderBy(p => p.First.Published)];

        static bool IsSecond(string name) => name.EndsWith(".v2.md", StringComparison.Ordinal);

        DemoArticle Read(string resource)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return DemoArticle.Parse(resource, reader.ReadToEnd());
        }
    }
}
