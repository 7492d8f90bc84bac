using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Coding;

internal sealed class CodeConfiguration : IEntityTypeConfiguration<Code>
{
    public void Configure(EntityTypeBuilder<Code> code)
    {
        // One table for all kinds: the margin of an article is one query, and a history needs no union.
        code.HasDiscriminator<string>("kind").HasValue<Mention>("mention").HasValue<Threat>("threat").HasValue<Position>("position");
        code.Property("kind").HasMaxLength(16);
        code.Property(c => c.Rule).HasMaxLength(120);
        code.Property(c => c.Features).HasMaxLength(1000);
        code.Property(c => c.Fingerprint).HasMaxLength(300);
        code.Property(c => c.Note).HasMaxLength(Limits.Note);
        code.Property(c => c.RowVersion).IsRowVersion();
        code.HasOne<Article>().WithMany().HasForeignKey(c => c.ArticleId).OnDelete(DeleteBehavior.Restrict);
        code.HasMany(c => c.Anchors).WithOne().HasForeignKey(a => a.CodeId).OnDelete(DeleteBehavior.Cascade);
        code.HasOne<Assignments.Assignment>().WithMany().HasForeignKey(c => c.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        code.HasOne<Adjudication.AdjudicatedArticle>().WithMany().HasForeignKey(c => c.AdjudicationId).OnDelete(DeleteBehavior.Restrict);
        // A suggestion may go with a newer reading: what was made of it stays.
        code.HasOne<Code>().WithMany().HasForeignKey(c => c.SourceId).OnDelete(DeleteBehavior.SetNull);
        code.HasIndex(c => c.ArticleId);
        // What a coder used last, for the pickers: without it a search over every code there is.
        code.HasIndex(c => new { c.ChangedBy, c.Id });
        // The queue of suggestions: newest first.
        code.HasIndex(c => c.Id).HasFilter("state = 'Suggested' AND removed_at IS NULL AND kind <> 'mention'").HasDatabaseName("ix_codes_open_statements");
    }
}

internal sealed class MentionConfiguration : IEntityTypeConfiguration<Mention>
{
    public void Configure(EntityTypeBuilder<Mention> mention) =>
        mention.HasOne(m => m.Actor).WithMany().HasForeignKey(m => m.ActorId).OnDelete(DeleteBehavior.Restrict);
}

internal sealed class StatementConfiguration : IEntityTypeConfiguration<Statement>
{
    public void Configure(EntityTypeBuilder<Statement> statement) =>
        statement.HasMany(s => s.Participants).WithOne().HasForeignKey(p => p.StatementId).OnDelete(DeleteBehavior.Cascade);
}

internal sealed class ThreatConfiguration : IEntityTypeConfiguration<Threat>
{
    public void Configure(EntityTypeBuilder<Threat> threat)
    {
        threat.Property(t => t.InstrumentWords).HasMaxLength(Limits.Name);
        threat.Property(t => t.Condition).HasMaxLength(Limits.Title);
        threat.HasOne(t => t.Instrument).WithMany().HasForeignKey(t => t.InstrumentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PositionConfiguration : IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Position> position) =>
        position.HasOne(p => p.Issue).WithMany().HasForeignKey(p => p.IssueId).OnDelete(DeleteBehavior.Restrict);
}

internal sealed class ParticipantConfiguration : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> participant)
    {
        participant.HasOne(p => p.Actor).WithMany().HasForeignKey(p => p.ActorId).OnDelete(DeleteBehavior.Restrict);
        participant.HasIndex(p => new { p.StatementId, p.Role, p.ActorId }).IsUnique();
        participant.HasIndex(p => new { p.ActorId, p.Role });
    }
}

internal sealed class AnchorConfiguration : IEntityTypeConfiguration<Anchor>
{
    public void Configure(EntityTypeBuilder<Anchor> anchor)
    {
        anchor.Property(a => a.Prefix).HasMaxLength(Anchor.ContextLength);
        anchor.Property(a => a.Suffix).HasMaxLength(Anchor.ContextLength);
        anchor.HasOne<ArticleVersion>().WithMany().HasForeignKey(a => a.VersionId).OnDelete(DeleteBehavior.Restrict);
        anchor.HasMany(a => a.Placements).WithOne().HasForeignKey(p => p.AnchorId).OnDelete(DeleteBehavior.Cascade);
        anchor.HasIndex(a => a.CodeId);
    }
}

