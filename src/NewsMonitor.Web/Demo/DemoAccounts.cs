using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Web.Demo;

/// <summary>An account that only a demo has. Its password is no secret: the sign-in page of a demo shows it.</summary>
public sealed record DemoAccount(string UserName, string DisplayName, string Password, IReadOnlyList<Role> Roles);

/// <summary>The accounts of the demo: one for each role's work, and a second editor, who codes beside the first.</summary>
public static class DemoAccounts
{
    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("analyst", "Alex Analyst", "demo-analyst-2021", [Role.Analyst]),
        new("editor", "Eda Editor", "demo-editor-2021", [Role.Analyst, Role.Editor]),
        new("coder", "Cora Coder", "demo-coder-2021", [Role.Analyst, Role.Editor]),
        new("admin", "Adam Admin", "demo-admin-2021", [Role.Analyst, Role.Admin]),
    ];
}
