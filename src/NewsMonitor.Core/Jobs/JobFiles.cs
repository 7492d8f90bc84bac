using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Jobs;

/// <summary>
/// Files that come or go with a job, kept in the archive in pieces: any node can write and any can read them, whatever their size, and nothing
/// is ever in memory whole. They are kept for a week after the job's end. Permission is the caller's to ask, by the job they belong to.
/// </summary>
public sealed class JobFiles(NpgsqlDataSource archive)
{
    private const int PartLength = 512 * 1024;

    /// <summary>Opens a file for writing, in place of what was there under the name. It is whole when the stream has been disposed.</summary>
    public async Task<Stream> CreateAsync(long jobId, string name, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("DELETE FROM job_file_parts WHERE job_id = $1 AND name = $2");
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(cancel);
        return new BufferedStream(new PartWriter(archive, jobId, name), PartLength);
    }

    /// <summary>Stores what comes, at most so many bytes.</summary>
    /// <returns>The bytes stored, or null if there were more than allowed: then nothing is kept.</returns>
    public async Task<long?> SaveAsync(long jobId, string name, Stream content, long mostBytes, CancellationToken cancel)
    {
        long length = 0;
        await using (var file = await CreateAsync(jobId, name, cancel))
        {
            var buffer = new byte[81920];
            for (int read; length <= mostBytes && (read = await content.ReadAsync(buffer, cancel)) > 0;)
            {
                length += read;
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        if (length <= mostBytes) return length;
        await (await CreateAsync(jobId, name, cancel)).DisposeAsync();
        return null;
    }

    /// <summary>The bytes of a file, or null if there is none.</summary>
    public async Task<long?> LengthAsync(long jobId, string name, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("SELECT sum(length(bytes))::bigint FROM job_file_parts WHERE job_id = $1 AND name = $2");
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>Opens a file for reading, from its start to its end. One that is missing is empty.</summary>
    public Stream Open(long jobId, string name) => new PartReader(archive, jobId, name);

    private sealed class PartWriter(NpgsqlDataSource archive, long jobId, string name) : OneWayStream
    {
        private int _number;

        public override bool CanWrite => true;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await using var command = archive.CreateCommand("INSERT INTO job_file_parts (job_id, name, number, bytes) VALUES ($1, $2, $3, $4)");
            command.Parameters.Add(new() { Value = jobId });
            command.Parameters.Add(new() { Value = name });
            command.Parameters.Add(new() { Value = _number++ });
            command.Parameters.Add(new() { Value = buffer, NpgsqlDbType = NpgsqlDbType.Bytea });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // Writers of archives and tables end with a few synchronous bytes; the buffer before us gathers them.
        public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    private sealed class PartReader(NpgsqlDataSource archive, long jobId, string name) : OneWayStream
    {
        private int _number;
        private ReadOnlyMemory<byte> _left;

        public override bool CanRead => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left.IsEmpty)
            {
                await using var command = archive.CreateCommand("SELECT bytes FROM job_file_parts WHERE job_id = $1 AND name = $2 AND number = $3");
                command.Parameters.Add(new() { Value = jobId });
                command.Parameters.Add(new() { Value = name });
                command.Parameters.Add(new() { Value = _number });
                if (await command.ExecuteScalarAsync(cancellationToken) is not byte[] part) return 0;
                (_left, _number) = (part, _number + 1);
            }
            var length = Math.Min(buffer.Length, _left.Length);
            _left[..length].CopyTo(buffer);
            _left = _left[length..];
            return length;
        }

        // Readers of archives look for the end of a file synchronously; a part is one row by its key.
        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    private abstract class OneWayStream : Stream
    {
        public override bool CanRead => false;
        public override bool CanWrite => false;
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
