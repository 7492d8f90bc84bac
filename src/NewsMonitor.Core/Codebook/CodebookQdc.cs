using System.Text;
using System.Xml;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Codebook;

/// <summary>
/// The REFI-QDA codebook (<c>.qdc</c>), version 1.0 of https://www.qdasoftware.org: what NVivo, MAXQDA, ATLAS.ti and others exchange. It
/// knows guid, name, colour, a description and nesting; our other fields stand as labelled paragraphs of the description, so that people
/// read them everywhere and nothing is lost on the way back. Issues and instruments are two codes at the top that one cannot code with.
/// </summary>
public static class CodebookQdc
{
    public const string Namespace = "urn:QDA-XML:codebook:1.0";

    /// <summary>The codes that hold the two lists: known again by these ids, whatever they are called.</summary>
    internal static readonly Dictionary<EntryKind, Guid> Holders = new()
    {
        [EntryKind.Issue] = new("6e657773-0000-8000-8000-000000000001"),
        [EntryKind.Instrument] = new("6e657773-0000-8000-8000-000000000002"),
    };

    private static readonly (string Label, Func<CodebookFileEntry, string?> Read)[] Paragraphs =
    [
        ("Proposition", e => e.Proposition), ("CAMEO", e => e.Cameo), ("Applies when", e => e.Include), ("Does not apply when", e => e.Exclude),
        ("Example", _ => null), ("Also called", e => e.Synonyms is { Count: > 0 } names ? string.Join("; ", names) : null), ("Key", e => e.Shortcut),
    ];

    public static void Write(Stream file, IReadOnlyList<CodebookFileEntry> entries, string origin)
    {
        using var xml = XmlWriter.Create(file, new() { Indent = true, CloseOutput = false, Encoding = new UTF8Encoding(false), CheckCharacters = false });
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("CodeBook", Namespace);
        xml.WriteAttributeString("origin", origin);
        xml.WriteStartElement("Codes", Namespace);
        var known = entries.Select(e => e.Uid).ToHashSet();
        var children = entries.ToLookup(e => e.Parent is { } parent && known.Contains(parent) ? parent : Holders[e.Kind]);
        foreach (var (kind, guid) in Holders)
        {
            if (!children[guid].Any()) continue;
            xml.WriteStartElement("Code", Namespace);
            xml.WriteAttributeString("guid", guid.ToString());
            xml.WriteAttributeString("name", $"{kind}s");
            xml.WriteAttributeString("isCodable", "false");
            foreach (var child in children[guid]) Write(xml, child, children, 0);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, CodebookFileEntry entry, ILookup<Guid, CodebookFileEntry> children, int depth)
    {
        // A ring cannot come from the tree; a deeper tree than we would read again is cut off rather than written past the reader.
        if (depth > CodebookFile.Deepest) return;
        xml.WriteStartElement("Code", Namespace);
        xml.WriteAttributeString("guid", entry.Uid.ToString());
        xml.WriteAttributeString("name", Clean(entry.Name));
        xml.WriteAttributeString("isCodable", entry.Retired == true ? "false" : "true");
        if (entry.Color is not null) xml.WriteAttributeString("color", entry.Color);
        if (Describe(entry) is { Length: > 0 } words) xml.WriteElementString("Description", Namespace, Clean(words));
        foreach (var child in children[entry.Uid]) Write(xml, child, children, depth + 1);
        xml.WriteEndElement();
    }

    /// <summary>Without what XML 1.0 cannot hold.</summary>
    private static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : new([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);

    internal static string Describe(CodebookFileEntry entry)
    {
        var words = new StringBuilder(entry.Definition);
        foreach (var (label, read) in Paragraphs)
        {
            IEnumerable<string> texts = label == "Example" ? entry.Examples ?? [] : read(entry) is { } text ? [text] : [];
            foreach (var paragraph in texts)
            {
                if (words.Length > 0) words.Append("\n\n");
                words.Append(label).Append(": ").Append(paragraph);
            }
        }
        return words.ToString();
    }

    public static CodebookReading Read(Stream file)
    {
        var settings = new XmlReaderSettings
        {
            // The standard has no DTD: whoever sends one means harm or something else.
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = CodebookFile.MostBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var xml = XmlReader.Create(file, settings);
            return new Reading(xml).Read();
        }
        catch (XmlException e)
        {
            return CodebookReading.Refuse(CodebookFileFault.NotReadable, e.Message);
        }
    }

    /// <summary>One pass over the file. The namespace is not asked for: NVivo for Mac writes "1:0", projects have one of their own.</summary>
    private sealed class Reading(XmlReader xml)
    {
        private readonly List<Open> _entries = [];
        private readonly Stack<Open> _open = new();
        private string? _origin;

        public CodebookReading Read()
        {
            var sawBook = false;
            while (xml.Read())
            {
                if (xml.Depth > CodebookFile.Deepest + 10) return CodebookReading.Refuse(CodebookFileFault.TooDeep, $"Its codes lie more than {CodebookFile.Deepest} levels deep.");
                if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "Code") _open.Pop();
                if (xml.NodeType != XmlNodeType.Element) continue;
                switch (xml.LocalName)
                {
                    case "CodeBook":
                        (sawBook, _origin) = (true, xml.GetAttribute("origin"));
                        break;
                    case "Code" when sawBook:
                        if (_entries.Count == CodebookFile.MostEntries) return CodebookReading.Refuse(CodebookFileFault.TooManyEntries, $"It lists more than {CodebookFile.MostEntries:N0} codes.");
                        Begin();
                        break;
                    // Sets have descriptions too.
                    case "Description" when _open.TryPeek(out var open) && !xml.IsEmptyElement:
                        open.Description = Text();
                        break;
                }
            }
            if (!sawBook) return CodebookReading.Refuse(CodebookFileFault.NotReadable, "It has no CodeBook element.");
            return new([.. _entries.Where(e => !e.IsHolder).Select(e => e.Entry())], Origin: _origin);
        }

        private void Begin()
        {
            var words = xml.GetAttribute("guid")?.Trim() ?? "";
            var name = xml.GetAttribute("name")?.Trim() ?? "";
            var parent = _open.TryPeek(out var above) ? above : null;
            var own = Guid.TryParse(words, out var guid);
            if (!own) guid = CodebookFile.NamedGuid(words.Length > 0 ? words : $"{parent?.Uid}\n{name}");
            var holder = parent is null && xml.GetAttribute("isCodable") is "false" or "0" ? HolderOf(guid, name) : null;
            var open = new Open
            {
                Uid = guid, HasOwnGuid = own, Name = name, IsHolder = holder is not null, Kind = holder ?? parent?.Kind ?? EntryKind.Issue,
                Parent = parent is { IsHolder: false } ? parent.Uid : null, Color = CodebookFile.ColorOf(xml.GetAttribute("color")),
            };
            _entries.Add(open);
            if (!xml.IsEmptyElement) _open.Push(open);
        }

        private static EntryKind? HolderOf(Guid guid, string name)
        {
            foreach (var (kind, known) in Holders)
            {
                if (guid == known || string.Equals(name, $"{kind}s", StringComparison.OrdinalIgnoreCase)) return kind;
            }
            return null;
        }

        /// <summary>The element's text, without what markup may stand in it, and no longer than a definition may be with all its parts.</summary>
        private string Text()
        {
            var text = new StringBuilder();
            var depth = xml.Depth;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            {
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) text.Append(xml.Value);
                if (text.Length > 20 * Limits.Note) break;
            }
            while (!(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth) && xml.Read()) { }
            return text.ToString().ReplaceLineEndings("\n").Trim();
        }
    }

