using System.Text;
using System.Xml;
using System.Xml.Schema;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Codebook;

public sealed class CodebookFileTests(TestCluster cluster)
{
    private static readonly CodebookFileEntry[] Book =
    [
        new()
        {
            Uid = Guid.Parse("11111111-2222-8333-8444-555555555501"), Kind = EntryKind.Issue, Name = "NATO; \"Osten\" <weiter>", Proposition = "Die NATO soll wachsen.", Definition = "Erste Zeile\nzweite\n\nneuer Absatz",
            Include = "auch Partner", Exclude = "nicht: Übungen", Examples = ["Eins, zwei", "= drei"], Synonyms = ["Osterweiterung"], Color = "#6d3b9e", Shortcut = "n", Retired = false,
        },
        new() { Uid = Guid.Parse("11111111-2222-8333-8444-555555555502"), Kind = EntryKind.Issue, Parent = Guid.Parse("11111111-2222-8333-8444-555555555501"), Name = "Ukraine", Examples = [], Synonyms = [], Retired = false },
        new() { Uid = Guid.Parse("11111111-2222-8333-8444-555555555503"), Kind = EntryKind.Instrument, Name = "Sanktionen", Cameo = "1312", Examples = [], Synonyms = [], Retired = true },
    ];

    [Fact]
    public async Task A_table_brings_every_field_back()
    {
        var file = new MemoryStream();
        CodebookCsv.Write(file, Book);
        var read = await ReadAsync(file.ToArray());
        Assert.Equal(Book.Select(Plain), read.Entries.Select(Plain));
        Assert.Equal(Book.Select(e => e.Parent), read.Entries.Select(e => e.Parent));
    }

    [Fact]
    public async Task A_REFI_QDA_file_is_valid_and_brings_every_field_back()
    {
        var file = new MemoryStream();
        CodebookQdc.Write(file, Book, "NewsMonitor");
        AssertValid(file.ToArray());
        var read = await ReadAsync(file.ToArray());
        Assert.Equal("NewsMonitor", read.Origin);
        // The format has no word for "retired": such codes cannot be coded with, and come back in use.
        Assert.Equal(Book.Select(e => Plain(e with { Retired = null })), read.Entries.Select(Plain));
        Assert.Equal(Book.Select(e => (e.Kind, e.Parent)), read.Entries.Select(e => (e.Kind, e.Parent)));
    }

    [Theory]
    [InlineData("urn:QDA-XML:codebook:1.0")]
    [InlineData("urn:QDA-XML:codebook:1:0")] // as NVivo for Mac writes it
    public async Task Other_programs_files_are_read_with_their_nesting_colours_and_ids_that_are_none(string space)
    {
        var read = await ReadAsync($$"""
            <?xml version="1.0" encoding="utf-8"?>
            <CodeBook xmlns="{{space}}" origin="NVivo"><Codes>
              <Code guid="{A1B2C3D4-0000-4000-8000-000000000001}" name="Themes" isCodable="false" color="#ABC"><Description>All <b xmlns="">of</b> it</Description>
                <Code guid="c001" name="Anger" isCodable="true" color="#E57373"/><Code guid="c002" name="Fear" isCodable="true"/>
              </Code></Codes>
              <Sets><Set guid="{A1B2C3D4-0000-4000-8000-000000000009}" name="S"><Description>of a set</Description><MemberCode guid="c001"/></Set></Sets></CodeBook>
            """);
        Assert.Equal([("Themes", "#aabbcc"), ("Anger", "#e57373"), ("Fear", null)], read.Entries.Select(e => (e.Name, e.Color)));
        Assert.All(read.Entries.Skip(1), e => Assert.Equal(read.Entries[0].Uid, e.Parent));
        Assert.Equal("All of it", read.Entries[0].Definition);
        Assert.NotEqual(read.Entries[1].Uid, read.Entries[2].Uid);
    }

    [Fact]
    public async Task A_table_from_a_spreadsheet_needs_no_ids()
    {
        var read = await ReadAsync("Name;Parent;Definition\r\nGrenze;;Alles zur Grenze\r\nKontrollen;Grenze;\"Mit; Strichpunkt\"\r\n");
        Assert.Equal([("Grenze", "Alles zur Grenze"), ("Kontrollen", "Mit; Strichpunkt")], read.Entries.Select(e => (e.Name, e.Definition!)));
        Assert.Equal(read.Entries[0].Uid, read.Entries[1].Parent);
    }

