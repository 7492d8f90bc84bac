using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Codebook;

/// <summary>
/// The codebook as a table (RFC 4180), all fields, a line an entry. Examples and synonyms stand in one cell each, a blank line between two.
/// Read tolerantly: any of the delimiters that spreadsheets write, columns in any order, a parent by its name where there are no ids.
/// </summary>
public static class CodebookCsv
{
    private static readonly string[] Columns =
        ["list", "guid", "parent_guid", "parent", "name", "proposition", "cameo", "definition", "include", "exclude", "examples", "synonyms", "color", "key", "retired"];

    private const string Between = "\n\n";

    public static void Write(Stream file, IReadOnlyList<CodebookFileEntry> entries)
    {
        // The mark tells Excel that it is UTF-8.
        using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var column in Columns) csv.WriteField(column);
        csv.NextRecord();
        var names = entries.ToDictionary(e => e.Uid, e => e.Name);
        foreach (var entry in entries)
        {
            string?[] cells =
            [
                $"{entry.Kind}s".ToLowerInvariant(), entry.Uid.ToString(), entry.Parent?.ToString(), entry.Parent is { } parent ? names.GetValueOrDefault(parent) : null,
                entry.Name, entry.Proposition, entry.Cameo, entry.Definition, entry.Include, entry.Exclude,
                string.Join(Between, entry.Examples ?? []), string.Join(Between, entry.Synonyms ?? []), entry.Color, entry.Shortcut, entry.Retired == true ? "yes" : "",
            ];
            foreach (var cell in cells) csv.WriteField(cell);
            csv.NextRecord();
        }
    }

    public static CodebookReading Read(Stream file)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            PrepareHeaderForMatch = args => args.Header.Trim().ToLowerInvariant().Replace(' ', '_'),
            MissingFieldFound = null,
            BadDataFound = null,
            // A quote that nobody closes would make the rest of the file one cell.
            MaxFieldSize = 20 * Limits.Note,
        };
        try
        {
            var bytes = ((MemoryStream)file).ToArray();
            using var csv = new CsvReader(new StringReader(Decode(bytes)), configuration);
            if (!csv.Read() || !csv.ReadHeader()) return CodebookReading.Refuse(CodebookFileFault.NotReadable, "It has no line of headings.");
            if (!csv.HeaderRecord!.Any(h => string.Equals(h.Trim(), "name", StringComparison.OrdinalIgnoreCase)))
                return CodebookReading.Refuse(CodebookFileFault.NotReadable, "It has no column “name”.");
            return ReadLines(csv);
        }
        catch (CsvHelperException e)
        {
            return CodebookReading.Refuse(CodebookFileFault.NotReadable, e is MaxFieldSizeException ? "A cell is longer than a codebook's can be." : e.Message.Split('\n')[0]);
        }
    }

    private static CodebookReading ReadLines(CsvReader csv)
    {
        var lines = new List<(CodebookFileEntry Entry, string? ParentName)>();
        var columns = csv.HeaderRecord!.Select(h => h.Trim().ToLowerInvariant().Replace(' ', '_')).ToHashSet();
        while (csv.Read())
        {
            if (Cell("name") is not { } name) continue;
            if (lines.Count == CodebookFile.MostEntries) return CodebookReading.Refuse(CodebookFileFault.TooManyEntries, $"It lists more than {CodebookFile.MostEntries:N0} codes.");
            var kind = Cell("list")?.StartsWith("instrument", StringComparison.OrdinalIgnoreCase) == true ? EntryKind.Instrument : EntryKind.Issue;
            var own = Guid.TryParse(Cell("guid"), out var guid);
            lines.Add((new()
            {
                Uid = own ? guid : CodebookFile.NamedGuid($"{kind}\n{name.ToUpperInvariant()}"), HasOwnGuid = own, Kind = kind, Name = name,
                Parent = Guid.TryParse(Cell("parent_guid"), out var parent) ? parent : null, SaysParent = columns.Contains("parent_guid") || columns.Contains("parent"),
                Proposition = Said("proposition"), Cameo = Said("cameo"), Definition = Said("definition"), Include = Said("include"), Exclude = Said("exclude"),
                Examples = Many("examples"), Synonyms = Many("synonyms"), Color = Said("color") is { } color ? CodebookFile.ColorOf(color) ?? "" : null, Shortcut = Said("key"),
                Retired = columns.Contains("retired") ? Cell("retired")?.ToLowerInvariant() is "yes" or "true" or "1" or "ja" : null,
            }, Cell("parent")));
        }
        var byName = lines.GroupBy(l => (l.Entry.Kind, l.Entry.Name.ToUpperInvariant())).ToDictionary(g => g.Key, g => g.First().Entry.Uid);
        return new([.. lines.Select(l => l.Entry.Parent is null && l.ParentName is { } name && byName.TryGetValue((l.Entry.Kind, name.ToUpperInvariant()), out var guid)
            ? l.Entry with { Parent = guid } : l.Entry)]);

        string? Cell(string column) => csv.TryGetField<string>(column, out var text) && !string.IsNullOrWhiteSpace(text) ? text.ReplaceLineEndings("\n").Trim() : null;

        // A column that is there and empty says that there is nothing.
        string? Said(string column) => columns.Contains(column) ? Cell(column) ?? "" : null;

        string[]? Many(string column) => !columns.Contains(column) ? null
            : [.. (Cell(column) ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>UTF-8 with or without its mark, UTF-16 with one; what is no UTF-8 comes from an older Excel.</summary>
    private static string Decode(byte[] bytes)
    {
        try
        {
            using var strict = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return strict.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
