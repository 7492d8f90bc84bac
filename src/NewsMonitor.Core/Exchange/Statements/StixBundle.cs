using System.Text.Json;

namespace NewsMonitor.Core.Exchange.Statements;

/// <summary>
/// STIX 2.1 (OASIS Standard, 10 June 2021): an article is a report, an actor an identity or, for a state, a location; a coded threatener is a
/// threat-actor too, and nobody else. Statements are objects of their own type, declared by an extension definition (section 7.3), and the
/// words that prove them are notes with offsets. Ids are made of what the objects are (UUIDv5), so that the same archive always gives the same ones.
/// </summary>
public sealed class StixBundle : ExportFormat
{
    public override string Name => "stix";
    public override ExportSubject Subject => ExportSubject.Statements;
    public override string Extension => "json";
    public override string MediaType => "application/stix+json;version=2.1";
    public override bool HasMarking => true;

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(to, new() { Encoder = JsonText.Options.Encoder, Indented = true });
        json.WriteStartObject();
        json.WriteString("type", "bundle");
        json.WriteString("id", StixId.Of("bundle", $"{source.Request.Query}|{source.CodebookVersion}|{source.At:O}"));
        json.WriteStartArray("objects");
        var objects = new StixObjects(source.Request.Tlp);
        Write(objects.Frame());
        var (count, reports) = (0L, new Dictionary<long, (ArticleRecord Article, HashSet<string> Refs)>());
        await foreach (var statement in source.StatementsAsync(cancel))
        {
            var written = objects.Of(statement).ToArray();
            Write(written.Where(o => o.IsNew).Select(o => o.Object));
            // Reports come last: a report names all that stands in its article, and that is known only then.
            if (!reports.TryGetValue(statement.Article.Id, out var report)) reports[statement.Article.Id] = report = (statement.Article, []);
            report.Refs.UnionWith(written.Select(o => (string)o.Object["id"]!));
            if (++count % 100 == 0) await json.FlushAsync(cancel);
        }
        Write(reports.Values.Select(r => objects.Report(r.Article, r.Refs.Order(StringComparer.Ordinal))));
        json.WriteEndArray();
        json.WriteEndObject();
        return new(count);

        void Write(IEnumerable<Dictionary<string, object?>> some)
        {
            foreach (var one in some) JsonSerializer.Serialize(json, JsonText.Present(one), JsonText.Options);
        }
    }
}
