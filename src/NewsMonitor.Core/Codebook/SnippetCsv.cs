using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>The snippets of a code as a table, page after page from the archive, so that a hundred thousand cost no memory.</summary>
public static class SnippetCsv
{
    private const int PageLength = 500;

    public static async Task WriteAsync(NewsDbContext db, SnippetFilter filter, string language, Stream file, CancellationToken cancel)
    {
        await using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        // Quotes are foreign words: one that begins with "=" must not become a formula in somebody's spreadsheet.
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
        foreach (var column in (string[])["code", "published", "outlet", "title", "address", "quote", "who", "about", "stance", "mode", "state", "coder", "codebook_version", "note"]) csv.WriteField(column);
        await csv.NextRecordAsync();
        SnippetKey? after = null;
        do
        {
            var page = await db.SnippetsAsync(filter, after, PageLength, language, cancel);
            foreach (var row in page.Rows)
            {
                csv.WriteField(row.CodeId);
                csv.WriteField(row.PublishedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                foreach (var cell in (string?[])[row.Outlet, row.Title, row.Address, row.Quote, row.Who, row.About, $"{row.Stance}", $"{row.Mode}", $"{row.State}", row.Coder]) csv.WriteField(cell);
                csv.WriteField(row.CodebookVersion);
                csv.WriteField(row.Note);
                await csv.NextRecordAsync();
            }
            await text.FlushAsync(cancel);
            after = page.Next;
        }
        while (after is not null);
    }
}
