using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CsvHelper;
using CsvHelper.Configuration;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Exchange;

public sealed class ExportTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Statements_leave_as_a_table_that_a_spreadsheet_reads_and_does_not_run()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat() with { Note = "=HYPERLINK(\"https://evil.example\")" });
        await desk.SaveAsync(desk.Position());
        var (manifest, bytes) = await WrittenAsync(desk, new() { Format = "statements-csv", Language = "de" });
        Assert.Equal((2, bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))), (manifest.Records, manifest.Bytes, manifest.Sha256));

        var rows = Csv(bytes, ",");
        Assert.Equal(["threat", "position"], rows.Select(r => r["kind"]));
        Assert.Equal(("Der Minister", "Die Allianz", "explicit", "falls sie die Grenze schließt"), (rows[0]["threatener"], rows[0]["target"], rows[0]["mode"], rows[0]["condition"]));
        Assert.StartsWith("'=", rows[0]["note"]);
        Assert.Equal(("Die Allianz", "opposes", "Grenzöffnung", "weist die Forderung zurück", "Eda"), (rows[1]["speaker"], rows[1]["stance"], rows[1]["issue"], rows[1]["quote"], rows[1]["created_by"]));
        Assert.Equal("weist die Forderung zurück", Desk.Text[int.Parse(rows[1]["start"]!, CultureInfo.InvariantCulture)..int.Parse(rows[1]["end"]!, CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public async Task Only_what_the_query_finds_and_a_person_confirmed_leaves_unless_suggestions_are_wanted()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());
        var gone = await desk.SaveAsync(desk.Threat());
        await desk.Codes.RemoveAsync(gone, await RowVersionAsync(desk, gone), desk.Editor, Cancel);
        await SuggestAsync(desk);

        Assert.Equal(1, (await WrittenAsync(desk, new() { Format = "statements-jsonl" })).Manifest.Records);
        Assert.Equal(2, (await WrittenAsync(desk, new() { Format = "statements-jsonl", WithSuggestions = true })).Manifest.Records);
        Assert.Equal(1, (await WrittenAsync(desk, new() { Format = "statements-jsonl", Query = "Minister outlet:\"Der Bote\"" })).Manifest.Records);
        Assert.Equal(0, (await WrittenAsync(desk, new() { Format = "statements-jsonl", Query = "Heringe" })).Manifest.Records);
        await using var nowhere = new MemoryStream();
        Assert.IsType<ExportResult.Unreadable>(await ExporterOf(desk).WriteAsync(new() { Format = "statements-jsonl", Query = "outlet:Niemand" }, nowhere, Cancel));
        Assert.IsType<ExportResult.UnknownFormat>(await ExporterOf(desk).WriteAsync(new() { Format = "papyrus" }, nowhere, Cancel));
        Assert.IsType<ExportResult.BadNetwork>(await ExporterOf(desk).WriteAsync(new() { Format = "graphml", Network = new() { Aggregation = Aggregation.Combine } }, nowhere, Cancel));
        Assert.Equal(0, nowhere.Length);
    }

    [Fact]
    public async Task An_annotation_points_to_its_words_in_code_points()
    {
        await using var desk = await Desk.SetAsync(cluster);
        const string text = "😀😀 Die Allianz weist das zurück.";
        const string words = "weist das zurück";
        await using (var db = await desk.OpenAsync())
        {
            var (article, version) = await Desk.AddArticleAsync(db, "Zeichen", text, "de", new(2021, 12, 9, 9, 0, 0, TimeSpan.Zero));
            var at = text.IndexOf(words, StringComparison.Ordinal);
            await desk.SaveAsync(desk.Position() with { ArticleId = article, VersionId = version, Anchors = [new(AnchorRole.Evidence, at, at + words.Length)] });
        }
        var (_, bytes) = await WrittenAsync(desk, new() { Format = "web-annotations" });
        using var json = JsonDocument.Parse(bytes);
        var item = json.RootElement.GetProperty("first").GetProperty("items")[0];
        var selectors = item.GetProperty("target")[0].GetProperty("selector");
        var points = text.EnumerateRunes().ToArray();
        var (start, end) = (selectors[0].GetProperty("start").GetInt32(), selectors[0].GetProperty("end").GetInt32());
        Assert.Equal(words, string.Concat(points[start..end].Select(r => r.ToString())));
        Assert.Equal((words, " Die Allianz "), (selectors[1].GetProperty("exact").GetString(), selectors[1].GetProperty("prefix").GetString()![4..]));
        Assert.Equal(1, json.RootElement.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_stix_bundle_holds_what_it_refers_to_and_has_the_same_ids_again()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat());
        await desk.SaveAsync(desk.Position());
        using var first = JsonDocument.Parse((await WrittenAsync(desk, new() { Format = "stix", Tlp = TrafficLight.Green })).Bytes);
        using var again = JsonDocument.Parse((await WrittenAsync(desk, new() { Format = "stix", Tlp = TrafficLight.Green })).Bytes);
        var objects = first.RootElement.GetProperty("objects").EnumerateArray().ToArray();
        var ids = objects.Select(o => o.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(ids, ids.Distinct());
        Assert.Equal(ids, again.RootElement.GetProperty("objects").EnumerateArray().Select(o => o.GetProperty("id").GetString()!));
        Assert.All(objects, o => Assert.Matches("^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", o.GetProperty("id").GetString()));
        var refs = objects.SelectMany(Refs).Distinct();
        Assert.Empty(refs.Except(ids));
        Assert.Equal(1, objects.Count(o => o.GetProperty("type").GetString() == "report"));
        // A threatener is a threat actor; whoever takes a stand is none.
        Assert.Equal(["Der Minister"], objects.Where(o => o.GetProperty("type").GetString() == "threat-actor").Select(o => o.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task An_event_list_of_discourse_network_analyzer_says_what_it_cannot_hold()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat());
        await desk.SaveAsync(desk.Position());
        await desk.SaveAsync(desk.Position() with { Anchors = Desk.On("Die Allianz"), Stance = Stance.Undecided });
        var (manifest, bytes) = await WrittenAsync(desk, new() { Format = "dna-events", Language = "de" });
        Assert.Equal((1, "1 undecided position, which the format cannot hold; 1 threat, which the format cannot hold"), (manifest.Records, manifest.LeftOut));
        Assert.Equal([new LeftOutPart(LeftOutKind.UndecidedPositions, 1), new(LeftOutKind.Threats, 1)], ExportManifest.Read(manifest.ToJson())!.LeftOutParts);
        Assert.Contains("\"kind\": \"UndecidedPositions\"", manifest.ToJson(), StringComparison.Ordinal);
        var row = Assert.Single(Csv(bytes, ";"));
        Assert.Equal(("", "Die Allianz", "Grenzöffnung", "0", "2021-12-08 00:21:00"), (row["person"], row["organization"], row["concept"], row["agreement"], row["time"]));
    }

    [Theory]
    [InlineData("graphml", NetworkKind.Actors)]
    [InlineData("graphml", NetworkKind.ActorsAndIssues)]
    [InlineData("gexf", NetworkKind.Actors)]
    public async Task A_network_is_read_by_networkx(string format, NetworkKind kind)
    {
        await using var desk = await Desk.SetAsync(cluster);
        await QuarrelAsync(desk);
        var (_, bytes) = await WrittenAsync(desk, new() { Format = format, Language = "de", Network = new() { Kind = kind } });
        Assert.NotNull(XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root);
        var read = await Networkx.ReadAsync(format, bytes);
        Assert.Equal(kind == NetworkKind.Actors ? "2 nodes, -1.0 Der Minister/Die Allianz" : "3 nodes, -1.0 Die Allianz/Grenzöffnung, 1.0 Der Minister/Grenzöffnung", read);
    }

    [Fact]
    public async Task A_network_leaves_as_matrix_and_for_ucinet()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await QuarrelAsync(desk);
        var matrix = Encoding.UTF8.GetString((await WrittenAsync(desk, new() { Format = "matrix-csv", Language = "de" })).Bytes).TrimStart('\uFEFF');
        Assert.Equal(",Der Minister,Die Allianz\r\nDer Minister,0,-1\r\nDie Allianz,-1,0\r\n", matrix);
        var ucinet = Encoding.UTF8.GetString((await WrittenAsync(desk, new() { Format = "ucinet", Language = "de", Network = new() { Kind = NetworkKind.ActorsAndIssues } })).Bytes);
        Assert.Equal("dl nr = 2, nc = 1\nformat = fullmatrix\nrow labels:\n\"Der Minister\"\n\"Die Allianz\"\ncol labels:\nGrenzöffnung\ndata:\n1\n-1\n", ucinet);
        var ties = Encoding.UTF8.GetString((await WrittenAsync(desk, new() { Format = "ucinet", Language = "de" })).Bytes);
        Assert.Equal("dl n = 2\nformat = edgelist1\nlabels:\n\"Der Minister\"\n\"Die Allianz\"\ndata:\n1 2 -1\n2 1 -1\n", ties);
    }

    [Theory]
    [InlineData("ucinet", "dl")]
    [InlineData("matrix-csv", "csv")]
    public async Task Another_program_reads_the_ties_of_a_matrix_and_for_ucinet(string format, string reads)
    {
        await using var desk = await Desk.SetAsync(cluster);
        // igraph knows no labels with blanks in them; UCINET does, in quotation marks.
        var (party, union, third) = (await desk.ActorAsync("Bündnis", ActorKind.Organisation), await desk.ActorAsync("Union", ActorKind.Organisation), await desk.ActorAsync("Rat", ActorKind.Organisation));
        await desk.SaveAsync(desk.Position() with { Participants = [new(ParticipantRole.Speaker, party)], Stance = Stance.Supports });
        await desk.SaveAsync(desk.Position() with { Anchors = Desk.On("Der Minister"), Participants = [new(ParticipantRole.Speaker, union)], Stance = Stance.Supports });
        await desk.SaveAsync(desk.Position() with { Anchors = Desk.On("Die Allianz"), Participants = [new(ParticipantRole.Speaker, third)], Stance = Stance.Opposes });
        var (_, bytes) = await WrittenAsync(desk, new() { Format = format, Language = "de", Network = new() { Normalisation = Normalisation.AverageActivity } });
        Assert.Equal("3 nodes, Bündnis, Rat, Union, Bündnis>Rat -1.0, Bündnis>Union 1.0, Rat>Bündnis -1.0, Rat>Union -1.0, Union>Bündnis 1.0, Union>Rat -1.0", await Igraph.ReadAsync(reads, bytes));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task An_empty_archive_gives_a_whole_file_of_each_format(string format)
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using (var db = await desk.OpenAsync()) { db.Articles.RemoveRange(db.Articles); await db.SaveChangesAsync(Cancel); }
        var (manifest, bytes) = await WrittenAsync(desk, new() { Format = format });
        Assert.Equal((0, bytes.LongLength), (manifest.Records, manifest.Bytes));
        if (ExportFormats.Find(format)!.Extension is "json" or "jsonld") JsonDocument.Parse(bytes).Dispose();
        if (ExportFormats.Find(format)!.Extension is "graphml" or "gexf") Assert.NotNull(XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root);
    }

    public static TheoryData<string> Formats() => [.. ExportFormats.All.Select(f => f.Name)];

    /// <summary>The minister for the opening of the border, the alliance against.</summary>
    private static async Task QuarrelAsync(Desk desk)
    {
        await desk.SaveAsync(desk.Position());
        await desk.SaveAsync(desk.Position() with { Anchors = Desk.On("Der Minister"), Participants = [new(ParticipantRole.Speaker, desk.Minister)], Stance = Stance.Supports });
    }

    private static async Task SuggestAsync(Desk desk)
    {
        await using var db = await desk.OpenAsync();
        var version = await db.ArticleVersions.FindAsync([desk.Version], Cancel);
        var threat = new Threat { ArticleId = desk.Article, Origin = CodeOrigin.Rule, Rule = "threat verb", CreatedAt = desk.Clock.GetUtcNow(), ChangedAt = desk.Clock.GetUtcNow() };
        threat.ReplaceParticipants([new(ParticipantRole.Threatener, desk.Minister)]);
        threat.Anchors.Add(Anchor.On(version!, AnchorRole.Evidence, 0, 12));
        db.Codes.Add(threat);
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task<uint> RowVersionAsync(Desk desk, long code) => (await desk.MarginAsync()).Single(r => r.Id == code).RowVersion;

    private static Exporter ExporterOf(Desk desk)
    {
        var newsroom = NewsroomTime.Of(null);
        var source = NpgsqlDataSource.Create(desk.ConnectionString);
        return new(desk.Factory, source, new SearchResolver(source, newsroom, desk.Clock), newsroom, desk.Clock);
    }

    private static async Task<(ExportManifest Manifest, byte[] Bytes)> WrittenAsync(Desk desk, ExportRequest request)
    {
        using var file = new MemoryStream();
        var manifest = Assert.IsType<ExportResult.Written>(await ExporterOf(desk).WriteAsync(request, file, Cancel)).Manifest;
        return (manifest, file.ToArray());
    }

    private static List<IDictionary<string, string?>> Csv(byte[] bytes, string delimiter)
    {
        using var csv = new CsvReader(new StreamReader(new MemoryStream(bytes)), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter });
        return [.. csv.GetRecords<dynamic>().Select(row => (IDictionary<string, string?>)((IDictionary<string, object?>)row).ToDictionary(c => c.Key, c => c.Value?.ToString()))];
    }

    private static IEnumerable<string> Refs(JsonElement one)
    {
        foreach (var member in one.EnumerateObject())
        {
            if (member.Name.EndsWith("_ref", StringComparison.Ordinal) || member.Name == "ref") yield return member.Value.GetString()!;
            else if (member.Name.EndsWith("_refs", StringComparison.Ordinal)) foreach (var r in member.Value.EnumerateArray()) yield return r.GetString()!;
            else if (member.Name == "participants") foreach (var r in member.Value.EnumerateArray().SelectMany(Refs)) yield return r;
        }
    }
}
