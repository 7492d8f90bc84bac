using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Tests.Data;

public sealed class MigrationTests
{
    private static IEnumerable<TypeInfo> Migrations => typeof(NewsDbContext).Assembly.DefinedTypes.Where(t => t.IsSubclassOf(typeof(Migration)));

    [Fact]
    public void Each_migration_names_itself_or_it_would_be_passed_over()
    {
        Assert.All(Migrations, m => Assert.NotNull(m.GetCustomAttribute<MigrationAttribute>()));
        Assert.Distinct(Migrations.Select(m => m.GetCustomAttribute<MigrationAttribute>()!.Id));
    }

    /// <summary>
    /// dotnet ef writes one beside each migration, as long as the whole model; only "migrations remove" reads it, and git does that better. Move
    /// DbContext and Migration from the designer file to the migration's class, and delete the file. A data operation must then state its column types.
    /// </summary>
    [Fact]
    public void No_migration_carries_a_copy_of_the_model() =>
        Assert.Empty(Migrations.Where(m => m.GetMethod("BuildTargetModel", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null).Select(m => m.Name));
}
