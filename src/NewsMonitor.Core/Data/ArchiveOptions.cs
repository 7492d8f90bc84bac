using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace NewsMonitor.Core.Data;

/// <summary>How a context speaks to PostgreSQL: the same for the host, the command line, the tests and the migrations.</summary>
public static class ArchiveOptions
{
    public static DbContextOptionsBuilder UseArchive(this DbContextOptionsBuilder options, NpgsqlDataSource archive) =>
        options.UseNpgsql(archive, Dialect).UseSnakeCaseNamingConvention();

    public static DbContextOptionsBuilder<NewsDbContext> UseArchive(this DbContextOptionsBuilder<NewsDbContext> options, string connectionString)
    {
        options.UseNpgsql(connectionString, Dialect).UseSnakeCaseNamingConvention();
        return options;
    }

    private static void Dialect(NpgsqlDbContextOptionsBuilder npgsql) => npgsql.SetPostgresVersion(15, 0).MigrationsHistoryTable("migrations");
}
