using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>The private server's configuration, written anew at each start so that a new release brings its settings to old clusters.
/// What the operator sets with <c>ALTER SYSTEM</c> wins over it.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class ServerSettings
{
    public const int Port = 5432;
    public const string Role = "newsmonitor";
    /// <summary>sun_path holds 104 bytes with its end on macOS, 108 on Linux; the file is called <c>.s.PGSQL.5432</c>.</summary>
    private const int LongestSocketFolder = 103 - 15;

    private const long LeastSharedMemory = 256L << 20;

    /// <summary>Where the socket goes: beside the data, or in a short folder of its own under /tmp where that path is too long for one.</summary>
    public static string SocketFolder(ClusterFolder folder) =>
        Encoding.UTF8.GetByteCount(folder.Sockets) <= LongestSocketFolder
            ? folder.Sockets
            : $"/tmp/newsmonitor-{Guid.NewGuid():N}";

    /// <summary>Only the one role, only with its password, only over the socket.</summary>
    public const string Access = """
        # Written by NewsMonitor at each start of the server.
        local all newsmonitor scram-sha-256
        """;

    public static string Configuration(ClusterFolder folder, string socketFolder, bool durable)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        var common = $"""
            # Written by NewsMonitor at each start of the server. To change a setting, use ALTER SYSTEM: that wins over this file.
            hba_file = '{folder.Access}'
            # No address at all, not even loopback: the socket alone.
            listen_addresses = ''
            port = {Port}
            unix_socket_directories = '{socketFolder}'
            unix_socket_permissions = 0700
            cluster_name = 'newsmonitor'
            # Web and workers with a pool of 100 each.
            max_connections = 300
            shared_buffers = {Megabytes(memory / 8, 32, 1024)}
            effective_cache_size = {Megabytes(memory / 2, 256, 64 * 1024)}
            maintenance_work_mem = {Megabytes(memory / 32, 32, 256)}
            work_mem = {Megabytes(memory / 256, 4, 32)}
            dynamic_shared_memory_type = {SharedMemory(folder)}
            random_page_cost = 1.1
            # Compiling costs more than the newsroom's short queries take.
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            datestyle = 'iso, ymd'
            lc_messages = 'C'
            default_text_search_config = 'pg_catalog.simple'
            password_encryption = scram-sha-256

            """;
        return common + (durable
            ? $"""
                max_wal_size = 2GB
                wal_compression = on
                # A week of logs, a file a weekday.
                logging_collector = on
                log_directory = '{folder.Logs}'
                log_filename = 'postgres-%a.log'
                log_file_mode = 0640
                log_truncate_on_rotation = on
                log_rotation_age = 1d
                log_rotation_size = 0
                log_min_duration_statement = 2s
                log_line_prefix = '%m [%p] %a '

                """
            : """
                # For tests: the cluster is thrown away, so nothing need reach the disk.
                fsync = off
                synchronous_commit = off
                full_page_writes = off
                wal_level = minimal
                max_wal_senders = 0

                """);
    }

    /// <summary>
    /// UTF-8 everywhere, order by code point, so that the same data sorts alike on every machine and indexes outlive an update of the system's
    /// collations; queries that show names ask for a collation. PostgreSQL 17 has that built in. The text search before 18 folds case by LC_CTYPE
    /// whatever the provider, so this is UTF-8 too; macOS lacks C.UTF-8.
    /// </summary>
    public static IEnumerable<string> Locale(int version) =>
    [
        .. version >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : Array.Empty<string>(),
        .. OperatingSystem.IsMacOS() ? ["--locale=C", "--lc-ctype=en_US.UTF-8"] : new[] { "--locale=C.UTF-8" },
    ];

    /// <summary>
    /// What parallel queries share: initdb found out what this machine lets the server's user do. The 64 MB of /dev/shm that a container usually has
    /// are too few for a parallel hash join; files serve there.
    /// </summary>
    private static string SharedMemory(ClusterFolder folder)
    {
        var found = File.ReadLines(Path.Combine(folder.Cluster, "postgresql.conf"))
            .Select(line => SharedMemoryType().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value ?? "mmap";
        const string memoryFiles = "/dev/shm";
        return found == "posix" && Directory.Exists(memoryFiles) && new DriveInfo(memoryFiles).TotalSize < LeastSharedMemory ? "mmap" : found;
    }

    [GeneratedRegex(@"^dynamic_shared_memory_type = (\w{1,20})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SharedMemoryType();

    private static string Megabytes(long wanted, long least, long most) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(wanted, least, most)}MB");
}
