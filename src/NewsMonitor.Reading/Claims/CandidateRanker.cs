using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>A feature and what it adds to a score, in logits: positive speaks for the claim.</summary>
public sealed record Reason(Feature Feature, double Weight);

/// <summary>A candidate's score, 0 to 1, and the three features that weigh most.</summary>
public sealed record RankedScore(double Probability, IReadOnlyList<Reason> Reasons);

/// <summary>
/// Scores candidates: a logistic regression on hashed features, learnt one decision at a time with AdaGrad steps (Duchi, Hazan and Singer,
/// 2011). It starts from the rules' priors, so that a fresh installation equals the rules, and the same log replayed gives the same scores
/// to the last bit. Calibrated by Platt scaling on each decision's prediction before it was learnt from. Not safe for writers beside readers:
/// whoever learns does so on a copy of their own.
/// </summary>
public sealed partial class CandidateRanker
{
    // Tried on made-up newsrooms of 30 rules (RankerTests): faster steps chase single decisions, slower ones waste the first hundred.
    private const double Rate = 0.12;
    /// <summary>What each feature has seen before it has seen anything: a first decision moves its like by a logit at most, not by four.</summary>
    private const double Caution = 1;
    private const double Decay = 1e-4;
    private const double CalibrationRate = 0.02;
    private const double EditedWeight = 0.5;
    private static readonly PriorFile Priors = Lexicon.Read<PriorFile>("Claims.lexicon.priors.json");

    private readonly double[] _weights = new double[RankerFeatures.Buckets];
    private readonly double[] _squares = new double[RankerFeatures.Buckets];
    private readonly Dictionary<ulong, int> _balance = [];
    private double _scale = 1, _shift, _scaleSquares = 1, _shiftSquares = 1;

    /// <summary>Decisions learnt from.</summary>
    public int Decisions { get; private set; }

    /// <summary>Learns a whole log, in the order of its sequence numbers.</summary>
    public static CandidateRanker Replay(IEnumerable<Decision> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var ranker = new CandidateRanker();
        foreach (var decision in log.OrderBy(decision => decision.Sequence)) ranker.Learn(decision);
        return ranker;
    }

    /// <summary>Learns one decision: the score of its like moves at once.</summary>
    public void Learn(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Decisions++;
        if (decision.Fingerprint is { } fingerprint) Remember(fingerprint, decision.Verdict);
        if (decision.Features is null) return;
        var truth = decision.Verdict == Verdict.Rejected ? 0.0 : 1.0;
        var weight = decision.Verdict == Verdict.Edited ? EditedWeight : 1.0;
        var buckets = BucketsOf(RankerFeatures.Of(decision.Features));
        var raw = Raw(decision.Features, buckets);
        Calibrate(raw, truth, weight);
        var error = (Sigmoid(raw) - truth) * weight;
        foreach (var bucket in buckets)
        {
            var gradient = error + Decay * _weights[bucket];
            _squares[bucket] += gradient * gradient;
            _weights[bucket] -= Rate * gradient / Math.Sqrt(Caution + _squares[bucket]);
        }
    }

    /// <summary>The score of a candidate and why.</summary>
    public RankedScore Score(ClaimFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var named = RankerFeatures.Of(features);
        var buckets = BucketsOf(named);
        var reasons = named.Select((feature, i) => new Reason(feature, _weights[buckets[i]])).Append(new Reason(new(FeatureKind.Prior, features.Rule), Logit(Prior(features.Rule))))
            .Where(reason => reason.Weight != 0)
            .OrderByDescending(reason => Math.Abs(reason.Weight)).ThenBy(reason => reason.Feature.Kind).Take(3).ToArray();
        return new RankedScore(Sigmoid(_scale * Raw(features, buckets) + _shift), reasons);
    }

    /// <summary>The score alone: what a million candidates are ranked by.</summary>
    public double Probability(ClaimFeatures features) => Sigmoid(_scale * Raw(features, BucketsOf(RankerFeatures.Of(features))) + _shift);

    /// <summary>Whether people have rejected this very claim or pair, and not accepted it as often.</summary>
    public bool WasRejected(string fingerprint) => _balance.Count > 0 && _balance.GetValueOrDefault(ClaimFingerprint.Short(fingerprint)) < 0;

    /// <summary>The probability a rule starts with.</summary>
    public static double Prior(string rule) => Priors.Priors.TryGetValue(rule, out var prior) ? prior : Priors.Other;

    private void Remember(string fingerprint, Verdict verdict)
    {
        var key = ClaimFingerprint.Short(fingerprint);
        var balance = _balance.GetValueOrDefault(key) + (verdict == Verdict.Rejected ? -1 : 1);
        if (balance == 0) _balance.Remove(key);
        else _balance[key] = balance;
    }

    private double Raw(ClaimFeatures features, int[] buckets)
    {
        var sum = Logit(Prior(features.Rule));
        foreach (var bucket in buckets) sum += _weights[bucket];
        return Math.Clamp(sum, -20, 20);
    }

    private void Calibrate(double raw, double truth, double weight)
    {
        var error = (Sigmoid(_scale * raw + _shift) - truth) * weight;
        var (scale, shift) = (error * raw, error);
        _scaleSquares += scale * scale;
        _shiftSquares += shift * shift;
        // A tenth of the learning rate: calibration follows the model, it must not chase single decisions.
        _scale = Math.Clamp(_scale - CalibrationRate * scale / Math.Sqrt(_scaleSquares), 0.2, 3);
        _shift = Math.Clamp(_shift - CalibrationRate * shift / Math.Sqrt(_shiftSquares), -3, 3);
    }

    private static int[] BucketsOf(IReadOnlyList<Feature> features)
    {
        var buckets = new int[features.Count];
        for (var i = 0; i < buckets.Length; i++) buckets[i] = RankerFeatures.BucketOf(features[i]);
        return buckets;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    private static double Logit(double p) => Math.Log(p / (1 - p));

    private sealed record PriorFile(string Source, Dictionary<string, double> Priors, double Other);
}
