using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// An article's page as it was fetched, kept for a while so that it can be read again when a rule for its site changes. Not for showing:
/// a page that says <c>noarchive</c> is not kept.
/// </summary>
public sealed class StoredPage
{
    public long ArticleId { get; init; }
    /// <summary>The address after redirects: links resolve against it, and it names the site rule.</summary>
    public required string Address { get; init; }
    public string? ContentType { get; init; }
    public DateTimeOffset FetchedAt { get; init; }
    /// <summary>Brotli. A news page of 300 kB takes about 45 kB.</summary>
    public required byte[] Packed { get; init; }
    /// <summary>Bytes before packing.</summary>
    public int Length { get; init; }

    public static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(body);
        return packed.ToArray();
    }

    /// <summary>The page's bytes: no more than it had when it was packed, so that a damaged row unpacks to no bomb.</summary>
    public byte[] Unpack()
    {
        using var brotli = new BrotliStream(new MemoryStream(Packed, writable: false), CompressionMode.Decompress);
        var body = new byte[Length];
        return body[..brotli.ReadAtLeast(body, Length, throwOnEndOfStream: false)];
    }
}

internal sealed class StoredPageConfiguration : IEntityTypeConfiguration<StoredPage>
{
    public void Configure(EntityTypeBuilder<StoredPage> page)
    {
        page.HasKey(p => p.ArticleId);
        page.Property(p => p.Address).HasMaxLength(Limits.Address);
        page.Property(p => p.ContentType).HasMaxLength(200);
        page.HasOne<Article>().WithOne().HasForeignKey<StoredPage>(p => p.ArticleId).OnDelete(DeleteBehavior.Cascade);
        page.HasIndex(p => p.FetchedAt).HasMethod("brin");
    }
}
