using System.Diagnostics.Metrics;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Core.Tests.Nodes;

public sealed class MetricsTextTests
{
    [Fact]
    public void Counters_levels_and_distributions_are_written_as_Prometheus_reads_them()
    {
        using var metrics = new MetricsText();
        using var meter = new Meter(IngestionMeter.Name); // another meter of the same name: the test's own instruments
        meter.CreateCounter<long>("test.things", null, "Things\nthat count.").Add(2, new KeyValuePair<string, object?>("kind", "a\"b\\c\nd"));
        meter.CreateGauge<long>("test.level").Record(7);
        meter.CreateUpDownCounter<int>("test.open").Add(-3);
        var times = meter.CreateHistogram("test.time", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 10] });
        foreach (var seconds in (double[])[0.5, 5, 50]) times.Record(seconds);

        var text = metrics.Write();

        Assert.Contains("# HELP test_things_total Things\\nthat count.\n# TYPE test_things_total counter\ntest_things_total{kind=\"a\\\"b\\\\c\\nd\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_level gauge\ntest_level 7\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_open gauge\ntest_open -3\n", text, StringComparison.Ordinal);
        Assert.Contains("""
            # TYPE test_time_seconds histogram
            test_time_seconds_bucket{le="1"} 1
            test_time_seconds_bucket{le="10"} 2
            test_time_seconds_bucket{le="+Inf"} 3
            test_time_seconds_sum 55.5
            test_time_seconds_count 3

            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_meter_that_invents_labels_without_end_fills_nobody_s_memory()
    {
        using var metrics = new MetricsText();
        using var meter = new Meter(IngestionMeter.Name);
        var counter = meter.CreateCounter<long>("test.flood");
        for (var n = 0; n < 10_000; n++) counter.Add(1, new KeyValuePair<string, object?>("host", $"host{n}.example"));
        Assert.Equal(500, metrics.Write().Split('\n').Count(line => line.StartsWith("test_flood_total{", StringComparison.Ordinal)));
    }

    [Fact]
    public void Metrics_that_others_can_reach_need_a_token()
    {
        var validator = new MetricsOptionsValidator();
        Assert.True(validator.Validate(null, new() { Port = 9464 }).Succeeded);
        Assert.True(validator.Validate(null, new() { Port = 9464, Address = "*" }).Failed);
        Assert.True(validator.Validate(null, new() { Port = 9464, Address = "*", Token = "sixteen letters!" }).Succeeded);
        Assert.True(validator.Validate(null, new() { Token = "short" }).Failed);
        Assert.True(new MetricsOptions { Token = "sixteen letters!" }.Admits("Bearer sixteen letters!"));
        Assert.False(new MetricsOptions().Admits("Bearer "));
    }
}
