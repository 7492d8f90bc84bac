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
        Assert.Contains(reasons, reason => reason.Feature.Contains("setzen") && reason.Weight < 0);
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
}
