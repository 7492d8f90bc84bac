using Microsoft.Extensions.Configuration;

namespace NewsMonitor.Core.Data;

/// <summary>Where an installation keeps what is its own: the private cluster, keys. One installation, one directory.</summary>
public static class DataDirectory
{
    /// <summary>The setting, and environment variable, that names the directory.</summary>
    public const string Setting = "NEWSMONITOR_DATA";

    /// <summary>The directory of <c>NEWSMONITOR_DATA</c>, else <c>newsmonitor</c> in the user's data folder, as an absolute path. Not created here.</summary>
    public static string From(IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } configured ? Path.GetFullPath(configured) : Default();

    /// <summary><c>newsmonitor</c> in the user's data folder (<c>~/.local/share</c> on Linux, or what <c>XDG_DATA_HOME</c> says).</summary>
    public static string Default()
    {
        var userData = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return userData.Length > 0
            ? Path.Combine(userData, "newsmonitor")
            : throw new InvalidOperationException($"This user has no home folder to keep data in. Set {Setting} to a folder for NewsMonitor's data.");
    }
}
