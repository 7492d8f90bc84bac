using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace NewsMonitor.Core.Exchange;

/// <summary>
/// CSV after RFC 4180, with a mark of UTF-8 at its start, because spreadsheets take it for a code page of their own otherwise. Cells that a
/// spreadsheet would run as a formula (=, +, -, @ at the start) get an apostrophe before them: the texts are foreign.
/// </summary>
public static class CsvText
{
    public static CsvWriter Open(Stream to, char delimiter = ',') => new(
        new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 64 * 1024, leaveOpen: true),
        new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(), NewLine = "\r\n",
        });

    /// <summary>One line from values; dates as ISO 8601, numbers without a culture.</summary>
    public static async Task LineAsync(this CsvWriter csv, params IEnumerable<object?> values)
    {
        foreach (var value in values)
        {
            csv.WriteField(value switch
            {
                null => "",
                DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                // A number is no formula, though it may begin with a minus: the library's own escaping would take -1 for one.
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => Harmless(value.ToString() ?? ""),
            }, shouldQuote: value is string text && text.AsSpan().ContainsAny(",;\"\r\n"));
        }
        await csv.NextRecordAsync();
    }

    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
}
