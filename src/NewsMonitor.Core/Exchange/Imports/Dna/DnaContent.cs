using System.Globalization;

namespace NewsMonitor.Core.Exchange.Imports.Dna;

internal sealed record DnaDocument(long Id, string Title, string Text, string Author, string Source, string Section, string Type, string Notes, DateTimeOffset Date);

internal sealed record DnaStatement(long Id, long Type, long Document, int Start, int Stop, long Coder);

internal sealed record DnaVariable(long Id, string Name, string DataType, long Type);

/// <summary>A value that many statements share: a person, an organisation, a concept.</summary>
internal sealed record DnaEntity(long Id, long Variable, string Value, string? Color, string? Alias, string? Notes);

/// <summary>
/// What a DNA database says, whichever version wrote it. Version 2 keeps short texts as they are and dates in milliseconds; version 3 keeps
/// them as entities (attributes, in its first releases) and dates in seconds. Both count a text in UTF-16 units, as Java does.
/// </summary>
internal sealed class DnaContent
{
    private DnaContent(int version) => Version = version;

    public int Version { get; }
    public List<DnaDocument> Documents { get; } = [];
    public List<DnaStatement> Statements { get; } = [];
    public Dictionary<long, string> Types { get; } = [];
    public List<DnaVariable> Variables { get; } = [];
    public Dictionary<long, DnaEntity> Entities { get; } = [];
    public Dictionary<long, string> Coders { get; } = [];
    /// <summary>The values of a statement, by variable.</summary>
    public Dictionary<long, Dictionary<long, string>> Values { get; } = [];
    /// <summary>What is in the file and has no place here, with how much of it there is.</summary>
    public List<LeftOutPart> LeftOut { get; } = [];

    /// <exception cref="DnaUnreadableException">It lacks a table, is of a version that we do not know, or holds too much.</exception>
    public static DnaContent Read(DnaDatabase file, CancellationToken cancel)
    {
        if (file.Has("ROLEVARIABLELINKS") || file.Has("DATASHORTTEXT", "RoleVariableLinkId")) throw new DnaUnreadableException("it was written by a development version of Discourse Network Analyzer with roles; versions 2 and 3 are read");
        if (!file.Has("DOCUMENTS", "ID", "Title", "Text", "Date") || !file.Has("STATEMENTS", "ID", "DocumentId", "Start", "Stop", "StatementTypeId") || !file.Has("VARIABLES", "ID", "Variable", "DataType", "StatementTypeId"))
        {
            throw new DnaUnreadableException("it has not the tables of Discourse Network Analyzer (DOCUMENTS, STATEMENTS, VARIABLES)");
        }
        var content = new DnaContent(file.Has("ENTITIES", "Value") || file.Has("ATTRIBUTEVARIABLES") ? 3 : 2);
        content.ReadLists(file);
        content.ReadDocuments(file, cancel);
        content.ReadStatements(file, cancel);
        content.ReadValues(file);
        foreach (var (table, kind) in ((string, LeftOutKind)[])
            [("REGEXES", LeftOutKind.RegularExpressions), ("STATEMENTLINKS", LeftOutKind.StatementLinks), ("ATTRIBUTEVALUES", LeftOutKind.EntityAttributes), ("ATTRIBUTEMETADATA", LeftOutKind.EntityAttributes)])
        {
            if (file.Count(table) is > 0 and var count) content.LeftOut.Add(new(kind, count));
        }
        return content;
    }

