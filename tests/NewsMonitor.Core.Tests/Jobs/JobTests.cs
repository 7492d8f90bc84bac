using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Jobs;

public sealed class JobTests(TestCluster cluster) : IDisposable
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private readonly CountingJob _kind = new();

    [Fact]
    public async Task A_job_is_done_and_says_what_came_of_it()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        _kind.Allow(5);
        var id = await StartAsync(archive, 5);
        Assert.True(await Runner(archive).RunHereAsync(id, Cancel));

        var job = await FindAsync(archive, id);
        Assert.Equal((JobState.Done, 5, 5), (job.State, job.Done, job.Total));
        Assert.Equal(5, job.Result!.RootElement.GetProperty("counted").GetInt32());
        Assert.False(await Runner(archive).RunHereAsync(id, Cancel));
    }

    [Fact]
    public async Task What_cannot_be_done_says_why()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var id = await StartAsync(archive, -1);
        await Runner(archive).RunHereAsync(id, Cancel);
        var job = await FindAsync(archive, id);
        Assert.Equal((JobState.Failed, "Nobody counts to less than nothing. Ask for a larger number."), (job.State, job.Trouble));
    }

    [Fact]
    public async Task What_a_dead_worker_held_goes_on_from_its_checkpoint_and_the_dead_one_writes_no_more()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var id = await StartAsync(archive, 4);
        var first = Runner(archive).RunHereAsync(id, Cancel);
        _kind.Allow(1);
        await UntilAsync(archive, id, job => job.Done == 1);
        // Its machine sleeps: the lease ends, and another one takes over.
        await SqlAsync(archive, "UPDATE jobs SET lease_until = now() - interval '1 second'");
        var second = Assert.Single(await archive.Get<JobClaims>().ClaimAsync(9, ["counting"], "second", null, Cancel));
        Assert.Equal(1, second.Attempts);
        _kind.Allow(1); // wakes the first, who hears at its report that the job is another's
        await first;
        Assert.Equal((JobState.Running, 1), (await FindAsync(archive, id) is var seen ? (seen.State, seen.Done) : default));

        _kind.Allow(3);
        await Runner(archive).RunAsync(second, Cancel);

        Assert.Equal([0, 1, 1, 2, 3], _kind.Steps); // the second step twice: reported by nobody the first time
        Assert.Equal((JobState.Done, 4), (await FindAsync(archive, id) is var done ? (done.State, done.Done) : default));
    }

    [Fact]
    public async Task A_cancel_is_heard_at_the_next_report_and_at_once_where_nobody_works()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var (running, waiting) = (await StartAsync(archive, 100), await StartAsync(archive, 100));
        var work = Runner(archive).RunHereAsync(running, Cancel);
        _kind.Allow(3);
        await UntilAsync(archive, running, job => job.Done == 3 || job.Done == 1);
        Assert.IsType<JobAnswer.Cancelled>(await Desk(archive).CancelAsync(running, Caller.Operator, Cancel));
        Assert.IsType<JobAnswer.Cancelled>(await Desk(archive).CancelAsync(waiting, Caller.Operator, Cancel));
        await work; // its heartbeat hears it, though it makes no further step

        Assert.Equal(JobState.Cancelled, (await FindAsync(archive, running)).State);
        Assert.Equal(JobState.Cancelled, (await FindAsync(archive, waiting)).State);
        Assert.InRange(_kind.Steps.Count, 1, 3);
        Assert.IsType<JobAnswer.Gone>(await Desk(archive).CancelAsync(running, Caller.Operator, Cancel));
    }

    [Fact]
    public async Task Two_clicks_start_the_same_work_once()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var request = new JobRequest("counting", "to one") { Parameters = new CountingJob.Wish(1), Once = "to one" };
        var first = Assert.IsType<JobAnswer.Started>(await Desk(archive).StartAsync(request, Caller.Operator, Cancel));
        Assert.Equal(first.Id, Assert.IsType<JobAnswer.AlreadyThere>(await Desk(archive).StartAsync(request, Caller.Operator, Cancel)).Id);
        _kind.Allow(1);
        await Runner(archive).RunHereAsync(first.Id, Cancel);
        Assert.IsType<JobAnswer.Started>(await Desk(archive).StartAsync(request, Caller.Operator, Cancel));
    }

    [Fact]
    public async Task Only_the_role_starts_it_and_only_its_owner_or_an_admin_ends_it()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var (analyst, editor, other, admin) = (await UserAsync(archive, "ana", Role.Analyst), await UserAsync(archive, "eva", Role.Editor),
            await UserAsync(archive, "ole", Role.Editor), await UserAsync(archive, "adi", Role.Admin));
        var request = new JobRequest("counting") { Parameters = new CountingJob.Wish(1) };
        Assert.IsType<JobAnswer.NotAllowed>(await Desk(archive).StartAsync(request, analyst, Cancel));
        var id = Assert.IsType<JobAnswer.Started>(await Desk(archive).StartAsync(request, editor, Cancel)).Id;
        Assert.IsType<JobAnswer.NotAllowed>(await Desk(archive).CancelAsync(id, other, Cancel));
        Assert.IsType<JobAnswer.Cancelled>(await Desk(archive).CancelAsync(id, admin, Cancel));
        await using var db = await archive.OpenAsync();
        Assert.Equal(["job.started", "job.cancelled"], await db.AuditEntries.Where(e => e.Action.StartsWith("job.")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());
    }

    [Fact]
    public async Task Work_that_breaks_its_worker_three_times_is_given_up_with_the_reason()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        _kind.Breaks = new InvalidOperationException("The seven is missing.");
        var id = await StartAsync(archive, 9);
        using var service = Service(archive);
        await service.StartAsync(Cancel);
        await UntilAsync(archive, id, async job =>
        {
            await SqlAsync(archive, "UPDATE jobs SET due_at = now() WHERE state = 'Waiting'");
            return job.State == JobState.Failed;
        });
        await service.StopAsync(Cancel);
        Assert.Contains("The seven is missing.", (await FindAsync(archive, id)).Trouble);
    }

    [Fact]
    public async Task A_stop_of_the_program_gives_the_work_back_where_it_stands()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var id = await StartAsync(archive, 3);
        using (var service = Service(archive))
        {
            await service.StartAsync(Cancel);
            _kind.Allow(2);
            await UntilAsync(archive, id, job => job.Done >= 1);
            await service.StopAsync(Cancel);
        }
        Assert.Equal(JobState.Waiting, (await FindAsync(archive, id)).State);
        using var next = Service(archive);
        _kind.Allow(5);
        await next.StartAsync(Cancel);
        await UntilAsync(archive, id, job => job.State == JobState.Done);
        await next.StopAsync(Cancel);
        Assert.Equal([0, 1, 2], _kind.Steps.Distinct());
    }

    [Fact]
    public async Task A_file_comes_back_as_it_went_and_one_that_is_too_long_is_refused()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var id = await StartAsync(archive, 1);
        var files = archive.Get<JobFiles>();
        var bytes = new byte[1_300_001];
        new Random(7).NextBytes(bytes);
        Assert.Equal(bytes.Length, await files.SaveAsync(id, "articles.jsonl", new MemoryStream(bytes), 2_000_000, Cancel));
        Assert.Equal(bytes.Length, await files.LengthAsync(id, "articles.jsonl", Cancel));
        using var back = new MemoryStream();
        await files.Open(id, "articles.jsonl").CopyToAsync(back, Cancel);
        Assert.Equal(bytes, back.ToArray());

        Assert.Null(await files.SaveAsync(id, "articles.jsonl", new MemoryStream(bytes), 1_000_000, Cancel));
        Assert.Null(await files.LengthAsync(id, "articles.jsonl", Cancel));
    }

    [Fact]
    public async Task A_job_that_waits_for_its_file_starts_when_it_is_let_go()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var started = await Desk(archive).StartAsync(new("counting") { Parameters = new CountingJob.Wish(0), Ready = false }, Caller.Operator, Cancel);
        var id = Assert.IsType<JobAnswer.Started>(started).Id;
        Assert.False(await Runner(archive).RunHereAsync(id, Cancel));
        await Desk(archive).ReleaseAsync(id, Cancel);
        Assert.True(await Runner(archive).RunHereAsync(id, Cancel));
    }

    public void Dispose() => _kind.Dispose();

    private JobRunner Runner(TestArchive archive) =>
        new([_kind], archive.Get<JobClaims>(), archive.Get<NpgsqlDataSource>(), archive.Get<BulletinBoard>(), TimeProvider.System);

    private JobDesk Desk(TestArchive archive) => new(archive.Get<IDbContextFactory<NewsDbContext>>(), Runner(archive), archive.Get<BulletinBoard>(), TimeProvider.System);

    private JobService Service(TestArchive archive) => new(archive.Get<JobClaims>(), Runner(archive), new(true, false),
        Options.Create(new IngestionOptions { PollEvery = TimeSpan.FromMilliseconds(50) }), NullLogger<JobService>.Instance);

    private async Task<long> StartAsync(TestArchive archive, int to) => Assert.IsType<JobAnswer.Started>(
        await Desk(archive).StartAsync(new("counting") { Parameters = new CountingJob.Wish(to) }, Caller.Operator, Cancel)).Id;

    private async Task<JobRow> FindAsync(TestArchive archive, long id) => (await Desk(archive).FindAsync(id, Cancel))!;

    private Task UntilAsync(TestArchive archive, long id, Func<JobRow, bool> reached) => UntilAsync(archive, id, job => Task.FromResult(reached(job)));

    private async Task UntilAsync(TestArchive archive, long id, Func<JobRow, Task<bool>> reached)
    {
        while (!await reached(await FindAsync(archive, id))) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private static async Task<long> UserAsync(TestArchive archive, string name, Role role) =>
        ((UserChange.Saved)await archive.Get<UserAdmin>().AddAsync(new(name, "a long enough word", [role]), Caller.Operator, Cancel)).UserId;

    private static async Task SqlAsync(TestArchive archive, string sql)
    {
        await using var db = await archive.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
