using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>A stretch of a sentence between commas, dashes or a coordinator that begins a new predicate.</summary>
/// <param name="First">First token.</param>
/// <param name="End">One past the last token; the mark behind it does not count.</param>
/// <param name="Joined">It follows "und", "and", "or": an own subject may be missing.</param>
/// <param name="Subordinate">It begins with a subordinating word or a relative pronoun.</param>
internal readonly record struct Clause(int First, int End, bool Joined, bool Subordinate);

/// <summary>A text as the claim rules see it: what each word is, where clauses end, who speaks where.</summary>
internal sealed partial class ClaimText
{
    private readonly WordFacts?[] _facts;
    private readonly Cue[] _cues;
    private readonly Harm?[] _harms;
    private readonly int[] _quotation;
    private readonly (bool Looked, ClaimActor? Found)[] _speakers;
    private readonly Dictionary<int, Quotation> _byCue = [];
    private readonly Dictionary<string, FoundActor> _byReference = new(StringComparer.Ordinal);

    public ClaimText(AnalysedText text, ActorReading actors, IReadOnlyList<Quotation> quotations, ClaimLexicon lexicon)
    {
        (Text, Actors, Quotations, Lexicon) = (text, actors, quotations, lexicon);
        var count = text.Tokens.Length;
        foreach (var actor in actors.Actors) _byReference.TryAdd(actor.Reference, actor);
        (_facts, _cues, _harms, _quotation) = (new WordFacts?[count], new Cue[count], new Harm?[count], new int[count]);
        var phraseEnd = 0;
        for (var t = 0; t < count; t++)
        {
            if (!text.Tokens[t].IsWord) continue;
            var facts = _facts[t] = lexicon.Find(text.Folded(t));
            if (facts is not null) _cues[t] |= facts.Cues;
            _cues[t] |= Fear(t);
            if (text.IsEnglish && text.Folded(t) is [.., 'n', '\'' or '\u2019', 't']) _cues[t] |= Cue.Negation;
            if (text.IsEnglish && text.Folded(t) is [.., '\'' or '\u2019', 'l', 'l']) _cues[t] |= Cue.Future | Cue.Auxiliaries;
            // "a trade war", "a price war": no war.
            if (t > 0 && text.IsEnglish && text.Folded(t) is "war" or "wars" && text.Folded(t - 1) is "trade" or "price" or "tariff" or "bidding" or "culture" or "turf") continue;
            _harms[t] = lexicon.HarmAt(text, t, text.IsGerman);
            // "not off the table" says the opposite of the "off the table" within it.
            if (t < phraseEnd && (_cues[t] & Cue.Possible) != 0) continue;
            var phrase = lexicon.PhraseAt(text, t, out var length);
            if (phrase == Cue.None) continue;
            phraseEnd = Math.Min(text.TokenAt(text.Tokens[t].Start + length - 1) + 1, count);
            for (var p = t; p < phraseEnd; p++) _cues[p] |= phrase;
        }
        _speakers = new (bool, ClaimActor?)[quotations.Count];
        // Looked up by the verb's place: a text of nothing but quotations must not cost their number squared.
        for (var q = quotations.Count - 1; q >= 0; q--)
        {
            if (quotations[q].Cue is { } cue) _byCue[cue.End] = quotations[q];
        }
        Array.Fill(_quotation, -1);
        // Inner quotations last: the words belong to who says them, not to who reports the whole.
        foreach (var (quotation, index) in quotations.Select((quotation, index) => (quotation, index)).OrderByDescending(pair => pair.quotation.Spans.Sum(span => span.Length)))
        {
            foreach (var span in quotation.Spans)
            {
                for (var t = text.TokenAt(span.Start); t < count && text.Tokens[t].Start < span.End; t++)
                {
                    if (_quotation[t] < 0 || quotations[index].Speaker is not null) _quotation[t] = index;
                }
            }
        }
    }

    public AnalysedText Text { get; }
    public ActorReading Actors { get; }
    public IReadOnlyList<Quotation> Quotations { get; }
    public ClaimLexicon Lexicon { get; }
    public bool German => Text.IsGerman;

    public WordFacts? Facts(int token) => _facts[token];
    public bool Is(int token, Cue cue) => (uint)token < (uint)_cues.Length && (_cues[token] & cue) != 0;
    public Harm? HarmAt(int token) => _harms[token];
    public Quotation? QuotationAt(int token) => _quotation[token] is var q and >= 0 ? Quotations[q] : null;

    /// <summary>The quotation whose cue ends with a token: the verb that tags it.</summary>
    public Quotation? TaggedBy(int token) => _byCue.GetValueOrDefault(Text.Tokens[token].End);

    public bool Any(int first, int end, Cue cue)
    {
        for (var t = first; t < end; t++)
        {
            if ((_cues[t] & cue) != 0) return true;
        }
        return false;
    }

    public int FirstWith(int first, int end, Cue cue)
    {
        for (var t = first; t < end; t++)
        {
            if ((_cues[t] & cue) != 0) return t;
        }
        return -1;
    }

