using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Accounts;

/// <summary>A key that the web nodes seal cookies with. It lives in the archive so that every node opens what another has sealed.</summary>
public sealed class ProtectionKey
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

internal sealed class ProtectionKeyConfiguration : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> key) => key.Property(k => k.Name).HasMaxLength(200);
}
