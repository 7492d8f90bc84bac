using System.Runtime.Versioning;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>Makes a cluster. The caller holds <see cref="ClusterFolder.StartLock"/>.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ClusterCreation
{
    /// <summary>Makes the cluster beside its place and moves it there when it is whole: a kill in between leaves nothing half made.</summary>
    public static async Task CreateAsync(
        ClusterFolder folder, PostgresPrograms programs, ServerUser user, bool durable, CancellationToken cancel)
    {
        RemoveLeftovers(folder);
        var workshop = Path.Combine(folder.Home, $"new-{Guid.NewGuid():N}");
        Directory.CreateDirectory(workshop, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var passwordFile = Path.Combine(workshop, "password");
        await File.WriteAllTextAsync(passwordFile, folder.ReadOrMakePassword(), cancel);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        user.Own(passwordFile);
        user.Own(workshop);

        var made = Path.Combine(workshop, "cluster");
        var said = await user.RunAsync(
            [
                programs.InitDb, "-D", made, "--username", ServerSettings.Role, "--pwfile", passwordFile, "--auth=scram-sha-256",
                "--encoding=UTF8", "--data-checksums", "--no-instructions", .. ServerSettings.Locale(programs.Version),
                .. durable ? Array.Empty<string>() : ["--no-sync"],
            ],
            TimeSpan.FromMinutes(5), cancel);
        if (!said.Succeeded)
        {
            throw new PostgresUnavailableException($"PostgreSQL's initdb could not make a database cluster in {folder.Home}. It said: {said.Output}");
        }
        Directory.Move(made, folder.Cluster);
        Directory.Delete(workshop, recursive: true);
    }

    /// <summary>Removes what cut-off creations left.</summary>
    public static void RemoveLeftovers(ClusterFolder folder)
    {
        foreach (var leftover in Directory.EnumerateDirectories(folder.Home, "new-*"))
        {
            try
            {
                Directory.Delete(leftover, recursive: true);
            }
            catch (IOException)
            {
                // The initdb of a program that was killed just now still writes there. It is in nobody's way; a later start removes it.
            }
        }
    }
}
