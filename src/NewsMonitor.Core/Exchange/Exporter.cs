using System.Reflection;
using System.Security.Cryptography;
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
    public async Task<ExportResult> WriteAsync(ExportRequest request, Stream to, CancellationToken cancel, IProgress<long>? progress = null)
    {
        if (ExportFormats.Find(request.Format) is not { } format) return new ExportResult.UnknownFormat();
        if (format.Subject == ExportSubject.Network && !request.Network.Fits) return new ExportResult.BadNetwork();
        var asked = await search.ResolveAsync(request.Query, cancel);
        if (!asked.IsSound) return new ExportResult.Unreadable(asked.Faults);
        int codebook;
        await using (var db = await contexts.CreateDbContextAsync(cancel)) codebook = await db.CodebookVersions.MaxAsync(v => (int?)v.Number, cancel) ?? 0;
        var now = clock.GetUtcNow();
        var source = new ExportSource(contexts, archive, request with { Network = request.Network with { TimeZone = newsroom.Zone } }, asked.Query, codebook, now, progress);

        await using var hashing = new HashingStream(to);
        var count = await format.WriteAsync(source, hashing, cancel);
        await hashing.FlushAsync(cancel);
        return new ExportResult.Written(new()
        {
            Format = format.Name, Query = asked.Line.ToString(), WithSuggestions = request.WithSuggestions, Language = request.Language,
            Network = format.Subject == ExportSubject.Network ? new { request.Network.Kind, request.Network.Aggregation, request.Network.Normalisation, request.Network.Duplicates, request.Network.Undecided, request.Network.Isolates, request.Window } : null,
            CodebookVersion = codebook, ExportedAt = now, Program = Program, Records = count.Records, LeftOut = count.LeftOut,
            Bytes = hashing.Bytes, Sha256 = hashing.Sha256(),
        });
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
