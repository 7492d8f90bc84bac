using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Watches;

internal sealed class WatchConfiguration : IEntityTypeConfiguration<Watch>
{
    public void Configure(EntityTypeBuilder<Watch> watch)
    {
        watch.Property(w => w.Name).HasMaxLength(Watch.NameLength);
        watch.Property(w => w.Line).HasMaxLength(SearchQuery.LongestLine);
        watch.HasOne<NewsUser>().WithMany().HasForeignKey(w => w.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WatchMemberConfiguration : IEntityTypeConfiguration<WatchMember>
{
    public void Configure(EntityTypeBuilder<WatchMember> member)
    {
        member.HasKey(m => new { m.WatchId, m.UserId });
        member.HasOne<Watch>().WithMany().HasForeignKey(m => m.WatchId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<NewsUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        member.HasIndex(m => m.UserId);
    }
}

internal sealed class WatchMatchConfiguration : IEntityTypeConfiguration<WatchMatch>
{
    public void Configure(EntityTypeBuilder<WatchMatch> match)
    {
        match.HasKey(m => new { m.WatchId, m.ArticleId });
        match.HasOne<Watch>().WithMany().HasForeignKey(m => m.WatchId).OnDelete(DeleteBehavior.Cascade);
        match.HasOne<Article>().WithMany().HasForeignKey(m => m.ArticleId).OnDelete(DeleteBehavior.Cascade);
        // Whether an article that changed still matches.
        match.HasIndex(m => m.ArticleId);
        // Unread ones, newest first; and a day's number.
        match.HasIndex(m => new { m.WatchId, m.MatchedAt }).IsDescending(false, true).HasFilter("NOT known AND gone_at IS NULL");
        match.HasIndex(m => new { m.WatchId, m.PublishedAt });
        match.HasIndex(m => m.AlertId).HasFilter("alert_id IS NOT NULL");
    }
}

internal sealed class WatchChangeConfiguration : IEntityTypeConfiguration<WatchChange>
{
    public void Configure(EntityTypeBuilder<WatchChange> change) => change.ToTable("watch_changes");
}

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Configure(EntityTypeBuilder<Alert> alert)
    {
        alert.Property(a => a.Key).HasMaxLength(120);
        alert.Property(a => a.Subject).HasMaxLength(60);
        // What rests on an article that changed, and what was told of an actor and an issue.
        alert.HasIndex(a => a.Rests).HasMethod("gin").HasFilter("kind <> 'Articles'");
        alert.HasIndex(a => a.Subject).HasFilter("subject IS NOT NULL");
        alert.Property(a => a.Details).HasColumnType("jsonb").HasConversion(
            details => JsonSerializer.Serialize(details, Json), json => JsonSerializer.Deserialize<AlertDetails>(json, Json)!,
            new ValueComparer<AlertDetails>((a, b) => ReferenceEquals(a, b), a => a.GetHashCode(), a => a));
        alert.HasOne<Watch>().WithMany().HasForeignKey(a => a.WatchId).OnDelete(DeleteBehavior.Cascade);
        alert.HasIndex(a => new { a.WatchId, a.Key }).IsUnique();
        alert.HasIndex(a => new { a.WatchId, a.Id }).IsDescending(false, true);
        alert.HasIndex(a => a.Uid).IsUnique();
        // Of a watch one at most gathers articles.
        alert.HasIndex(a => a.WatchId).IsUnique().HasFilter("kind = 'Articles' AND sealed_at IS NULL").HasDatabaseName("ix_alerts_gathering");
    }
}

internal sealed class AlertReadConfiguration : IEntityTypeConfiguration<AlertRead>
{
    public void Configure(EntityTypeBuilder<AlertRead> read)
    {
        read.HasKey(r => new { r.UserId, r.AlertId });
        read.HasOne<Alert>().WithMany().HasForeignKey(r => r.AlertId).OnDelete(DeleteBehavior.Cascade);
        read.HasOne<NewsUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
        read.HasIndex(r => r.AlertId);
    }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.Property(d => d.Detail).HasMaxLength(1000);
        delivery.Property(d => d.LeaseOwner).HasMaxLength(200);
        delivery.Property(d => d.LostClaims).HasDefaultValue(0);
        delivery.HasOne<NewsUser>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.Cascade);
        delivery.HasOne<WatchHook>().WithMany().HasForeignKey(d => d.HookId).OnDelete(DeleteBehavior.Cascade);
        delivery.HasIndex(d => d.DueAt).HasFilter("state = 'Waiting'");
        delivery.HasIndex(d => new { d.HookId, d.Id }).IsDescending(false, true).HasFilter("hook_id IS NOT NULL");
        delivery.HasIndex(d => d.EndedAt).HasFilter("ended_at IS NOT NULL");
        // Of a person's letters of a rhythm, one at most still gathers alerts.
        delivery.HasIndex(d => new { d.UserId, d.Rhythm }).IsUnique().HasFilter("open AND user_id IS NOT NULL");
    }
}

internal sealed class DeliveryAlertConfiguration : IEntityTypeConfiguration<DeliveryAlert>
{
    public void Configure(EntityTypeBuilder<DeliveryAlert> carried)
    {
        carried.HasKey(c => new { c.DeliveryId, c.AlertId });
        carried.HasOne<Delivery>().WithMany().HasForeignKey(c => c.DeliveryId).OnDelete(DeleteBehavior.Cascade);
        carried.HasOne<Alert>().WithMany().HasForeignKey(c => c.AlertId).OnDelete(DeleteBehavior.Cascade);
        carried.HasIndex(c => c.AlertId);
    }
}

internal sealed class WatchHookConfiguration : IEntityTypeConfiguration<WatchHook>
{
    public void Configure(EntityTypeBuilder<WatchHook> hook)
    {
        hook.Property(h => h.Address).HasMaxLength(Limits.Address);
        hook.Property(h => h.Secret).HasMaxLength(64);
        hook.HasOne<Watch>().WithMany().HasForeignKey(h => h.WatchId).OnDelete(DeleteBehavior.Cascade);
        hook.HasIndex(h => h.WatchId);
    }
}

internal sealed class WatchFeedConfiguration : IEntityTypeConfiguration<WatchFeed>
{
    public void Configure(EntityTypeBuilder<WatchFeed> feed)
    {
        feed.HasOne<Watch>().WithMany().HasForeignKey(f => f.WatchId).OnDelete(DeleteBehavior.Cascade);
        feed.HasOne<NewsUser>().WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
        feed.HasIndex(f => f.TokenHash).IsUnique();
        feed.HasIndex(f => new { f.WatchId, f.UserId }).IsUnique();
    }
}

internal sealed class AlertSettingsConfiguration : IEntityTypeConfiguration<AlertSettings>
{
    public void Configure(EntityTypeBuilder<AlertSettings> settings)
    {
        settings.ToTable("alert_settings");
        settings.HasKey(s => s.UserId);
        settings.Property(s => s.UserId).ValueGeneratedNever();
        settings.Property(s => s.Address).HasMaxLength(254);
        settings.Property(s => s.Zone).HasMaxLength(60);
        settings.HasOne<NewsUser>().WithOne().HasForeignKey<AlertSettings>(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SigningKeyConfiguration : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> key)
    {
        key.HasKey(k => k.Name);
        key.Property(k => k.Name).HasMaxLength(40);
    }
}
