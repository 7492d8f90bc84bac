using Npgsql;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>The server that the operator's connection string names.</summary>
internal static class GivenServer
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>Connects once, waiting for a server that is still starting.</summary>
    /// <returns>The server's major version.</returns>
    /// <exception cref="PostgresUnavailableException">It cannot be reached, does not let us in, or is too old.</exception>
    public static async Task<int> ConnectAsync(string connectionString, TimeSpan patience, CancellationToken cancel)
    {
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new PostgresUnavailableException(
                $"ConnectionStrings__NewsMonitor is not a connection string: {e.Message} It should read like “Host=db;Database=newsmonitor;Username=newsmonitor;Password=…”.", e);
        }
        var since = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancel);
                return connection.PostgreSqlVersion.Major is >= PostgresPrograms.Oldest and var version ? version
                    : throw new PostgresUnavailableException(
                        $"The server {parts.Host} runs PostgreSQL {connection.PostgreSqlVersion}; NewsMonitor needs {PostgresPrograms.Oldest} or later.");
            }
            catch (NpgsqlException e) when (MayPass(e) && TimeProvider.System.GetElapsedTime(since) < patience)
            {
                await Task.Delay(Between, cancel);
            }
            catch (NpgsqlException e)
            {
                throw new PostgresUnavailableException(
                    $"The PostgreSQL server of ConnectionStrings__NewsMonitor ({parts.Host}, database {parts.Database}) cannot be used: {Reason(e)}", e);
            }
        }
    }

    /// <summary>Not reachable yet, or starting up; a refused password or a missing database stays as it is.</summary>
    private static bool MayPass(NpgsqlException e) => e is not PostgresException p || p.SqlState == PostgresErrorCodes.CannotConnectNow;

    private static string Reason(NpgsqlException e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "there is no such database. Make it with CREATE DATABASE, or correct the name.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } p =>
            $"it does not let us in ({p.MessageText}). Check user and password.",
        PostgresException p => p.MessageText,
        _ => $"{e.Message}{(e.InnerException is { } inner ? $" ({inner.Message})" : "")} Check that it runs and that host and port are right.",
    };
}
