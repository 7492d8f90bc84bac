using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Hosting;

/// <summary>What happens before the first page is served, and what the console says about it.</summary>
internal static class Opening
{
    /// <summary>A builder that finds its settings and assets from wherever it is started, built or published.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = DemoHosting.WithDemoSwitch(args),
            ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    /// <summary>Brings the schema up to date, opens or closes the demo's accounts, and says where to go once the address is known.</summary>
    /// <exception cref="CannotStartException">A demo was asked for in a real newsroom's archive.</exception>
    public static async Task OpenArchiveAsync(this WebApplication app)
    {
        var stop = app.Lifetime.ApplicationStopping;
        var archive = app.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>();
        await archive.MigrateAsync(stop);
        await DemoAccess.SetAsync(archive, app.Services.GetRequiredService<UserAdmin>(), app.Configuration.IsDemo(), stop);
        var code = await app.Services.GetRequiredService<FirstRun>().PrepareAsync(stop);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, code));
    }

    /// <summary>On standard output and not in the log: it is for the person who typed the command, and the code is no log entry.</summary>
    private static void Announce(WebApplication app, string? code)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? app.Configuration["Urls"];
        Console.WriteLine();
        Console.WriteLine($"NewsMonitor is at {address}");
        if (app.Configuration.IsDemo())
        {
            foreach (var account in DemoAccounts.All) Console.WriteLine($"  sign in as {account.UserName} with the password {account.Password}");
        }
        else if (code is not null)
        {
            Console.WriteLine($"  nobody is here yet: make the first admin at {address}/first-run with the setup code {code}");
        }
        else
        {
            Console.WriteLine("  sign in with your account; 'newsmonitor user passwd NAME' sets a forgotten password");
        }
        Console.WriteLine();
    }
}
