using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Feeds;

/// <summary>What is odd about the amount that a feed brings.</summary>
public enum VolumeAlarm
{
    None,
    /// <summary>It answers, but has brought nothing for far longer than it used to.</summary>
    Silent,
    /// <summary>Its texts are less than half as long as they were: teasers instead of articles, or a site rule that has come undone.</summary>
    Thin,
}

/// <summary>How much a feed brings and how well its pages are read, measured now and then (<see cref="Ingestion.VolumeWatch"/>).</summary>
public sealed class FeedVolume
{
    public long FeedId { get; init; }
    public DateTimeOffset MeasuredAt { get; set; }
    /// <summary>New articles a week over the two months before the last week; null where it has not been watched for long enough.</summary>
    public double? UsualAWeek { get; set; }
    /// <summary>The median length of the articles of the last seven days, in words; null where there were fewer than five.</summary>
    public int? Words { get; set; }
    /// <summary>The median length before that, in words.</summary>
    public int? UsualWords { get; set; }
    /// <summary>Pages fetched in the last month, and those of them that gave the whole text.</summary>
    public int PagesTried { get; set; }
    public int PagesRead { get; set; }
    public VolumeAlarm Alarm { get; set; }
    public DateTimeOffset? AlarmSince { get; set; }
}

internal sealed class FeedVolumeConfiguration : IEntityTypeConfiguration<FeedVolume>
{
    public void Configure(EntityTypeBuilder<FeedVolume> volume)
    {
        volume.HasKey(v => v.FeedId);
        volume.HasOne<Feed>().WithOne().HasForeignKey<FeedVolume>(v => v.FeedId).OnDelete(DeleteBehavior.Cascade);
    }
}
