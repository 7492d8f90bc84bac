using System.Buffers;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>The folder <c>postgres</c> of a data directory, and what lies where in it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ClusterFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>pg_ctl hands the path to a shell; the configuration file quotes with '.</summary>
    private static readonly SearchValues<char> Unspeakable = SearchValues.Create("'\"$`\\\n\r");

    private ClusterFolder(string dataDirectory, string home) => (DataDirectory, Home) = (dataDirectory, home);

    public string DataDirectory { get; }
    /// <summary>The folder itself, symbolic links resolved.</summary>
    public string Home { get; }
    /// <summary>PostgreSQL's data; belongs to the server's user.</summary>
    public string Cluster => Path.Combine(Home, "cluster");
    /// <summary>Holds the server's socket, if the path is short enough for one.</summary>
    public string Sockets => Path.Combine(Home, "run");
    public string Logs => Path.Combine(Home, "log");
    /// <summary>What the server says until its own log begins.</summary>
    public string StartLog => Path.Combine(Logs, "start.log");
    public string Configuration => Path.Combine(Home, "newsmonitor.conf");
    public string Access => Path.Combine(Home, "pg_hba.conf");
    public string Password => Path.Combine(Home, "password");
    /// <summary>Held while the cluster is made, started or stopped.</summary>
    public string StartLock => Path.Combine(DataDirectory, "postgres.start.lock");
    /// <summary>Held, shared, by every program that uses the cluster.</summary>
    public string UsersLock => Path.Combine(DataDirectory, "postgres.users.lock");
    public bool HasCluster => File.Exists(Path.Combine(Cluster, "PG_VERSION"));

    /// <summary>The folder as it is, made or not.</summary>
    public static ClusterFolder In(string dataDirectory)
    {
        var path = Path.GetFullPath(dataDirectory);
        if (path.AsSpan().ContainsAny(Unspeakable))
        {
            throw new PostgresUnavailableException(
                $"The data directory {path} has a quote, a $, a backslash or a line break in its name, which PostgreSQL's tools cannot take. Choose another with NEWSMONITOR_DATA.");
        }
        var home = Path.Combine(path, "postgres");
        var target = Directory.Exists(home) ? new DirectoryInfo(home).ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;
        return new ClusterFolder(path, target ?? home);
    }

    /// <summary>Makes the data directory and the folder in it, both closed to other users.</summary>
    public void Make()
    {
        try
        {
            Directory.CreateDirectory(DataDirectory, OwnerOnly);
            Directory.CreateDirectory(Home, OwnerOnly);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new PostgresUnavailableException(
                $"The data directory {DataDirectory} cannot be made or written: {e.Message} Choose another with NEWSMONITOR_DATA, or run as the user it belongs to.", e);
        }
    }

    /// <summary>Lets another user pass through, without seeing what lies here: the server runs as one when we are root.</summary>
    public void LetPass()
    {
        File.SetUnixFileMode(DataDirectory, File.GetUnixFileMode(DataDirectory) | Passable);
        File.SetUnixFileMode(Home, File.GetUnixFileMode(Home) | Passable);
    }

    /// <summary>
    /// The same folder under <c>/var/lib/newsmonitor</c>, with a link to it from here: for root whose home nobody else may enter, in a container
    /// that knows no user namespaces.
    /// </summary>
    public ClusterFolder MoveOut()
    {
        var outside = Path.Combine("/var/lib/newsmonitor", Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(outside, Passable);
        Directory.Delete(Home, recursive: true);
        Directory.CreateSymbolicLink(Home, outside);
        return In(DataDirectory);
    }

    /// <summary>The password of the one role, made on first use and kept in a file that only we can read.</summary>
    public string ReadOrMakePassword()
    {
        if (File.Exists(Password))
        {
            return File.ReadAllText(Password).Trim();
        }
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new StreamWriter(Password, options);
        file.Write(password);
        return password;
    }
}
