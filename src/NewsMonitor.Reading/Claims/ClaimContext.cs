using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>A sentence with its clauses and predicates, read once for both finders.</summary>
internal sealed record ReadSentence(Sentence Sentence, List<Clause> Clauses, List<Predicate> Predicates, List<HarmPhrase> Harms)
{
    /// <summary>Asked by many rules, looked for once: null within a value where there is none.</summary>
    public (bool Looked, (TextSpan Span, int First, int End, bool Anaphoric)? Found) Condition { get; set; }
}

/// <summary>What threat and position rules share: sentences, subjects, evidence, features.</summary>
internal sealed partial class ClaimContext
{
    private readonly AnalysedText _text;
    private readonly NamedBodies _bodies;

    public ClaimContext(ClaimText text)
    {
        Text = text;
        _bodies = new NamedBodies(text);
        _text = text.Text;
        Subjects = new Subjects(text);
        Adversaries = new Adversaries(this);
        var predicates = new Predicates(text);
        var harms = new HarmPhrases(text, Subjects);
        var pairs = new HarmPairs(text);
        Sentences = new ReadSentence[_text.Sentences.Length];
        for (var s = 0; s < Sentences.Length; s++)
        {
            var sentence = _text.Sentences[s];
            var clauses = text.Clauses(sentence);
            pairs.Mark(clauses);
            Sentences[s] = new ReadSentence(sentence, clauses, predicates.Of(sentence, clauses), harms.In(sentence.FirstToken, sentence.EndToken));
        }
    }

    public ClaimText Text { get; }
    public Subjects Subjects { get; }
    public ReadSentence[] Sentences { get; }
    public Adversaries Adversaries { get; }

    /// <summary>The subject of a predicate; a joined clause without one takes that of the clause before.</summary>
    public (ClaimActor Actor, List<ClaimActor> Others, string Form)? Subject(ReadSentence read, Predicate predicate) =>
        Found(read, predicate) is not { } found ? null
            : found.Form == "phrase" && (_bodies.Named(found.Actor) ?? (found.Actor.Key is null ? GoverningBodies.Named(Text, found.Actor.Span) : null)) is { } body ? (body, found.Others, "description")
            : found is { Form: "pronoun", Actor.Key: null } or { Form: "phrase", Actor.Key: null } && Meant(read, found.Actor) is { } meant ? (meant, found.Others, "pronoun") : found;

    /// <summary>"In June he vowed", "It called on": who the pronoun means, where the sentence before has one subject that it fits.</summary>
    private ClaimActor? Meant(ReadSentence read, ClaimActor pronoun)
    {
        var word = pronoun.Name.ToLowerInvariant();
        // "Ihre Behörde drohte", "his government": whose it is acts.
        if (word.Contains(' ') && word.Split(' ') is [var own, var body] && (ThreatSides.IsOwn(pronoun) && (body.EndsWith("regierung", StringComparison.Ordinal) || body is "behörde" or "land" or "ministerium" or "partei" or "government" or "administration" or "country" or "ministry" or "office" or "department")))
            word = own is "his" or "sein" or "seine" ? "he" : own is "her" or "ihre" or "ihr" ? "she" : own is "its" ? "it" : "";
        if (word is not ("he" or "she" or "it" or "er") || _text.SentenceOf(read.Sentence.FirstToken) is not (> 0 and var index)) return null;
        for (var s = index - 1; s >= Math.Max(0, index - 2); s--)
        {
            foreach (var clause in Sentences[s].Clauses)
            {
                var verb = LastFinite(clause);
                if (verb == clause.End - 1 || Subjects.Of(clause, verb) is not { Actor.Key: not null } subject || Text.Known(subject.Actor) is not { } known || IsMedia(subject.Actor)) continue;
                var person = known.Kind == ActorKind.Person;
                if (person != word is not "it" || (person && known.Gender is { } gender && gender != (word is "she" ? "f" : "m"))) continue;
                return subject.Actor with { Span = pronoun.Span };
            }
        }
        return null;
    }

    /// <summary>The body that words like "the commission" stand for here, or null.</summary>
    public ClaimActor? Body(ClaimActor phrase) => _bodies.Named(phrase);

