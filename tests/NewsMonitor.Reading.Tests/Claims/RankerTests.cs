using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

public class RankerTests
{
    private static ClaimFeatures Features(string rule, string lemma) => new(rule, lemma, SpeechAct.Demands, "state", "name", false, false, null, false, "none", 3, "de");

    private static IEnumerable<Decision> Log() => Enumerable.Range(0, 200).Select(i => i % 2 == 0
        ? new Decision(i, Features("act verb", "fordern"), Verdict.Accepted)
        : new Decision(i, Features("act verb", "setzen"), Verdict.Rejected, $"f{i}"));

    [Fact]
    public void A_fresh_installation_equals_the_rules()
    {
        var ranker = new CandidateRanker();
        Assert.Equal(CandidateRanker.Prior("threat verb"), ranker.Score(Features("threat verb", "drohen")).Probability, 6);
    }

    [Fact]
    public void Decisions_move_the_scores_of_their_like()
    {
        var ranker = CandidateRanker.Replay(Log());
        Assert.True(ranker.Score(Features("act verb", "fordern")).Probability > 0.85);
        Assert.True(ranker.Score(Features("act verb", "setzen")).Probability < 0.3);
    }

    [Fact]
    public void The_same_log_replayed_gives_the_same_scores_whatever_order_it_is_read_in()
    {
        var one = CandidateRanker.Replay(Log()).Score(Features("act verb", "setzen"));
        var other = CandidateRanker.Replay(Log().Reverse()).Score(Features("act verb", "setzen"));
        Assert.Equal(one.Probability, other.Probability);
        Assert.Equal(one.Reasons, other.Reasons);
    }

    [Fact]
    public void It_says_the_three_features_that_weigh_most()
    {
        var reasons = CandidateRanker.Replay(Log()).Score(Features("act verb", "setzen")).Reasons;
        Assert.Equal(3, reasons.Count);
        Assert.Contains(reasons, reason => reason.Feature.Value.Contains("setzen", StringComparison.Ordinal) && reason.Weight < 0);
    }

    [Fact]
    public void A_rejected_claim_is_remembered_until_it_is_accepted()
    {
        var ranker = CandidateRanker.Replay(Log());
        Assert.True(ranker.WasRejected("f1"));
        Assert.False(ranker.WasRejected("f2"));
        ranker.Learn(new Decision(500, Features("act verb", "setzen"), Verdict.Accepted, "f1"));
        Assert.False(ranker.WasRejected("f1"));
    }

    [Fact]
    public void A_first_decision_against_a_sure_rule_moves_its_like_and_does_not_turn_them_around()
    {
        var ranker = new CandidateRanker();
        ranker.Learn(new Decision(1, Features("threat verb", "drohen"), Verdict.Rejected));
        Assert.InRange(ranker.Score(Features("threat verb", "drohen")).Probability, 0.5, CandidateRanker.Prior("threat verb") - 0.03);
    }

    [Fact]
    public void It_comes_back_from_its_bytes_as_it_was_and_equal_logs_give_equal_bytes()
    {
        var bytes = CandidateRanker.Replay(Log()).Write();
        var back = CandidateRanker.Read(bytes)!;
        Assert.Equal(bytes, back.Write());
        Assert.Equal(bytes, CandidateRanker.Replay(Log().Reverse()).Write());
        back.Learn(new Decision(900, Features("act verb", "fordern"), Verdict.Accepted));
        Assert.Equal(CandidateRanker.Replay([.. Log(), new Decision(900, Features("act verb", "fordern"), Verdict.Accepted)]).Write(), back.Write());
        Assert.Null(CandidateRanker.Read(bytes[..40]));
        Assert.Null(CandidateRanker.Read([1, 2, 3, 4, 5, 6, 7, 8, 9]));
    }

    [Fact]
    public void Features_come_back_from_their_line_as_they_were()
    {
        var features = Features("act verb", "fordern") with { Source = "17", Instrument = "attack", Negated = true };
        Assert.Equal(features, RankerFeatures.Read(RankerFeatures.Write(features)));
        Assert.Null(RankerFeatures.Read("2\tfrom a later version"));
        Assert.Null(RankerFeatures.Read(null));
    }

    /// <summary>
    /// A made-up newsroom: rules, lemmas and outlets that are right more and less often than the priors hold. Each score is compared with what
    /// is then decided, before it is learnt from.
    /// </summary>
    [Fact]
    public void Over_thousands_of_decisions_its_scores_are_better_than_the_priors_and_calibrated()
    {
        var random = new Random(20211208);
        string[] rules = ["threat verb", "announced harm", "warning of harm", "act verb", "act noun", "worry", "must not", "must", "bad word", "wants"];
        var ofRule = rules.ToDictionary(rule => rule, _ => 2.4 * random.NextDouble() - 1.2);
        var ofLemma = Enumerable.Range(0, 40).Select(_ => 2.4 * random.NextDouble() - 1.2).ToArray();
        var ofSource = Enumerable.Range(0, 12).Select(_ => random.NextDouble() - 0.5).ToArray();
        var ranker = new CandidateRanker();
        double lossOfPriors = 0, loss = 0;
        var bins = new (double Said, double Right, int Count)[10];
        const int decisions = 6000;
        for (var i = 0; i < decisions; i++)
        {
            var (rule, lemma, source) = (rules[random.Next(rules.Length)], random.Next(40), random.Next(12));
            var prior = CandidateRanker.Prior(rule);
            var truth = 1 / (1 + Math.Exp(-(Math.Log(prior / (1 - prior)) + ofRule[rule] + ofLemma[lemma] + ofSource[source])));
            var right = random.NextDouble() < truth;
            var features = Features(rule, $"lemma{lemma}") with { Source = $"{source}", Negated = random.Next(4) == 0, Place = random.Next(10) };
            var said = ranker.Probability(features);
            if (i >= 500)
            {
                loss -= Math.Log(right ? said : 1 - said);
                lossOfPriors -= Math.Log(right ? prior : 1 - prior);
                var bin = Math.Min(9, (int)(said * 10));
                bins[bin] = (bins[bin].Said + said, bins[bin].Right + (right ? 1 : 0), bins[bin].Count + 1);
            }
            ranker.Learn(new Decision(i, features, right ? Verdict.Accepted : Verdict.Rejected));
        }
        var error = bins.Sum(b => Math.Abs(b.Said - b.Right)) / (decisions - 500);
        TestContext.Current.TestOutputHelper?.WriteLine($"log loss {loss / (decisions - 500):F4}, of the priors {lossOfPriors / (decisions - 500):F4}; calibration error {error:F4}");
        Assert.True(loss < 0.92 * lossOfPriors, $"log loss {loss} against {lossOfPriors} of the priors");
        Assert.True(error < 0.03, $"calibration error {error}");
    }
}
