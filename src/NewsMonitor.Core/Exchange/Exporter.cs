using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Exchange;

/// <summary>Writes what a query finds into a file, and says what the file holds.</summary>
public sealed class Exporter(IDbContextFactory<NewsDbContext> contexts, NpgsqlDataSource archive, SearchResolver search, NewsroomTime newsroom, TimeProvider clock)
{
    private static readonly string Program = $"NewsMonitor {typeof(Exporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <param name="request">What is wanted.</param>
    /// <param name="to">Where it goes; left open.</param>
    /// <param name="cancel">Stops it: what was written until then is no whole file.</param>
    /// <param name="progress">Hears the number of records so far, now and then.</param>
    public async Task<ExportResult> WriteAsync(ExportRequest request, Stream to, CancellationToken cancel, Func<long, Task>? progress = null)
    {
        var (fault, source, asked) = await OpenAsync(request, int.MaxValue, progress, cancel);
        if (source is null) return fault!;
        var format = ExportFormats.Find(request.Format)!;
        await using var hashing = new HashingStream(to);
        var count = await format.WriteAsync(source, hashing, cancel);
        await hashing.FlushAsync(cancel);
        return new ExportResult.Written(new()
        {
            Format = format.Name, Query = asked!.Line.ToString(), WithSuggestions = request.WithSuggestions, Language = request.Language,
            Network = format.Subject == ExportSubject.Network ? NetworkChoice.Of(request) : null, Tlp = format.HasMarking ? request.Tlp : null,
            CodebookVersion = source.CodebookVersion, ExportedAt = source.At, Program = Program, Records = count.Records, LeftOut = count.LeftOut, LeftOutParts = count.Left is { Count: > 0 } left ? left : null,
            Bytes = hashing.Bytes, Sha256 = hashing.Sha256(),
        });
    }

    /// <summary>How the file would begin, and how much there is to write.</summary>
    public async Task<ExportLook> LookAsync(ExportRequest request, CancellationToken cancel)
    {
        var (fault, source, _) = await OpenAsync(request, Beginning, null, cancel);
        if (source is null) return new ExportLook.Refused(fault!);
        var counts = await source.CountAsync(cancel);
        using var file = new MemoryStream();
        await ExportFormats.Find(request.Format)!.WriteBeginningAsync(source, file, cancel);
        var text = Encoding.UTF8.GetString(file.GetBuffer(), 0, (int)Math.Min(file.Length, MostBeginningBytes)).TrimStart('\uFEFF');
        return new ExportLook.Seen(counts, [.. text.Split('\n').Take(MostBeginningLines).Select(l => l.TrimEnd('\r') is var line && line.Length > 400 ? line[..400] + "…" : line.TrimEnd('\r'))]);
    }

    /// <summary>What there is to write; null where the request cannot be understood.</summary>
    public async Task<ExportCounts?> CountAsync(ExportRequest request, CancellationToken cancel)
    {
        var (_, source, _) = await OpenAsync(request, int.MaxValue, null, cancel);
        return source is null ? null : await source.CountAsync(cancel);
    }

    /// <summary>Statements or articles, lines and bytes of a look.</summary>
    private const int Beginning = 5, MostBeginningLines = 30, MostBeginningBytes = 24_000;

    private async Task<(ExportResult? Fault, ExportSource? Source, ResolvedSearch? Asked)> OpenAsync(ExportRequest request, int most, Func<long, Task>? progress, CancellationToken cancel)
    {
        if (ExportFormats.Find(request.Format) is not { } format) return (new ExportResult.UnknownFormat(), null, null);
        if (format.Subject == ExportSubject.Network && !request.Network.Fits) return (new ExportResult.BadNetwork(), null, null);
        var asked = await search.ResolveAsync(request.Query, cancel);
        if (!asked.IsSound) return (new ExportResult.Unreadable(asked.Faults), null, null);
        int codebook;
        await using (var db = await contexts.CreateDbContextAsync(cancel)) codebook = await db.CodebookVersions.MaxAsync(v => (int?)v.Number, cancel) ?? 0;
        var inZone = request with { Network = request.Network with { TimeZone = newsroom.Zone } };
        return (null, new(contexts, archive, inZone, asked.Query, codebook, clock.GetUtcNow(), progress) { Most = most }, asked);
    }

    /// <summary>Counts and hashes what passes on its way to the file.</summary>
    private sealed class HashingStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Bytes { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => Bytes;
        public override long Position { get => Bytes; set => throw new NotSupportedException(); }

        public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.AppendData(buffer);
            Bytes += buffer.Length;
            inner.Write(buffer);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _hash.AppendData(buffer.Span);
            Bytes += buffer.Length;
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => inner.Flush();
        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
