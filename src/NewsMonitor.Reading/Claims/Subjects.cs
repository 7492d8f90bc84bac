using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Finds who does what in a clause without a parser: by the place before and after the verb, by prepositions, articles and endings that
/// rule a noun phrase out as subject.
/// </summary>
internal sealed partial class Subjects(ClaimText text)
{
    private readonly AnalysedText _text = text.Text;

    /// <summary>The subject of a verb in a clause, and those joined to it by "und" or "and"; null if it cannot be told.</summary>
    public (ClaimActor Actor, List<ClaimActor> Others, string Form)? Of(Clause clause, int verb, bool passive = false)
    {
        if (passive) return Agent(clause);
        return text.German ? German(clause, verb) : English(clause, verb);
    }

    /// <summary>"von X zurückgewiesen", "rejected by X".</summary>
    private (ClaimActor, List<ClaimActor>, string)? Agent(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (!(text.German ? _text.Folded(t) is "von" or "vom" or "durch" or "seitens" : _text.Is(t, "by"))) continue;
            var limit = Math.Min(clause.End, t + 5);
            for (var m = t + 1; m < limit; m++)
            {
                if (Mention(m) is { } mention && mention.FirstToken == m && IsNominal(mention)) return Found(mention, clause);
            }
        }
        return null;
    }

    private (ClaimActor, List<ClaimActor>, string)? German(Clause clause, int verb)
    {
        // A relative clause speaks of the noun before its comma.
        if (clause.Subordinate && _text.Folded(clause.First) is "der" or "die" or "das" && clause.First >= 2 && Mention(clause.First - 2) is { } head && head.EndToken == clause.First - 1)
            return Found(head, clause);
        var before = Between(clause.First, verb, clause);
        if (before is not null) return before;
        // "Die Jusos drohten Scholz": the verb takes no accusative, so that the noun before it is who threatens.
        if (!clause.Subordinate && _text.Folded(verb).StartsWith("droh") && verb - clause.First is > 1 and < 6 && _text.Folded(clause.First) is "die" or "das" or "ein" or "eine" && _text.Tokens[verb - 1].IsCapital)
            return (new ClaimActor(null, text.Words(clause.First, verb), text.Span(clause.First, verb)), [], "phrase");
        // "Sie riefen Teheran auf": the pronoun in front is the subject, whoever it means.
        if (verb == clause.First + 1 && _text.Folded(clause.First) is "sie" or "er" or "wir" or "ich" or "man") return Pronoun(clause, verb);
        // "würde man in diesem Fall die Ukraine …": so does one right behind the verb.
        if (verb + 1 < clause.End && _text.Folded(verb + 1) is "man" or "er" or "wir" or "ich") return Mention(verb + 1) is { } meant ? Found(meant, clause) : Pronoun(clause, verb);
        if (!clause.Subordinate || verb < clause.End - 1)
        {
            // The subject behind the verb is near it: "Am Abend drohte Biden …".
            var after = Between(verb + 1, Math.Min(clause.End, verb + 9), clause);
            if (after is not null && !HasPhraseSubject(clause.First, verb) && !OpensWithNoun(clause.First, verb)) return after;
        }
        if (!clause.Subordinate && OpensWithNoun(clause.First, verb)) return (new ClaimActor(null, text.Words(clause.First, verb), text.Span(clause.First, verb)), [], "phrase");
        return Phrase(clause.First, verb) ?? PhraseBehind(clause, verb) ?? Pronoun(clause, verb);
    }

    private (ClaimActor, List<ClaimActor>, string)? English(Clause clause, int verb)
    {
        ActorMention? best = null;
        for (var t = clause.First; t < verb; t++)
        {
            // "… want troops out as Tehran vows": behind the word that joins clauses another subject stands.
            if (t > clause.First && best is not null && (_text.Folded(t) is "that" or "because" or "while" or "when" || _text.Folded(t) is "as" or "after" or "if" && Verbal(clause.First, t))) best = null;
            if (Mention(t) is not { } mention || mention.FirstToken != t || !IsNominal(mention) || IsOblique(mention, clause.First)) continue;
            // "Biden and Putin": the first of those joined; otherwise the nearest to the verb.
            // "White House spokesman John Kirby": the name ends the phrase.
            if (best is null || Continues(best.Value.EndToken, mention.FirstToken)) best = mention;
        }
        if (best is { } found) return Found(found, clause);
        return Proper(clause.First, verb) ?? Phrase(clause.First, verb) ?? Pronoun(clause, verb) ?? AfterSaid(clause, verb);
    }

    private bool Verbal(int from, int to)
    {
        for (var t = from; t < to; t++)
        {
            if (text.Is(t, Cue.Auxiliaries | Cue.Reporting) || text.IsFinite(t) || text.Facts(t)?.Forms is not null) return true;
        }
        return false;
    }

    /// <summary>"…, said X": the verb before its subject.</summary>
    private (ClaimActor, List<ClaimActor>, string)? AfterSaid(Clause clause, int verb) =>
        verb == clause.First && verb + 1 < clause.End && Mention(verb + 1) is { } mention && IsNominal(mention) && !clause.Joined && _text.Tokens[verb].Length > 0 && text.Is(verb, Cue.Reporting)
            ? Found(mention, clause) : null;

    private (ClaimActor, List<ClaimActor>, string)? Between(int first, int end, Clause clause)
    {
        for (var t = first; t < end; t++)
        {
            if (Mention(t) is not { } mention || mention.FirstToken < first) continue;
            if (mention.FirstToken != t) continue;
            if (IsNominal(mention) && !IsOblique(mention, clause.First)) return Found(mention, clause);
            t = mention.EndToken - 1;
        }
        return null;
    }

    private (ClaimActor, List<ClaimActor>, string) Found(ActorMention mention, Clause clause)
    {
        var others = new List<ClaimActor>();
        var at = mention.EndToken;
        // "Die USA und ihre europäischen Verbündeten", "Macron, Merkel und Draghi" within the clause.
        while (at + 1 < clause.End && (_text.Folded(at) is "und" or "and" or "sowie" or ","))
        {
            var next = at + 1;
            while (next < clause.End && next < at + 6 && Mention(next) is null && _text.Tokens[next].IsWord && !text.Is(next, Cue.Prepositions) && !text.IsFinite(next)) next++;
            if (next >= clause.End || Mention(next) is not { } joined || !IsNominal(joined)) break;
            others.Add(text.ActorOf(joined));
            at = joined.EndToken;
        }
        return (text.ActorOf(mention), others, mention.FormName);
    }

    /// <summary>"wir", "man", an unresolved "er": who speaks here. An English pronoun nobody resolved still has somebody behind it.</summary>
    private (ClaimActor, List<ClaimActor>, string)? Pronoun(Clause clause, int verb)
    {
        for (var t = clause.First; t < Math.Min(clause.End, verb + 4); t++)
        {
            var word = _text.Folded(t);
            var personal = text.Is(t, Cue.Own) && word is "wir" or "ich" or "man" or "we" or "i";
            if (!personal && !(word is "er" or "sie" or "he" or "she" or "they" or "it" && (text.German || t < verb))) continue;
            // "He will pay", "they will": in somebody's own words he speaks of others; "they" is seldom one person.
            if (!personal && (text.QuotationAt(t) is { Form: QuotationForm.Direct } || (word is "they" && text.Known(text.SpeakerAt(t)) is { Kind: ActorKind.Person }))) continue;
            if (text.SpeakerAt(t) is { } speaker) return (speaker, [], "pronoun");
            if (!personal && !text.German) return (new ClaimActor(null, text.Words(t, t + 1), text.Span(t, t + 1)), [], "pronoun");
        }
        return null;
    }

    /// <summary>Only nouns and titles stand between two mentions: both are one phrase.</summary>
    private bool Continues(int from, int to)
    {
        if (to - from > 5) return false;
        for (var t = from; t < to; t++)
        {
            if (!_text.Tokens[t].IsWord || text.Is(t, Cue.Prepositions) || text.Is(t, Cue.Auxiliaries) || text.IsFinite(t) || _text.Folded(t) is "and" or "or" or "'s" or "whose" or "that" or "who" or "which") return false;
        }
        return true;
    }

    public ActorMention? Mention(int token) => text.Actors.MentionAt(token) is var m and >= 0 ? text.Actors.Mentions[m] : null;

    /// <summary>A noun phrase that may act; adjectives and parts of compounds only colour one.</summary>
    public static bool IsNominal(ActorMention mention) => mention.Form is not (MentionForm.Adjective or MentionForm.Compound);

    /// <summary>Behind a preposition, in the genitive, or with an article that is no nominative.</summary>
    public bool IsOblique(ActorMention mention, int floor)
    {
        if (IsGenitive(mention)) return true;
        for (var t = mention.FirstToken - 1; t >= Math.Max(floor, mention.FirstToken - 4); t--)
        {
            if (!_text.Tokens[t].IsWord && _text.Tokens[t].Kind != TokenKind.Number) return false;
            if (!text.German && _text.Folded(t) is "that" or "because" or "while" or "when" or "if" or "who" or "which") return false;
            if (text.Is(t, Cue.Oblique)) return true;
            if (text.Is(t, Cue.Prepositions)) return true;
            var word = _text.Folded(t);
            if (word is "der" or "einer" or "seiner" or "ihrer" or "dieser") return IsFeminine(mention) || FollowsNoun(t, floor);
            if (word is "die" or "das" or "ein" or "eine" or "the" or "a" or "an" or "sein" or "seine" or "ihre" or "ihr") return text.German && t > floor && text.Is(t - 1, Cue.Prepositions);
            // A noun between: "Sprecher Johnson" would be a title; "Ende Biden" is not. English compounds "Biden administration" are one phrase.
            if (_text.Tokens[t].IsCapital && text.German) return false;
            if (!text.German && (text.IsFinite(t) || text.Is(t, Cue.Auxiliaries))) return false;
        }
        return false;
    }

    /// <summary>"die Regierung der Ukraine": an article right behind a noun makes a genitive.</summary>
    private bool FollowsNoun(int article, int floor) => article > floor && _text.Tokens[article - 1].IsCapital && _text.Tokens[article - 1].IsWord && !_text.Tokens[article - 1].Has(TokenShape.SentenceStart);

    private bool IsGenitive(ActorMention mention)
    {
        if (_text.Is(mention.EndToken, "'s")) return true;
        if (!text.German || mention.Form is MentionForm.TitleName or MentionForm.Title or MentionForm.Description) return false;
        var last = _text.Folded(mention.EndToken - 1);
        if (last[^1] != 's' || mention.EndToken >= _text.Tokens.Length || !_text.Tokens[mention.EndToken].IsWord) return false;
        var name = text.Actors.Actors[mention.Actor].Name;
        // "Moskaus Forderung": an s the name itself does not have.
        return !name.EndsWith('s') && last is not ("paris" or "teheran" or "usa" or "minsk" or "honduras" or "damaskus" or "tunis" or "kabul" or "texas" or "vilnius");
    }

    private bool IsFeminine(ActorMention mention)
    {
        var actor = text.Actors.Actors[mention.Actor];
        if (actor.Key is "ua" or "tr" or "ch" or "sk" or "mn" or "eu" or "nato" or "un" or "cf" or "ci" or "md" or "us" or "separatists-donbas" or "allies") return true;
        if (actor.Kind == ActorKind.Person) return actor.Gender == "f";
        var last = _text.Folded(mention.EndToken - 1);
        return last.EndsWith("ung") || last.EndsWith("ion") || last.EndsWith("tät") || last.EndsWith("schaft") || last.EndsWith("ei") || last is "seite" or "armee" or "allianz" or "bundeswehr"
            || (_text.Tokens[mention.EndToken - 1].Has(TokenShape.AllUpper) && actor.Key is not ("iwf" or "bnd" or "islamic-state" or "rki"));
    }
}
