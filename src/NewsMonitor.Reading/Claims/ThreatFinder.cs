namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Finds threats: spoken ones by verb, announced harm under a condition, red lines; attributed ones by warning, accusation and fear. Who
/// warns of a harm is its source, not the threatener.
/// </summary>
internal sealed class ThreatFinder
{
    private readonly ClaimContext _context;
    private readonly ThreatList _list;
    private readonly UtteredThreats _uttered;
    private readonly AttributedThreats _attributed;
    private readonly ConditionalThreats _conditional;
    private readonly PressedThreats _pressed;
    private readonly ThreatNouns _nouns;

    public ThreatFinder(ClaimContext context)
    {
        _context = context;
        _list = new ThreatList(context);
        var sides = new ThreatSides(context);
        _uttered = new UtteredThreats(context, sides, _list);
        _attributed = new AttributedThreats(context, sides, _list);
        _conditional = new ConditionalThreats(context, sides, _list);
        _pressed = new PressedThreats(context, sides, _list);
        _nouns = new ThreatNouns(context, sides, _list);
    }

    public List<FoundThreat> Find()
    {
        for (var s = 0; s < _context.Sentences.Length; s++)
        {
            var read = _context.Sentences[s];
            var before = _list.Count;
            foreach (var predicate in read.Predicates)
            {
                switch (predicate.Verb.Act)
                {
                    case SpeechAct.Threatens: _uttered.Threatens(read, predicate); break;
                    case SpeechAct.Warns: _attributed.Warns(read, predicate); break;
                    case SpeechAct.Accuses: _attributed.Accuses(read, predicate); break;
                    case SpeechAct.Rejects: _uttered.KeepsOpen(read, predicate); break;
                    case SpeechAct.Announces or SpeechAct.Promises or SpeechAct.Proposes: _uttered.Announces(read, predicate); break;
                }
            }
            _uttered.RedLine(read);
            // One reading a sentence: the surest rule first.
            if (_list.Count == before) _uttered.Ready(read);
            if (_list.Count == before) _conditional.Announced(read);
            if (_list.Count == before) _conditional.Borne(read);
            if (_list.Count == before) _pressed.OrElse(read);
            if (_list.Count == before) _pressed.Announced(read);
            if (_list.Count == before) _attributed.Feels(read);
            if (_list.Count == before) _conditional.Resolved(read);
            if (_list.Count == before) _conditional.Prepared(read);
            if (_list.Count == before) _uttered.CallsPossible(read);
            if (_list.Count == before) _attributed.Shows(read);
            if (_list.Count == before) _nouns.Named(read);
            if (_list.Count == before) _nouns.Deadline(read);
            if (_list.Count == before) _conditional.Answered(read);
        }
        return _list.All;
    }
}
