using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Tests.Analysis;

/// <summary>What a person coded in an article.</summary>
/// <param name="Who">Registry key or name; for a threat "threatener &gt; target", for a position "actor +" or "actor -".</param>
/// <param name="Span">The words that prove it.</param>
internal sealed record Coding(string Who, TextSpan Span);

/// <summary>
/// An article with its coding below a line of hyphens. Words are named by how they begin and end ("The union … talks"). Facts are public,
/// real persons speak indirectly as they were reported at the time; who is quoted in their own words is invented.
/// </summary>
internal sealed record CodedArticle(string Name, string Language, DateOnly Published, string Text, string[] Actors, List<Coding> Quotations, List<Coding> Threats, List<Coding> Positions, List<TextSpan> Either)
{
    public static CodedArticle Read(string name)
    {
        var parts = TestData.Text(name).Split("\n---\n");
        var head = parts[0].IndexOf("\n\n", StringComparison.Ordinal);
        var fields = parts[0][..head].Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1]);
        var article = new CodedArticle(name, fields["language"], DateOnly.Parse(fields["published"]), parts[0][head..].Trim(), [], [], [], [], []);
        foreach (var line in parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (kind, rest) = Cut(line, ": ");
            if (kind == "actor")
            {
                article = article with { Actors = rest.Split(' ') };
                continue;
            }
            if (kind == "either")
            {
                // What one coder takes for a claim and another does not: neither missed nor wrong.
                article.Either.Add(article.Find(rest));
                continue;
            }
            var (who, words) = Cut(rest, " | ");
            var coding = new Coding(who, article.Find(words));
            (kind switch { "quote" => article.Quotations, "threat" => article.Threats, _ => article.Positions }).Add(coding);
        }
        return article;
    }

    private static (string, string) Cut(string text, string at)
    {
        var i = text.IndexOf(at, StringComparison.Ordinal);
        return (text[..i], text[(i + at.Length)..]);
    }

    private TextSpan Find(string words)
    {
        var ends = words.Split(" … ");
        var start = Text.IndexOf(ends[0], StringComparison.Ordinal);
        if (start < 0) throw new InvalidOperationException($"{Name}: \"{ends[0]}\" is not in the text.");
        var end = start + ends[0].Length;
        if (ends.Length > 1) end = Text.IndexOf(ends[1], end, StringComparison.Ordinal) + ends[1].Length;
        return new TextSpan(start, end);
    }
}
