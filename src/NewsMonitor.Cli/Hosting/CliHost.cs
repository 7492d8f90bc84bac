using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Cli.Ingestion;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Cli.Hosting;

/// <summary>Composes what a command works with: the settings, the database (found, taken over or started), the services of Core.</summary>
internal static class CliHost
{
    /// <summary>The settings as every .NET program has them, without a host around them.</summary>
    public static IConfiguration Settings() => Builder().Configuration;

    /// <summary>Runs a command on the archive, whose schema is brought up to date first.</summary>
    public static Task<int> OnArchiveAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancel) =>
        OnDatabaseAsync(work: false, LogLevel.Warning, async host =>
        {
            await host.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().MigrateAsync(cancel);
            return await command(host.Services);
        }, cancel);

    /// <summary>Runs a command on the database as it is.</summary>
    /// <param name="work">Whether the host is a worker.</param>
    /// <param name="least">The least level of what is logged, to standard error: standard output is the command's.</param>
    /// <param name="command">What to do; the host is built, not started.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<int> OnDatabaseAsync(bool work, LogLevel least, Func<IHost, Task<int>> command, CancellationToken cancel)
    {
        try
        {
            var builder = Builder();
            builder.Logging.ClearProviders();
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
            builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.Logging.SetMinimumLevel(least);
            builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
            // Both log what they throw, and what is thrown is said below in words.
            builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
            builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(28));

            var tell = least < LogLevel.Warning ? Console.Error.WriteLine : (Action<string>)(_ => { });
            // Left last: a private server stops when its last user has gone.
            await using var postgres = await PostgresServer.OpenAsync(PostgresOptions.From(builder.Configuration) with { Tell = tell }, cancel);
            builder.Services.AddArchive(postgres.ConnectionString);
            builder.Services.AddAccounts();
            builder.Services.AddIngestion(builder.Configuration, work);
            builder.Services.AddDesk(builder.Configuration);
            if (work) builder.Services.AddHostedService<MetricsPort>();
            using var host = builder.Build();
            return await command(host);
        }
        catch (PostgresUnavailableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Exit.NoDatabase;
        }
        catch (ProgramTooOldException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Exit.Failed;
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync("The settings are not right:");
            foreach (var fault in e.Failures) await Console.Error.WriteLineAsync("  " + fault);
            return Exit.Usage;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // A worker is there to be stopped: before it has begun it has done what it was asked, as after years.
            return work ? Exit.Done : Exit.Failed;
        }
    }

    private static HostApplicationBuilder Builder() => Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
    {
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    });
}
