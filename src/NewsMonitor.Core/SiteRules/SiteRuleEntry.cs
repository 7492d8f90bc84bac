using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.SiteRules;

/// <summary>
/// An admin's rule for a site, over the rule that ships with the program. Its history stays: each text it had is a version, and taking it out
/// of use leaves them.
/// </summary>
public sealed class SiteRuleEntry
{
    public long Id { get; init; }
    /// <summary>The site, as its rule is found by: a host in lower case without <c>www.</c>; it holds for subdomains too.</summary>
    public required string Host { get; init; }
    /// <summary>The version in use.</summary>
    public int Version { get; set; }
    /// <summary>False: the shipped rule, or none, reads the site again.</summary>
    public bool InUse { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    /// <summary>How many articles were to be read again when that was asked last.</summary>
    public int Rereading { get; set; }

    public ICollection<SiteRuleVersion> Versions { get; } = [];
}

/// <summary>A text that a site's rule had. Immutable.</summary>
public sealed class SiteRuleVersion
{
    public long Id { get; init; }
    public long RuleId { get; init; }
    /// <summary>1, 2, 3 … within the rule.</summary>
    public int Number { get; init; }
    /// <summary>The rule as JSON, in the form of the shipped files.</summary>
    public required string Source { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>Who wrote it; null for the operator's command line.</summary>
    public long? By { get; init; }
}

internal sealed class SiteRuleEntryConfiguration : IEntityTypeConfiguration<SiteRuleEntry>
{
    public void Configure(EntityTypeBuilder<SiteRuleEntry> rule)
    {
        rule.Property(r => r.Host).HasMaxLength(255);
        rule.HasIndex(r => r.Host).IsUnique();
        rule.HasMany(r => r.Versions).WithOne().HasForeignKey(v => v.RuleId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SiteRuleVersionConfiguration : IEntityTypeConfiguration<SiteRuleVersion>
{
    public void Configure(EntityTypeBuilder<SiteRuleVersion> version)
    {
        version.Property(v => v.Note).HasMaxLength(1000);
        version.HasIndex(v => new { v.RuleId, v.Number }).IsUnique();
    }
}
