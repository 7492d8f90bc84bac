using System.Runtime.CompilerServices;
using CsvHelper;
using NewsMonitor.Core.Exchange.Imports.Dna;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>
/// A file to be imported, on this node's disk while it is read: tables are looked at twice, zips and databases are read in no order. Gone
/// with its last reader.
/// </summary>
public sealed class ImportFile : IDisposable
{
    private ImportFile(string path, bool isOwn) => (Path, IsOwn) = (path, isOwn);

    public string Path { get; }
    private bool IsOwn { get; }

    /// <summary>Copies what comes; null if it is more than <see cref="ImportBounds.MostBytes"/>.</summary>
    public static async Task<ImportFile?> CopyAsync(Stream content, CancellationToken cancel)
    {
        // In a folder that only this program's user can look into.
        var copy = new ImportFile(System.IO.Path.Combine(Directory.CreateTempSubdirectory("newsmonitor-import-").FullName, "file"), isOwn: true);
        try
        {
            await using var file = new FileStream(copy.Path, FileMode.CreateNew, FileAccess.Write);
            var (buffer, length, count) = (new byte[81920], 0L, 0);
            while ((count = await content.ReadAsync(buffer, cancel)) > 0)
            {
                if ((length += count) > ImportBounds.MostBytes) { copy.Dispose(); return null; }
                await file.WriteAsync(buffer.AsMemory(0, count), cancel);
            }
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>A file of the operator's own, which stays.</summary>
    public static ImportFile At(string path) => new(path, isOwn: false);

    public Stream Open() => File.OpenRead(Path);

    /// <summary>What it seems to hold, by its first bytes, its headings and its name; null where nothing can be told.</summary>
    public async Task<ImportFormat?> GuessAsync(string name, CancellationToken cancel)
    {
        var head = new byte[4096];
        await using (var file = Open())
        {
            var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
            head = head[..length];
        }
        if (head.AsSpan().StartsWith("SQLite format 3\0"u8)) return ImportFormat.Dna;
        if (head.AsSpan().StartsWith("PK"u8)) return ImportFormat.ArticleFiles;
        var text = System.Text.Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\r', '\n');
        if (text.StartsWith('{')) return text.Contains("\"participants\"", StringComparison.Ordinal) ? ImportFormat.StatementsJsonLines : ImportFormat.ArticlesJsonLines;
        var ending = System.IO.Path.GetExtension(name).ToLowerInvariant();
        if (ending is not (".csv" or ".tsv" or ".txt" or ".tab" or "")) return null;
        await using var table = Open();
        using var csv = await CsvTable.OpenAsync(table, cancel);
        // A text without columns is no table, whatever it is called.
        if (csv is not { Headings.Count: > 1 }) return null;
        if (StatementColumns.Missing(ColumnMap.Of(csv.Headings, StatementColumns.All, new Dictionary<string, string>())).Count == 0) return ImportFormat.StatementsCsv;
        return ArticleColumns.Missing(ColumnMap.Of(csv.Headings, ArticleColumns.All, new Dictionary<string, string>())).Count == 0 ? ImportFormat.ArticlesCsv : ImportFormat.StatementsCsv;
    }

    /// <summary>The columns of a table, as they would be read; null for what is no table.</summary>
    public async Task<ColumnMap?> ColumnsAsync(ImportRequest request, CancellationToken cancel)
    {
        if (request.Format is not (ImportFormat.StatementsCsv or ImportFormat.ArticlesCsv)) return null;
        await using var file = Open();
        using var csv = await CsvTable.OpenAsync(file, cancel);
        return csv is null ? null : ColumnMap.Of(csv.Headings, request.Format == ImportFormat.StatementsCsv ? StatementColumns.All : ArticleColumns.All, request.Columns);
    }

    /// <summary>Statements of a table or of JSON Lines. A fault of the file itself is the last line.</summary>
    internal async IAsyncEnumerable<ImportedLine> StatementsAsync(ImportRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var file = Open();
        if (request.Format == ImportFormat.StatementsJsonLines)
        {
            await foreach (var line in StatementsJsonReader.ReadAsync(file, cancel)) yield return line;
            yield break;
        }
        using var csv = await CsvTable.OpenAsync(file, cancel);
        if (csv is null || ColumnMap.Of(csv.Headings, StatementColumns.All, request.Columns) is not { } map)
        {
            yield return new(null, new("", ImportFaultKind.NoRows));
            yield break;
        }
        if (StatementColumns.Missing(map) is { Count: > 0 } missing)
        {
            yield return new(null, new("", ImportFaultKind.NoColumns, string.Join(", ", missing)));
            yield break;
        }
        await foreach (var line in Guarded(StatementsCsvReader.ReadAsync(csv, map, cancel), e => new ImportedLine(null, new("", ImportFaultKind.NotReadable, e)), cancel)) yield return line;
    }

    internal async IAsyncEnumerable<ImportedText> ArticlesAsync(ImportRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var file = Open();
        var texts = request.Format switch
        {
            ImportFormat.ArticlesJsonLines => ArticlesJsonReader.ReadAsync(file, cancel),
            ImportFormat.ArticleFiles => ArticleFiles.ReadZipAsync(file, cancel),
            _ => TableAsync(file, request, cancel),
        };
        await foreach (var text in Guarded(texts, e => ImportedText.Refuse("", ImportFaultKind.NotReadable, e), cancel)) yield return text;
    }

    /// <exception cref="DnaUnreadableException">It is none that we read.</exception>
    internal DnaMapping ReadDna(CancellationToken cancel)
    {
        using var database = DnaDatabase.Open(Path, cancel);
        return new(DnaContent.Read(database, cancel));
    }

    private static async IAsyncEnumerable<ImportedText> TableAsync(Stream file, ImportRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var csv = await CsvTable.OpenAsync(file, cancel);
        var map = csv is null ? null : ColumnMap.Of(csv.Headings, ArticleColumns.All, request.Columns);
        if (map is null) yield return ImportedText.Refuse("", ImportFaultKind.NoRows);
        else if (ArticleColumns.Missing(map) is { Count: > 0 } missing) yield return ImportedText.Refuse("", ImportFaultKind.NoColumns, string.Join(", ", missing));
        else await foreach (var text in ArticlesCsvReader.ReadAsync(csv!, map, cancel)) yield return text;
    }

    /// <summary>What the readers of tables and zips throw at a broken file becomes its last line.</summary>
    private static async IAsyncEnumerable<T> Guarded<T>(IAsyncEnumerable<T> lines, Func<string, T> broken, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var each = lines.GetAsyncEnumerator(cancel);
        while (true)
        {
            string? fault = null;
            try
            {
                if (!await each.MoveNextAsync()) yield break;
            }
            catch (Exception e) when (e is CsvHelperException or InvalidDataException or NotSupportedException)
            {
                fault = e.Message.Split('\n')[0].Trim();
            }
            if (fault is not null)
            {
                yield return broken(fault);
                yield break;
            }
            yield return each.Current;
        }
    }

    public void Dispose()
    {
        if (IsOwn && System.IO.Path.GetDirectoryName(Path) is { } folder && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
