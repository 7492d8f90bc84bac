using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace NewsMonitor.Core.Data;

/// <summary>Puts the archive into a host: one pool of connections, a factory of contexts, the bulletin board.</summary>
public static class ArchiveServices
{
    public static IServiceCollection AddArchive(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddDbContextFactory<NewsDbContext>((provider, options) => options.UseArchive(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<BulletinBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<BulletinBoard>());
        services.AddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Brings the schema to this program's version. Nodes that start together wait for one another: EF locks its history table.</summary>
    public static async Task MigrateAsync(this IDbContextFactory<NewsDbContext> archive, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await db.Database.MigrateAsync(cancel);
    }
}
