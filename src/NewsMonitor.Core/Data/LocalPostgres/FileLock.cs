using System.Runtime.Versioning;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>
/// An advisory lock between processes, held on an open file: .NET takes <c>flock(2)</c>, shared for <see cref="FileShare.ReadWrite"/> and
/// exclusive for <see cref="FileShare.None"/>. The kernel lets go of it when the process dies, however it dies, and children do not inherit it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>The lock, or null if somebody else holds it in a way that excludes ours.</summary>
    /// <exception cref="PostgresUnavailableException">The file is another user's.</exception>
    public static FileLock? TryTake(string path, bool exclusive)
    {
        try
        {
            return new FileLock(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = exclusive ? FileShare.None : FileShare.ReadWrite,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            // A lock held elsewhere comes as a bare IOException; a missing folder or a full disk as a subclass or, at worst, as "held" until
            // the patience of the caller ends with this path in its message.
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PostgresUnavailableException(
                $"{path} belongs to another user. Run NewsMonitor as the user who made this data directory, or choose another with NEWSMONITOR_DATA.", e);
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="PostgresUnavailableException">Somebody holds it longer than <paramref name="patience"/>.</exception>
    public static async Task<FileLock> TakeAsync(string path, bool exclusive, TimeSpan patience, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            if (TryTake(path, exclusive) is { } taken)
            {
                return taken;
            }
            if (TimeProvider.System.GetElapsedTime(since) > patience)
            {
                throw new PostgresUnavailableException(
                    $"Another NewsMonitor program has been starting or stopping the database for {patience.TotalMinutes:0} minutes (it holds {path}). "
                    + "Look for a program that hangs, end it, and start again.");
            }
            await Task.Delay(Between, cancel);
        }
    }

    public void Dispose() => _file.Dispose();
}
