namespace NewsMonitor.Web.Auth;

/// <summary>Where signing in happens.</summary>
public static class SignInPaths
{
    public const string SignIn = "/signin";
    public const string SignOut = "/signout";
    public const string FirstRun = "/first-run";
    public const string ReturnParameter = "return";

    /// <summary>Where to go after signing in: a path of this house, or the start. Keeps a crafted link from sending people elsewhere.</summary>
    public static string Safe(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
        && !path.Any(char.IsControl)
            ? path
            : "/";
}
