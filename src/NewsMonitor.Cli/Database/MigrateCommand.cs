using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Cli.Database;

/// <summary><c>newsmonitor migrate</c>: brings the schema to this program's version.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print what was applied as JSON." };
        var command = new Command("migrate", "Bring the database's schema to this program's version. Web and workers do so themselves at start.") { json };
        command.SetAction((parsed, cancel) => CliHost.OnDatabaseAsync(work: false, LogLevel.Warning, async host =>
        {
            var archive = host.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>();
            await using var db = await archive.CreateDbContextAsync(cancel);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
            await archive.MigrateAsync(cancel);
            if (parsed.GetValue(json)) Print.Json(new { applied = pending });
            else Console.WriteLine(pending.Count == 0 ? "The schema is up to date." : $"Applied: {string.Join(", ", pending)}");
            return Exit.Done;
        }, cancel));
        return command;
    }
}