    public static TheoryData<string, CodebookFileFault> Hostile => new()
    {
        { """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>""", CodebookFileFault.NotReadable },
        { """<!DOCTYPE x SYSTEM "file:///etc/passwd"><CodeBook/>""", CodebookFileFault.NotReadable },
        { "<html><body>no</body></html>", CodebookFileFault.NotReadable },
        { "<CodeBook><Codes>" + string.Concat(Enumerable.Repeat("<Code name='x'>", 5000)), CodebookFileFault.TooDeep },
        { "<CodeBook><Codes>" + string.Concat(Enumerable.Range(0, 20_001).Select(i => $"<Code guid='{i}' name='x{i}'/>")) + "</Codes></CodeBook>", CodebookFileFault.TooManyEntries },
        { "<CodeBook><Codes><Code guid='11111111-2222-8333-8444-555555555501' name='a'/><Code guid='11111111-2222-8333-8444-555555555501' name='b'/></Codes></CodeBook>", CodebookFileFault.SameTwice },
        { "<CodeBook><Codes><Code name='a'", CodebookFileFault.NotReadable },
        { "", CodebookFileFault.NoEntries },
        { "name\n", CodebookFileFault.NoEntries },
        { "a;b;c\n1;2;3\n", CodebookFileFault.NotReadable },
        { "name\n\"" + new string('x', 300_000), CodebookFileFault.NotReadable },
        { new string(' ', 10_000_001), CodebookFileFault.TooLarge },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_and_broken_files_are_refused(string file, CodebookFileFault fault) => Assert.Equal(fault, (await ReadAsync(file)).Fault);

    [Fact]
    public async Task An_import_is_looked_at_first_written_as_one_version_and_undone_as_one()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var had = await db.Issues.AsNoTracking().SingleAsync();
        CodebookFileEntry[] file =
        [
            .. Book,
            new() { Uid = had.Uid, Kind = EntryKind.Issue, Name = "Offene Grenze", Color = "#112233", Parent = Book[0].Uid },
            new() { Uid = Guid.NewGuid(), Kind = EntryKind.Issue, Name = "ukraine" },
            new() { Uid = Guid.Parse("11111111-2222-8333-8444-5555555555aa"), Kind = EntryKind.Issue, Name = "Ring A", Parent = Guid.Parse("11111111-2222-8333-8444-5555555555bb") },
            new() { Uid = Guid.Parse("11111111-2222-8333-8444-5555555555bb"), Kind = EntryKind.Issue, Name = "Ring B", Parent = Guid.Parse("11111111-2222-8333-8444-5555555555aa") },
        ];
        var plan = await desk.Import.PlanAsync(file, default);
        Assert.Equal((3, 1, 0, 3), (plan.Count(ImportVerdict.New), plan.Count(ImportVerdict.Changed), plan.Count(ImportVerdict.Same), plan.Count(ImportVerdict.Conflict)));
        Assert.Equal(["Name", "Synonyms", "Color", "Parent"], plan.Rows.Single(r => r.Verdict == ImportVerdict.Changed).Fields.Select(f => f.Field));
        Assert.Equal([ImportConflict.NameTwice, ImportConflict.BelowItself, ImportConflict.BelowItself], plan.Rows.Where(r => r.Verdict == ImportVerdict.Conflict).Select(r => r.Conflict!.Value));
        Assert.Equal(1, await db.Issues.CountAsync());

        Assert.IsType<ImportResult.NotAllowed>(await desk.Import.ApplyAsync(file, plan, "x", desk.Analyst, default));
        var versions = await db.CodebookVersions.CountAsync();
        Assert.Equal(3, Assert.IsType<ImportResult.Done>(await desk.Import.ApplyAsync(file, plan, "book.qdc", desk.Editor, default)).Added);
        Assert.Equal(versions + 1, await db.CodebookVersions.CountAsync());
        Assert.Equal([(Book[0].Name, 0), ("Ukraine", 1), ("Offene Grenze", 1)], (await db.IssuesAsync(default)).Select(r => (r.Issue.Name, r.Depth)));
        Assert.Equal(ImportVerdict.Same, (await desk.Import.PlanAsync([Book[0]], default)).Rows.Single().Verdict);
        // What one exports and takes in again is the same.
        Assert.All((await desk.Import.PlanAsync(await CodebookExport.ReadAsync(db, default), default)).Rows, row => Assert.Equal(ImportVerdict.Same, row.Verdict));
        Assert.IsType<ImportResult.Stale>(await desk.Import.ApplyAsync(file, plan, "book.qdc", desk.Editor, default));

        Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default)).Left);
        Assert.Equal(["Grenzöffnung"], (await db.IssuesAsync(default)).Select(r => r.Issue.Name));
    }

    private static Task<CodebookReading> ReadAsync(string file) => ReadAsync(Encoding.UTF8.GetBytes(file));

    private static Task<CodebookReading> ReadAsync(byte[] file) => CodebookFile.ReadAsync(new MemoryStream(file), TestContext.Current.CancellationToken);

    /// <summary>All that a file says about an entry, with nothing and "" alike.</summary>
    private static string Plain(CodebookFileEntry e) => string.Join('|', e.Uid, e.Kind, e.Name, e.Proposition, e.Cameo, e.Definition, e.Include, e.Exclude,
        string.Join('~', e.Examples ?? []), string.Join('~', e.Synonyms ?? []), e.Color, e.Shortcut, e.Retired);

    private static void AssertValid(byte[] file)
    {
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        using (var schema = XmlReader.Create(Path.Combine(AppContext.BaseDirectory, "Codebook", "Codebook.xsd"))) settings.Schemas.Add(null, schema);
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        var faults = new List<string>();
        settings.ValidationEventHandler += (_, e) => faults.Add(e.Message);
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        while (reader.Read()) { }
        Assert.Empty(faults);
    }
}
