using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Cli.Users;

/// <summary><c>newsmonitor user</c>: accounts, as the operator keeps them.</summary>
internal static class UserCommand
{
    public static Command Create() => new("user", "Keep the accounts.") { Add(), List(), Password() };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What the person signs in with: letters, digits and -._@+" };
        var roles = new Option<Role[]>("--role") { Description = "analyst, editor or admin; several are possible. Without: analyst.", AllowMultipleArgumentsPerToken = true };
        var display = new Option<string?>("--display-name") { Description = "What others see; without it the name." };
        var command = new Command("add", "Add an account. The password is asked for, or read from standard input's first line.") { name, roles, display };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            if (await Passwords.ReadAsync(cancel) is not { } password) return Exit.Usage;
            var wanted = parsed.GetValue(roles) is { Length: > 0 } given ? given : [Role.Analyst];
            var account = new NewAccount(parsed.GetRequiredValue(name), password, wanted, parsed.GetValue(display));
            var change = await services.GetRequiredService<UserAdmin>().AddAsync(account, Caller.Operator, cancel);
            return Say(change, $"Added {account.UserName} ({string.Join(", ", wanted).ToLowerInvariant()}).");
        }, cancel));
        return command;
    }

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("list", "List the accounts.") { json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var users = await services.GetRequiredService<UserAdmin>().ListAsync(cancel);
            if (parsed.GetValue(json)) Print.Json(users);
            else
            {
                Print.Table(["Name", "Shown as", "Roles", "Last sign-in", "State"], [.. users.Select(u => new[]
                {
                    u.UserName, u.DisplayName, string.Join(", ", u.Roles).ToLowerInvariant(), Print.Time(u.LastSignInAt),
                    u.DisabledAt is not null ? "disabled" : u.LockedUntil is not null ? "locked" : "",
                })]);
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static Command Password()
    {
        var name = new Argument<string>("name") { Description = "Whose." };
        var command = new Command("passwd", "Set an account's password and unlock it. The password is asked for, or read from standard input's first line.") { name };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var users = services.GetRequiredService<UserAdmin>();
            if (await users.FindAsync(parsed.GetRequiredValue(name), cancel) is not { } id) return Say(new UserChange.UnknownUser(), "");
            if (await Passwords.ReadAsync(cancel) is not { } password) return Exit.Usage;
            return Say(await users.SetPasswordAsync(id, password, Caller.Operator, cancel), "The password is set; open sessions have ended.");
        }, cancel));
        return command;
    }

    private static int Say(UserChange change, string done)
    {
        var trouble = change switch
        {
            UserChange.Saved => null,
            UserChange.NameTaken taken => $"There is an account {taken.Name} already. 'newsmonitor user passwd {taken.Name}' sets its password.",
            UserChange.BadName bad => $"\"{bad.Name}\" is no name for an account: 2 to 64 letters, digits and -._@+.",
            UserChange.BadPassword { Fault: PasswordFault.TooShort } => $"The password is too short: {PasswordRules.Shortest} characters at least.",
            UserChange.BadPassword { Fault: PasswordFault.TooLong } => $"The password is too long: {PasswordRules.Longest} characters at most.",
            UserChange.BadPassword { Fault: PasswordFault.SameAsName } => "The password is the name.",
            UserChange.BadPassword => "The password has too few different characters.",
            UserChange.UnknownUser => "There is no such account. 'newsmonitor user list' shows them all.",
            UserChange.LastAdmin => "This is the last admin.",
            _ => "It could not be done.",
        };
        if (trouble is null) Console.WriteLine(done);
        else Console.Error.WriteLine(trouble);
        return trouble is null ? Exit.Done : Exit.Failed;
    }
}
