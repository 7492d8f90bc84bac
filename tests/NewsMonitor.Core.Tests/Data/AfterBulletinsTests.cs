using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Core.Data;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Data;

public sealed class AfterBulletinsTests(TestCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_works_at_the_start_and_after_a_bulletin_and_again_where_it_failed()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        using var board = new BulletinBoard(archive.Get<Npgsql.NpgsqlDataSource>(), TimeProvider.System, NullLogger<BulletinBoard>.Instance);
        await board.StartAsync(Cancel);
        using var work = new Work(board);
        await work.StartAsync(Cancel);
        await work.Done.ReadAsync(Cancel);

        // By itself it would rest for an hour. A bulletin is lost that is told before the board listens: told again until it is heard.
        for (var heard = work.Done.WaitToReadAsync(Cancel).AsTask(); !heard.IsCompleted; await Task.WhenAny(heard, Task.Delay(100, Cancel))) board.Post(new(BulletinSubject.Lists));
        await work.Done.ReadAsync(Cancel);

        (work.Rest, work.Fails) = (TimeSpan.FromMilliseconds(20), true);
        board.Post(new(BulletinSubject.Lists));
        for (var failed = 0; failed < 3; failed++) await work.Done.ReadAsync(Cancel);
        await work.StopAsync(Cancel);
        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        await board.StopAsync(Cancel);
    }

    private sealed class Work(BulletinBoard board) : AfterBulletins(board, NullLogger.Instance)
    {
        private readonly Channel<bool> _done = Channel.CreateUnbounded<bool>();

        public ChannelReader<bool> Done => _done.Reader;
        public TimeSpan Rest { get; set; } = TimeSpan.FromHours(1);
        public bool Fails { get; set; }

        protected override TimeSpan Gathering => TimeSpan.Zero;
        protected override TimeSpan Latest => Rest;
        protected override string Failure => "nothing can be done";

        protected override bool Concerns(BulletinSubject subject) => subject == BulletinSubject.Lists;

        protected override Task WorkAsync(CancellationToken stop)
        {
            _done.Writer.TryWrite(true);
            return Fails ? throw new TimeoutException() : Task.CompletedTask;
        }
    }
}