    public int HarmsIn(int first, int end)
    {
        var count = 0;
        for (var t = first; t < end; t++)
        {
            if (_harms[t] is not null) count++;
        }
        return count;
    }

    public TextSpan Span(int first, int end) => new(Text.Tokens[first].Start, Text.Tokens[end - 1].End);

    public string Words(int first, int end) => Text.Text[Text.Tokens[first].Start..Text.Tokens[end - 1].End].ReplaceLineEndings(" ");

    public ClaimActor ActorOf(ActorMention mention)
    {
        var actor = Actors.Actors[mention.Actor];
        return new ClaimActor(actor.Key, actor.Name, new TextSpan(mention.Start, mention.End));
    }

    /// <summary>The speaker of the speech a token stands in. Asked by every rule for every clause: found once a quotation.</summary>
    public ClaimActor? SpeakerAt(int token)
    {
        if (_quotation[token] is not (>= 0 and var q)) return null;
        if (!_speakers[q].Looked) _speakers[q] = (true, SpeakerOf(Quotations[q]));
        return _speakers[q].Found;
    }

    private ClaimActor? SpeakerOf(Quotation quotation)
    {
        if (quotation.Speaker is not { } speaker) return null;
        if (speaker.Actor is not null || quotation.Cue is not { } cue) return Named(speaker);
        // "Vergangene Woche hatte Putin erklärt": a person beside the verb is a likelier speaker than words the registry does not know.
        var first = Math.Max(0, Text.TokenAt(cue.Start) - 4);
        for (var t = first; t < Math.Min(Text.Tokens.Length, Text.TokenAt(cue.End) + 2); t++)
        {
            if (Actors.MentionAt(t) is not (>= 0 and var m) || Text.SentenceOf(t) != Text.SentenceOf(Text.TokenAt(cue.Start))) continue;
            var mention = Actors.Mentions[m];
            if (Actors.Actors[mention.Actor].Kind == ActorKind.Person && mention.Form is MentionForm.Name or MentionForm.Surname or MentionForm.TitleName && QuotationAt(t) is null) return ActorOf(mention);
        }
        return Named(speaker);
    }

    public ClaimActor? ViaAt(int token) => QuotationAt(token) is { Via: { } via } ? Named(via) : null;

    public ClaimActor Named(Speaker speaker)
    {
        var key = speaker.Actor;
        var known = key is null ? null : _byReference.GetValueOrDefault(key);
        return known is null
            ? GoverningBodies.Named(this, speaker.Span) ?? new ClaimActor(null, Text.Text[speaker.Span.Start..speaker.Span.End].ReplaceLineEndings(" "), speaker.Span)
            : new ClaimActor(known.Key, known.Name, speaker.Span);
    }

    public FoundActor? Known(ClaimActor? actor) => actor is null ? null : _byReference.GetValueOrDefault(actor.Reference);

    public FoundActor? Known(string reference) => _byReference.GetValueOrDefault(reference);

    /// <summary>Says that a word is a harm after all (<see cref="HarmPairs"/>).</summary>
    public void SetHarm(int token, Harm harm) => _harms[token] = harm;

    private Cue Fear(int token)
    {
        var folded = Text.Folded(token);
        foreach (var stem in Lexicon.FearStems)
        {
            if (folded.StartsWith(stem)) return Cue.Fear;
        }
        return Cue.None;
    }

    public bool IsFinite(int t) => _facts[t]?.Forms is { } forms && !IsNounUse(t) && forms.Exists(form => form.Kind is VerbFormKind.Finite or VerbFormKind.Past);

    /// <summary>A capital inside a German sentence is a noun; an English word behind an article, a preposition or a possessive is one too.</summary>
    public bool IsNounUse(int t)
    {
        var token = Text.Tokens[t];
        if (German) return token.IsCapital && !token.Has(TokenShape.SentenceStart);
        if (t == 0 || token.Has(TokenShape.SentenceStart)) return false;
        // "the United States and": no verb has a capital within its sentence.
        if (token.IsCapital && Actors.MentionAt(t) >= 0) return true;
        if (Text.Is(t - 1, "'s") || Is(t - 1, Cue.Determiners)) return true;
        var folded = Text.Folded(t);
        var plain = !folded.EndsWith("ed") && !folded.EndsWith("ing");
        return plain && Is(t - 1, Cue.Prepositions) && !Text.Is(t - 1, "to");
    }

    /// <summary>A word that looks like a finite verb at the head of a German sentence ("Geschehe", "Greift"): no noun, article, pronoun or name.</summary>
    public bool IsVerbLike(int t)
    {
        var word = Text.Folded(t);
        return Actors.MentionAt(t) < 0 && (_facts[t] is null || _facts[t]!.Forms is not null) && word.Length > 4 && (word[^1] is 'e' or 't' || word.EndsWith("en")) && GermanLexicon.Find(word) is null or { Forms.Length: > 0 };
    }
}