    private (ClaimActor Actor, List<ClaimActor> Others, string Form)? Found(ReadSentence read, Predicate predicate)
    {
        if (!predicate.Passive && MeansThoseBefore(read, predicate) && LastSubject(read) is { } before) return before;
        for (var c = predicate.Clause; c >= 0; c--)
        {
            var verb = c == predicate.Clause ? predicate.FiniteToken : LastFinite(read.Clauses[c]);
            // "China's foreign minister, Wang Yi, has condemned": the name between the commas is who acts.
            if (c < predicate.Clause && IsVerbless(read.Clauses[c]))
            {
                if (NameIn(read.Clauses[c]) is { } bearer) return (Text.ActorOf(bearer), [], bearer.FormName);
                verb = read.Clauses[c].End;
            }
            else if (verb < read.Clauses[c].First || verb >= read.Clauses[c].End) verb = Math.Clamp(predicate.Token, read.Clauses[c].First, read.Clauses[c].End - 1);
            // "… und will verhindern": a joined clause that opens with its verb has its subject before.
            // "The Herald, a party newspaper, threatened": what stands between the commas says what somebody is, not who acts.
            if (c > 0 && c < predicate.Clause && IsVerbless(read.Clauses[c]) && Text.Is(read.Clauses[c].First, Cue.Determiners) && !read.Clauses[c].Joined && _text.Is(read.Clauses[c].End, ',')) continue;
            var elided = read.Clauses[c].Joined && c > 0 && !predicate.Passive && verb == read.Clauses[c].First;
            if (!elided && Subjects.Of(read.Clauses[c], verb, predicate.Passive && c == predicate.Clause) is { } found) return found;
            var inherits = read.Clauses[c].Joined || IsInserted(read, c) || (!Text.German && c == predicate.Clause && predicate.Token == read.Clauses[c].First && c > 0);
            inherits |= c > 0 && IsVerbless(read.Clauses[c - 1]) && !read.Clauses[c].Subordinate && (c == predicate.Clause ? predicate.FiniteToken == read.Clauses[c].First : IsVerbless(read.Clauses[c]) || LastFinite(read.Clauses[c]) == read.Clauses[c].First);
            if (predicate.Passive || c == 0 || !inherits) return null;
            // "The alliance, which has troops there, urged": past what is put in between.
            if (!Text.German && IsInserted(read, c)) c--;
        }
        return null;
    }

    /// <summary>"Sie riefen …", "They urged …": a plural pronoun opens the sentence.</summary>
    private bool MeansThoseBefore(ReadSentence read, Predicate predicate)
    {
        var first = read.Sentence.FirstToken;
        if (predicate.Clause != 0 || Subjects.Mention(first) is not null) return false;
        return _text.Folded(first) is "they" || (_text.Folded(first) is "sie" && predicate.FiniteToken == first + 1 && _text.Folded(first + 1).EndsWith("en"));
    }

    /// <summary>Who the sentence before spoke of.</summary>
    private (ClaimActor Actor, List<ClaimActor> Others, string Form)? LastSubject(ReadSentence read)
    {
        var index = _text.SentenceOf(read.Sentence.FirstToken);
        if (index <= 0 || Sentences[index - 1] is not { Clauses.Count: > 0 } earlier) return null;
        var clause = earlier.Clauses[0];
        return Subjects.Of(clause, LastFinite(clause)) is { Others.Count: > 0 } found ? (found.Actor, found.Others, "pronoun") : null;
    }

