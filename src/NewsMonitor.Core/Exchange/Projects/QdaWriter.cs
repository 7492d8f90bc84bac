using System.Globalization;
using System.Xml;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Exchange.Statements;

namespace NewsMonitor.Core.Exchange.Projects;

/// <summary>Writes <c>project.qde</c>, element by element in the order that the standard's schema asks for. What would be empty is left out, as it must be.</summary>
internal sealed class QdaWriter(XmlWriter xml, ExportSource source, QdaContent project)
{
    private const string Namespace = "urn:QDA-XML:project:1.0";

    private static readonly (string Name, string Type, Func<QdaSource, string> Of)[] Variables =
    [
        ("Outlet", "Text", s => s.Outlet), ("Published", "DateTime", s => Time(s.Published)), ("Language", "Text", s => s.Language), ("Address", "Text", s => s.Address),
    ];

    public async Task WriteAsync()
    {
        await xml.WriteStartDocumentAsync(standalone: true);
        await StartAsync("Project", ("name", source.Request.Query.Length == 0 ? "NewsMonitor" : $"NewsMonitor: {source.Request.Query}"), ("origin", "NewsMonitor"), ("creationDateTime", Time(source.At)));
        await ListAsync("Users", project.Coders, coder => LeafAsync("User", ("guid", UserGuid(coder)), ("name", coder)));
        if (project.Codes.Roots.Any())
        {
            await StartAsync("CodeBook");
            await ListAsync("Codes", project.Codes.Roots, code => CodeAsync(code, 0));
            await EndAsync();
        }
        if (project.Sources.Count > 0)
        {
            await ListAsync("Variables", Variables, v => LeafAsync("Variable", ("guid", VariableGuid(v.Name)), ("name", v.Name), ("typeOfVariable", v.Type)));
            await ListAsync("Sources", project.Sources, SourceAsync);
        }
        await ListAsync("Notes", project.Notes, NoteAsync);
        await xml.WriteElementStringAsync(null, "Description", Namespace, XmlText.Clean(
            $"Articles and coded statements of a NewsMonitor archive. Query: {(source.Request.Query.Length == 0 ? "everything" : source.Request.Query)}. Codebook version {source.CodebookVersion}, written {Time(source.At)}."));
        await EndAsync();
        await xml.WriteEndDocumentAsync();
    }

    private async Task CodeAsync(QdaCode code, int depth)
    {
        if (depth > CodebookFile.Deepest) return;
        List<(string, string)> attributes = [("guid", code.Guid.ToString()), ("name", code.Name), ("isCodable", code.IsCodable ? "true" : "false")];
        if (code.Color is { } color) attributes.Add(("color", color));
        await StartAsync("Code", [.. attributes]);
        if (code.Description is { Length: > 0 } words) await xml.WriteElementStringAsync(null, "Description", Namespace, XmlText.Clean(words));
        foreach (var child in code.Children) await CodeAsync(child, depth + 1);
        await EndAsync();
    }

    private async Task SourceAsync(QdaSource text)
    {
        await StartAsync("TextSource", ("guid", text.Guid.ToString()), ("name", text.Name), ("plainTextPath", $"internal://{text.Guid}.txt"), ("creationDateTime", Time(text.Captured)));
        foreach (var selection in project.SelectionsOf(text).OrderBy(s => s.Start).ThenBy(s => s.End))
        {
            (string, string)[] by = selection.Coder is { } coder ? [("creatingUser", UserGuid(coder)), ("creationDateTime", Time(selection.At))] : [("creationDateTime", Time(selection.At))];
            await StartAsync("PlainTextSelection",
            [
                ("guid", selection.Guid.ToString()), ("name", selection.Name), ("startPosition", Number(selection.Start)), ("endPosition", Number(selection.End)), .. by,
            ]);
            foreach (var code in selection.Codes.Distinct())
            {
                await StartAsync("Coding", [("guid", StixId.Uuid($"coding|{selection.Guid}|{code}").ToString()), .. by]);
                await LeafAsync("CodeRef", ("targetGUID", code.ToString()));
                await EndAsync();
            }
            await LeafAsync("NoteRef", ("targetGUID", selection.Note.ToString()));
            await EndAsync();
        }
        foreach (var (name, type, of) in Variables)
        {
            await StartAsync("VariableValue");
            await LeafAsync("VariableRef", ("targetGUID", VariableGuid(name)));
            await xml.WriteElementStringAsync(null, $"{type}Value", Namespace, XmlText.Clean(of(text)));
            await EndAsync();
        }
        await EndAsync();
    }

    private async Task NoteAsync(QdaNote note)
    {
        List<(string, string)> attributes = [("guid", note.Guid.ToString()), ("name", note.Name)];
        if (note.Coder is { } coder) attributes.Add(("creatingUser", UserGuid(coder)));
        attributes.Add(("creationDateTime", Time(note.At)));
        await StartAsync("Note", [.. attributes]);
        await xml.WriteElementStringAsync(null, "PlainTextContent", Namespace, XmlText.Clean(note.Text));
        await EndAsync();
    }

    private async Task ListAsync<T>(string name, IEnumerable<T> items, Func<T, Task> write)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!any) await StartAsync(name);
            any = true;
            await write(item);
        }
        if (any) await EndAsync();
    }

    private async Task StartAsync(string name, params (string Name, string Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, name, Namespace);
        foreach (var (attribute, value) in attributes) await xml.WriteAttributeStringAsync(null, attribute, null, XmlText.Clean(value));
    }

    private async Task LeafAsync(string name, params (string Name, string Value)[] attributes)
    {
        await StartAsync(name, attributes);
        await EndAsync();
    }

    private Task EndAsync() => xml.WriteEndElementAsync();

    private static string UserGuid(string coder) => StixId.Uuid($"user|{coder}").ToString();
    private static string VariableGuid(string name) => StixId.Uuid($"variable|{name}").ToString();
    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
