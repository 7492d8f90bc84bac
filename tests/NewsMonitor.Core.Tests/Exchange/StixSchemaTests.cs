using System.Text.Json;
using Json.Schema;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Exchange;

/// <summary>Every object of a bundle against the schemas of the OASIS committee, by a validator that is not ours.</summary>
public sealed class StixSchemaTests(TestCluster cluster)
{
    [Theory]
    [InlineData(TrafficLight.White)]
    [InlineData(TrafficLight.Green)]
    [InlineData(TrafficLight.Amber)]
    [InlineData(TrafficLight.Red)]
    public async Task Every_object_of_a_bundle_keeps_to_the_schema_of_its_type(TrafficLight tlp)
    {
        await using var desk = await Desk.SetAsync(cluster);
        var state = Assert.IsType<ListResult.Saved>(await desk.Actors.SaveAsync(new ActorDraft { Name = "Das Land", Kind = ActorKind.State, Country = "DE", Names = [] }, Caller.Operator, default)).Id;
        var person = await desk.ActorAsync("Anna Amsel", ActorKind.Person);
        await using (var db = await desk.OpenAsync())
        {
            db.Affiliations.Add(new() { ActorId = person, OrganisationId = desk.Alliance, Office = "Sprecherin" });
            await db.SaveChangesAsync();
        }
        await desk.SaveAsync(desk.Threat() with { Participants = [new(ParticipantRole.Threatener, state), new(ParticipantRole.Target, desk.Alliance)] });
        await desk.SaveAsync(desk.Position() with { Participants = [new(ParticipantRole.Speaker, person)] });
        using var bundle = JsonDocument.Parse((await desk.ExportAsync(new() { Format = "stix", Tlp = tlp, Language = "de" })).Bytes);
        Assert.Matches("^bundle--[0-9a-f-]{36}$", bundle.RootElement.GetProperty("id").GetString());

        var schemas = Schemas();
        var seen = new HashSet<string>();
        foreach (var one in bundle.RootElement.GetProperty("objects").EnumerateArray())
        {
            var type = one.GetProperty("type").GetString()!;
            seen.Add(type);
            // A type of our own, declared by an extension definition: what all objects have in common holds for it, too.
            var result = schemas[type == "newsmonitor-statement" ? "core" : type].Evaluate(one, new() { OutputFormat = OutputFormat.List });
            Assert.True(result.IsValid, $"{one}\n{string.Join('\n', (result.Details ?? []).Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {e.Key}: {e.Value}")))}");
        }
        Assert.Equal(["extension-definition", "identity", "location", "marking-definition", "newsmonitor-statement", "note", "relationship", "report", "threat-actor"], seen.Order());
    }

    [Fact]
    public void The_schemas_refuse_what_is_wrong()
    {
        var schemas = Schemas();
        JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
        const string common = "\"spec_version\": \"2.1\", \"created\": \"2021-01-01T00:00:00.000Z\", \"modified\": \"2021-01-01T00:00:00.000Z\"";
        Assert.True(schemas["identity"].Evaluate(Parse($$"""{ "type": "identity", "id": "identity--00000000-0000-5000-8000-000000000000", {{common}}, "name": "x" }""")).IsValid);
        Assert.False(schemas["identity"].Evaluate(Parse($$"""{ "type": "identity", "id": "person--00000000-0000-5000-8000-000000000000", {{common}}, "name": "x" }""")).IsValid);
        Assert.False(schemas["location"].Evaluate(Parse($$"""{ "type": "location", "id": "location--00000000-0000-5000-8000-000000000000", {{common}}, "name": "x" }""")).IsValid);
        Assert.False(schemas["core"].Evaluate(Parse($$"""{ "type": "x-y", "id": "x-y--00000000-0000-5000-8000-000000000000", {{common}}, "labels": [] }""")).IsValid);
    }

    private static Dictionary<string, JsonSchema> Schemas()
    {
        var options = new BuildOptions { SchemaRegistry = new() };
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Exchange", "Stix"), "*.json", SearchOption.AllDirectories);
        // What others refer to comes before them.
        string[] first = ["identifier", "timestamp", "properties", "extension", "external-reference", "core"];
        return files.OrderBy(f => Array.IndexOf(first, Path.GetFileNameWithoutExtension(f)) is >= 0 and var at ? at : first.Length)
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => JsonSchema.FromText(File.ReadAllText(f), options));
    }
}