    /// <summary>A code whose end has not been seen.</summary>
    private sealed class Open
    {
        public Guid Uid { get; init; }
        public bool HasOwnGuid { get; init; }
        public required string Name { get; init; }
        public bool IsHolder { get; init; }
        public EntryKind Kind { get; init; }
        public Guid? Parent { get; init; }
        public string? Color { get; init; }
        public string? Description { get; set; }

        public CodebookFileEntry Entry()
        {
            var parts = Paragraphs.ToDictionary(p => p.Label, _ => new List<string>(), StringComparer.Ordinal);
            var definition = new List<string>();
            var into = definition;
            foreach (var paragraph in (Description ?? "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var colon = paragraph.IndexOf(": ", StringComparison.Ordinal);
                if (colon > 0 && parts.TryGetValue(paragraph[..colon], out var part))
                {
                    part.Add(paragraph[(colon + 2)..].Trim());
                    into = part;
                }
                // A paragraph without a label belongs to the one before it.
                else if (ReferenceEquals(into, definition)) definition.Add(paragraph);
                else into[^1] += "\n\n" + paragraph;
            }
            string? One(string label) => parts[label] is [var first, ..] ? first : null;
            return new()
            {
                Uid = Uid, HasOwnGuid = HasOwnGuid, Kind = Kind, Parent = Parent, Name = Name, Color = Color,
                Definition = definition.Count == 0 ? null : string.Join("\n\n", definition),
                Proposition = One("Proposition"), Cameo = One("CAMEO"), Include = One("Applies when"), Exclude = One("Does not apply when"),
                Examples = parts["Example"].Count == 0 ? null : parts["Example"],
                Synonyms = One("Also called")?.Split("; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Shortcut = One("Key"),
            };
        }
    }
}
