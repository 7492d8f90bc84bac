namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>There is no PostgreSQL to work on. The message is for the operator: what happened, what it means, what to do.</summary>
public sealed class PostgresUnavailableException : Exception
{
    public PostgresUnavailableException(string message) : base(message)
    {
    }

    public PostgresUnavailableException(string message, Exception inner) : base(message, inner)
    {
    }
}