    private void ReadLists(DnaDatabase file)
    {
        if (file.Has("STATEMENTTYPES", "ID", "Label")) foreach (var row in file.Rows("SELECT ID, Label FROM STATEMENTTYPES LIMIT 1000")) Types[row.Number(0) ?? 0] = row.Text(1);
        if (file.Has("CODERS", "ID", "Name")) foreach (var row in file.Rows("SELECT ID, Name FROM CODERS LIMIT 10000")) Coders[row.Number(0) ?? 0] = row.Text(1);
        foreach (var row in file.Rows("SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES LIMIT 2000")) Variables.Add(new(row.Number(0) ?? 0, row.Text(1), row.Text(2), row.Number(3) ?? 0));
        var (table, colors) = (file.Has("ENTITIES", "ID", "VariableId", "Value") ? "ENTITIES" : file.Has("ATTRIBUTES", "ID", "VariableId", "Value") ? "ATTRIBUTES" : null, "");
        if (table is null) return;
        colors = file.Has(table, "Red", "Green", "Blue") ? "Red, Green, Blue" : "NULL, NULL, NULL";
        var more = file.Has(table, "Alias", "Notes") ? "Alias, Notes" : "NULL, NULL";
        foreach (var row in file.Rows($"SELECT ID, VariableId, Value, {colors}, {more} FROM {table} LIMIT 500000"))
        {
            var color = row is var r && r.Number(3) is { } red && r.Number(4) is { } green && r.Number(5) is { } blue && red + green + blue is > 0 and <= 765
                ? string.Create(CultureInfo.InvariantCulture, $"#{red & 255:x2}{green & 255:x2}{blue & 255:x2}") : null;
            Entities[row.Number(0) ?? 0] = new(row.Number(0) ?? 0, row.Number(1) ?? 0, row.Text(2).Trim(), color, row.Text(6) is { Length: > 0 } alias ? alias : null, row.Text(7) is { Length: > 0 } notes ? notes : null);
        }
    }

    private void ReadDocuments(DnaDatabase file, CancellationToken cancel)
    {
        string Column(string name) => file.Has("DOCUMENTS", name) ? name : "''";
        foreach (var row in file.Rows($"SELECT ID, Title, Text, {Column("Author")}, {Column("Source")}, {Column("Section")}, {Column("Type")}, {Column("Notes")}, Date FROM DOCUMENTS ORDER BY ID"))
        {
            cancel.ThrowIfCancellationRequested();
            if (Documents.Count == ImportBounds.MostArticles) throw new DnaUnreadableException($"it holds more than {ImportBounds.MostArticles:N0} documents");
            var date = row.Number(8) ?? 0;
            var seconds = Version == 2 ? date / 1000 : date;
            Documents.Add(new(
                row.Number(0) ?? 0, row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7),
                DateTimeOffset.FromUnixTimeSeconds(seconds is > -60_000_000_000 and < 250_000_000_000 ? seconds : 0)));
        }
    }

    private void ReadStatements(DnaDatabase file, CancellationToken cancel)
    {
        foreach (var row in file.Rows($"SELECT ID, StatementTypeId, DocumentId, Start, Stop, {(file.Has("STATEMENTS", "Coder") ? "Coder" : "0")} FROM STATEMENTS ORDER BY ID"))
        {
            cancel.ThrowIfCancellationRequested();
            if (Statements.Count == ImportBounds.MostStatements) throw new DnaUnreadableException($"it holds more than {ImportBounds.MostStatements:N0} statements");
            Statements.Add(new(row.Number(0) ?? 0, row.Number(1) ?? 0, row.Number(2) ?? 0, (int)Math.Clamp(row.Number(3) ?? -1, -1, int.MaxValue), (int)Math.Clamp(row.Number(4) ?? -1, -1, int.MaxValue), row.Number(5) ?? 0));
        }
    }

    private void ReadValues(DnaDatabase file)
    {
        var known = Statements.ToDictionary(s => s.Id, s => s.Type);
        foreach (var (table, column) in ((string, string)[])[("DATABOOLEAN", "Value"), ("DATAINTEGER", "Value"), ("DATALONGTEXT", "Value"), ("DATASHORTTEXT", file.Has("DATASHORTTEXT", "Entity") ? "Entity" : "Value")])
        {
            if (!file.Has(table, "StatementId", "VariableId", column)) continue;
            var isReference = table == "DATASHORTTEXT" && Version == 3;
            foreach (var row in file.Rows($"SELECT StatementId, VariableId, {column} FROM {table}"))
            {
                if (row.Number(0) is not { } statement || !known.ContainsKey(statement) || row.Number(1) is not { } variable) continue;
                var value = isReference ? row.Number(2) is { } id && Entities.TryGetValue(id, out var entity) ? entity.Value : "" : row.Text(2).Trim();
                if (!Values.TryGetValue(statement, out var values)) Values[statement] = values = [];
                values[variable] = value;
            }
        }
    }
}
