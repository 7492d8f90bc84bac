using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Finds who does what in a clause without a parser: by the place before and after the verb, by prepositions, articles and endings that
/// rule a noun phrase out as subject.
/// </summary>
internal sealed class Subjects(ClaimText text)
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

    /// <summary>"Andernfalls werde die Kommission …": a group right behind the verb.</summary>
    private (ClaimActor, List<ClaimActor>, string)? PhraseBehind(Clause clause, int verb)
    {
        if (clause.Subordinate || verb + 2 >= clause.End || _text.Folded(verb + 1) is not ("die" or "der" or "das" or "seine" or "ihre" or "eine" or "ein")) return null;
        for (var t = verb + 2; t < Math.Min(clause.End, verb + 5); t++)
        {
            if (text.Is(t, Cue.Groups) && _text.Tokens[t].IsCapital) return (new ClaimActor(null, text.Words(verb + 1, t + 1), text.Span(verb + 1, t + 1)), [], "phrase");
            if (_text.Tokens[t].IsCapital || text.Is(t, Cue.Prepositions)) return null;
        }
        return null;
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

    /// <summary>"Ford rejected", "The Chamber of Commerce blamed": a proper name nobody knows, right before its verb.</summary>
    private (ClaimActor, List<ClaimActor>, string)? Proper(int first, int verb)
    {
        while (verb > first && (text.Is(verb - 1, Cue.Auxiliaries) || !_text.Tokens[verb - 1].IsWord || _text.Folded(verb - 1) is "also" or "already" or "again" or "however" or "too" or "not" or "never" or "firmly" or "strongly" or "sharply")) verb--;
        if (_text.Folded(first) is "and" or "but" or "while" or "meanwhile") first++;
        if (verb <= first || verb - first > 6) return null;
        var capitals = 0;
        for (var t = first; t < verb; t++)
        {
            if (!_text.Tokens[t].IsWord) return null;
            if (_text.Tokens[t].IsCapital && !(t == first && _text.Folded(t) is "the" or "a" or "an")) capitals++;
            else if (!(t == first && _text.Folded(t) is "the") && _text.Folded(t) is not ("of" or "for" or "and")) return null;
        }
        if (capitals == 0 || !_text.Tokens[verb - 1].IsCapital) return null;
        // "They", "Many", "Asked": one word with a capital only because the sentence begins.
        if (verb - first == 1 && (_text.Tokens[first].Length < 3 || text.Is(first, Cue.Subordinators | Cue.Prepositions | Cue.Determiners | Cue.Own) || _text.Folded(first) is "they" or "she" or "many" or "some" or "others" or "this" or "that" or "these" or "those" or "who" or "what" or "both" or "most" or "several" or "nobody" or "everyone" or "there" or "here" or "earlier" or "later"
            || _text.Folded(first).EndsWith("ly") || _text.Folded(first).EndsWith("ed") || _text.Folded(first).EndsWith("ing"))) return null;
        if (text.Is(first, Cue.Groups) && verb - first == 1) return null;
        return (new ClaimActor(null, text.Words(first, verb), text.Span(first, verb)), [], "phrase");
    }

    /// <summary>"Die Opposition", "The rebels", "workers": a group the registry does not know, at the clause's beginning.</summary>
    private (ClaimActor, List<ClaimActor>, string)? Phrase(int first, int verb)
    {
        if (!HasPhraseSubject(first, verb)) return null;
        var end = verb;
        for (var t = first; t < verb; t++)
        {
            if (text.Is(t, Cue.Groups) && !_text.Is(t + 1, "'s") && !_text.Is(t + 1, '\''))
            {
                end = t + 1;
                if (StateOf(first, t) is { } state) return (text.ActorOf(state), [], "description");
                while (first < t && _text.Folded(first) is "aber" or "doch" or "auch" or "but" or "and" or "und" or "however" or "also" or "meanwhile" or "," or "then" or "jedoch") first++;
                return (new ClaimActor(null, text.Words(first, end), text.Span(first, end)), [], "phrase");
            }
            if (t > first && text.Is(t, Cue.Prepositions)) break;
        }
        return null;
    }

    /// <summary>"China's deputy foreign minister", "Chinas Vizeaußenminister": whose office it is stands for the one who holds it.</summary>
    private ActorMention? StateOf(int first, int noun)
    {
        // "Kosovo's opposition parties", "Russlands Bauern": theirs, and yet not the state.
        if (_text.Folded(noun) is not (("minister" or "ministers" or "ministry" or "government" or "president" or "spokesman" or "spokeswoman" or "army" or "military" or "ambassador" or "official" or "officials" or "authorities" or "leader" or "leaders" or "envoy"
            or "chancellor" or "premier" or "regime" or "junta" or "forces" or "secretary" or "administration" or "cabinet" or "king" or "general" or "generals" or "troops" or "delegation" or "diplomats" or "commander" or "police"
            or "regierung" or "ministerium" or "armee" or "militär" or "führung" or "streitkräfte" or "präsident" or "präsidentin" or "sprecher" or "sprecherin" or "botschafter" or "vertreter" or "truppen" or "behörden" or "ministerpräsident" or "rat")
            or [.., 'm', 'i', 'n', 'i', 's', 't', 'e', 'r'])) return null;
        for (var t = first; t < noun; t++)
        {
            if (Mention(t) is { } mention && mention.FirstToken == t && text.Actors.Actors[mention.Actor].Kind == ActorKind.State && IsNominal(mention) && IsGenitive(mention)) return mention;
        }
        return null;
    }

    /// <summary>"Die Kommissarin drohte Washington": a noun with a nominative article stands right before the verb.</summary>
    private bool OpensWithNoun(int first, int verb)
    {
        if (verb - first is < 2 or > 5 || _text.Folded(first) is not ("der" or "die" or "ein" or "eine")) return false;
        for (var t = first + 1; t < verb - 1; t++)
        {
            if (!_text.Tokens[t].IsWord || _text.Tokens[t].IsCapital || text.Is(t, Cue.Prepositions)) return false;
        }
        return _text.Tokens[verb - 1].IsWord && _text.Tokens[verb - 1].IsCapital && GermanLexicon.IsSpeaker(_text.Folded(verb - 1));
    }

    private bool HasPhraseSubject(int first, int verb)
    {
        if (first >= verb) return false;
        if (text.Is(first, Cue.Prepositions) || text.Is(first, Cue.Subordinators) || text.Is(first, Cue.Oblique)) return false;
        for (var t = first; t < Math.Min(verb, first + 8); t++)
        {
            if (text.Is(t, Cue.Groups)) return true;
            if (t > first && text.Is(t, Cue.Prepositions)) return false;
        }
        return false;
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
