namespace NewsMonitor.Core.Networks;

/// <summary>The strongest of the ties that pass by; of equally strong ones the first.</summary>
internal sealed class StrongestTies(int most)
{
    /// <summary>The weakest in front; of equally weak ones the last that came.</summary>
    private readonly PriorityQueue<Tie, (double Strength, int Earliness)> _held = new();
    private int _seen;

    public void Add(Tie tie, double strength)
    {
        _seen++;
        if (_held.Count < most) _held.Enqueue(tie, (strength, -_seen));
        else if (_held.TryPeek(out _, out var weakest) && strength > weakest.Strength) _held.EnqueueDequeue(tie, (strength, -_seen));
    }

    /// <summary>In the order of From, then To.</summary>
    public IReadOnlyList<Tie> InOrder() => [.. _held.UnorderedItems.Select(held => held.Element).OrderBy(tie => tie.From).ThenBy(tie => tie.To)];
}
