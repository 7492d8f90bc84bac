using System.Globalization;
using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>
/// As whom the server runs. PostgreSQL refuses to run as root, so a program that is root starts it as another user (<c>setpriv</c>), or, where
/// that user cannot reach the data, in a user namespace that shows root under another number (<c>unshare</c>). Both are in util-linux, which
/// Debian and Ubuntu always have.
/// </summary>
internal sealed record ServerUser(string Name, IReadOnlyList<string> Prefix, int? UserId = null, int? GroupId = null)
{
    private const int Nobody = 65534;
    private static readonly string[] OtherNames = ["postgres", "nobody"];

    /// <summary>The same user as ours.</summary>
    public static ServerUser Ourselves { get; } = new("the same user", []);

    /// <summary>Root under another number: the files stay root's.</summary>
    public static ServerUser RootInDisguise { get; } =
        new("root in a user namespace", ["unshare", "--user", $"--map-user={Nobody}", $"--map-group={Nobody}"]);

    public static ServerUser Other(string name, int user, int group) =>
        new(name, ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups"], user, group);

    /// <summary>Whether folders must let this user pass who is not us.</summary>
    public bool IsOther => UserId is not null;

    public static bool WeAreRoot => Environment.IsPrivilegedProcess;

    /// <summary>The users to try when we are root: postgres, if the machine has one, else nobody.</summary>
    public static IEnumerable<ServerUser> Others() =>
        from name in OtherNames
        from line in File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd") : []
        let fields = line.Split(':')
        where fields.Length > 3 && fields[0] == name
        select Other(name, Number(fields[2]), Number(fields[3]));

    /// <summary>As whom an existing cluster must run: as its owner.</summary>
    public static async Task<ServerUser> OwnerOfAsync(string cluster, CancellationToken cancel)
    {
        if (!WeAreRoot)
        {
            return Ourselves;
        }
        var stat = await Command.RunAsync(["stat", "-c", "%U:%u:%g", cluster], TimeSpan.FromSeconds(10), cancel);
        var fields = stat.Output.Split(':');
        if (!stat.Succeeded || fields.Length != 3)
        {
            throw new PostgresUnavailableException($"Nobody can tell whom {cluster} belongs to: {stat.Output}");
        }
        return Number(fields[1]) == 0 ? RootInDisguise : Other(fields[0], Number(fields[1]), Number(fields[2]));
    }

    /// <summary>Gives the file or folder to this user.</summary>
    public void Own(string path)
    {
        if (UserId is { } user && lchown(path, (uint)user, (uint)GroupId!) != 0)
        {
            throw new PostgresUnavailableException(
                $"{path} cannot be given to the user {Name}, as whom PostgreSQL would run: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    public Task<CommandResult> RunAsync(IEnumerable<string> words, TimeSpan limit, CancellationToken cancel) =>
        Command.RunAsync(Prefix.Concat(words), limit, cancel);

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}
