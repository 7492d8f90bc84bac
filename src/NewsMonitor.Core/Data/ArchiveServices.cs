using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Nodes;
using Npgsql;

namespace NewsMonitor.Core.Data;

/// <summary>Puts the archive into a host: one pool of connections, a factory of contexts, the bulletin board.</summary>
public static class ArchiveServices
{
    private const int MigrationTries = 30;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddArchive(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(Thrifty(connectionString)));
        services.AddDbContextFactory<NewsDbContext>((provider, options) => options.UseArchive(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<BulletinBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<BulletinBoard>());
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Streams.StreamLog>();
        return services;
    }

    /// <summary>
    /// Six statements less each time a connection goes back to the pool: nothing here changes a session. What a statement needs to be set
    /// is set for its transaction (<c>SET LOCAL</c>).
    /// </summary>
    private static string Thrifty(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true }.ConnectionString;

    /// <summary>
    /// Brings the schema to this program's version; nodes that start together wait for one another. A database that goes away meanwhile is
    /// waited for, a minute. See <see cref="SchemaVersion"/>.
    /// </summary>
    /// <exception cref="ProgramTooOldException">The archive has gone further than this program can follow.</exception>
    public static async Task MigrateAsync(this IDbContextFactory<NewsDbContext> archive, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var db = await archive.CreateDbContextAsync(cancel);
                await using var gate = await archive.CreateDbContextAsync(cancel);
                await gate.Database.OpenConnectionAsync(cancel);
                await SchemaVersion.RaiseAsync(db, (NpgsqlConnection)gate.Database.GetDbConnection(), cancel);
                return;
            }
            catch (Exception e) when (tries < MigrationTries && e.MeansArchiveAway())
            {
                await Task.Delay(BetweenTries, cancel);
            }
        }
    }
}
