using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Exchange.Imports;

/// <summary>The tables are those that Discourse Network Analyzer 2.0 and 3.0 make.</summary>
public sealed class DnaImportTests(TestCluster cluster)
{
    private const string Text = "Erster  Absatz.\n\nDer Minister sagt: wir öffnen die Grenze. Und noch einmal: wir öffnen die Grenze.\n";
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private static readonly ImportRequest Request = new() { Format = ImportFormat.Dna, FileName = "studie.dna", Actors = UnknownNames.Make, Issues = UnknownNames.Make };

    private const string Common = """
        CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
        CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT);
        CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
        CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
        CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER, UNIQUE (Variable, StatementTypeId));
        CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
        CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER, Coder INTEGER);
        CREATE TABLE STATEMENTLINKS(ID INTEGER PRIMARY KEY NOT NULL, SourceId INTEGER NOT NULL, TargetId INTEGER NOT NULL);
        INSERT INTO CODERS VALUES (1, 'Admin', 0, 0, 0, ''), (2, 'Carla', 0, 0, 0, '');
        INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 0, 0, 0), (2, 'Annotation', 0, 0, 0);
        INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'remark', 'long text', 1), (6, 'note', 'long text', 2);
        INSERT INTO REGEXES VALUES ('Grenz\w+', 255, 0, 0);
        """;

    [Fact]
    public async Task A_database_of_version_two_comes_in_with_its_texts_people_concepts_and_agreements()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var second = Text.LastIndexOf("wir öffnen die Grenze", StringComparison.Ordinal);
        var file = Database(Common + """
            CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, StatementTypeId INTEGER, Value INTEGER);
            CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, StatementTypeId INTEGER, Value INTEGER);
            CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, StatementTypeId INTEGER, Value TEXT);
            CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, StatementTypeId INTEGER, Value TEXT);
            CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf INTEGER);
            INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1, 'Anna Amsel'), (2, 1, 2, 1, 'Amt'), (3, 1, 3, 1, 'Grenze öffnen'), (4, 2, 1, 1, ''), (5, 2, 2, 1, 'Die Allianz'), (6, 2, 3, 1, 'Grenzöffnung'), (7, 3, 1, 1, ''), (8, 3, 2, 1, ''), (9, 3, 3, 1, 'Grenzöffnung');
            INSERT INTO DATABOOLEAN VALUES (1, 1, 4, 1, 1), (2, 2, 4, 1, 0), (3, 3, 4, 1, 1);
            INSERT INTO DATALONGTEXT VALUES (1, 1, 5, 1, 'sicher');
            INSERT INTO ATTRIBUTES VALUES (1, 1, 'Anna Amsel', 0, 0, 0, 'Politik', 'A. Amsel', '', NULL), (2, 3, 'Grenze öffnen', 255, 0, 0, '', '', 'Wer das Öffnen fordert.', NULL);
            """, date: new DateTimeOffset(2021, 12, 8, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), second);
        var report = await desk.ImportAsync(Request, file);

        Assert.Equal((1, 2, 2), (report.Articles, report.Statements, report.Refused));
        Assert.Equal([("statement 3", ImportFaultKind.NoSpeaker), ("statement 4", ImportFaultKind.NotMapped)], report.Faults.Select(f => (f.Place, f.Kind)));
        Assert.Equal(["1 regular expression for highlighting", "1 note on documents"], report.LeftOutParts.Select(l => l.Sentence));
        await using var db = await desk.OpenAsync();
        var article = await db.Articles.Include(a => a.Outlet).Include(a => a.Versions).SingleAsync(a => a.Title == "Studientext", Cancel);
        Assert.Equal(("Zeitung", new(2021, 12, 8, 10, 0, 0, TimeSpan.Zero)), (article.Outlet!.Name, article.PublishedAt));
        var positions = await db.Positions.Include(p => p.Issue).Include(p => p.Anchors).Include(p => p.Participants).ThenInclude(p => p.Actor!.Names).Include(p => p.Participants).ThenInclude(p => p.Actor!.Affiliations).OrderBy(p => p.Id).ToListAsync(Cancel);
        Assert.Equal(("Anna Amsel", ActorKind.Person, "Grenze öffnen", Stance.Supports, "#ff0000"),
            (positions[0].Participants.Single().Actor!.Name, positions[0].Participants.Single().Actor!.Kind, positions[0].Issue!.Name, positions[0].Stance, positions[0].Issue!.Color));
        Assert.Equal("A. Amsel", positions[0].Participants.Single().Actor!.Names.Single().Text);
        Assert.Single(positions[0].Participants.Single().Actor!.Affiliations);
        Assert.Equal("remark: sicher\ncoder: Carla", positions[0].Note);
        Assert.Equal((desk.Alliance, desk.Issue, Stance.Opposes), (positions[1].Participants.Single().ActorId, positions[1].IssueId, positions[1].Stance));
        // The second of two places with the same words, in a text that came in without empty lines.
        var anchor = positions[0].Anchors.Single();
        Assert.Equal(("wir öffnen die Grenze", article.Versions.Single().Text.LastIndexOf("wir öffnen die Grenze", StringComparison.Ordinal)), (anchor.Quote, anchor.Start));