    private bool IsVerbless(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (Text.Is(t, Cue.Auxiliaries) || Text.IsFinite(t)) return false;
        }
        return clause.End - clause.First < 16;
    }

    /// <summary>A person's name in an apposition.</summary>
    private ActorMention? NameIn(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (Subjects.Mention(t) is { } mention && mention.FirstToken == t && Subjects.IsNominal(mention) && Text.Actors.Actors[mention.Actor].Kind == ActorKind.Person && !Subjects.IsOblique(mention, clause.First)) return mention;
        }
        return null;
    }

    /// <summary>The evidence of a predicate: its clause and those that hang on it, within the quotation it stands in.</summary>
    public TextSpan Evidence(ReadSentence read, Predicate predicate)
    {
        var first = read.Clauses[predicate.Clause].First;
        if (IsInserted(read, predicate.Clause)) first = read.Clauses[Math.Max(0, predicate.Clause - 2)].First;
        var last = predicate.Clause;
        while (last + 1 < read.Clauses.Count && Hangs(read, last + 1, predicate)) last++;
        return Clip(Text.Span(first, read.Clauses[last].End), predicate.Token);
    }

    /// <summary>The whole sentence, or what of it is said by the one who speaks at the token.</summary>
    public TextSpan SentenceEvidence(ReadSentence read, int token) => Clip(new TextSpan(read.Sentence.Start, read.Sentence.End), token);

    /// <summary>"„…“, forderte X": the words said are the claim, the verb only its tag.</summary>
    public TextSpan? Tagged(Predicate predicate)
    {
        if (Text.TaggedBy(predicate.Token) is not { } quotation) return null;
        var (start, end) = (quotation.Spans[0].Start, quotation.Spans[^1].End);
        return end <= _text.Tokens[predicate.Token].Start ? new TextSpan(start, end) : null;
    }

    public TextSpan Clip(TextSpan span, int token)
    {
        if (Text.QuotationAt(token) is not { } quotation) return span;
        foreach (var said in quotation.Spans)
        {
            if (_text.Tokens[token].Start < said.Start || _text.Tokens[token].Start >= said.End) continue;
            var clipped = new TextSpan(Math.Max(said.Start, span.Start), Math.Min(said.End, span.End));
            return clipped.Length > 0 ? clipped : span;
        }
        return span;
    }

    /// <summary>The first actor in a range other than those given, be it only the colour of a noun ("russische").</summary>
    public ActorMention? OtherActor(int first, int end, params ReadOnlySpan<ClaimActor?> not)
    {
        for (var t = first; t < end; t++)
        {
            if (Subjects.Mention(t) is not { } mention || mention.FirstToken != t) continue;
            var actor = Text.Actors.Actors[mention.Actor];
            if (actor.Type is "outlet" or "agency" || mention.Form == MentionForm.Pronoun && actor.Proposed) continue;
            var same = false;
            foreach (var other in not) same |= other is not null && SameSide(actor, other);
            if (!same) return mention;
        }
        return null;
    }

    /// <summary>A state and the persons who speak for it count as one side; a party, a union or a company stands for itself.</summary>
    public bool SameSide(FoundActor actor, ClaimActor other)
    {
        if (actor.Reference == other.Reference) return true;
        if (Text.Known(other) is not { } known) return false;
        if (actor.Key is not null && known.Country == actor.Key) return !IsParty(known);
        if (known.Key is not null && actor.Country == known.Key) return !IsParty(actor);
        return actor.Country is not null && actor.Country == known.Country && !StandsForItself(actor) && !StandsForItself(known);
    }

    private static bool IsParty(FoundActor actor) => actor.Type is "party" or "union" or "ngo" or "group";

    private static bool StandsForItself(FoundActor actor) => IsParty(actor) || actor.Type is "company" or "association" or "institute" or "militia" or "court" or "bank" or "parliament";

    public bool SameSide(ClaimActor one, ClaimActor other) => Text.Known(one) is { } actor ? SameSide(actor, other) : one.Reference == other.Reference;

    /// <summary>A newspaper or agency passes positions on, it takes none.</summary>
    public bool IsMedia(ClaimActor actor) => Text.Known(actor)?.Type is "outlet" or "agency";

    public ClaimFeatures Features(string rule, string lemma, SpeechAct act, ClaimActor subject, string form, bool negated, bool conditional, string? instrument, bool hasTarget, int token)
    {
        var quotation = Text.QuotationAt(token);
        return new ClaimFeatures(rule, lemma, act, Text.Known(subject)?.Kind.ToString().ToLowerInvariant() ?? "unknown", form, negated, conditional, instrument, hasTarget,
            quotation is null ? "none" : quotation.Form.ToString().ToLowerInvariant(), _text.Text.Length == 0 ? 0 : (int)(_text.Tokens[token].Start * 10L / _text.Text.Length), _text.Language);
    }

    private int LastFinite(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (Text.Is(t, Cue.Auxiliaries) || Text.IsFinite(t)) return t;
        }
        return clause.End - 1;
    }

    /// <summary>"Putin, der …, warnte": the clause goes on behind one put in between.</summary>
    private bool IsInserted(ReadSentence read, int c) => c >= 2 && read.Clauses[c - 1].Subordinate && !read.Clauses[c - 2].Subordinate
        && LastFinite(read.Clauses[c - 2]) == read.Clauses[c - 2].End - 1 && !Text.IsFinite(read.Clauses[c - 2].End - 1);

    private bool Hangs(ReadSentence read, int c, Predicate predicate)
    {
        var clause = read.Clauses[c];
        if (clause.Joined && read.Predicates.Exists(other => other.Clause == c)) return false;
        if (Text.QuotationAt(clause.First) != Text.QuotationAt(predicate.Token) && predicate.Verb.Act is not (SpeechAct.Demands or SpeechAct.Warns or SpeechAct.Promises or SpeechAct.Threatens or SpeechAct.Announces or SpeechAct.Agrees or SpeechAct.Accuses)) return false;
        if (clause.Subordinate) return true;
        // A tag ("…, sagte Putin") ends it; an infinitive clause or a list goes on.
        if (Text.Any(clause.First, Math.Min(clause.End, clause.First + 3), Cue.Reporting)) return false;
        return !read.Predicates.Exists(other => other.Clause == c && other.Token <= clause.First + 3);
    }
}
