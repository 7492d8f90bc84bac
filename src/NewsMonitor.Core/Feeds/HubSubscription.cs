using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Feeds;

/// <summary>How a subscription at a hub stands.</summary>
public enum HubState
{
    /// <summary>The feed names a hub; nothing has been asked yet.</summary>
    Offered,
    /// <summary>Asked; the hub has not called back.</summary>
    Asked,
    /// <summary>The hub has called back and pushes until the lease ends.</summary>
    Active,
    /// <summary>The hub said no, or could not be reached: asked again in a day.</summary>
    Refused,
}

/// <summary>
/// A feed's subscription at its hub (WebSub, W3C Recommendation of 2018): the publisher's push instead of our poll, as long as it lasts. Polling
/// goes on, seldom, in case the hub forgets us.
/// </summary>
public sealed class HubSubscription
{
    public long FeedId { get; init; }
    public required string Hub { get; set; }
    /// <summary>The address that the hub knows the feed by: its own rel=self.</summary>
    public required string Topic { get; set; }
    /// <summary>The part of our callback address that nobody can guess.</summary>
    public required string Token { get; init; }
    /// <summary>What the hub signs its pushes with (section 7, HMAC).</summary>
    public required string Secret { get; init; }
    public HubState State { get; set; }
    /// <summary>Until when the hub pushes.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>When it is asked next: in time before the lease ends, or a day after a refusal.</summary>
    public DateTimeOffset AskAt { get; set; }
    public DateTimeOffset? LastPushAt { get; set; }
    public string? LastDetail { get; set; }
}

internal sealed class HubSubscriptionConfiguration : IEntityTypeConfiguration<HubSubscription>
{
    public void Configure(EntityTypeBuilder<HubSubscription> subscription)
    {
        subscription.HasKey(s => s.FeedId);
        subscription.Property(s => s.Hub).HasMaxLength(Limits.Address);
        subscription.Property(s => s.Topic).HasMaxLength(Limits.Address);
        subscription.Property(s => s.Token).HasMaxLength(64);
        subscription.Property(s => s.Secret).HasMaxLength(128);
        subscription.Property(s => s.LastDetail).HasMaxLength(1000);
        subscription.HasOne<Feed>().WithOne().HasForeignKey<HubSubscription>(s => s.FeedId).OnDelete(DeleteBehavior.Cascade);
        subscription.HasIndex(s => s.Token).IsUnique();
        subscription.HasIndex(s => s.AskAt);
    }
}
