namespace NewsMonitor.Reading.Likeness;

/// <summary>
/// How common each term has been lately. Every article that is observed makes all earlier ones count a little less, so that a war that
/// everybody writes about for months becomes background, and a new one stands out.
/// </summary>
/// <param name="halfLife">After so many articles an observation counts half.</param>
public sealed class TermBackground(double halfLife = 2000)
{
    private readonly Dictionary<int, double> _seen = [];
    private readonly double _growth = Math.Pow(2, 1 / halfLife);
    // Instead of shrinking everything at each step, the newest observation weighs more; ratios are all that is asked for.
    private double _weight = 1;
    private double _documents;

    /// <summary>Articles observed, old ones counting less.</summary>
    public double Documents => _documents / _weight;

    /// <param name="terms">The different terms of one article.</param>
    public void Observe(IEnumerable<int> terms)
    {
        _weight *= _growth;
        _documents += _weight;
        foreach (var term in terms) _seen[term] = _seen.GetValueOrDefault(term) + _weight;
        if (_weight > 1e100) Rescale();
    }

    /// <summary>
    /// The weight of a term: 1 for one that no article had, near 0 for one that every article has. The smoothing of a few articles keeps
    /// a young archive from calling a word common that was in both of its texts.
    /// </summary>
    public double Idf(int term)
    {
        const double smoothing = 12;
        var share = (_seen.GetValueOrDefault(term) / _weight + 0.5) / (Documents + smoothing);
        return Math.Log(1 / share) / Math.Log((Documents + smoothing) / 0.5);
    }

    private void Rescale()
    {
        foreach (var term in _seen.Keys.ToArray()) _seen[term] /= _weight;
        _documents /= _weight;
        _weight = 1;
    }
}
