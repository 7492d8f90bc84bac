namespace NewsMonitor.Core.Agreement;

/// <summary>Why a measure of agreement has no value. A page says it in words; a NaN would say nothing.</summary>
public enum NoValue
{
    /// <summary>No unit was coded by two coders.</summary>
    NoPair,
    /// <summary>No unit was coded by all of them, and the measure knows no missing values.</summary>
    NoUnitOfAll,
    /// <summary>All pairable values are the same: where nothing varies, agreement by chance is certain and nothing can be said beyond it.</summary>
    NoVariation,
    /// <summary>The measure is of two coders.</summary>
    NotTwoCoders,
    /// <summary>Nobody marked anything, or everybody everything: there is no boundary to agree on.</summary>
    NothingMarked,
}

/// <summary>A measure's value, or the reason why there is none.</summary>
public readonly record struct Coefficient
{
    private Coefficient(double? value, NoValue? why, int units) => (Value, Why, Units) = (value, why, units);

    /// <summary>1 is perfect; for measures corrected for chance 0 is what chance gives, and less is worse than chance.</summary>
    public double? Value { get; }
    /// <summary>Set where there is no value.</summary>
    public NoValue? Why { get; }
    /// <summary>How many units it rests on.</summary>
    public int Units { get; }

    public static Coefficient Of(double value, int units) => double.IsFinite(value)
        ? new(value, null, units)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "An undefined measure says why instead.");

    public static Coefficient None(NoValue why, int units = 0) => new(null, why, units);
}