internal sealed class AnchorPlacementConfiguration : IEntityTypeConfiguration<AnchorPlacement>
{
    public void Configure(EntityTypeBuilder<AnchorPlacement> placement)
    {
        placement.HasKey(p => new { p.AnchorId, p.VersionId });
        placement.HasOne<ArticleVersion>().WithMany().HasForeignKey(p => p.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class IssueConfiguration : IEntityTypeConfiguration<Issue>
{
    public void Configure(EntityTypeBuilder<Issue> issue)
    {
        issue.Property(i => i.Proposition).HasMaxLength(Limits.Title);
        issue.Property(i => i.ProposedKey).HasMaxLength(Limits.Title);
        CodebookEntries.Configure(issue, "merged_into_id IS NULL AND retired_at IS NULL AND proposed_at IS NULL");
        issue.HasIndex(i => i.ProposedKey).IsUnique();
    }
}

internal sealed class InstrumentConfiguration : IEntityTypeConfiguration<Instrument>
{
    public void Configure(EntityTypeBuilder<Instrument> instrument)
    {
        instrument.Property(i => i.Cameo).HasMaxLength(4);
        CodebookEntries.Configure(instrument, "merged_into_id IS NULL AND retired_at IS NULL");
    }
}

/// <summary>What the mappings of issues and instruments share. Two tables: a position can point to an issue only, a threat to an instrument.</summary>
internal static class CodebookEntries
{
    public static void Configure<T>(EntityTypeBuilder<T> entry, string living) where T : CodebookEntry
    {
        entry.Property(e => e.Uid).HasDefaultValueSql("gen_random_uuid()");
        entry.Property(e => e.Name).HasMaxLength(Limits.Name);
        entry.Property(e => e.Definition).HasMaxLength(Limits.Note);
        entry.Property(e => e.Include).HasMaxLength(Limits.Note);
        entry.Property(e => e.Exclude).HasMaxLength(Limits.Note);
        entry.Property(e => e.Synonyms).HasDefaultValueSql("'{}'");
        entry.Property(e => e.Examples).HasDefaultValueSql("'{}'");
        entry.Property(e => e.Color).HasMaxLength(7);
        entry.Property(e => e.Shortcut).HasMaxLength(1);
        entry.Property(e => e.RowVersion).IsRowVersion();
        entry.HasOne<T>().WithMany().HasForeignKey(e => e.ParentId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<T>().WithMany().HasForeignKey(e => e.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        entry.HasIndex(e => e.Uid).IsUnique();
        // A name is taken only while its entry lives: after a merge it may be given again.
        entry.HasIndex(e => e.Name).IsUnique().HasFilter(living);
    }
}

internal sealed class CodebookVersionConfiguration : IEntityTypeConfiguration<CodebookVersion>
{
    public void Configure(EntityTypeBuilder<CodebookVersion> version)
    {
        version.HasKey(v => v.Number);
        version.Property(v => v.Number).ValueGeneratedNever();
        version.Property(v => v.Change).HasMaxLength(Limits.Title);
        version.HasOne<Move>().WithMany().HasForeignKey(v => v.MoveId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MoveConfiguration : IEntityTypeConfiguration<Move>
{
    public void Configure(EntityTypeBuilder<Move> move)
    {
        move.Property(m => m.Subject).HasMaxLength(Limits.Title);
        move.HasOne<Move>().WithMany().HasForeignKey(m => m.UndoesId).OnDelete(DeleteBehavior.Restrict);
        // A move is taken back once: of two windows that undo at the same time, one finds it done.
        move.HasIndex(m => m.UndoesId).IsUnique();
        move.HasIndex(m => new { m.By, m.Id });
    }
}

internal sealed class RevisionConfiguration : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> revision)
    {
        revision.HasOne<Move>().WithMany().HasForeignKey(r => r.MoveId).OnDelete(DeleteBehavior.Restrict);
        revision.HasOne<Code>().WithMany().HasForeignKey(r => r.CodeId).OnDelete(DeleteBehavior.Restrict);
        revision.HasOne<Revision>().WithMany().HasForeignKey(r => r.UndoesId).OnDelete(DeleteBehavior.Restrict);
        revision.HasIndex(r => r.CodeId);
        revision.HasIndex(r => new { r.ArticleId, r.At });
        revision.HasIndex(r => new { r.By, r.Id });
    }
}

internal sealed class EntryRevisionConfiguration : IEntityTypeConfiguration<EntryRevision>
{
    public void Configure(EntityTypeBuilder<EntryRevision> revision)
    {
        revision.HasOne<Move>().WithMany().HasForeignKey(r => r.MoveId).OnDelete(DeleteBehavior.Restrict);
        revision.HasOne<EntryRevision>().WithMany().HasForeignKey(r => r.UndoesId).OnDelete(DeleteBehavior.Restrict);
        revision.HasIndex(r => new { r.Kind, r.EntryId, r.Id });
    }
}
