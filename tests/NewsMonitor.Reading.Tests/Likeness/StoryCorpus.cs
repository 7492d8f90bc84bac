using System.Globalization;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Likeness;

namespace NewsMonitor.Reading.Tests.Likeness;

/// <summary>A report with the event that it is about, as a person grouped it.</summary>
public sealed record CorpusArticle(string Event, string Outlet, string Language, DateTimeOffset Published, string Title, string Text)
{
    public StoryReading Read()
    {
        var day = DateOnly.FromDateTime(Published.UtcDateTime);
        return StoryReading.Of(Title, ArticleAnalyzer.Analyze(Text, Language, day), ActorIndex.BuiltIn, day);
    }
}

/// <summary>
/// What stories are tested on: the demo's articles, grouped by hand (six events have two reports, all others one), and reports written for
/// this test with neighbours that are easily taken for them: the same actors, place or kind of event, but another one.
/// </summary>
public static class StoryCorpus
{
    /// <summary>The demo's reports that share an event; every other one stands alone.</summary>
    private static readonly Dictionary<string, string> DemoEvents = new()
    {
        ["2021-12-07-marktblatt-videogipfel"] = "video summit", ["2021-12-07-quayside-video-summit"] = "video summit",
        ["2021-12-17-marktblatt-vertragsentwuerfe"] = "draft treaties", ["2021-12-17-meridian-draft-treaties"] = "draft treaties",
        ["2022-01-10-marktblatt-genf"] = "Geneva", ["2022-01-10-quayside-geneva"] = "Geneva",
        ["2022-01-12-hafenkurier-nato-russland-rat"] = "NATO-Russia council", ["2022-01-12-meridian-nato-russia-council"] = "NATO-Russia council",
        ["2022-01-14-marktblatt-cyberangriff"] = "cyber attack", ["2022-01-14-meridian-cyber-attack"] = "cyber attack",
        ["2022-01-21-hafenkurier-lawrow-blinken"] = "Lavrov and Blinken", ["2022-01-21-quayside-blinken-lavrov"] = "Lavrov and Blinken",
    };

    public static IReadOnlyList<CorpusArticle> Demo { get; } = [.. DemoArticles().OrderBy(a => a.Published)];

    public static IReadOnlyList<CorpusArticle> Written { get; } = [.. Articles("events/").OrderBy(a => a.Published)];

    /// <summary>
    /// Reports on public events of sport, accidents, business, science and elections, written and grouped after threshold and lexicon were
    /// set, and read by the matcher only then: what is right here was not made so.
    /// </summary>
    public static IReadOnlyList<CorpusArticle> HeldOut => [.. Articles("held-out/").OrderBy(a => a.Published)];

    private static IEnumerable<CorpusArticle> DemoArticles()
    {
        foreach (var name in Resources("demo/").Where(n => !n.EndsWith(".v2.md", StringComparison.Ordinal)))
        {
            var parts = Text(name).Split("---\n", 3);
            var fields = parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).ToDictionary(f => f[0], f => f[1]);
            var slug = name["demo/".Length..^".md".Length];
            yield return new(
                DemoEvents.GetValueOrDefault(slug, slug), fields["outlet"], fields["outlet"] is "quayside" or "meridian" ? "en" : "de",
                Moment(fields["published"]), fields["title"], $"{fields["lead"]}\n{parts[2].Trim().Replace("## ", "", StringComparison.Ordinal)}");
        }
    }

    private static IEnumerable<CorpusArticle> Articles(string folder)
    {
        foreach (var part in Text(Resources(folder).Single()).Split("# event: ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split("\n## ");
            foreach (var piece in pieces[1..])
            {
                var lines = piece.Split('\n', 2);
                var head = lines[0].Split(" | ");
                yield return new(pieces[0].Trim(), head[0], head[1], Moment(head[2] + "+01:00"), head[3], lines[1].Trim());
            }
        }
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Resources(string folder) =>
        typeof(StoryCorpus).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(StoryCorpus).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
