using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Core.Comments;

/// <summary>What can be commented on: where a dispute about a code arises.</summary>
public enum CommentOn { Statement, Issue, Instrument, Actor }

/// <summary>
/// What somebody says about a statement, an entry of the codebook or an actor. The first of a discussion is its question, which is open until
/// somebody resolves it; the others answer it. Plain text, whatever it holds. Withdrawn ones stay, without their words, in their place.
/// </summary>
public sealed class Comment
{
    /// <summary>In UTF-16 units. A discussion is no article.</summary>
    public const int MostText = 4_000;

    public long Id { get; init; }
    public CommentOn On { get; init; }
    /// <summary>The code's, issue's, instrument's or actor's.</summary>
    public long SubjectId { get; init; }
    /// <summary>The question that it answers; null for a question.</summary>
    public long? QuestionId { get; init; }
    public required string Text { get; set; }
    public DateTimeOffset At { get; init; }
    public long By { get; init; }
    public DateTimeOffset? EditedAt { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }
    /// <summary>Of a question.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }
    public long? ResolvedBy { get; set; }
    public uint RowVersion { get; init; }

    public ICollection<CommentMention> Mentions { get; } = [];
}

/// <summary>Somebody named in a comment, as <c>@name</c>.</summary>
public sealed class CommentMention
{
    public long CommentId { get; init; }
    public long UserId { get; init; }
}

/// <summary>What became of a comment.</summary>
public enum CommentAct { Edited, Withdrawn, Resolved, Reopened }

/// <summary>A change of a comment, for ever: an edited or withdrawn one keeps the words that it had.</summary>
public sealed class CommentRevision
{
    public long Id { get; init; }
    public long CommentId { get; init; }
    public CommentAct Act { get; init; }
    public DateTimeOffset At { get; init; }
    public long By { get; init; }
    /// <summary>The words before; null where they did not change.</summary>
    public string? Before { get; init; }
}

internal sealed class CommentConfiguration : IEntityTypeConfiguration<Comment>
{
    public void Configure(EntityTypeBuilder<Comment> comment)
    {
        comment.Property(c => c.Text).HasMaxLength(Comment.MostText);
        comment.Property(c => c.RowVersion).IsRowVersion();
        comment.HasOne<Comment>().WithMany().HasForeignKey(c => c.QuestionId).OnDelete(DeleteBehavior.Restrict);
        comment.HasOne<NewsUser>().WithMany().HasForeignKey(c => c.By).OnDelete(DeleteBehavior.Restrict);
        comment.HasMany(c => c.Mentions).WithOne().HasForeignKey(m => m.CommentId).OnDelete(DeleteBehavior.Cascade);
        comment.HasIndex(c => new { c.On, c.SubjectId });
        // The open questions, newest first.
        comment.HasIndex(c => c.Id).HasFilter("question_id IS NULL AND resolved_at IS NULL AND withdrawn_at IS NULL").HasDatabaseName("ix_comments_open_questions");
    }
}

internal sealed class CommentMentionConfiguration : IEntityTypeConfiguration<CommentMention>
{
    public void Configure(EntityTypeBuilder<CommentMention> mention)
    {
        mention.HasKey(m => new { m.CommentId, m.UserId });
        mention.HasOne<NewsUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        mention.HasIndex(m => m.UserId);
    }
}

internal sealed class CommentRevisionConfiguration : IEntityTypeConfiguration<CommentRevision>
{
    public void Configure(EntityTypeBuilder<CommentRevision> revision)
    {
        revision.ToTable("comment_revisions");
        revision.Property(r => r.Before).HasMaxLength(Comment.MostText);
        revision.HasOne<Comment>().WithMany().HasForeignKey(r => r.CommentId).OnDelete(DeleteBehavior.Restrict);
        revision.HasIndex(r => r.CommentId);
    }
}
