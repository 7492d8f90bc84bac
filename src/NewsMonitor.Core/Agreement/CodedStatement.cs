using System.Globalization;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Agreement;

/// <summary>What of a statement can be agreed on, besides the words that it rests on.</summary>
public enum Variable { Kind, Speaker, Issue, Stance, Act, Threatener, Target, Instrument, Mode, LifeCycle }

/// <summary>Words that a code rests on: UTF-16 offsets in one version of the text, end exclusive.</summary>
public readonly record struct Span(int Start, int End);

/// <summary>One coder's statement, as agreement looks at it: who made it, which words it rests on, what it says.</summary>
/// <param name="Id">The code's.</param>
/// <param name="Coder">Whose it is.</param>
/// <param name="Kind">"position", "threat" or "mention".</param>
/// <param name="Evidence">On a version that all coders' statements are placed on.</param>
/// <param name="Values">Variables that the kind of statement has; a variable left open has the value "".</param>
public sealed record CodedStatement(long Id, long Coder, string Kind, IReadOnlyList<Span> Evidence, IReadOnlyDictionary<Variable, string> Values)
{
    /// <summary>A code as the margin shows it: its words where they stand in the version shown.</summary>
    public static CodedStatement Of(MarginRow row, long coder)
    {
        var values = new Dictionary<Variable, string>();
        switch (row)
        {
            case PositionRow position:
                values[Variable.Kind] = "position";
                values[Variable.Speaker] = Who(position, ParticipantRole.Speaker);
                values[Variable.Issue] = Key(position.IssueId);
                values[Variable.Stance] = position.Stance.ToString();
                values[Variable.Act] = position.Act.ToString();
                break;
            case ThreatRow threat:
                values[Variable.Kind] = "threat";
                values[Variable.Threatener] = Who(threat, ParticipantRole.Threatener);
                values[Variable.Target] = Who(threat, ParticipantRole.Target);
                values[Variable.Instrument] = threat.InstrumentId is { } instrument ? Key(instrument) : "";
                values[Variable.Mode] = threat.Mode.ToString();
                values[Variable.LifeCycle] = threat.LifeCycle.ToString();
                break;
            case MentionRow mention:
                values[Variable.Kind] = "mention";
                values[Variable.Speaker] = Key(mention.Actor.Id);
                break;
        }
        return new(row.Id, coder, values[Variable.Kind],
            [.. row.Anchors.Where(a => a.Role == AnchorRole.Evidence && a.Fate != AnchorFate.Orphaned).Select(a => new Span(a.Start, a.End))], values);
    }

    /// <summary>Two coders agree on who speaks when they name the same actors, in whatever order.</summary>
    private static string Who(StatementRow row, ParticipantRole role) => string.Join('+', row.In(role).Select(p => p.ActorId).Order());

    private static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);
}
