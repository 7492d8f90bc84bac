namespace NewsMonitor.Core.Assignments;

/// <summary>An article dealt to a coder; <paramref name="Ordinal"/> is its place in the coder's list.</summary>
public readonly record struct DealtArticle(long ArticleId, long CoderId, int Ordinal);

/// <summary>
/// Deals articles to coders. Pure, and the same for the same seed, whatever order the articles and coders come in, on every machine and in
/// every version of .NET: chance is a mix of the seed and the ids, so that a reported seed still draws the same in ten years.
/// </summary>
public static class Dealing
{
    /// <summary>So many articles, drawn by chance; all of them, in chance's order, where there are no more.</summary>
    public static IReadOnlyList<long> Draw(IEnumerable<long> articleIds, int size, int seed) => [.. Shuffled(articleIds, seed).Take(size)];

    /// <summary>Gives each article its coders: every load differs from every other by one at most, and so do pairs as far as they can.</summary>
    /// <param name="articleIds">What is dealt.</param>
    /// <param name="coderIds">To whom.</param>
    /// <param name="codersEach">How many code an article that is shared; no more than there are coders.</param>
    /// <param name="sharedPercent">How many of a hundred articles are shared, 0 to 100; the others get one coder.</param>
    /// <param name="seed">Of the chance.</param>
    public static IReadOnlyList<DealtArticle> Deal(IEnumerable<long> articleIds, IEnumerable<long> coderIds, int codersEach, int sharedPercent, int seed)
    {
        var articles = Shuffled(articleIds, seed);
        var coders = Shuffled(coderIds, ~seed);
        ArgumentOutOfRangeException.ThrowIfZero(coders.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(codersEach, coders.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(codersEach, 1);
        var shared = SharedOf(articles.Length, sharedPercent);
        var loads = coders.ToDictionary(c => c, _ => 0);
        var pairs = new Dictionary<(long, long), int>();
        var dealt = new List<DealtArticle>();
        foreach (var (index, article) in articles.Index())
        {
            List<long> chosen = [];
            // Always the least loaded: then no load is ever more than one above another. Among equals, those who have met least.
            for (var place = 0; place < (IsShared(index, articles.Length, shared) ? codersEach : 1); place++)
            {
                var next = coders.Where(c => !chosen.Contains(c))
                    .OrderBy(c => loads[c]).ThenBy(c => chosen.Sum(met => pairs.GetValueOrDefault(Pair(c, met)))).ThenBy(c => Mix(seed, article ^ c)).ThenBy(c => c).First();
                foreach (var met in chosen) pairs[Pair(next, met)] = pairs.GetValueOrDefault(Pair(next, met)) + 1;
                chosen.Add(next);
                dealt.Add(new(article, next, ++loads[next]));
            }
        }
        return dealt;
    }

    /// <summary>How many of the articles are shared: the share, rounded up, so that a small share of few articles is not nothing.</summary>
    public static int SharedOf(int articles, int sharedPercent) => (int)Math.Ceiling(articles * Math.Clamp(sharedPercent, 0, 100) / 100d);

    /// <summary>
    /// What a new coder takes over: untouched work of those who have most, until loads differ by one or nothing fits. Never an article
    /// that the new one has already.
    /// </summary>
    /// <param name="all">All work of the round that stands.</param>
    /// <param name="newCoder">Who comes.</param>
    public static IReadOnlyList<Assignment> TakeOver(IReadOnlyCollection<Assignment> all, long newCoder)
    {
        var loads = all.GroupBy(a => a.CoderId).ToDictionary(g => g.Key, g => g.Count());
        loads.TryAdd(newCoder, 0);
        var has = all.Where(a => a.CoderId == newCoder).Select(a => a.ArticleId).ToHashSet();
        List<Assignment> taken = [];
        while (true)
        {
            var next = all.Where(a => a.State == AssignmentState.Open && a.CoderId != newCoder && !taken.Contains(a) && !has.Contains(a.ArticleId) && loads[a.CoderId] > loads[newCoder] + 1)
                .OrderByDescending(a => loads[a.CoderId]).ThenByDescending(a => a.Ordinal).ThenBy(a => a.Id).FirstOrDefault();
            if (next is null) return taken;
            taken.Add(next);
            has.Add(next.ArticleId);
            loads[next.CoderId]--;
            loads[newCoder]++;
        }
    }

    /// <summary>Shared articles stand evenly among the others, so that who stops half-way has still shared their part.</summary>
    private static bool IsShared(int index, int articles, int shared) => (long)(index + 1) * shared / articles > (long)index * shared / articles;

    private static long[] Shuffled(IEnumerable<long> ids, int seed) => [.. ids.Distinct().OrderBy(id => Mix(seed, id)).ThenBy(id => id)];

    private static (long, long) Pair(long one, long other) => (Math.Min(one, other), Math.Max(one, other));

    /// <summary>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), seeded with both.</summary>
    private static ulong Mix(int seed, long id)
    {
        var z = unchecked((ulong)id * 0x9E3779B97F4A7C15 + (uint)seed * 0xD1342543DE82EF95 + 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
