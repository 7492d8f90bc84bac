using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Positions;

/// <summary>How often somebody spoke for, against and undecidedly on something.</summary>
public readonly record struct StanceCounts(int Supports, int Opposes, int Undecided)
{
    public int All => Supports + Opposes + Undecided;

    /// <summary>−1 all against, 1 all for; 0 where there is nothing.</summary>
    public double Net => All == 0 ? 0 : (double)(Supports - Opposes) / All;

    /// <summary>The share of the weaker side among those for and against, 0 to ½.</summary>
    public double Minority => Supports + Opposes == 0 ? 0 : (double)Math.Min(Supports, Opposes) / (Supports + Opposes);

    public static StanceCounts operator +(StanceCounts a, StanceCounts b) => new(a.Supports + b.Supports, a.Opposes + b.Opposes, a.Undecided + b.Undecided);

    public static StanceCounts Of(Stance stance, int count) => stance switch
    {
        Stance.Supports => new(count, 0, 0),
        Stance.Opposes => new(0, count, 0),
        _ => new(0, 0, count),
    };
}

/// <summary>What hue a cell of the map has.</summary>
public enum PositionHue
{
    Nothing, For, Against,
    /// <summary>For and against nearly alike: grey and hatched.</summary>
    Contested,
    /// <summary>Mostly neither: grey.</summary>
    Undecided,
}

/// <summary>How a cell of the map looks: the hue says the stance, the strength the number of statements.</summary>
/// <param name="Hue">The stance.</param>
/// <param name="Mixed">The other side has a fifth or more: hatched.</param>
/// <param name="Strength">0 for three statements or fewer, which get a bar only; 1 from four, 2 from ten, 3 from thirty.</param>
public readonly record struct PositionTone(PositionHue Hue, bool Mixed, int Strength)
{
    public const int Few = 3;

    public static PositionTone Of(StanceCounts counts)
    {
        var strength = counts.All switch { <= Few => 0, < 10 => 1, < 30 => 2, _ => 3 };
        if (counts.All == 0) return new(PositionHue.Nothing, false, 0);
        if (counts.Undecided > counts.Supports && counts.Undecided > counts.Opposes) return new(PositionHue.Undecided, false, strength);
        if (counts.Minority >= 1 / 3.0) return new(PositionHue.Contested, true, strength);
        return new(counts.Supports > counts.Opposes ? PositionHue.For : PositionHue.Against, counts.Minority >= 0.2, strength);
    }
}
