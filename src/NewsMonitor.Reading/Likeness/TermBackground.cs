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
    /// The weight of a term: 1 for one that few articles had, near 0 for one that every article has. Few are two, or one in 200: else the words
    /// of an event would tell less with each of its reports, and in a young archive what both of its texts say would count as common.
    /// </summary>
    public double Idf(int term)
    {
        const double smoothing = 12;
        var (documents, few) = (Documents + smoothing, 2 + (Documents / 200));
        return Math.Max(0, Math.Log(documents / Math.Max(few, _seen.GetValueOrDefault(term) / _weight)) / Math.Log(documents / few));
    }

    private void Rescale()
    {
        foreach (var term in _seen.Keys.ToArray()) _seen[term] /= _weight;
        _documents /= _weight;
        _weight = 1;
    }
}
