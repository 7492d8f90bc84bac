using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Core.Quotations;

/// <summary>
/// Who says what, through whom, in which form: found by a rule as an article arrives, until an editor says that it is so, or is not. A
/// quotation is no code: it says that words were said, not what they mean; a statement may rest on it.
/// </summary>
public sealed class Quotation
{
    /// <summary>How much of the words is kept beside the offsets, for lists that do not load the text.</summary>
    public const int LongestWords = 2_000;

    public long Id { get; init; }
    public long ArticleId { get; init; }
    public long VersionId { get; set; }
    public QuotationForm Form { get; init; }
    /// <summary>Start and end (exclusive) of what is said, in UTF-16 units, pair by pair in text order; two pairs where the attribution stands between.</summary>
    public required int[] Spans { get; set; }
    /// <summary>What is said, the pairs joined by an ellipsis, at most <see cref="LongestWords"/>.</summary>
    public required string Words { get; init; }
    /// <summary>The actor who speaks; null where the text names somebody whom the lists do not know, or nobody.</summary>
    public long? SpeakerId { get; set; }
    public Actor? Speaker { get; init; }
    /// <summary>The words that name the speaker, "der Kremlchef"; null where nobody is named.</summary>
    public string? SpeakerWords { get; init; }
    /// <summary>Through whom it is known: "Laut dem Kreml betonte Putin …".</summary>
    public long? ViaId { get; set; }
    public Actor? Via { get; init; }
    public string? ViaWords { get; init; }
    /// <summary>The verb or preposition that shows it, with its place.</summary>
    public int? CueStart { get; set; }
    public int? CueEnd { get; set; }
    public required string Rule { get; init; }
    public CodeState State { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public long? DecidedBy { get; set; }
    public uint RowVersion { get; init; }

    public int Start => Spans[0];
    public int End => Spans[^1];

    /// <summary>The places of what is said.</summary>
    public IEnumerable<TextSpan> Places() => Spans.Chunk(2).Select(pair => new TextSpan(pair[0], pair[1]));
}

internal sealed class QuotationConfiguration : IEntityTypeConfiguration<Quotation>
{
    public void Configure(EntityTypeBuilder<Quotation> quotation)
    {
        quotation.Ignore(q => q.Start).Ignore(q => q.End);
        quotation.Property(q => q.Words).HasMaxLength(Quotation.LongestWords);
        quotation.Property(q => q.SpeakerWords).HasMaxLength(Limits.Name);
        quotation.Property(q => q.ViaWords).HasMaxLength(Limits.Name);
        quotation.Property(q => q.Rule).HasMaxLength(120);
        quotation.Property(q => q.RowVersion).IsRowVersion();
        quotation.HasOne<Article>().WithMany().HasForeignKey(q => q.ArticleId).OnDelete(DeleteBehavior.Cascade);
        quotation.HasOne<ArticleVersion>().WithMany().HasForeignKey(q => q.VersionId).OnDelete(DeleteBehavior.Restrict);
        quotation.HasOne(q => q.Speaker).WithMany().HasForeignKey(q => q.SpeakerId).OnDelete(DeleteBehavior.Restrict);
        quotation.HasOne(q => q.Via).WithMany().HasForeignKey(q => q.ViaId).OnDelete(DeleteBehavior.Restrict);
        quotation.HasIndex(q => q.ArticleId);
        // An actor's quotations, newest article first: ids follow arrival, and the page sorts the few it shows.
        quotation.HasIndex(q => new { q.SpeakerId, q.ArticleId });
    }
}
