namespace NewsMonitor.Core.Tests.Articles;

/// <summary>A query line by chance, and what it means: whether an article that stands in memory fulfils it.</summary>
/// <param name="Line">As it is typed.</param>
/// <param name="Holds">What it means.</param>
/// <param name="Once">The key of which an article has one value: typed again it means "or", which is the parser's test's business.</param>
internal sealed record RandomSearch(string Line, Func<KnownArticle, bool> Holds, string? Once = null)
{
    public static RandomSearch Draw(Random random, IReadOnlyList<KnownArticle> articles)
    {
        List<RandomSearch> parts = [];
        for (var left = 1 + random.Next(3); left > 0; left--) parts.Add(Part(random, articles));
        // Keys of codes speak of one statement together, so they come once; in parentheses each group speaks of its own.
        if (random.Next(2) == 0) parts.Add(RandomStatement.Draw(random));
        var order = parts.DistinctBy(p => p.Once ?? p.Line).OrderBy(_ => random.Next()).ToArray();
        return new(string.Join(' ', order.Select(p => p.Line)), article => order.All(p => p.Holds(article)));
    }

    private static RandomSearch Part(Random random, IReadOnlyList<KnownArticle> articles) => random.Next(16) switch
    {
        <= 2 => Word(random),
        3 => Not(Word(random)),
        4 => Phrase(random, articles),
        5 => Not(Phrase(random, articles)),
        6 => Either(Enumerable.Range(0, 2 + random.Next(3)).Select(_ => random.Next(5) == 0 ? Phrase(random, articles) : Word(random))),
        7 => Either([Word(random), Appears(random)]),
        8 => Not(Appears(random)),
        9 => Any(random, SmallArchive.Outlets) is var outlet ? new($"outlet:{outlet}", a => a.Outlet == outlet, "outlet") : null!,
        10 => Any(random, SmallArchive.Languages) is var language ? new($"lang:{language}", a => a.Language == language, "lang") : null!,
        11 => Any(random, SmallArchive.Stories) is var story ? Sometimes(random, new($"story:\"{story}\"", a => a.Story == story)) : null!,
        12 => RandomStatement.DrawGroup(random),
        13 => Not(RandomStatement.DrawGroup(random)),
        14 => Either([RandomStatement.DrawGroup(random), random.Next(2) == 0 ? RandomStatement.DrawGroup(random) : Word(random)]),
        _ => random.Next(6) switch
        {
            0 => new("is:starred", a => a.Starred),
            1 => new("is:unread", a => !a.Read),
            2 => new("coded:done", a => a.Coding == "Coded", "coded"),
            3 => Any(random, ["confirmed", "suggested", "none"]) is var threats ? new($"threat:{threats}", a => ThreatsOf(a) == threats, "threat") : null!,
            4 => articles[random.Next(articles.Count)].Published is var from ? new($"after:{from:yyyy-MM-dd'T'HH:mm}", a => a.Published >= from) : null!,
            _ => articles[random.Next(articles.Count)].Published is var until ? new($"before:{until:yyyy-MM-dd'T'HH:mm}", a => a.Published < until) : null!,
        },
    };

    private static RandomSearch Word(Random random)
    {
        if (random.Next(8) == 0) return new("sank*", a => a.Words.Any(w => SmallArchive.Stem(w, a.Language).StartsWith("sank", StringComparison.Ordinal)));
        var word = Any(random, SmallArchive.Words);
        return new(word, a => a.Words.Any(w => Same(w, word, a.Language)));
    }

    /// <summary>Two words that stand side by side somewhere, or nowhere.</summary>
    private static RandomSearch Phrase(Random random, IReadOnlyList<KnownArticle> articles)
    {
        var from = articles[random.Next(articles.Count)].Words;
        var at = random.Next(from.Length - 1);
        var (first, second) = random.Next(3) == 0 ? (Any(random, SmallArchive.Words), Any(random, SmallArchive.Words)) : (from[at], from[at + 1]);
        return new($"\"{first} {second}\"", a => Enumerable.Range(0, a.Words.Length - 1).Any(i => SamePair(a, i, first, second)));
    }

    /// <summary>Umlauts and their spellings are one in German, for a phrase in all of its words together.</summary>
    private static bool SamePair(KnownArticle article, int at, string first, string second)
    {
        bool Stands(string a, string b) => Stem(article.Words[at]) == Stem(a) && Stem(article.Words[at + 1]) == Stem(b);
        string Stem(string word) => SmallArchive.Stem(word, article.Language);
        return Stands(first, second) || article.Language == "de" && (Stands(Umlaut(first), Umlaut(second)) || Stands(Spelt(first), Spelt(second)));
    }

    private static bool Same(string stands, string asked, string language) =>
        SmallArchive.Stem(stands, language) is var stem && (stem == SmallArchive.Stem(asked, language)
            || language == "de" && (stem == SmallArchive.Stem(Umlaut(asked), language) || stem == SmallArchive.Stem(Spelt(asked), language)));

    private static string Umlaut(string word) => word == "mueller" ? "müller" : word;

    private static string Spelt(string word) => word == "müller" ? "mueller" : word;

    private static RandomSearch Appears(Random random)
    {
        var actor = Any(random, SmallArchive.Actors);
        return new($"actor:\"{actor}\"", a => a.Codes.Any(c => c.Lives && RandomStatement.In(c, actor)));
    }

    private static string ThreatsOf(KnownArticle article) =>
        article.Codes.Where(c => c.Lives && c.Kind == "threat").ToArray() is var threats && threats.Any(t => t.Confirmed) ? "confirmed" : threats.Length > 0 ? "suggested" : "none";

    private static RandomSearch Sometimes(Random random, RandomSearch part) => random.Next(3) == 0 ? Not(part) : part;

    private static RandomSearch Not(RandomSearch part) => new($"-{part.Line}", a => !part.Holds(a));

    private static RandomSearch Either(IEnumerable<RandomSearch> parts)
    {
        var all = parts.ToArray();
        return new($"({string.Join(" OR ", all.Select(p => p.Line))})", a => all.Any(p => p.Holds(a)));
    }

    internal static T Any<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
