using System.Globalization;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Exchange.Imports.Dna;

/// <summary>Which variables of a statement type are the actor, the issue and the stance.</summary>
internal sealed record DnaRoles(DnaVariable? Person, DnaVariable? Organisation, DnaVariable Concept, DnaVariable Agreement)
{
    /// <summary>By the names that Discourse Network Analyzer gives them, and that people give theirs; null where the type has no concept with an agreement.</summary>
    public static DnaRoles? Of(IReadOnlyList<DnaVariable> variables)
    {
        DnaVariable? Named(params string[] names) => variables.FirstOrDefault(v => names.Contains(v.Name.Trim().ToLowerInvariant()));
        var (concept, agreement) = (Named("concept", "category", "issue", "belief", "konzept", "streitfrage"), Named("agreement", "stance", "position", "zustimmung", "haltung") ?? variables.FirstOrDefault(v => v.DataType == "boolean"));
        var (person, organisation) = (Named("person", "actor", "speaker", "akteur"), Named("organization", "organisation", "party", "partei"));
        return concept is null || agreement is null || (person is null && organisation is null) ? null : new(person, organisation, concept, agreement);
    }
}

/// <summary>
/// Maps a DNA database to ours: a document is an article, a statement with concept and agreement a position of its person, or of its
/// organisation where no person is named. Other variables and the coder stay in the note; what has no place at all is reported.
/// </summary>
internal sealed class DnaMapping(DnaContent content)
{
    private readonly Dictionary<long, DnaRoles?> _roles = content.Variables.GroupBy(v => v.Type).ToDictionary(g => g.Key, g => DnaRoles.Of([.. g]));
    private readonly Dictionary<(long Variable, string Value), DnaEntity> _entities = content.Entities.Values.GroupBy(e => (e.Variable, e.Value)).ToDictionary(g => g.Key, g => g.First());

    public int Documents => content.Documents.Count;
    /// <summary>Documents and statements together.</summary>
    public int Size => content.Documents.Count + content.Statements.Count;

    /// <summary>Documents in their order, each with its place in the file.</summary>
    public IEnumerable<(long Id, ImportedText Text)> Articles()
    {
        foreach (var d in content.Documents)
        {
            yield return (d.Id, ImportedText.Of(string.Create(CultureInfo.InvariantCulture, $"document {d.Id}"), new()
            {
                Title = d.Title, Kicker = Named(d.Section), Outlet = Named(d.Source), Byline = Named(d.Author) is { } author ? [author] : [], Published = d.Date,
                Blocks = [.. d.Text.Split('\n').Select(line => new Block(BlockKind.Paragraph, line))],
            }));
        }
    }

    /// <param name="articles">The archive's ids by document.</param>
    public IEnumerable<ImportedLine> Statements(IReadOnlyDictionary<long, long> articles)
    {
        var documents = content.Documents.ToDictionary(d => d.Id);
        foreach (var statement in content.Statements) yield return Map(statement, documents, articles);
    }

    /// <summary>What is not taken over: kinds of statements without a concept, and what else the file holds.</summary>
    public IReadOnlyList<LeftOutPart> LeftOut() => LeftOutPart.Of([.. content.LeftOut, new(LeftOutKind.DocumentNotes, content.Documents.Count(d => d.Notes.Length > 0))]);

    private ImportedLine Map(DnaStatement s, Dictionary<long, DnaDocument> documents, IReadOnlyDictionary<long, long> articles)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"statement {s.Id}");
        ImportedLine Fault(ImportFaultKind kind, string detail = "") => new(null, new(place, kind, detail));

        if (_roles.GetValueOrDefault(s.Type) is not { } roles) return Fault(ImportFaultKind.NotMapped, $"statement type “{content.Types.GetValueOrDefault(s.Type, "?")}”");
        if (!documents.TryGetValue(s.Document, out var document) || !articles.TryGetValue(s.Document, out var article)) return Fault(ImportFaultKind.NoArticle, $"document {s.Document}");
        if (s.Start < 0 || s.Stop > document.Text.Length || s.Start >= s.Stop) return Fault(ImportFaultKind.NoWords);
        var values = content.Values.GetValueOrDefault(s.Id) ?? [];
        string? Value(DnaVariable? variable) => variable is not null && values.TryGetValue(variable.Id, out var value) && value.Length > 0 ? value : null;

        if (Value(roles.Concept) is not { } concept) return Fault(ImportFaultKind.NoIssue);
        if (StanceOf(roles.Agreement, Value(roles.Agreement)) is not { } stance) return Fault(ImportFaultKind.NotAStance, Value(roles.Agreement) ?? "");
        var (person, organisation) = (Value(roles.Person), Value(roles.Organisation));
        if ((person ?? organisation) is not { } speaker) return Fault(ImportFaultKind.NoSpeaker);
        var known = _entities.GetValueOrDefault(((person is null ? roles.Organisation : roles.Person)!.Id, speaker));
        var issue = _entities.GetValueOrDefault((roles.Concept.Id, concept));
        return new(new()
        {
            Place = place, Article = new(null, Id: article), IsThreat = false, Stance = stance,
            Actors =
            [
                new(ParticipantRole.Speaker, speaker)
                {
                    Kind = person is null ? ActorKind.Organisation : ActorKind.Person, Organisation = person is null ? null : organisation,
                    OtherNames = known?.Alias is { } alias ? [alias] : [], Note = known?.Notes,
                },
            ],
            Issue = new(concept) { Color = issue?.Color, Definition = issue?.Notes },
            // The text came in without empty lines and double spaces: what counts is which time the words stand there.
            Evidence = [new(AnchorRole.Evidence, document.Text[s.Start..s.Stop], Occurrence: EvidencePlace.OccurrencesBefore(document.Text, s.Start, s.Stop))],
            Note = NoteOf(s, roles, values),
        }, null);
    }

    private string? NoteOf(DnaStatement s, DnaRoles roles, Dictionary<long, string> values)
    {
        var taken = ((DnaVariable?[])[roles.Person, roles.Organisation, roles.Concept, roles.Agreement]).OfType<DnaVariable>().Select(v => v.Id).ToHashSet();
        List<string> lines = [.. content.Variables.Where(v => v.Type == s.Type && !taken.Contains(v.Id) && values.GetValueOrDefault(v.Id) is { Length: > 0 }).Select(v => $"{v.Name}: {values[v.Id]}")];
        if (content.Coders.TryGetValue(s.Coder, out var coder)) lines.Add($"coder: {coder}");
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>A boolean is for or against; a number is against below zero, for above, and neither at zero.</summary>
    private static Stance? StanceOf(DnaVariable variable, string? value) => (variable.DataType, value) switch
    {
        (_, null) => null,
        ("boolean", "1") => Stance.Supports, ("boolean", "0") => Stance.Opposes,
        ("integer", var number) when long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) => n > 0 ? Stance.Supports : n < 0 ? Stance.Opposes : Stance.Undecided,
        (_, var word) => ImportWords.StanceOf(word),
    };

    private static string? Named(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
