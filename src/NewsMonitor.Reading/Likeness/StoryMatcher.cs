namespace NewsMonitor.Reading.Likeness;

/// <summary>An article that stands in a story already, as far as matching asks.</summary>
public sealed record StoryMember(long ArticleId, long StoryId, StoryVector Vector, string Language, DateTimeOffset Published);

/// <summary>Why an article belongs to a story.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="ArticleId">The member that it is most like.</param>
/// <param name="Score">Likeness to the story's members, after the decay over time, 0 to 1.</param>
/// <param name="Across">The member is in another language.</param>
/// <param name="Shared">The terms in common with that member, those that speak loudest first.</param>
public sealed record StoryMatch(long StoryId, long ArticleId, double Score, bool Across, IReadOnlyList<int> Shared);

/// <summary>
/// Decides which story an article belongs to: the one whose members it is most like, if it is like them enough. Compared with members,
/// not with a centre: a story that goes on for days moves, and one that editors split or merge needs nothing worked out again.
/// </summary>
public static class StoryMatcher
{
    /// <summary>Reports of one event are hours apart. What is further apart has to be more alike.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(4);

    /// <summary>From here on, an article and its nearest members are about one event; chosen on the tests' corpus.</summary>
    public const double Least = 0.30;

    /// <summary>Across languages half of the words cannot speak, so the rest has to be surer, and closer in time.</summary>
    public const double LeastAcross = 0.45;
    public static readonly TimeSpan WindowAcross = TimeSpan.FromHours(36);

    private const double HalfLifeDays = 5;
    /// <summary>So many of a story's nearest members speak: one alone would let stories grow into each other like a chain.</summary>
    private const int Speakers = 3;

    public static StoryMatch? Best(
        StoryVector article, string language, DateTimeOffset published, IEnumerable<StoryMember> members, TermBackground background)
    {
        StoryMatch? best = null;
        foreach (var story in members.GroupBy(m => m.StoryId))
        {
            if (Judge(article, language, published, story, background) is { } match && (best is null || match.Score > best.Score)) best = match;
        }
        return best;
    }

    private static StoryMatch? Judge(
        StoryVector article, string language, DateTimeOffset published, IGrouping<long, StoryMember> story, TermBackground background)
    {
        var near = story.Select(m => (Member: m, Score: Score(article, language, published, m, background))).Where(m => m.Score > 0)
            .OrderByDescending(m => m.Score).ThenBy(m => m.Member.ArticleId).Take(Speakers).ToArray();
        if (near.Length == 0) return null;
        var nearest = near[0].Member;
        var across = nearest.Language != language;
        // The nearest speaks for half: a second report in another language must not silence the first in this one.
        var score = near.Length == 1 ? near[0].Score : (near[0].Score + near.Skip(1).Average(m => m.Score)) / 2;
        return score >= Least ? new(story.Key, nearest.ArticleId, score, across, article.Shared(nearest.Vector, background)) : null;
    }

    /// <summary>Likeness after decay, on the scale of one language: what is safe across languages is at least <see cref="Least"/>.</summary>
    public static double Score(StoryVector article, string language, DateTimeOffset published, StoryMember member, TermBackground background)
    {
        var apart = (published - member.Published).Duration();
        if (apart > Window) return 0;
        var decay = Math.Pow(2, -apart.TotalDays / HalfLifeDays);
        if (language == member.Language) return decay * article.Similarity(member.Vector, background);
        if (apart > WindowAcross) return 0;
        var likeness = article.SimilarityAcross(member.Vector, background);
        // Actors alone are in every report on a conflict: matters or figures must agree, too.
        if (likeness.Actors + likeness.Figures < 2 || likeness.Concepts + likeness.Figures < 3) return 0;
        return decay * likeness.Score * (Least / LeastAcross);
    }
}
