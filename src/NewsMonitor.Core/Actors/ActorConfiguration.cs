using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Actors;

internal sealed class ActorConfiguration : IEntityTypeConfiguration<Actor>
{
    public void Configure(EntityTypeBuilder<Actor> actor)
    {
        actor.Property(a => a.Key).HasMaxLength(80);
        actor.Property(a => a.Name).HasMaxLength(Limits.Name);
        actor.Property(a => a.Country).HasMaxLength(2);
        actor.Property(a => a.WikidataId).HasMaxLength(20);
        actor.Property(a => a.Note).HasMaxLength(Limits.Note);
        actor.Property(a => a.RowVersion).IsRowVersion();
        actor.HasOne<Actor>().WithMany().HasForeignKey(a => a.ParentId).OnDelete(DeleteBehavior.Restrict);
        actor.HasOne<Actor>().WithMany().HasForeignKey(a => a.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        actor.HasMany(a => a.Names).WithOne().HasForeignKey(n => n.ActorId).OnDelete(DeleteBehavior.Cascade);
        actor.HasMany(a => a.Affiliations).WithOne().HasForeignKey(a => a.ActorId).OnDelete(DeleteBehavior.Cascade);
        actor.HasIndex(a => a.Key).IsUnique();
        actor.HasIndex(a => a.Name);
        // The list and its search by likeness (pg_trgm), over the shown name as over the others.
        actor.HasIndex(a => a.Name, "Likeness").HasDatabaseName("ix_actors_name_likeness").HasMethod("gin").HasOperators("gin_trgm_ops");
        actor.HasIndex(a => a.WikidataId);
    }
}

internal sealed class ActorNameConfiguration : IEntityTypeConfiguration<ActorName>
{
    public void Configure(EntityTypeBuilder<ActorName> name)
    {
        name.Property(n => n.Text).HasMaxLength(Limits.Name);
        name.Property(n => n.Language).HasMaxLength(8);
        name.HasIndex(n => new { n.ActorId, n.Language, n.Text }).IsUnique().AreNullsDistinct(false);
        // Pickers match with a typo: trigrams find "Selenski" for "Selenskyj".
        name.HasIndex(n => n.Text).HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}

internal sealed class AffiliationConfiguration : IEntityTypeConfiguration<Affiliation>
{
    public void Configure(EntityTypeBuilder<Affiliation> affiliation)
    {
        affiliation.Property(a => a.Office).HasMaxLength(Limits.Name);
        affiliation.HasOne<Actor>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ActorDistinctionConfiguration : IEntityTypeConfiguration<ActorDistinction>
{
    public void Configure(EntityTypeBuilder<ActorDistinction> distinction)
    {
        distinction.HasKey(d => new { d.FirstId, d.SecondId });
        distinction.HasOne<Actor>().WithMany().HasForeignKey(d => d.FirstId).OnDelete(DeleteBehavior.Cascade);
        distinction.HasOne<Actor>().WithMany().HasForeignKey(d => d.SecondId).OnDelete(DeleteBehavior.Cascade);
    }
}
