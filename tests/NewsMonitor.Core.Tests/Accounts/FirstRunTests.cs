using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Accounts;

public sealed class FirstRunTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private static Task<FirstAdmin> EnterAsync(TestArchive archive, string code) =>
        archive.Get<FirstRun>().CreateAsync(code, "ada", "a long enough word", "Ada", null, Cancel);

    [Fact]
    public async Task The_printed_code_makes_the_first_admin_once()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var first = archive.Get<FirstRun>();
        Assert.True(await first.IsNeededAsync(Cancel));
        var code = await first.PrepareAsync(Cancel);

        Assert.IsType<FirstAdmin.Made>(await EnterAsync(archive, code!.ToLowerInvariant().Replace("-", " ")));

        Assert.False(await first.IsNeededAsync(Cancel));
        Assert.Null(await first.PrepareAsync(Cancel));
        Assert.IsType<FirstAdmin.ThereIsOne>(await EnterAsync(archive, code));
        Assert.Equal(Enum.GetValues<Role>(), (await archive.Get<UserAdmin>().ListAsync(Cancel))[0].Roles);
    }

    [Fact]
    public async Task Of_two_who_enter_the_code_at_once_one_becomes_admin()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var code = await archive.Get<FirstRun>().PrepareAsync(Cancel);
        var outcomes = await Task.WhenAll(EnterAsync(archive, code!), EnterAsync(archive, code!));
        Assert.Single(outcomes, outcome => outcome is FirstAdmin.Made);
        Assert.Single(outcomes, outcome => outcome is FirstAdmin.ThereIsOne);
    }

    [Fact]
    public async Task The_codes_of_all_nodes_that_wait_hold()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var earlier = await archive.Get<FirstRun>().PrepareAsync(Cancel);
        await archive.Get<FirstRun>().PrepareAsync(Cancel);
        Assert.IsType<FirstAdmin.Made>(await EnterAsync(archive, earlier!));
    }

    [Fact]
    public async Task Guessing_ends_after_ten_tries_a_minute_and_the_right_code_works_again_later()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var archive = await TestArchive.CreateAsync(cluster, clock: clock);
        var code = await archive.Get<FirstRun>().PrepareAsync(Cancel);
        for (var i = 0; i < FirstRun.TriesAMinute; i++) Assert.IsType<FirstAdmin.WrongCode>(await EnterAsync(archive, "0000-0000-0000-0000"));

        Assert.IsType<FirstAdmin.TooManyTries>(await EnterAsync(archive, code!));
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.IsType<FirstAdmin.Made>(await EnterAsync(archive, code!));
    }
}
