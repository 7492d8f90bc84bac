namespace NewsMonitor.Benchmarks.Search;

/// <summary>200 queries, the same in every run: words from the most common to one that hardly occurs, and what people join them with.</summary>
internal static class SearchTerms
{
    /// <summary>The worst that a phrase can ask: words that each stand in a tenth to two thirds of the articles, in an order that is frequent with two, rare with three and never met with five.</summary>
    public static IReadOnlyList<(string Kind, string Line)> CommonPhrases()
    {
        int[][] ranks = [[1, 0], [3, 9], [5, 14], [8, 30], [20, 33], [45, 48], [1, 2, 3], [4, 9, 6], [1, 2, 3, 4], [5, 3, 8, 2], [3, 1, 2, 5, 4], [9, 7, 6, 8, 5]];
        return [.. ranks.SelectMany(each => new[] { MillionArticles.German, MillionArticles.English }
            .Select(words => ($"a phrase of {(each.Length == 2 ? "two" : "three to five")} very common words", $"\"{string.Join(' ', each.Select(words.At))}\"")))];
    }

    public static IReadOnlyList<(string Kind, string Line)> All(int articles)
    {
        var random = new Random(99);
        var (german, english) = (MillionArticles.German, MillionArticles.English);
        // Ranks evenly over the orders of magnitude.
        string Word(Vocabulary words, double least = 0, double most = 1) => words.At((int)Math.Pow(Vocabulary.Size - 1, least + random.NextDouble() * (most - least)));
        string Any(double least = 0, double most = 1) => Word(random.Next(3) == 0 ? english : german, least, most);
        string Phrase()
        {
            var body = MillionArticles.Article(random.Next(articles)).Body.Split('\n')[0].TrimEnd('.').Split(' ');
            var at = random.Next(Math.Max(1, body.Length - 2));
            return string.Join(' ', body.Skip(at).Take(2)).Replace(".", "", StringComparison.Ordinal);
        }
        string Actor() => $"actor:\"Akteur {1 + (int)(MillionArticles.Actors * Math.Pow(random.NextDouble(), 3))}\"";
        string Issue() => $"\"Thema {1 + random.Next(MillionArticles.Issues)}\"";

        List<(string, string)> all = [];
        void Add(string kind, int count, Func<int, string> line)
        {
            for (var i = 0; i < count; i++) all.Add((kind, line(i)));
        }
        Add("one word, of the 50 most common", 20, i => (i % 3 == 0 ? english : german).At(i * 50 / 20));
        Add("one word, rank 50 to 2,000", 30, i => Any(.32, .62));
        Add("one word, rarer", 50, i => Any(.62));
        Add("two words", 20, _ => $"{Any(0, .6)} {Any(.2, .8)}");
        Add("OR of two to twenty", 15, i => string.Join(" OR ", Enumerable.Range(0, 2 + i % 4 * 6).Select(_ => Any(.1))));
        Add("a phrase", 15, _ => $"\"{Phrase()}\"");
        Add("without a word", 10, _ => $"{Any(.1, .7)} -{Any(0, .5)}");
        Add("outlet, language, time", 15, i => (i % 3) switch
        {
            0 => $"outlet:\"Blatt {1 + random.Next(MillionArticles.Outlets)}\" {Any(0, .7)}",
            1 => $"lang:{(i % 2 == 0 ? "de" : "en")} {Any(.1, .8)}",
            _ => $"after:2025-0{1 + random.Next(9)} {Any(0, .7)}",
        });
        Add("codes and a word", 15, i => $"{Actor()} {(i % 3 == 0 ? "threat:any " : "")}{Any(0, .5)}");
        Add("codes of one statement", 10, i => i % 2 == 0 ? $"{Actor()} stance:- issue:{Issue()}" : $"threatener:\"Akteur {1 + random.Next(40)}\" threat:any");
        return all;
    }
}
