using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Core.Tokens;

/// <summary>
/// Lets a program act for a person, over the API only, within the scopes that the person has chosen and never beyond what they may do
/// themselves. The token itself is shown once; here stands its hash.
/// </summary>
public sealed class PersonalToken
{
    public const int NameLength = 80;

    public long Id { get; init; }
    public long UserId { get; init; }
    /// <summary>What the person calls it: "Auswertung in R".</summary>
    public required string Name { get; init; }
    /// <summary>SHA-256 of the token; it has 256 random bits, so nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }
    /// <summary>The last four characters, by which a person tells which of theirs it is.</summary>
    public required string Ending { get; init; }
    /// <summary>As <see cref="TokenScopes"/> writes them.</summary>
    public required string[] Scopes { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>Null for one without an end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    /// <summary>To the minute: not every call is a write.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    /// <summary>Its holder, or an admin; null for the operator.</summary>
    public long? RevokedBy { get; set; }
}

internal sealed class PersonalTokenConfiguration : IEntityTypeConfiguration<PersonalToken>
{
    public void Configure(EntityTypeBuilder<PersonalToken> token)
    {
        token.Property(t => t.Name).HasMaxLength(PersonalToken.NameLength);
        token.Property(t => t.Ending).HasMaxLength(8);
        token.Property(t => t.Scopes).HasColumnType("text[]");
        token.HasOne<NewsUser>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasIndex(t => t.UserId);
    }
}
