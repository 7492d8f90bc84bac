namespace NewsMonitor.Core.Watches.Shifts;

/// <summary>Where a number lies against its band.</summary>
public enum BandPlace { Within, Above, Below }

/// <summary>
/// The usual number of articles of a weekday: the median of the same weekday in the eight weeks before, and around it three times the
/// spread, the median absolute deviation times 1.4826 (which is the standard deviation where numbers are spread normally). Both stay what they
/// are though one week in three was wild. The spread is never taken for less than the root of the median, as chance alone would give it (Poisson): a
/// watch that always had two a day does not cry at the third.
/// </summary>
/// <param name="Median">Of the weeks.</param>
/// <param name="Low">Below this is unusual.</param>
/// <param name="High">Above this is unusual.</param>
/// <param name="Weeks">How many weeks it rests on.</param>
public sealed record UsualBand(double Median, double Low, double High, int Weeks)
{
    public const int Weeks8 = 8;
    /// <summary>With less history it is silent.</summary>
    public const int LeastWeeks = 6;
    /// <summary>A number that small is never above: three articles instead of none are no wave.</summary>
    public const int LeastAbove = 5;
    private const double Spreads = 3, ToDeviation = 1.4826;

    /// <param name="numbers">Those of the same weekday in the weeks before, in any order; weeks of which nothing is known left out.</param>
    /// <returns>Null where the history is too short.</returns>
    public static UsualBand? Of(IReadOnlyCollection<int> numbers)
    {
        if (numbers.Count < LeastWeeks) return null;
        var median = MedianOf([.. numbers.Select(n => (double)n)]);
        var deviation = ToDeviation * MedianOf([.. numbers.Select(n => Math.Abs(n - median))]);
        var spread = Spreads * Math.Max(deviation, Math.Sqrt(Math.Max(1, median)));
        return new(median, Math.Max(0, median - spread), median + spread, numbers.Count);
    }

    /// <param name="number">Of a day.</param>
    /// <param name="isOver">The day is over; before that too few is no finding.</param>
    public BandPlace Place(int number, bool isOver) =>
        number > High && number >= LeastAbove ? BandPlace.Above
        : isOver && number < Low ? BandPlace.Below
        : BandPlace.Within;

    private static double MedianOf(double[] numbers)
    {
        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }
}
