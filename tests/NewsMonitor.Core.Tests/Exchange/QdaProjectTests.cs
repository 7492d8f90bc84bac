using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Exchange;

public sealed class QdaProjectTests(TestCluster cluster)
{
    private static readonly XNamespace Qda = "urn:QDA-XML:project:1.0";

    [Fact]
    public async Task A_project_keeps_to_the_standards_schema_and_its_positions_count_code_points()
    {
        await using var desk = await Desk.SetAsync(cluster);
        const string text = "😀 Zuerst nichts.\nDie Allianz 😀 weist das zurück.";
        const string words = "weist das zurück";
        await using (var db = await desk.OpenAsync())
        {
            var (article, version) = await Desk.AddArticleAsync(db, "Zeichen <&> \"", text, "de", new(2021, 12, 9, 9, 0, 0, TimeSpan.Zero));
            var at = text.IndexOf(words, StringComparison.Ordinal);
            await desk.SaveAsync(desk.Position() with { ArticleId = article, VersionId = version, Anchors = [new(AnchorRole.Evidence, at, at + words.Length)], Note = "Ein <Vermerk>" });
        }
        await desk.SaveAsync(desk.Threat());
        var (manifest, bytes) = await desk.ExportAsync(new() { Format = "qdpx", Language = "de" });
        Assert.Equal(2, manifest.Records);

        using var zip = new ZipArchive(new MemoryStream(bytes));
        var project = Read(zip, "project.qde");
        var document = Valid(project);
        var sources = document.Descendants(Qda + "TextSource").ToArray();
        Assert.Equal(2, sources.Length);
        var texts = sources.ToDictionary(s => (string)s.Attribute("name")!, s => Read(zip, ((string)s.Attribute("plainTextPath")!).Replace("internal://", "Sources/", StringComparison.Ordinal)));
        Assert.Equal(text, texts["Zeichen <&> \""]);

        var selection = sources.Single(s => (string)s.Attribute("name")! == "Zeichen <&> \"").Element(Qda + "PlainTextSelection")!;
        var points = text.EnumerateRunes().ToArray();
        Assert.Equal(words, string.Concat(points[((int)selection.Attribute("startPosition")!)..((int)selection.Attribute("endPosition")!)].Select(r => r.ToString())));
        var codes = document.Descendants(Qda + "Code").ToDictionary(c => (string)c.Attribute("guid")!, c => (Name: (string)c.Attribute("name")!, Above: (string?)c.Parent!.Attribute("name")));
        Assert.Equal([("opposes", "Grenzöffnung"), ("Die Allianz", "Speakers")],
            selection.Elements(Qda + "Coding").Select(c => codes[(string)c.Element(Qda + "CodeRef")!.Attribute("targetGUID")!]).Select(c => (c.Name, c.Above!)));
        Assert.Equal("Eda", (string)document.Descendants(Qda + "User").Single(u => (string)u.Attribute("guid")! == (string)selection.Attribute("creatingUser")!).Attribute("name")!);
        var note = document.Descendants(Qda + "Note").Single(n => (string)n.Attribute("guid")! == (string)selection.Element(Qda + "NoteRef")!.Attribute("targetGUID")!);
        Assert.Contains("Note: Ein <Vermerk>", note.Value);
        // A guid is one thing, and the same archive gives the same ones.
        var guids = document.Descendants().Select(e => (string?)e.Attribute("guid")).OfType<string>().ToArray();
        Assert.Equal(guids.Length, guids.Distinct().Count());
        using var again = new ZipArchive(new MemoryStream((await desk.ExportAsync(new() { Format = "qdpx", Language = "de" })).Bytes));
        Assert.Equal(project, Read(again, "project.qde"));
    }

    [Fact]
    public async Task An_empty_project_is_one_too()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (_, bytes) = await desk.ExportAsync(new() { Format = "qdpx", Query = "Heringe" });
        using var zip = new ZipArchive(new MemoryStream(bytes));
        Valid(Read(zip, "project.qde"));
    }

    private static XDocument Valid(string project)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(Qda.NamespaceName, XmlReader.Create(Path.Combine(AppContext.BaseDirectory, "Exchange", "Project.xsd")));
        var document = XDocument.Parse(project);
        document.Validate(schemas, (_, fault) => Assert.Fail(fault.Message));
        return document;
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), new UTF8Encoding(false));
        return reader.ReadToEnd();
    }
}
