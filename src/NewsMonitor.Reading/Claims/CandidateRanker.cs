using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>What a person decided about a suggestion. One nobody has looked at has no verdict and teaches nothing.</summary>
public enum Verdict : byte
{
    Accepted,
    Rejected,
    /// <summary>Accepted after a change: the rule was right that there is a claim.</summary>
    Edited,
}

/// <summary>A line of the append-only decision log.</summary>
/// <param name="Sequence">Its number; replay goes in this order.</param>
/// <param name="Features">The candidate's features as they were when it was decided.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Fingerprint">The claim decided (<see cref="ClaimFingerprint"/>); a rejected one is not proposed again.</param>
public sealed record Decision(long Sequence, ClaimFeatures Features, Verdict Verdict, string? Fingerprint = null);

/// <summary>A feature and what it adds to a score, in logits: positive speaks for the claim.</summary>
public sealed record Reason(string Feature, double Weight);

/// <summary>A candidate's score, 0 to 1, and the three features that weigh most.</summary>
public sealed record RankedScore(double Probability, IReadOnlyList<Reason> Reasons);

/// <summary>
/// Scores candidates: a logistic regression on hashed features, learnt one decision at a time with AdaGrad steps (Duchi, Hazan and Singer,
/// 2011). It starts from the rules' priors, so that a fresh installation equals the rules, and the same log replayed gives the same scores
/// to the last bit. Calibrated by Platt scaling on each decision's prediction before it was learnt from.
/// </summary>
public sealed class CandidateRanker
{
    private const int Buckets = 1 << 16;
    private const double Rate = 0.25;
    private const double Decay = 1e-4;
    private const double EditedWeight = 0.5;
    private static readonly PriorFile Priors = Lexicon.Read<PriorFile>("Claims.lexicon.priors.json");

    private readonly double[] _weights = new double[Buckets];
    private readonly double[] _squares = new double[Buckets];
    private readonly HashSet<string> _rejected = new(StringComparer.Ordinal);
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
        if (decision.Fingerprint is { } fingerprint)
        {
            if (decision.Verdict == Verdict.Rejected) _rejected.Add(fingerprint); else _rejected.Remove(fingerprint);
        }
        var truth = decision.Verdict == Verdict.Rejected ? 0.0 : 1.0;
        var weight = decision.Verdict == Verdict.Edited ? EditedWeight : 1.0;
        var features = Hashed(decision.Features);
        var raw = Raw(decision.Features, features);
        Calibrate(raw, truth, weight);
        var error = (Sigmoid(raw) - truth) * weight;
        foreach (var (bucket, _) in features)
        {
            var gradient = error + Decay * _weights[bucket];
            _squares[bucket] += gradient * gradient;
            _weights[bucket] -= Rate * gradient / (Math.Sqrt(_squares[bucket]) + 1e-6);
        }
        Decisions++;
    }

    /// <summary>The score of a candidate and why.</summary>
    public RankedScore Score(ClaimFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var hashed = Hashed(features);
        var raw = Raw(features, hashed);
        var reasons = hashed.Select(feature => new Reason(feature.Name, _weights[feature.Bucket])).Append(new Reason($"prior of rule {features.Rule}", Logit(Prior(features.Rule))))
            .Where(reason => reason.Weight != 0)
            .OrderByDescending(reason => Math.Abs(reason.Weight)).ThenBy(reason => reason.Feature, StringComparer.Ordinal).Take(3).ToArray();
        return new RankedScore(Sigmoid(_scale * raw + _shift), reasons);
    }

    /// <summary>Whether a person has rejected this very claim.</summary>
    public bool WasRejected(string fingerprint) => _rejected.Contains(fingerprint);

    /// <summary>The probability a rule starts with.</summary>
    public static double Prior(string rule) => Priors.Priors.TryGetValue(rule, out var prior) ? prior : Priors.Other;

    private double Raw(ClaimFeatures features, List<(int Bucket, string Name)> hashed)
    {
        var sum = Logit(Prior(features.Rule));
        foreach (var (bucket, _) in hashed) sum += _weights[bucket];
        return Math.Clamp(sum, -20, 20);
    }

    private void Calibrate(double raw, double truth, double weight)
    {
        var error = (Sigmoid(_scale * raw + _shift) - truth) * weight;
        var (scale, shift) = (error * raw, error);
        _scaleSquares += scale * scale;
        _shiftSquares += shift * shift;
        // A tenth of the learning rate: calibration follows the model, it must not chase single decisions.
        _scale = Math.Clamp(_scale - Rate * 0.1 * scale / Math.Sqrt(_scaleSquares), 0.2, 3);
        _shift = Math.Clamp(_shift - Rate * 0.1 * shift / Math.Sqrt(_shiftSquares), -3, 3);
    }

    private static List<(int Bucket, string Name)> Hashed(ClaimFeatures f)
    {
        string[] names =
        [
            $"rule {f.Rule}", $"lemma {f.Lemma}", $"rule {f.Rule}, lemma {f.Lemma}", $"act {f.Act}", $"subject {f.SubjectKind}", $"subject named by {f.SubjectForm}",
            $"rule {f.Rule}, subject {f.SubjectKind}", f.Negated ? "negated" : "not negated", f.Conditional ? "with condition" : "without condition", $"instrument {f.Instrument ?? "none"}",
            f.HasTarget ? "with target" : "without target", $"quoted {f.Quoted}", $"place {f.Place / 3}", $"language {f.Language}", $"language {f.Language}, lemma {f.Lemma}",
        ];
        var hashed = new List<(int, string)>(names.Length);
        foreach (var name in names) hashed.Add(((int)(Token.HashOf(name) & (Buckets - 1)), name));
        return hashed;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    private static double Logit(double p) => Math.Log(p / (1 - p));

    private sealed record PriorFile(string Source, Dictionary<string, double> Priors, double Other);
}

/// <summary>Names a claim by what it says, not by where: the same claim found again after rules or text changed has the same fingerprint.</summary>
public static class ClaimFingerprint
{
    /// <summary>Of a threat in a text.</summary>
    public static string Of(FoundThreat threat, string text) =>
        $"threat|{threat.Threatener.Reference}|{threat.Target?.Reference}|{threat.Instrument}|{threat.Mode}|{Words(threat.Evidence[0].Start, threat.Evidence[0].End, text)}";

    /// <summary>Of a position in a text.</summary>
    public static string Of(FoundPosition position, string text) =>
        $"position|{position.Actor.Reference}|{position.Stance}|{position.Act}|{Words(position.Evidence[0].Start, position.Evidence[0].End, text)}";

    /// <summary>FNV-1a, 64 bits, over the letters and digits of the evidence, so that spacing and quotation marks do not matter.</summary>
    private static string Words(int start, int end, string text)
    {
        var hash = 14695981039346656037ul;
        for (var i = start; i < end; i++)
        {
            if (char.IsLetterOrDigit(text[i])) hash = (hash ^ char.ToLowerInvariant(text[i])) * 1099511628211ul;
        }
        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
