using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>A folder with PostgreSQL's server programs, and their major version.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Version)
{
    public const int Oldest = 15;
    public const int Newest = 18;
    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];

    public string InitDb => Path.Combine(Folder, "initdb");
    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The supported programs on this machine: those on PATH first, then the distributions' folders, newest first.</summary>
    public static async IAsyncEnumerable<PostgresPrograms> OnThisMachineAsync(
        IReadOnlyList<string>? folders, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in folders ?? [.. OnPath(), .. OfDistributions()])
        {
            if (Resolve(folder) is { } real && seen.Add(real) && await InAsync(real, cancel) is { Version: >= Oldest and <= Newest } programs)
            {
                yield return programs;
            }
        }
    }

    /// <summary>The programs in that folder, or null if they are not there or do not run on this machine.</summary>
    public static async Task<PostgresPrograms?> InAsync(string folder, CancellationToken cancel)
    {
        var said = await Command.RunAsync([Path.Combine(folder, "postgres"), "--version"], TimeSpan.FromSeconds(20), cancel);
        return said.Succeeded && VersionNumber().Match(said.Output) is { Success: true } match
            ? new PostgresPrograms(folder, int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>The one command that puts PostgreSQL on this machine.</summary>
    public static string InstallCommand() => true switch
    {
        _ when File.Exists("/usr/bin/apt-get") => "sudo apt-get install postgresql",
        _ when File.Exists("/usr/bin/dnf") => "sudo dnf install postgresql-server postgresql-contrib",
        _ when File.Exists("/sbin/apk") => "sudo apk add postgresql postgresql-contrib",
        _ when OperatingSystem.IsMacOS() => "brew install postgresql@17",
        _ => "your system's package manager (the package is usually called postgresql)",
    };

    private static string? Resolve(string folder)
    {
        if (!Array.TrueForAll(Needed, name => File.Exists(Path.Combine(folder, name))))
        {
            return null;
        }
        // PATH often holds links; initdb looks for its templates beside the real file.
        var postgres = new FileInfo(Path.Combine(folder, "postgres"));
        return (postgres.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? postgres.FullName) is var real ? Path.GetDirectoryName(real) : null;
    }

    private static string[] OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> OfDistributions()
    {
        for (var version = Newest; version >= Oldest; version--)
        {
            yield return $"/usr/lib/postgresql/{version}/bin";                          // Debian, Ubuntu
            yield return $"/usr/lib/postgresql{version}/bin";                           // openSUSE
            yield return $"/usr/pgsql-{version}/bin";                                   // PostgreSQL's own packages for Red Hat and Fedora
            yield return $"/usr/libexec/postgresql{version}";                           // Alpine
            yield return $"/opt/homebrew/opt/postgresql@{version}/bin";                 // macOS, Apple silicon
            yield return $"/usr/local/opt/postgresql@{version}/bin";                    // macOS, Intel
            yield return $"/Applications/Postgres.app/Contents/Versions/{version}/bin"; // macOS
            yield return $"/usr/local/pgsql/bin";                                       // built from source
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d{1,3})\.", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionNumber();
}
