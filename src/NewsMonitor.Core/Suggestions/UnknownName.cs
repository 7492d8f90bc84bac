using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Suggestions;

/// <summary>A person named in an article whom neither the registry nor the newsroom knows. Proposed to editors; never made by itself.</summary>
public sealed class UnknownName
{
    public long ArticleId { get; init; }
    /// <summary>The longest form that the article uses.</summary>
    public required string Name { get; init; }
    /// <summary>Where it first stands, in the article's current version.</summary>
    public int Start { get; init; }
    public int End { get; init; }
    public int Mentions { get; init; }
}

/// <summary>A name that an editor has said is no actor to follow.</summary>
public sealed class DismissedName
{
    public required string Name { get; init; }
    public DateTimeOffset At { get; init; }
    public long? By { get; init; }
}

/// <summary>An actor's name that came, went or moved: the articles with its words are to be read again. A trigger writes it, a job takes it away.</summary>
public sealed class NameChange
{
    public long Id { get; init; }
    public long ActorId { get; init; }
    public required string Text { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class UnknownNameConfiguration : IEntityTypeConfiguration<UnknownName>
{
    public void Configure(EntityTypeBuilder<UnknownName> name)
    {
        name.HasKey(n => new { n.ArticleId, n.Name });
        name.Property(n => n.Name).HasMaxLength(Limits.Name);
        name.HasOne<Article>().WithMany().HasForeignKey(n => n.ArticleId).OnDelete(DeleteBehavior.Cascade);
        name.HasIndex(n => n.Name);
    }
}

internal sealed class DismissedNameConfiguration : IEntityTypeConfiguration<DismissedName>
{
    public void Configure(EntityTypeBuilder<DismissedName> name)
    {
        name.HasKey(n => n.Name);
        name.Property(n => n.Name).HasMaxLength(Limits.Name);
    }
}

internal sealed class NameChangeConfiguration : IEntityTypeConfiguration<NameChange>
{
    public void Configure(EntityTypeBuilder<NameChange> change)
    {
        change.Property(c => c.Text).HasMaxLength(Limits.Name);
        change.HasIndex(c => c.At);
    }
}
