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
    /// <summary>Takes a code with anchors and, for a statement, participants loaded.</summary>
    /// <param name="code">The code.</param>
    /// <param name="coder">Whose it counts as.</param>
    /// <param name="evidence">Its words on the version in common.</param>
    public static CodedStatement Of(Code code, long coder, IReadOnlyList<Span> evidence)
    {
        var snapshot = CodeSnapshot.Of(code);
        var values = new Dictionary<Variable, string> { [Variable.Kind] = snapshot.Kind };
        switch (code)
        {
            case Position position:
                values[Variable.Speaker] = Who(snapshot, ParticipantRole.Speaker);
                values[Variable.Issue] = Key(position.IssueId);
                values[Variable.Stance] = position.Stance.ToString();
                values[Variable.Act] = position.Act.ToString();
                break;
            case Threat threat:
                values[Variable.Threatener] = Who(snapshot, ParticipantRole.Threatener);
                values[Variable.Target] = Who(snapshot, ParticipantRole.Target);
                values[Variable.Instrument] = threat.InstrumentId is { } instrument ? Key(instrument) : "";
                values[Variable.Mode] = threat.Mode.ToString();
                values[Variable.LifeCycle] = threat.LifeCycle.ToString();
                break;
            case Mention mention:
                values[Variable.Speaker] = Key(mention.ActorId);
                break;
        }
        return new(code.Id, coder, snapshot.Kind, evidence, values);
    }

    /// <summary>Two coders agree on who speaks when they name the same actors, in whatever order.</summary>
    private static string Who(CodeSnapshot snapshot, ParticipantRole role) =>
        string.Join('+', (snapshot.Participants ?? []).Where(p => p.Role == role).Select(p => p.ActorId).Order());

    private static string Key(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
