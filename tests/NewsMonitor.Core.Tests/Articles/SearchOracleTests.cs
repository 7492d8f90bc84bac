using NewsMonitor.Core.Articles;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Articles;

/// <summary>Queries by chance, answered by the archive and by going through all articles in memory. Every way that the archive may take must find the same.</summary>
public sealed class SearchOracleTests(TestCluster cluster)
{
    private const int Articles = 200, Queries = 90, PageSize = 40;

    /// <summary>The usual one; walks that are long enough, and then too short; codes first and words first; figures from the sample that turns out too small; phrases looked for a stretch at a time.</summary>
    private static readonly SearchWays[] Ways =
    [
        new(),
        new() { Glance = 10, Common = 1, Walk = 50, Met = 1, LongWalk = 150, LongWalkByCodes = 200, FewBesideCommon = 1, FewBesideOthers = 1, LargestSample = 1, SmallestSample = int.MaxValue },
        new() { Glance = 0, Common = 1, Walk = 45, Met = int.MaxValue, FewBesideCommon = int.MaxValue, FewBesideOthers = int.MaxValue, LargestSample = 0, SmallestSample = int.MaxValue },
        new() { Glance = 5, Common = 0, Walk = 1000, Met = int.MaxValue, ManyToOpen = 0, PhraseWalk = 30, FewBesideCommon = 0 },
    ];

    [Fact]
    public async Task Every_query_finds_what_going_through_all_articles_finds_on_whichever_way()
    {
        await using var small = await SmallArchive.MakeAsync(cluster, Articles, seed: 7);
        await using var source = NpgsqlDataSource.Create(small.ConnectionString);
        var resolver = new SearchResolver(source, NewsroomTime.Of("UTC"), small.Clock);
        var random = new Random(11);
        var found = 0;
        for (var i = 0; i < Queries; i++)
        {
            var search = RandomSearch.Draw(random, small.Articles);
            var resolved = await resolver.ResolveAsync(search.Line, TestContext.Current.CancellationToken);
            Assert.True(resolved.IsSound, $"{search.Line}: {string.Join(' ', resolved.Faults.Select(f => f.Sentence))}");
            var expected = small.Articles.Where(search.Holds).OrderByDescending(a => a.Key).Select(a => a.Id).ToArray();
            found += expected.Length > 0 ? 1 : 0;
            foreach (var ways in Ways)
            {
                AreSame(search, expected, await AllPagesAsync(new ArticleQueries(source) { Ways = ways }, resolved.Query, small.Reader));
                var summary = await new ArticleSummaries(source, NewsroomTime.Of("UTC")) { Ways = ways }.SummarizeAsync(resolved.Query, small.Reader, TestContext.Current.CancellationToken);
                Assert.Equal((search.Line, expected.Length, false), (search.Line, summary.Total, summary.IsEstimate));
                if (resolved.Query.Coding.Count == 0) Assert.Equal(expected.Length, summary.Coding.Sum(f => f.Count)); // a facet leaves its own choice out
            }
            foreach (var ways in new[] { Ways[0], Ways[^1] })
            {
                var ranked = await AllPagesAsync(new ArticleQueries(source) { Ways = ways }, resolved.Query with { Order = ArticleOrder.Relevance }, small.Reader);
                AreSame(search, expected.Order(), ranked.Order());
            }
            var among = await new ArticleQueries(source).AmongAsync(resolved.Query, [.. small.Articles.Select(a => a.Id)], small.Reader, TestContext.Current.CancellationToken);
            AreSame(search, expected.Order(), among.Keys.Order());
        }
        Assert.True(found > Queries / 3, $"Only {found} of the queries found anything: they prove little.");
    }

    private static void AreSame(RandomSearch search, IEnumerable<long> expected, IEnumerable<long> found) =>
        Assert.True(expected.SequenceEqual(found), $"{search.Line}\n  holds {string.Join(' ', expected)}\n  found {string.Join(' ', found)}");

    private static async Task<List<long>> AllPagesAsync(ArticleQueries queries, ArticleQuery query, long reader)
    {
        List<long> all = [];
        ArticleKey? after = null;
        var pages = 0;
        do
        {
            Assert.True(++pages <= Articles, "The pages come to no end.");
            var page = await queries.PageAsync(query, reader, after, PageSize, TestContext.Current.CancellationToken);
            all.AddRange(page.Rows.Select(r => r.Id));
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
