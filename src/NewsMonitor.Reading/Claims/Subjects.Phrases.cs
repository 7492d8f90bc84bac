using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

// Subjects that the registry does not know: proper names and groups.
internal sealed partial class Subjects
{
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
}
