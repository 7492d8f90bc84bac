using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Accounts;

/// <summary>A key that a person has put in the place of a page's own.</summary>
public sealed class KeyChoice
{
    public long UserId { get; init; }
    /// <summary>The page's name for the act: <c>article.y</c>.</summary>
    public required string Act { get; init; }
    /// <summary>The key as the pages name it: <c>j</c>, <c>Ctrl+z</c>.</summary>
    public required string Key { get; set; }
}

/// <summary>Keeps each person's own keys.</summary>
public sealed class KeyChoices(IDbContextFactory<NewsDbContext> archive)
{
    public const int ActLength = 60;
    public const int KeyLength = 40;

    public async Task<IReadOnlyDictionary<string, string>> OfAsync(long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.KeyChoices.Where(c => c.UserId == userId).ToDictionaryAsync(c => c.Act, c => c.Key, cancel);
    }

    /// <summary>Sets a key; null goes back to the page's own.</summary>
    public async Task SetAsync(long userId, string act, string? key, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(act.Length, ActLength);
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (key is null)
        {
            await db.KeyChoices.Where(c => c.UserId == userId && c.Act == act).ExecuteDeleteAsync(cancel);
            return;
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, KeyLength);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO key_choices (user_id, act, key) VALUES ({userId}, {act}, {key}) ON CONFLICT (user_id, act) DO UPDATE SET key = EXCLUDED.key
            """, cancel);
    }

    /// <summary>Every key is the pages' own again.</summary>
    public async Task ResetAsync(long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await db.KeyChoices.Where(c => c.UserId == userId).ExecuteDeleteAsync(cancel);
    }
}

internal sealed class KeyChoiceConfiguration : IEntityTypeConfiguration<KeyChoice>
{
    public void Configure(EntityTypeBuilder<KeyChoice> choice)
    {
        choice.HasKey(c => new { c.UserId, c.Act });
        choice.Property(c => c.Act).HasMaxLength(KeyChoices.ActLength);
        choice.Property(c => c.Key).HasMaxLength(KeyChoices.KeyLength);
    }
}
