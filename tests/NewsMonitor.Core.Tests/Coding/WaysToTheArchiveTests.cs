using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

/// <summary>
/// How often a save goes to the database and back. On a busy machine that is what a coder waits for: each way costs the scheduler's turn twice, whatever the
/// statement itself takes (the benchmark "coding" measures the time).
/// </summary>
public sealed class WaysToTheArchiveTests(TestCluster cluster)
{
    [Fact]
    public async Task A_save_an_accepted_suggestion_and_a_change_take_few_ways_to_the_archive_and_back()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var ways = new Ways();
        await using var services = new ServiceCollection()
            .AddDbContextFactory<NewsDbContext>(options => { ((DbContextOptionsBuilder<NewsDbContext>)options).UseArchive(desk.ConnectionString); options.AddInterceptors(ways, new Savepoints(ways)); })
            .BuildServiceProvider();
        var editor = new CodeEditor(services.GetRequiredService<IDbContextFactory<NewsDbContext>>(), desk.Board, desk.Clock);

        var made = Assert.IsType<CodingResult.Saved>(await editor.SaveAsync(desk.Position(), desk.Editor, default)).CodeId;
        // Ground, standing, codebook, move and code, anchors and participants, revision, tally.
        Assert.True(ways.Taken.Count <= 7, string.Join("\n\n", ways.Taken));

        var row = Assert.Single(await desk.MarginAsync());
        ways.Taken.Clear();
        Assert.IsType<CodingResult.Saved>(await editor.SaveAsync(desk.Position() with { Id = made, RowVersion = row.RowVersion, Note = "again" }, desk.Editor, default));
        Assert.True(ways.Taken.Count <= 8, string.Join("\n\n", ways.Taken)); // the code as it stands besides

        var suggestion = await SuggestAsync(desk);
        ways.Taken.Clear();
        Assert.IsType<CodingResult.Saved>(await editor.AcceptAsync(suggestion.Id, suggestion.RowVersion, desk.Editor, default));
        Assert.True(ways.Taken.Count <= 10, string.Join("\n\n", ways.Taken)); // the decision log besides: its lock, the article's place, the line
    }

    private static async Task<Code> SuggestAsync(Desk desk)
    {
        await using var db = await desk.OpenAsync();
        var position = Claims.Position(desk.Issue, Stance.Supports, desk.Minister);
        position.State = CodeState.Suggested;
        position.ReplaceAnchors([Anchor.On((await db.ArticleVersions.FindAsync(desk.Version))!, AnchorRole.Evidence, 0, 12)]);
        db.Codes.Add(position);
        db.Entry(position).Property(p => p.ArticleId).CurrentValue = desk.Article;
        db.Entry(position).Property(p => p.Origin).CurrentValue = CodeOrigin.Rule;
        await db.SaveChangesAsync();
        return position;
    }

    private sealed class Ways : DbCommandInterceptor
    {
        public List<string> Taken { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Taken.Add(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Taken.Add(command.CommandText);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }
    }

    private sealed class Savepoints(Ways ways) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> CreatingSavepointAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            ways.Taken.Add("SAVEPOINT");
            return base.CreatingSavepointAsync(transaction, eventData, result, cancellationToken);
        }
    }
}
