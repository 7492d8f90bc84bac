using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>An article that the language model is to be asked about, once the rules have read it. The row stays and says which text was asked about.</summary>
public sealed class ModelTask
{
    public long ArticleId { get; init; }
    /// <summary>The number of the version that the rules had read.</summary>
    public int Version { get; set; }
    /// <summary>When to ask; null where there is nothing to do.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public int Attempts { get; set; }
    public string? LastDetail { get; set; }
    public long LeaseToken { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>Claims in a row that never ended, see <see cref="Ingestion.LostClaims"/>.</summary>
    public int LostClaims { get; set; }
    public DateTimeOffset? AskedAt { get; set; }
}

/// <summary>What the model was asked and gave on one day (UTC), all nodes together: the budget, and the operator's account.</summary>
public sealed class ModelDay
{
    public DateOnly Day { get; init; }
    public int Calls { get; set; }
    /// <summary>Questions and answers; of calls under way what they may take at most.</summary>
    public long Tokens { get; set; }
    /// <summary>Suggestions that were added.</summary>
    public int Added { get; set; }
    /// <summary>Dropped because the words that were to prove it do not stand in the text.</summary>
    public int DroppedEvidence { get; set; }
    /// <summary>Dropped because an actor or an issue was none of those offered.</summary>
    public int DroppedUnknown { get; set; }
    /// <summary>Dropped because a rule or a person has said it already, an editor has rejected it, or its score is too low.</summary>
    public int DroppedKnown { get; set; }
    /// <summary>Answers that were not of the form asked for.</summary>
    public int Garbage { get; set; }
    /// <summary>Calls without an answer: refused, broken off, too slow.</summary>
    public int Failures { get; set; }
}

internal sealed class ModelTaskConfiguration : IEntityTypeConfiguration<ModelTask>
{
    public void Configure(EntityTypeBuilder<ModelTask> task)
    {
        task.ToTable("model_tasks");
        task.HasKey(t => t.ArticleId);
        task.Property(t => t.LastDetail).HasMaxLength(1000);
        task.Property(t => t.LeaseOwner).HasMaxLength(200);
        task.HasOne<Article>().WithOne().HasForeignKey<ModelTask>(t => t.ArticleId).OnDelete(DeleteBehavior.Cascade);
        task.HasIndex(t => t.DueAt).HasFilter("due_at IS NOT NULL");
        task.Property(t => t.LostClaims).HasDefaultValue(0);
    }
}

internal sealed class ModelDayConfiguration : IEntityTypeConfiguration<ModelDay>
{
    public void Configure(EntityTypeBuilder<ModelDay> day)
    {
        day.ToTable("model_days");
        day.HasKey(d => d.Day);
    }
}
