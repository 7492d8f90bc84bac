using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Nodes;

/// <summary>A running program on this archive: a web node, a worker, or both in one. It signs every few seconds and takes its row away when it ends.</summary>
public sealed class Node
{
    /// <summary>Machine, process and a random part: what its leases are signed with.</summary>
    public required string Id { get; init; }
    public required string Machine { get; init; }
    public int ProcessId { get; init; }
    /// <summary>The program's version.</summary>
    public required string Version { get; init; }
    /// <summary>The newest migration that the program knows.</summary>
    public required string Schema { get; init; }
    /// <summary>Whether it fetches feeds and pages.</summary>
    public bool Ingests { get; init; }
    /// <summary>Whether it serves pages to people.</summary>
    public bool Serves { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset SeenAt { get; set; }
    /// <summary>The memory that the process holds, in bytes.</summary>
    public long Memory { get; set; }
}

internal sealed class NodeConfiguration : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> node)
    {
        node.Property(n => n.Id).HasMaxLength(200);
        node.Property(n => n.Machine).HasMaxLength(200);
        node.Property(n => n.Version).HasMaxLength(60);
        node.Property(n => n.Schema).HasMaxLength(150);
    }
}
