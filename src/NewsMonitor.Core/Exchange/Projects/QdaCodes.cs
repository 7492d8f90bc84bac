using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Exchange.Statements;

namespace NewsMonitor.Core.Exchange.Projects;

/// <summary>A code of the project's tree.</summary>
internal sealed record QdaCode(Guid Guid, string Name, bool IsCodable, string? Color = null, string? Description = null)
{
    public List<QdaCode> Children { get; } = [];
}

/// <summary>
/// The tree of codes: the codebook as it is, each issue with a code for each stance that was taken on it, and beside it the actors by role,
/// the modes of threats and the parts of a claim. What groups others is not codable.
/// </summary>
internal sealed class QdaCodes
{
    private readonly Dictionary<Guid, QdaCode> _all = [];
    private readonly List<QdaCode> _roots = [];

    /// <summary>The groups that hold something.</summary>
    public IEnumerable<QdaCode> Roots => _roots.Where(r => r.Children.Count > 0);

    public void AddBook(IReadOnlyList<CodebookFileEntry> entries)
    {
        // Parents come before their children.
        foreach (var entry in entries)
        {
            var parent = entry.Parent is { } uid && _all.TryGetValue(uid, out var above) ? above : Group($"{entry.Kind}s");
            var code = new QdaCode(entry.Uid, entry.Name, entry.Retired != true, entry.Color, CodebookQdc.Describe(entry));
            parent.Children.Add(code);
            _all[code.Guid] = code;
        }
    }

    /// <summary>The codes that a statement's words get.</summary>
    public IEnumerable<Guid> Of(StatementRecord s, Guid? issue, Guid? instrument)
    {
        if (issue is { } uid)
        {
            // One that is only proposed stands in no codebook yet.
            var book = _all.TryGetValue(uid, out var known) ? known : Child(Group("Issues"), uid, s.Issue!);
            yield return Child(book, StixId.Uuid($"stance|{uid}|{s.Stance}"), s.Stance!).Guid;
        }
        if (instrument is { } means) yield return _all.TryGetValue(means, out var known) ? known.Guid : Child(Group("Instruments"), means, s.Instrument!).Guid;
        if (s.Mode is { } mode) yield return Child(Group("Threats"), StixId.Uuid($"mode|{mode}"), mode).Guid;
        foreach (var participant in s.Participants)
        {
            yield return Child(Group(GroupOf(participant.Role)), StixId.Uuid($"{participant.Role}|{participant.ActorId}"), participant.Name).Guid;
        }
    }

    /// <summary>The code of words that do a part of the work: <c>cue</c>, <c>condition</c>, <c>instrument</c>.</summary>
    public Guid Part(string role) => Child(Group("Parts of a claim"), StixId.Uuid($"part|{role}"), role).Guid;

    private static string GroupOf(string role) => role switch { "beneficiary" => "Beneficiaries", _ => $"{char.ToUpperInvariant(role[0])}{role[1..]}s" };

    private QdaCode Group(string name)
    {
        var guid = name switch { "Issues" => CodebookQdc.Holders[EntryKind.Issue], "Instruments" => CodebookQdc.Holders[EntryKind.Instrument], _ => StixId.Uuid($"group|{name}") };
        if (_all.TryGetValue(guid, out var known)) return known;
        var group = new QdaCode(guid, name, false);
        _roots.Add(group);
        return _all[guid] = group;
    }

    private QdaCode Child(QdaCode parent, Guid guid, string name)
    {
        if (_all.TryGetValue(guid, out var known)) return known;
        var code = new QdaCode(guid, name, true);
        parent.Children.Add(code);
        return _all[guid] = code;
    }
}
