namespace NewsMonitor.Core.Coding;

/// <summary>Where an actor stands on an issue.</summary>
public enum Stance { Supports, Opposes, Undecided }

/// <summary>The speech act in which a stance shows.</summary>
public enum PositionAct { None, Demands, Rejects, Proposes, Promises, Condemns, Agrees, States, Warns }

/// <summary>An actor's stance on an issue, with the act that shows it.</summary>
public sealed class Position : Statement
{
    public long IssueId { get; set; }
    public Issue? Issue { get; set; }
    public Stance Stance { get; set; }
    public PositionAct Act { get; set; }
}
