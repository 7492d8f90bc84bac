using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Tests.Demo;

public sealed class DemoEditorsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_demo_opens_with_codes_a_round_an_alert_and_questions_and_a_second_start_adds_none()
    {
        int statements, mine;
        long[] coded;
        await using (var desk = Demo())
        {
            // The first ten articles are there at once: six of them are coded for all to see, four in a round.
            await UntilAsync(async db => await db.Assignments.CountAsync(a => a.State == AssignmentState.Submitted) == 7
                && await db.Codes.Where(c => c is Statement && c.AssignmentId == null && c.State == CodeState.Confirmed).Select(c => c.ArticleId).Distinct().CountAsync() >= 6
                && await Confirmed(db).CountAsync() >= 30
                && await db.CommentMentions.AnyAsync() && await db.Alerts.AnyAsync());
        }
        await using (var db = database.CreateDbContext())
        {
            statements = await Confirmed(db).CountAsync();
            // While the second start is looked at, the newsroom may publish further articles, and the editors code them: those are not meant.
            coded = await Confirmed(db).Select(c => c.ArticleId).Distinct().ToArrayAsync();
            mine = await db.Codes.CountAsync(c => c.AssignmentId != null);
            Assert.True(await Confirmed(db).AnyAsync(c => c.Origin == CodeOrigin.Rule), "An editor has accepted what a rule proposed.");
            Assert.True(await Confirmed(db).AnyAsync(c => c.Origin == CodeOrigin.Person), "An editor has coded what no rule proposed.");
            Assert.True(await db.ArticleMarks.AnyAsync(m => m.StarredAt != null));
            // By whom, in the history: nothing came past the desk.
            Assert.Equal(statements, await db.Revisions.Where(r => Confirmed(db).Any(c => c.Id == r.CodeId)).Select(r => r.CodeId).Distinct().CountAsync());
        }
        await using (var desk = Demo())
        {
            await desk.Services.GetServices<IHostedService>().OfType<DemoEditors>().Single().LookAsync(TestContext.Current.CancellationToken);
        }
        await using (var db = database.CreateDbContext())
        {
            Assert.Equal(statements, await Confirmed(db).CountAsync(c => coded.Contains(c.ArticleId)));
            Assert.Equal(mine, await db.Codes.CountAsync(c => c.AssignmentId != null));
            Assert.Equal(1, await db.CodingRounds.CountAsync());
            Assert.Equal(1, await db.Watches.CountAsync());
        }
    }

    [Fact]
    public async Task Without_the_switch_nobody_codes_by_themselves()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        Assert.DoesNotContain(desk.Services.GetServices<IHostedService>(), service => service.GetType().Namespace == typeof(DemoCodes).Namespace);
    }

    private async Task UntilAsync(Func<NewsDbContext, Task<bool>> holds)
    {
        for (var patience = DateTimeOffset.UtcNow.AddMinutes(2); ; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            await using var db = database.CreateDbContext();
            if (await holds(db)) return;
            Assert.True(DateTimeOffset.UtcNow < patience, "The demo's editors did not come to an end within two minutes.");
        }
    }

    private static IQueryable<Statement> Confirmed(NewsDbContext db) => db.Codes.OfType<Statement>().Where(c => c.AssignmentId == null && c.State == CodeState.Confirmed);

    private RunningDesk Demo() => RunningDesk.Start(
        database.ConnectionString, ("Demo:Enabled", "true"), ("Demo:Port", "0"), ("Ingestion:RunInWeb", "true"), ("Ingestion:HostGap", "00:00:00"), ("Ingestion:HostConcurrency", "4"));
}
