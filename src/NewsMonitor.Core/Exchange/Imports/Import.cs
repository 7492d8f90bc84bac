using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>
/// One import: who brought which file, when, and what came in. An act of its own, for it can be taken back as a whole
/// (<see cref="ImportRemoval"/>). The entry stays then, and says by whom.
/// </summary>
public sealed class Import
{
    /// <summary>Of a file's name, in UTF-16 units.</summary>
    public const int LongestName = 200;

    public long Id { get; init; }
    public required string FileName { get; init; }
    public ImportFormat Format { get; init; }
    /// <summary>Null for the operator's command line.</summary>
    public long? By { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>The job that did it, whose report may still be there; null for the command line.</summary>
    public long? JobId { get; init; }
    /// <summary>Null while it runs, and where it was broken off.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>Articles and statements that came in.</summary>
    public int Articles { get; set; }
    public int Statements { get; set; }
    /// <summary>Those that the archive had already.</summary>
    public int There { get; set; }
    public int Refused { get; set; }
    /// <summary>The move that holds the statements.</summary>
    public long? MoveId { get; set; }
    public DateTimeOffset? TakenBackAt { get; set; }
    public long? TakenBackBy { get; set; }
}

/// <summary>An article that came in by an import. Beside the article, not in it: that table is read by every search.</summary>
public sealed class ImportArticle
{
    public long ArticleId { get; init; }
    public long ImportId { get; init; }
}

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>, IEntityTypeConfiguration<ImportArticle>
{
    public void Configure(EntityTypeBuilder<Import> import)
    {
        import.Property(i => i.FileName).HasMaxLength(Import.LongestName);
        import.HasIndex(i => i.JobId).IsUnique();
        import.HasOne<NewsUser>().WithMany().HasForeignKey(i => i.By).OnDelete(DeleteBehavior.Restrict);
        import.HasOne<NewsUser>().WithMany().HasForeignKey(i => i.TakenBackBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ImportArticle> piece)
    {
        piece.HasKey(p => p.ArticleId);
        piece.Property(p => p.ArticleId).ValueGeneratedNever();
        piece.HasOne<Article>().WithOne().HasForeignKey<ImportArticle>(p => p.ArticleId).OnDelete(DeleteBehavior.Cascade);
        piece.HasOne<Import>().WithMany().HasForeignKey(p => p.ImportId).OnDelete(DeleteBehavior.Restrict);
    }
}
