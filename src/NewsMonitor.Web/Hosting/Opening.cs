using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Hosting;

/// <summary>What happens between building the host and serving the first page, and what the console says about it.</summary>
internal static class Opening
{
    /// <summary>Brings the schema up to date, makes the demo's accounts, and says where to go once the address is known.</summary>
    public static async Task OpenArchiveAsync(this WebApplication app)
    {
        var stop = app.Lifetime.ApplicationStopping;
        await app.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().MigrateAsync(stop);
        if (app.Configuration.IsDemo()) await AddDemoAccountsAsync(app.Services.GetRequiredService<UserAdmin>(), stop);
        var code = await app.Services.GetRequiredService<FirstRun>().PrepareAsync(stop);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, code));
    }

    private static async Task AddDemoAccountsAsync(UserAdmin users, CancellationToken cancel)
    {
        foreach (var account in DemoAccounts.All)
        {
            if (await users.FindAsync(account.UserName, cancel) is null)
                await users.AddAsync(new(account.UserName, account.Password, [.. account.Roles], account.DisplayName), Caller.Operator, cancel);
        }
    }

    /// <summary>On standard output and not in the log: it is for the person who typed the command, and the code is no log entry.</summary>
    private static void Announce(WebApplication app, string? code)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"NewsMonitor is at {address}"));
        if (app.Configuration.IsDemo())
        {
            foreach (var account in DemoAccounts.All) Console.WriteLine($"  sign in as {account.UserName} with the password {account.Password}");
        }
        if (code is not null) Console.WriteLine($"  nobody is here yet: make the first admin at {address}/first-run with the setup code {code}");
        Console.WriteLine();
    }
}
