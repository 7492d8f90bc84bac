using System.Globalization;
using System.Security.Claims;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Web.Auth;

/// <summary>What the cookie says about the person who is signed in. Good for showing; every write asks the archive again.</summary>
public static class Person
{
    public const string DisplayNameClaim = "newsmonitor:name";
    public const string LanguageClaim = "newsmonitor:language";

    /// <summary>The person's id. Throws for nobody: pages behind sign-in always have one.</summary>
    public static long Id(this ClaimsPrincipal person) =>
        long.Parse(
            person.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."),
            CultureInfo.InvariantCulture);

    public static string DisplayName(this ClaimsPrincipal person) =>
        person.FindFirstValue(DisplayNameClaim) ?? person.Identity?.Name ?? "";

    public static string? Language(this ClaimsPrincipal person) => person.FindFirstValue(LanguageClaim);

    /// <summary>Whether the person may do what the role does; an analyst's work is everyone's who signs in.</summary>
    public static bool Holds(this ClaimsPrincipal person, Role role) => role == Role.Analyst ? person.Identity is { IsAuthenticated: true } : person.IsInRole(role.ToString());

    /// <summary>The roles given, in the order of the work.</summary>
    public static IEnumerable<Role> Roles(this ClaimsPrincipal person) => Enum.GetValues<Role>().Where(role => person.IsInRole(role.ToString()));

    /// <summary>Two letters for the corner: first and last name.</summary>
    public static string Initials(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0) return "?";
        var letters = parts.Length == 1 ? First(parts[0]) : First(parts[0]) + First(parts[^1]);
        return letters.ToUpper(CultureInfo.CurrentCulture);
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word);
}
