using NewsMonitor.Testing.Ingestion;

namespace NewsMonitor.Cli.Tests;

// The short forms, a class each so that they run side by side. The long ones: dotnet run -c Release --project tests/NewsMonitor.Benchmarks -- kill | crash | full-disk | freeze

public sealed class KillTests
{
    [Fact]
    public async Task Workers_killed_at_random_lose_nothing_and_double_nothing()
    {
        var verdict = await KillTrial.RunAsync(kills: 3, workers: 2, feeds: 30, _ => { });
        Assert.True(verdict.IsGood && verdict.Stored > 200, verdict.ToString());
    }
}

public sealed class CrashTests
{
    [Fact]
    public async Task Workers_go_on_by_themselves_within_ten_seconds_of_a_crashed_server_s_return()
    {
        var (verdict, longest) = await CrashTrial.RunAsync(crashes: 1, workers: 2, feeds: 30, _ => { });
        Assert.True(verdict.IsGood && verdict.Stored > 200, verdict.ToString());
        Assert.True(longest < TimeSpan.FromSeconds(10), $"It took {longest}.");
    }
}

public sealed class FreezeTests
{
    [Fact]
    public async Task A_worker_frozen_past_its_lease_writes_nothing_when_it_wakes()
    {
        var (verdict, taken, twice) = await FreezeTrial.RunAsync(feeds: 40, _ => { });
        Assert.True(verdict.IsGood && verdict.Stored == 400, verdict.ToString());
        Assert.True(taken > 0);
        Assert.Equal(0, twice);
    }
}

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_loses_nothing_and_ends_no_worker()
    {
        var verdict = await FullDiskTrial.RunAsync(TimeSpan.FromSeconds(3), feeds: 30, _ => { });
        Assert.SkipWhen(verdict is null, "This machine lets no small file system be mounted.");
        Assert.True(verdict!.IsGood && verdict.Stored > 200, verdict.ToString());
    }
}
