using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsMonitor.Core.Exchange.Imports.Dna;

/// <summary>Why a file is no database that we read.</summary>
internal sealed class DnaUnreadableException(string message) : Exception(message);

/// <summary>
/// Discourse Network Analyzer's SQLite file, opened as the foreign thing that it is: read-only and immutable, with no trust in its schema, no
/// extensions, and bounds on what it may hold. Only plain tables are asked: a view or a trigger of the same name could run for ever.
/// </summary>
internal sealed class DnaDatabase : IDisposable
{
    /// <summary>Bytes of a text or blob; rows of a table.</summary>
    private const int LongestValue = 32 * 1024 * 1024;
    private const int StepsBetweenLooks = 100_000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, HashSet<string>> _tables;
    // Kept as long as the connection: the database's library calls it.
    private readonly delegate_progress _look;

    private DnaDatabase(SqliteConnection connection, Dictionary<string, HashSet<string>> tables, delegate_progress look) => (_connection, _tables, _look) = (connection, tables, look);

    /// <exception cref="DnaUnreadableException">It is none, or none of this kind.</exception>
    public static DnaDatabase Open(string path, CancellationToken cancel)
    {
        Span<byte> head = stackalloc byte[16];
        using (var file = File.OpenRead(path))
        {
            if (file.ReadAtLeast(head, 16, throwOnEndOfStream: false) < 16 || !head.SequenceEqual("SQLite format 3\0"u8)) throw new DnaUnreadableException("it is no SQLite database");
        }
        // Immutable: neither a lock nor a log is looked for beside the file, or made.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = $"file:{Uri.EscapeDataString(path)}?immutable=1", Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var handle = connection.Handle!;
            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, LongestValue);
            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_SQL_LENGTH, 100_000);
            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_COLUMN, 200);
            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_EXPR_DEPTH, 50);
            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_ATTACHED, 0);
            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_TRIGGER_DEPTH, 1);
            delegate_progress look = _ => cancel.IsCancellationRequested ? 1 : 0;
            raw.sqlite3_progress_handler(handle, StepsBetweenLooks, look, null);
            foreach (var pragma in (string[])["trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"])
            {
                using var set = connection.CreateCommand();
                set.CommandText = $"PRAGMA {pragma}";
                set.ExecuteNonQuery();
            }
            return new(connection, Tables(connection), look);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new DnaUnreadableException(e.Message);
        }
    }

    public bool Has(string table, params string[] columns) => _tables.TryGetValue(table, out var known) && columns.All(known.Contains);

    /// <summary>How many rows a table has; 0 where there is none.</summary>
    public long Count(string table) => Has(table) ? Rows($"SELECT count(*) FROM {table}").Select(r => r.Number(0) ?? 0).First() : 0;

    /// <summary>Runs a query of ours over tables that were found to be tables.</summary>
    public IEnumerable<DnaRow> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        SqliteDataReader rows;
        try { rows = command.ExecuteReader(); }
        catch (SqliteException e) { throw new DnaUnreadableException(e.Message); }
        using (rows)
        {
            while (true)
            {
                bool more;
                try { more = rows.Read(); }
                catch (SqliteException e) { throw new DnaUnreadableException(e.Message); }
                if (!more) yield break;
                yield return new(rows);
            }
        }
    }

    private static Dictionary<string, HashSet<string>> Tables(SqliteConnection connection)
    {
        var tables = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        using var command = connection.CreateCommand();
        // Generated columns are computed by the file's own expressions: such a table is none of theirs.
        command.CommandText = """
            SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) p
            WHERE m.type = 'table' AND m.sql LIKE 'CREATE TABLE%' AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(m.name) x WHERE x.hidden <> 0) LIMIT 2000
            """;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (!tables.TryGetValue(rows.GetString(0), out var columns)) tables[rows.GetString(0)] = columns = new(StringComparer.OrdinalIgnoreCase);
            columns.Add(rows.GetString(1));
        }
        return tables;
    }

    public void Dispose() => _connection.Dispose();
}

/// <summary>A row; SQLite's columns hold what they like, whatever they are declared as.</summary>
internal readonly struct DnaRow(SqliteDataReader row)
{
    public long? Number(int column) => row.GetValue(column) switch
    {
        long number => number, double number when Math.Abs(number) < 1e15 => (long)number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number, _ => null,
    };

    public string Text(int column) => row.GetValue(column) switch { string text => text, long number => number.ToString(CultureInfo.InvariantCulture), _ => "" };
}
