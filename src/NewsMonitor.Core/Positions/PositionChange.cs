namespace NewsMonitor.Core.Positions;

/// <summary>What became of a stance from one span of time to another.</summary>
public enum PositionMove
{
    Nothing,
    /// <summary>Spoke in the later span only.</summary>
    New,
    /// <summary>Spoke in the earlier span only.</summary>
    Silent,
    /// <summary>The net stance moved by less than a tenth.</summary>
    Same,
    TowardsFor, TowardsAgainst,
}

/// <param name="Move">Where to.</param>
/// <param name="Turned">From for to against, or the other way.</param>
/// <param name="Strength">How far the net stance moved: 1 by less than ½, 2 by less than 1, 3 beyond; 0 where it did not.</param>
public readonly record struct PositionChange(PositionMove Move, bool Turned, int Strength)
{
    private const double Hardly = 0.1;

    public static PositionChange Of(StanceCounts earlier, StanceCounts later)
    {
        if (earlier.All == 0 && later.All == 0) return new(PositionMove.Nothing, false, 0);
        if (earlier.All == 0) return new(PositionMove.New, false, 0);
        if (later.All == 0) return new(PositionMove.Silent, false, 0);
        var by = later.Net - earlier.Net;
        if (Math.Abs(by) < Hardly) return new(PositionMove.Same, false, 0);
        return new(by > 0 ? PositionMove.TowardsFor : PositionMove.TowardsAgainst, earlier.Net * later.Net < 0, Math.Abs(by) switch { < 0.5 => 1, < 1 => 2, _ => 3 });
    }
}
