using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>The positions found so far in a text: each once, with its issue matched to the codebook and its features.</summary>
internal sealed class PositionList(ClaimContext context, IssueMatcher issues)
{
    private readonly ClaimText _text = context.Text;
    private readonly List<FoundPosition> _found = [];

    public int Count => _found.Count;
    public List<FoundPosition> All => _found;

    public void Add(ReadSentence read, int cue, string lemma, string rule, ClaimActor actor, List<ClaimActor> others, string form, int sign, SpeechAct act, TextSpan issue, ClaimActor? target, ClaimActor? via,
        TextSpan evidence, bool negated)
    {
        if (act == SpeechAct.Accuses) act = SpeechAct.Condemns;
        for (var f = _found.Count - 1; f >= 0 && _found[f].Evidence[0].End > read.Sentence.Start; f--)
        {
            // The same actor's same stance on words already coded: one claim, not two.
            if (_found[f].Actor.Reference == actor.Reference && (int)_found[f].Stance == sign && _found[f].Evidence[0].Overlaps(evidence)) return;
        }
        var words = _text.Text.Text[issue.Start..issue.End].ReplaceLineEndings(" ").Trim(' ', ',', '.', '"', '\u201E', '\u201C', '\u201D');
        _found.Add(new FoundPosition
        {
            Actor = actor,
            CoActors = others,
            Stance = (Stance)sign,
            Act = act,
            Issue = words,
            IssueSpan = issue,
            IssueKey = issues.Match(words, _text.Text.Language),
            Target = target,
            Via = via,
            Evidence = [evidence],
            Cue = _text.Span(cue, cue + 1),
            Rule = rule,
            Features = context.Features(rule, lemma, act, actor, form, negated, context.Condition(read) is not null, null, target is not null, cue),
        });
    }
}
