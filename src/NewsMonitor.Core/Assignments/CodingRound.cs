using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Core.Assignments;

/// <summary>
/// Articles given to coders, to be coded by each for themself: which articles, to how many, until when, under which codebook. How they were
/// drawn is kept, so that the draw can be repeated and reported.
/// </summary>
public sealed class CodingRound
{
    public long Id { get; init; }
    public required string Name { get; set; }
    /// <summary>What the coders are to do, in the lead's words.</summary>
    public string? Instruction { get; set; }
    /// <summary>Nobody sees what another codes in an article until all its coders have submitted it.</summary>
    public bool Blind { get; init; }
    /// <summary>How many code an article that is shared.</summary>
    public int CodersEach { get; init; }
    /// <summary>How many of a hundred articles are shared; the others have one coder.</summary>
    public int SharedPercent { get; init; }
    /// <summary>Of the draw and the dealing: the same seed over the same articles and coders deals the same.</summary>
    public int Seed { get; init; }
    /// <summary>The search line that found the articles.</summary>
    public string Query { get; init; } = "";
    /// <summary>The articles were chosen one by one, by no search.</summary>
    public bool ByHand { get; init; }
    /// <summary>How many articles it found that were free.</summary>
    public int FoundArticles { get; init; }
    /// <summary>How many of them were drawn by chance; null where all were taken.</summary>
    public int? SampleSize { get; init; }
    public DateOnly? DueOn { get; set; }
    /// <summary>The codebook in force when the round was made.</summary>
    public int CodebookVersion { get; init; }
    /// <summary>Who answers for it: adds coders, gives work to others, settles differences, closes it.</summary>
    public long LeadId { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public long CreatedBy { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }
    public long? ClosedBy { get; set; }

    public ICollection<Assignment> Assignments { get; } = [];
}

internal sealed class CodingRoundConfiguration : IEntityTypeConfiguration<CodingRound>
{
    public void Configure(EntityTypeBuilder<CodingRound> round)
    {
        round.Property(r => r.Name).HasMaxLength(Limits.Name);
        round.Property(r => r.Instruction).HasMaxLength(Limits.Note);
        round.Property(r => r.Query).HasMaxLength(Limits.Title);
        round.HasOne<NewsUser>().WithMany().HasForeignKey(r => r.LeadId).OnDelete(DeleteBehavior.Restrict);
    }
}
