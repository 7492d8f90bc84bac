using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Accounts;

/// <summary>
/// A code that lets whoever reads the program's output make the first admin. Only its hash is kept, so every start of a node prints one
/// of its own; all are gone once there is an admin.
/// </summary>
public sealed class FirstRunCode
{
    public long Id { get; init; }
    /// <summary>SHA-256 of the code; it has 80 random bits, so nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A wrong code that was entered: counted in the archive, so that asking several nodes gives no more tries.</summary>
public sealed class FirstRunMiss
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class FirstRunCodeConfiguration : IEntityTypeConfiguration<FirstRunCode>
{
    public void Configure(EntityTypeBuilder<FirstRunCode> code) => code.ToTable("first_run_codes");
}

internal sealed class FirstRunMissConfiguration : IEntityTypeConfiguration<FirstRunMiss>
{
    public void Configure(EntityTypeBuilder<FirstRunMiss> miss) => miss.ToTable("first_run_misses");
}
