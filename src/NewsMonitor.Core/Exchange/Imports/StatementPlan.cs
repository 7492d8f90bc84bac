using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>A statement whose article, words and names are found; what is new stands by its name.</summary>
internal sealed record PlannedStatement(
    ImportedStatement Said, ArticleVersion Version, AnchorDraft[] Anchors, IReadOnlyList<(ParticipantRole Role, long? Id, string Name)> Actors, long? IssueId, long? InstrumentId, bool OnOlderText, Standing Standing)
{
    /// <summary>What tells one statement from another: said twice, it is the same.</summary>
    public string Signature => SignatureOf(
        Said.IsThreat, Version.Id, Anchors.Where(a => a.Role == AnchorRole.Evidence).Select(a => (a.Start, a.End)), Actors.Select(a => (a.Role, a.Id is { } id ? $"{id}" : a.Name.ToUpperInvariant())),
        Said.IsThreat ? $"{InstrumentId}|{Said.InstrumentWords}" : IssueId is { } issue ? $"{issue}" : Said.Issue!.Name.ToUpperInvariant(), Said.Stance);

    /// <summary>The same of a statement in the archive.</summary>
    public static string SignatureOf(Statement statement)
    {
        var evidence = statement.Anchors.Where(a => a.Role == AnchorRole.Evidence).ToArray();
        return SignatureOf(
            statement is Threat, evidence.Select(a => a.VersionId).FirstOrDefault(), evidence.Select(a => (a.Start, a.End)), statement.Participants.Select(p => (p.Role, $"{p.ActorId}")),
            statement switch { Threat t => $"{t.InstrumentId}|{t.InstrumentWords}", Position p => $"{p.IssueId}", _ => "" }, (statement as Position)?.Stance ?? default);
    }

    private static string SignatureOf(bool isThreat, long version, IEnumerable<(int, int)> places, IEnumerable<(ParticipantRole Role, string Who)> actors, string what, Stance stance) =>
        $"{(isThreat ? "t" : "p")}|{version}|{string.Join(',', places.Order())}|{string.Join(',', actors.Select(a => $"{a.Role}:{a.Who}").Order(StringComparer.Ordinal))}|{what}|{(isThreat ? "" : stance)}";
}

/// <summary>What an import of statements would do.</summary>
internal sealed class StatementPlan
{
    public List<PlannedStatement> Statements { get; } = [];
    public int There { get; set; }
    public FaultList Faults { get; } = new();
    /// <summary>Names that the lists do not know, with how often the file names them.</summary>
    public Dictionary<string, int> UnknownActors { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, int> UnknownIssues { get; } = new(StringComparer.OrdinalIgnoreCase);
}
