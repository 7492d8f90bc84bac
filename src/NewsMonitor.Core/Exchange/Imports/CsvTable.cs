using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>A line of a table.</summary>
/// <param name="Number">In the file, from 1; the headings are line 1.</param>
/// <param name="Cells">As many as the line has.</param>
internal readonly record struct CsvLine(int Number, string[] Cells)
{
    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {Number}");
}

/// <summary>
/// A table as people's programs write it: whichever delimiter its first line shows, UTF-8 or, where its bytes are none, Windows-1252 as
/// spreadsheets write it in the west.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    private const int HeadLength = 64 * 1024;

    private readonly CsvParser _parser;

    private CsvTable(CsvParser parser, string[] headings) => (_parser, Headings) = (parser, headings);

    public IReadOnlyList<string> Headings { get; }

    /// <summary>Opens a seekable file at its headings; null where there are none, or too many.</summary>
    public static async Task<CsvTable?> OpenAsync(Stream file, CancellationToken cancel)
    {
        var head = new byte[HeadLength];
        var length = await file.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancel);
        file.Position = 0;
        var encoding = EncodingOf(head.AsSpan(0, length));
        var first = encoding.GetString(head, 0, length).TrimStart('\uFEFF').Split('\n')[0];
        var delimiter = ";,\t|".MaxBy(c => first.Count(f => f == c));
        var parser = new CsvParser(new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(), MaxFieldSize = ImportBounds.LongestCell, BadDataFound = null, IgnoreBlankLines = true,
        });
        var table = await parser.ReadAsync() && parser.Record is { Length: > 0 and <= ImportBounds.MostColumns } headings
            ? new CsvTable(parser, [.. headings.Select(h => h.Trim())]) : null;
        if (table is null) parser.Dispose();
        return table;
    }

    /// <exception cref="CsvHelperException">A cell is longer than <see cref="ImportBounds.LongestCell"/>, or the lines cannot be told apart.</exception>
    public async IAsyncEnumerable<CsvLine> LinesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (await _parser.ReadAsync())
        {
            cancel.ThrowIfCancellationRequested();
            if (_parser.Record is { } cells && cells.Any(c => c.Length > 0)) yield return new(_parser.RawRow, cells);
        }
    }

    /// <summary>Takes the apostrophe away that an export puts before what a spreadsheet would run.</summary>
    public static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? cell[1..] : cell;

    private static Encoding EncodingOf(ReadOnlySpan<byte> head)
    {
        try
        {
            // Not flushed: a letter may be cut in two at the end of what was looked at.
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder().GetCharCount(head, flush: false);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        }
    }

    public void Dispose() => _parser.Dispose();
}
