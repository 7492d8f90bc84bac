using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Nodes;

/// <summary>This program is older than the archive allows. The message is for the operator.</summary>
public sealed class ProgramTooOldException(string message) : Exception(message);

/// <summary>
/// Programs of two versions on one archive, as while nodes are being replaced one after the other. The newer one brings the schema up at its
/// start; the older ones go on, and may start anew, because a migration only adds what older programs do not miss. One that cannot do so says
/// it (<see cref="RequireThis"/>): then older programs stop with a sentence that names what to do, within seconds where they run.
/// </summary>
public static class SchemaVersion
{
    // Before the migration's own lock: EF makes its history table first and locks it then, so two programs at an empty database would collide.
    private const string Lock = "SELECT pg_advisory_xact_lock(7204118002)";

    /// <summary>The newest migration that this program knows.</summary>
    public static string Known(NewsDbContext db) => db.Database.GetMigrations().LastOrDefault() ?? "";

    /// <summary>
    /// Brings the schema to this program's version. Programs that start together wait for one another, on a connection of its own: a migration
    /// may leave its transaction.
    /// </summary>
    /// <exception cref="ProgramTooOldException">A newer program has changed the archive so that this one cannot work on it.</exception>
    internal static async Task RaiseAsync(NewsDbContext db, NpgsqlConnection gate, CancellationToken cancel)
    {
        await using var transaction = await gate.BeginTransactionAsync(cancel);
        await using (var take = new NpgsqlCommand(Lock, gate, transaction) { CommandTimeout = 3600 }) await take.ExecuteNonQueryAsync(cancel);
        if (await FindFaultAsync(gate, Known(db), cancel) is { } fault) throw new ProgramTooOldException(fault);
        await db.Database.MigrateAsync(cancel);
    }

    /// <summary>Why a program that knows this migration as its newest may not work on the archive; null if it may.</summary>
    public static async Task<string?> FindFaultAsync(NpgsqlConnection connection, string known, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand("SELECT to_regclass('schema_floor') IS NOT NULL", connection);
        if (await ask.ExecuteScalarAsync(cancel) is not true) return null; // an archive from before there was a floor, or a new one
        await using var read = new NpgsqlCommand("SELECT migration FROM schema_floor", connection);
        var floor = await read.ExecuteScalarAsync(cancel) as string ?? "";
        return string.CompareOrdinal(floor, known) <= 0 ? null
            : $"This archive has been brought to a newer version ({Name(floor)}), on which this program ({ThisNode.Version}) cannot work. " +
              "Nothing was changed. Install the newer NewsMonitor on this machine too, or bring back the backup from before the upgrade.";
    }

    /// <summary>For a migration that older programs cannot work with: they stop, and do not start again.</summary>
    public static void RequireThis(this MigrationBuilder migration, string id) =>
        migration.Sql($"UPDATE schema_floor SET migration = '{id}' WHERE migration < '{id}'");

    private static string Name(string migration) => migration.Split('_', 2)[^1];
}