        var again = await desk.ImportAsync(Request, file);
        Assert.Equal((0, 1, 0, 2), (again.Articles, again.ArticlesThere, again.Statements, again.StatementsThere));
    }

    [Fact]
    public async Task A_database_of_version_three_keeps_entities_apart_and_counts_seconds()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var report = await desk.ImportAsync(Request, Study());
        Assert.Equal((1, 2, 2), (report.Articles, report.Statements, report.Refused));
        Assert.Contains(new(LeftOutKind.EntityAttributes, 1), report.LeftOutParts);
        Assert.Equal(["Amt", "Anna Amsel"], report.NewActors);
        await using var db = await desk.OpenAsync();
        Assert.Equal(1965, (await db.Articles.SingleAsync(a => a.Title == "Studientext", Cancel)).PublishedAt.Year);
        Assert.Equal("#0080ff", (await db.Issues.SingleAsync(i => i.Name == "Grenze öffnen", Cancel)).Color);
    }

    [Fact]
    public async Task A_database_that_is_none_or_means_harm_is_refused_in_words()
    {
        await using var desk = await Desk.SetAsync(cluster);
        async Task<string> RefusedAsync(byte[] file) => Assert.Single((await desk.ImportAsync(Request, file)).Faults).Detail;
        Assert.Equal("it is no SQLite database", await RefusedAsync("not a database at all"u8.ToArray()));
        Assert.NotEmpty(await RefusedAsync([.. "SQLite format 3\0"u8, .. new byte[4000]]));
        Assert.Contains("has not the tables", await RefusedAsync(Sqlite("CREATE TABLE a(b)")));
        // A view of the name of a table would count to for ever when it is asked; so would a generated column.
        const string endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS ID, x AS Title, x AS Text, x AS Date FROM n";
        Assert.Contains("has not the tables", await RefusedAsync(Sqlite($"CREATE VIEW DOCUMENTS AS {endless}; CREATE TABLE STATEMENTS(ID, DocumentId, Start, Stop, StatementTypeId); CREATE TABLE VARIABLES(ID, Variable, DataType, StatementTypeId)")));
        Assert.Contains("has not the tables", await RefusedAsync(Sqlite("CREATE TABLE DOCUMENTS(ID, Title, Text AS (hex(zeroblob(100000000))), Date); CREATE TABLE STATEMENTS(ID, DocumentId, Start, Stop, StatementTypeId); CREATE TABLE VARIABLES(ID, Variable, DataType, StatementTypeId)")));
        Assert.Contains("roles", await RefusedAsync(Sqlite("CREATE TABLE ROLEVARIABLELINKS(ID)")));
        var broken = Database(Common, 0, 0);
        for (var at = 4096; at < broken.Length; at += 7) broken[at] ^= 0x5A;
        Assert.NotEmpty((await desk.ImportAsync(Request, broken)).Faults);
    }

    /// <summary>A study of one document and two statements that can be taken, as version 3 keeps it.</summary>
    internal static byte[] Study() =>
        Database(Common + """
            CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, Value INTEGER NOT NULL DEFAULT 1);
            CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, Value INTEGER NOT NULL DEFAULT 0);
            CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '', Red INTEGER, Green INTEGER, Blue INTEGER, ChildOf INTEGER, UNIQUE (VariableId, Value));
            CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, Entity INTEGER NOT NULL, UNIQUE (StatementId, VariableId));
            CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, Value TEXT DEFAULT '');
            CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, AttributeVariable TEXT NOT NULL);
            CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY NOT NULL, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, AttributeValue TEXT NOT NULL DEFAULT '');
            INSERT INTO ENTITIES VALUES (1, 1, 'Anna Amsel', 0, 0, 0, NULL), (2, 2, 'Amt', 0, 0, 0, NULL), (3, 3, 'Grenze öffnen', 0, 128, 255, NULL), (4, 2, 'Die Allianz', 0, 0, 0, NULL);
            INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1), (2, 1, 2, 2), (3, 1, 3, 3), (5, 2, 2, 4), (6, 2, 3, 3), (7, 3, 3, 3);
            INSERT INTO DATABOOLEAN VALUES (1, 1, 4, 1), (2, 2, 4, 0), (3, 3, 4, 1);
            INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 1, 'Type');
            INSERT INTO ATTRIBUTEVALUES VALUES (1, 1, 1, 'Politik');
            """, date: new DateTimeOffset(1965, 12, 8, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), Text.IndexOf("wir öffnen die Grenze", StringComparison.Ordinal));

    private static byte[] Database(string schema, long date, int second) => Sqlite(schema, command =>
    {
        command.CommandText = "INSERT INTO DOCUMENTS VALUES (7, 'Studientext', $text, 1, 'Otto', 'Zeitung', '', 'Vermerk', 'Artikel', $date)";
        command.Parameters.AddWithValue("$text", Text);
        command.Parameters.AddWithValue("$date", date);
        command.ExecuteNonQuery();
        var minister = Text.IndexOf("Der Minister sagt", StringComparison.Ordinal);
        command.CommandText = $"INSERT INTO STATEMENTS VALUES (1, 1, 7, {second}, {second + "wir öffnen die Grenze".Length}, 2), (2, 1, 7, {minister}, {minister + 17}, 1), (3, 1, 7, 0, 6, 1), (4, 2, 7, 0, 6, 1)";
        command.ExecuteNonQuery();
    });

    private static byte[] Sqlite(string schema, Action<SqliteCommand>? more = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"newsmonitor-{Guid.NewGuid():N}.dna");
        try
        {
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = schema;
                command.ExecuteNonQuery();
                more?.Invoke(command);
            }
            return File.ReadAllBytes(path);
        }
        finally { File.Delete(path); }
    }
}
