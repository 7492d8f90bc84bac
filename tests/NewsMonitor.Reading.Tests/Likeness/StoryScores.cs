using NewsMonitor.Reading.Likeness;

namespace NewsMonitor.Reading.Tests.Likeness;

/// <summary>What came of grouping articles one by one, in the order of their publication, against the grouping by hand.</summary>
public sealed record StoryScores(double Precision, double Recall, double BCubedF1, IReadOnlyList<(CorpusArticle Article, long Story, StoryMatch? Match)> Placed)
{
    public double PairF1 => 2 * Precision * Recall / (Precision + Recall);

    public static StoryScores Of(IReadOnlyList<CorpusArticle> articles)
    {
        var background = new TermBackground();
        var members = new List<StoryMember>();
        var placed = new List<(CorpusArticle Article, long Story, StoryMatch? Match)>();
        foreach (var (article, at) in articles.Select((a, n) => (a, n)))
        {
            var read = article.Read();
            var near = members.Where(m => (m.Published - article.Published).Duration() <= StoryMatcher.Window);
            var match = StoryMatcher.Best(read.Vector, read.Language, article.Published, near, background);
            placed.Add((article, match?.StoryId ?? at, match));
            members.Add(new(at, match?.StoryId ?? at, read.Vector, read.Language, article.Published));
            background.Observe(read.Vector.Terms);
        }
        var pairs = placed.SelectMany((one, n) => placed.Skip(n + 1).Select(other => (Same: one.Article.Event == other.Article.Event, Put: one.Story == other.Story))).ToArray();
        var together = pairs.Count(p => p.Put);
        return new(
            together == 0 ? 1 : pairs.Count(p => p is { Same: true, Put: true }) / (double)together,
            pairs.Count(p => p is { Same: true, Put: true }) / (double)pairs.Count(p => p.Same), BCubed(placed), placed);
    }

    private static double BCubed(List<(CorpusArticle Article, long Story, StoryMatch? Match)> placed)
    {
        double precision = 0, recall = 0;
        foreach (var one in placed)
        {
            var both = placed.Count(o => o.Story == one.Story && o.Article.Event == one.Article.Event);
            precision += both / (double)placed.Count(o => o.Story == one.Story);
            recall += both / (double)placed.Count(o => o.Article.Event == one.Article.Event);
        }
        (precision, recall) = (precision / placed.Count, recall / placed.Count);
        return 2 * precision * recall / (precision + recall);
    }
}
