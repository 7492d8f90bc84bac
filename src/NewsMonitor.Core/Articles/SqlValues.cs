using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>The values of one SQL statement that several hands write: each travels as a parameter.</summary>
internal sealed class SqlValues
{
    public List<NpgsqlParameter> Parameters { get; } = [];

    /// <summary>Names a value as the next parameter.</summary>
    public string Add(object value)
    {
        Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${Parameters.Count}";
    }
}
