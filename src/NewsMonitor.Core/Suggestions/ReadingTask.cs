using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// How far the engine has come with an article. A trigger on <c>articles</c> makes the row, and makes it due, in the transaction that
/// brings a text: whoever writes articles cannot forget it. The row stays afterwards and says what the article was read with.
/// </summary>
public sealed class ReadingTask
{
    public long ArticleId { get; init; }
    /// <summary>When the article is to be read; null where there is nothing to do.</summary>
    public DateTimeOffset? DueAt { get; set; }
    /// <summary>Tries that broke on a fault of the program.</summary>
    public int Attempts { get; set; }
    public string? LastDetail { get; set; }
    public long LeaseToken { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>Claims in a row that never ended, see <see cref="Ingestion.LostClaims"/>.</summary>
    public int LostClaims { get; set; }
    /// <summary>The <see cref="SuggestionMaker.Engine"/> that last read the article; 0 if none has.</summary>
    public int Engine { get; set; }
    /// <summary>The number of the version that was read; 0 if none was.</summary>
    public int Version { get; set; }
    public DateTimeOffset? ReadAt { get; set; }
    /// <summary>The <see cref="KnownLists.Codebook"/> that it was read with; 0 if none. Another one now: to be read again.</summary>
    public long Codebook { get; set; }
}

internal sealed class ReadingTaskConfiguration : IEntityTypeConfiguration<ReadingTask>
{
    public void Configure(EntityTypeBuilder<ReadingTask> task)
    {
        task.ToTable("reading_tasks");
        task.HasKey(t => t.ArticleId);
        task.Property(t => t.LastDetail).HasMaxLength(1000);
        task.Property(t => t.LeaseOwner).HasMaxLength(200);
        task.HasOne<Article>().WithOne().HasForeignKey<ReadingTask>(t => t.ArticleId).OnDelete(DeleteBehavior.Cascade);
        task.HasIndex(t => t.DueAt).HasFilter("due_at IS NOT NULL");
        task.Property(t => t.LostClaims).HasDefaultValue(0);
        task.HasIndex(t => t.LostClaims).HasFilter("lost_claims > 0");
        // What an older engine has read, newest first.
        task.HasIndex(t => new { t.Engine, t.ArticleId });
    }
}
