using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Tests.Articles;

/// <summary>A query line by chance, and what it means: whether an article that stands in memory fulfils it.</summary>
internal sealed record RandomSearch(string Line, Func<KnownArticle, bool> Holds)
{
    public static RandomSearch Draw(Random random, IReadOnlyList<KnownArticle> articles)
    {
        List<RandomSearch> parts = [];
        for (var left = 1 + random.Next(3); left > 0; left--) parts.Add(Part(random, articles));
        // Keys of codes speak of one statement together, so they come once.
        if (random.Next(2) == 0) parts.Add(Statement(random));
        // The same outlet or language key again means "or", which is the parser's test's business.
        var order = parts.DistinctBy(p => p.Line.StartsWith("outlet:", StringComparison.Ordinal) ? "outlet" : p.Line.StartsWith("lang:", StringComparison.Ordinal) ? "lang" : p.Line)
            .OrderBy(_ => random.Next()).ToArray();
        return new(string.Join(' ', order.Select(p => p.Line)), article => order.All(p => p.Holds(article)));
    }

    private static RandomSearch Part(Random random, IReadOnlyList<KnownArticle> articles) => random.Next(12) switch
    {
        <= 2 => Word(random),
        3 => Not(Word(random)),
        4 => Phrase(random, articles),
        5 => Not(Phrase(random, articles)),
        6 => Either(Enumerable.Range(0, 2 + random.Next(3)).Select(_ => random.Next(5) == 0 ? Phrase(random, articles) : Word(random))),
        7 => Either([Word(random), Appears(random)]),
        8 => Not(Appears(random)),
        9 => Any(random, SmallArchive.Outlets) is var outlet ? new($"outlet:{outlet}", a => a.Outlet == outlet) : null!,
        10 => Any(random, SmallArchive.Languages) is var language ? new($"lang:{language}", a => a.Language == language) : null!,
        _ => random.Next(4) switch
        {
            0 => new("is:starred", a => a.Starred),
            1 => new("is:unread", a => !a.Read),
            2 => articles[random.Next(articles.Count)].Published is var from ? new($"after:{from:yyyy-MM-dd'T'HH:mm}", a => a.Published >= from) : null!,
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
        return new($"actor:\"{actor}\"", a => a.Codes.Any(c => c.Lives && In(c, actor)));
    }

    /// <summary>Keys that one and the same code must fulfil; actors alone may each stand anywhere.</summary>
    private static RandomSearch Statement(Random random)
    {
        List<(string Key, Func<KnownCode, bool> Holds)> keys = [];
        void Maybe(string key, Func<KnownCode, bool> holds)
        {
            if (random.Next(2) == 0) keys.Add((key, holds));
        }
        var (actor, other, coder) = (Any(random, SmallArchive.Actors), Any(random, SmallArchive.Actors), Any(random, SmallArchive.Coders));
        switch (random.Next(3))
        {
            case 0:
                var both = SmallArchive.Actors.OrderBy(_ => random.Next()).Take(1 + random.Next(2)).ToArray();
                return new(string.Join(' ', both.Select(b => $"actor:\"{b}\"")), a => both.All(b => a.Codes.Any(c => c.Lives && In(c, b))));
            case 1:
                var instrument = Any(random, SmallArchive.Instruments);
                keys.Add(random.Next(2) == 0 ? ($"threat:{instrument}", c => c.Instrument == instrument) : ($"threatener:\"{actor}\"", c => c.Parts.Contains((actor, ParticipantRole.Threatener))));
                Maybe($"target:\"{other}\"", c => c.Parts.Contains((other, ParticipantRole.Target)));
                keys.Add(("", c => c.Kind == "threat"));
                break;
            default:
                var (issue, stance) = (Any(random, SmallArchive.Issues), (Stance)random.Next(3));
                keys.Add(random.Next(2) == 0 ? ($"issue:{issue}", c => c.Issue == issue) : ($"stance:{"+-?"[(int)stance]}", c => c.Stance == stance));
                Maybe($"actor:\"{actor}\"", c => In(c, actor));
                keys.Add(("", c => c.Kind == "position"));
                break;
        }
        Maybe($"coder:{coder}", c => c.By == coder);
        return new(string.Join(' ', keys.Select(k => k.Key).Where(k => k.Length > 0)), a => a.Codes.Any(c => c.Lives && keys.All(k => k.Holds(c))));
    }

    private static bool In(KnownCode code, string actor) => code.Mentioned == actor || code.Parts.Any(p => p.Actor == actor);

    private static RandomSearch Not(RandomSearch part) => new($"-{part.Line}", a => !part.Holds(a));

    private static RandomSearch Either(IEnumerable<RandomSearch> parts)
    {
        var all = parts.ToArray();
        return new($"({string.Join(" OR ", all.Select(p => p.Line))})", a => all.Any(p => p.Holds(a)));
    }

    private static T Any<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
