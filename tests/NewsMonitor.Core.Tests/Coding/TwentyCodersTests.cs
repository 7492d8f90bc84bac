using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

/// <summary>Twenty coders on one article at once, as fast as they can: nothing saved is lost. How fast it is, the benchmark says.</summary>
public sealed class TwentyCodersTests(TestCluster cluster)
{
    [Fact]
    public async Task What_twenty_coders_save_on_one_article_at_the_same_time_is_all_there()
    {
        await using var desk = await Desk.SetAsync(cluster);
        long[] coders = [desk.Editor, desk.SecondEditor, desk.ThirdEditor];
        var shared = await desk.SaveAsync(desk.Position());
        var stale = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async coder =>
        {
            var by = coders[coder % coders.Length];
            for (var i = 0; i < 4; i++)
            {
                await desk.SaveAsync(desk.Threat() with { Condition = $"{coder}/{i}" }, by);
                // One code that all of them write on: a save on an older state is told so, and tried again on the newer.
                while (true)
                {
                    var row = (await desk.MarginAsync()).Single(r => r.Id == shared);
                    var result = await desk.Codes.SaveAsync(desk.Position() with { Id = shared, RowVersion = row.RowVersion, Note = $"{row.Note}x" }, by, default);
                    if (result is CodingResult.Saved) break;
                    Assert.IsType<CodingResult.Stale>(result);
                    Interlocked.Increment(ref stale);
                }
            }
        }));

        var margin = await desk.MarginAsync();
        Assert.Equal(80, margin.OfType<ThreatRow>().Select(r => r.Condition).Distinct().Count());
        Assert.Equal(new string('x', 80), margin.Single(r => r.Id == shared).Note);
        await using var db = await desk.OpenAsync();
        Assert.Equal(161, await db.Revisions.CountAsync());
        Assert.Equal(81, (await desk.ArticleAsync()).Statements);
        TestContext.Current.SendDiagnosticMessage($"{stale} saves on an older state were told so.");
    }
}
