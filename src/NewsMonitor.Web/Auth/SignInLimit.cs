using System.ComponentModel.DataAnnotations;

namespace NewsMonitor.Web.Auth;

/// <summary>Settings section <c>SignIn</c>.</summary>
public sealed class SignInLimit
{
    public const string Section = "SignIn";
    public const string Policy = "sign-in";

    /// <summary>How often one network address may try to sign in within a minute.</summary>
    [Range(1, 10_000)]
    public int AttemptsPerMinute { get; set; } = 10;
}
