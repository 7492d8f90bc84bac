using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Exchange;

/// <summary>Our annotations as linked data, as somebody else's processor understands them: PyLD, from Debian's python3-pyld.</summary>
public sealed class JsonLdTests(TestCluster cluster)
{
    /// <summary>The terms of http://www.w3.org/ns/anno.jsonld that our file uses, as published there: nothing is fetched in a test.</summary>
    private const string Context = """
        {"@context": {
          "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
          "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#", "as": "http://www.w3.org/ns/activitystreams#",
          "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
          "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource", "TextualBody": "oa:TextualBody", "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
          "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage", "Person": "foaf:Person", "Software": "as:Application",
          "classifying": "oa:classifying", "describing": "oa:describing",
          "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"}, "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
          "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
          "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"}, "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
          "creator": {"@type": "@id", "@id": "dcterms:creator"}, "created": {"@type": "xsd:dateTime", "@id": "dcterms:created"}, "modified": {"@type": "xsd:dateTime", "@id": "dcterms:modified"},
          "value": "rdf:value", "format": "dc:format", "name": "foaf:name", "label": "rdfs:label",
          "total": {"@type": "xsd:nonNegativeInteger", "@id": "as:totalItems"}, "first": {"@type": "@id", "@id": "as:first"}, "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
          "startIndex": {"@type": "xsd:nonNegativeInteger", "@id": "as:startIndex"}
        }}
        """;

    private const string Script = """
        import sys, json
        from pyld import jsonld
        context = json.loads(sys.argv[2])
        def load(url, options):
            assert url == "http://www.w3.org/ns/anno.jsonld", url
            return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}
        jsonld.set_document_loader(load)
        document = json.load(open(sys.argv[1], encoding="utf-8-sig"))
        graph = jsonld.to_rdf(document)["@default"]
        def of(predicate): return [(t["subject"]["value"], t["object"]["value"]) for t in graph if t["predicate"]["value"] == predicate]
        oa, rdf = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        types = [o for s, o in of(rdf + "type")]
        lines = ["annotations %d" % types.count(oa + "Annotation"), "positions %d" % types.count(oa + "TextPositionSelector"), "quotes %d" % types.count(oa + "TextQuoteSelector")]
        lines += sorted("motivation " + o for s, o in of(oa + "motivatedBy"))
        lines += sorted("start " + o for s, o in of(oa + "start")) + sorted("exact " + o for s, o in of(oa + "exact"))
        lines += sorted("source " + o for s, o in of(oa + "hasSource"))
        # A key that the context does not know is dropped in silence: none of ours may be.
        lost = set()
        def walk(x):
            if isinstance(x, list): [walk(y) for y in x]
            elif isinstance(x, dict):
                for k, v in x.items():
                    if k not in ("@context", "id", "type") and k not in context["@context"] and not k.startswith("nm:"): lost.add(k)
                    walk(v)
        walk({k: v for k, v in document.items() if k != "@context"})
        lines += ["lost " + k for k in sorted(lost)]
        sys.stdout.buffer.write("\n".join(lines).encode("utf-8"))
        """;

    [Fact]
    public async Task Annotations_are_linked_data_that_another_processor_reads()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat());
        await desk.SaveAsync(desk.Position());
        var (_, bytes) = await desk.ExportAsync(new() { Format = "web-annotations", Language = "de" });
        string source;
        await using (var db = await desk.OpenAsync()) source = (await db.Articles.FindAsync(desk.Article))!.CanonicalAddress;
        var start = Desk.Text.IndexOf("weist die Forderung", StringComparison.Ordinal);
        Assert.Equal(
            $"""
            annotations 2
            positions 2
            quotes 2
            motivation http://www.w3.org/ns/oa#classifying
            motivation http://www.w3.org/ns/oa#classifying
            start {Desk.Text.IndexOf("droht der", StringComparison.Ordinal)}
            start {start}
            exact droht der Gegenseite mit Sanktionen
            exact weist die Forderung zurück
            source {source}
            source {source}
            """.ReplaceLineEndings("\n"), await DebianReader.ReadAsync("pyld", Script, bytes, Context));
    }
}
