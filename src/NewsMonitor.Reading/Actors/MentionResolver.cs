using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>Decides who each name and title of a text means, in text order, from the words around it, the date and what was named before.</summary>
internal sealed class MentionResolver(ActorIndex index, AnalysedText text, DateOnly? published, List<NameHit> hits)
{
    /// <summary>A term that ended or begins some months off still explains a surname beside its title (reports on a handover).</summary>
    private const int TitleSlackDays = 200;
    private const int SurnameYears = 6;
    private static readonly WordSet Articles = new(["ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen", "keinem", "jeder", "jeden", "jedem", "a", "an", "any",
        "every", "no", "another", "beide", "beiden", "zwei", "drei", "mehrere", "viele", "neuen", "neuer", "nächste", "nächsten", "nächster", "next", "new"]);
    private static readonly WordSet GenitiveLinks = new(["der", "des", "von", "vom", "of", "the", "for", "für"]);
    private static readonly WordSet MediaNouns = new(["zeitung", "magazin", "nachrichtenmagazin", "blatt", "sender", "wochenzeitung", "tageszeitung", "boulevardzeitung", "zeitschrift",
        "newspaper", "magazine", "daily", "weekly", "tabloid", "nachrichtenportal", "boulevardblatt"]);

    private readonly MentionList _mentions = new(index, text.Tokens.Length);
    private readonly HashSet<int> _named = [];
    private readonly NameScanner _scanner = new(index, text);

    public MentionList Resolve()
    {
        NotePersonsNamedInFull();
        for (var h = 0; h < hits.Count; h++)
        {
            var hit = hits[h];
            if (hit.Title >= 0 && TitledName(h) is var last and > 0) h = last;
            else if (hit.Title >= 0 && BareTitle(h)) continue;
            else if (hit.Entry >= 0) Name(h);
        }
        _mentions.Sort();
        return _mentions;
    }

    /// <summary>A surname in the headline is whoever the text names in full further down.</summary>
    private void NotePersonsNamedInFull()
    {
        foreach (var hit in hits)
        {
            if (hit.Entry < 0 || hit.Inside) continue;
            for (var e = hit.Entry; e >= 0; e = index.Trie.Entry(e).Next)
            {
                ref readonly var entry = ref index.Trie.Entry(e);
                if (entry.Form == NameForm.Name && index.Actors[entry.Owner].Kind == ActorKind.Person && Fits(hit, entry)) _named.Add(entry.Owner);
            }
        }
    }

    private bool Fits(in NameHit hit, in NameEntry entry) => hit.Inside || _scanner.Fits(entry, hit.FirstToken, hit.EndToken);

    /// <summary>"US-Präsident Joe Biden", "Foreign Minister Lavrov": title and name are one mention. Returns the hit used last, or 0.</summary>
    private int TitledName(int h)
    {
        var title = hits[h];
        var n = h + 1;
        // Parts of a compound before the name ("Kreml-nahe") never stand between title and name.
        if (n >= hits.Count || hits[n].FirstToken != title.EndToken || hits[n].Entry < 0 || hits[n].Inside || LineBreakBefore(title.EndToken)) return 0;
        var of = OfficeOwner(h, out var start, out _);
        var who = Person(hits[n], ActorIndex.GetTitle(title.Title), of, titled: true);
        if (who < 0) return 0;
        _mentions.Add(who, MentionForm.TitleName, start, hits[n].End, title.FirstToken, hits[n].EndToken);
        _named.Add(who);
        return n;
    }

    /// <summary>"der Kremlchef", "die Präsidentin der EU-Kommission": the office alone, by date. False if it stays open.</summary>
    private bool BareTitle(int h)
    {
        var hit = hits[h];
        if (hit.Former || published is not { } day || FollowsItsBearer(h) || IsVocative(hit)) return false;
        var title = ActorIndex.GetTitle(hit.Title);
        var before = hit.FirstToken - 1;
        var coming = before >= 0 && ActorIndex.Titles.Coming.Contains(text.Folded(before));
        var of = OfficeOwner(h, out var start, out var owners);
        var determiner = before;
        while (determiner >= 0 && determiner > hit.FirstToken - 4 && !LineBreakBefore(determiner + 1) && text.Tokens[determiner].IsWord
            && !Articles.Contains(text.Folded(determiner)) && !IsDefinite(determiner)) determiner--;
        if (determiner >= 0 && Articles.Contains(text.Folded(determiner)) && determiner >= hit.FirstToken - 3) return false;
        var who = -1;
        foreach (var owner in owners)
        {
            who = index.Holder(title, owner, day, coming);
            if (who >= 0) break;
        }
        if (who < 0 && of < 0 && !coming) who = LastWithRole(title, day);
        if (who < 0) return false;
        _mentions.Add(who, MentionForm.Title, start, hit.End, hit.FirstToken, hit.EndToken);
        return true;
    }

    /// <summary>Whose office it is: said by the compound, the adjective or genitive around it, or the title itself.</summary>
    private int OfficeOwner(int h, out int start, out List<string> owners)
    {
        var hit = hits[h];
        owners = [];
        start = hit.Start;
        var of = hit.Of;
        if (of < 0 && h > 0 && hits[h - 1] is { Inside: false, Title: < 0 } previous && previous.Entry >= 0 && previous.EndToken <= hit.FirstToken && hit.FirstToken - previous.EndToken <= 2)
        {
            var entry = index.Trie.Entry(previous.Entry);
            var gap = hit.FirstToken - previous.EndToken;
            var adjective = entry.Form is NameForm.AdjectiveStem or NameForm.Adjective;
            // "der russische Präsident"; "der scheidende US-Präsident" has its owner inside. "Russia's president", "Russlands Präsident".
            var genitive = gap == 1 && text.Is(previous.EndToken, "'s") || gap == 0 && IsGenitive(previous);
            if ((adjective && gap <= 1 && (gap == 0 || text.Tokens[previous.EndToken].IsWord)) || genitive || (gap == 0 && entry.Form is NameForm.Name && text.IsEnglish))
            {
                of = entry.Owner;
                if (adjective && gap == 0) start = previous.Start;
            }
        }
        if (of < 0 && h + 1 < hits.Count && hits[h + 1] is { Inside: false, Title: < 0 } next && next.Entry >= 0)
        {
            var gap = next.FirstToken - hit.EndToken;
            if (gap is 1 or 2 && GenitiveLinks.Contains(text.Folded(hit.EndToken)) && (gap == 1 || text.Tokens[hit.EndToken + 1].IsWord)) of = index.Trie.Entry(next.Entry).Owner;
        }
        if (of >= 0)
        {
            var actor = index.Actors[of];
            owners.Add(actor.Key);
            // "Putins Sprecher" serves Putin's state.
            if (actor.Kind == ActorKind.Person && actor.Country is { } country) owners.Add(country);
        }
        else
        {
            owners.AddRange(ActorIndex.GetTitle(hit.Title).Of);
        }
        return of;
    }

    private bool IsGenitive(in NameHit hit)
    {
        var entry = index.Trie.Entry(hit.Entry);
        return text.Folded(hit.EndToken - 1)[^1] == 's' && index.Trie.WordsOf(entry)[^1] != 's';
    }

    private bool IsDefinite(int token) => text.Folded(token) is "der" or "die" or "das" or "dem" or "den" or "des" or "the";

    private bool LineBreakBefore(int token) => token > 0 && text.Tokens[token - 1].Has(TokenShape.LineEnd);

    /// <summary>"Jen Psaki, Pressesprecherin des …": the title repeats who was just named.</summary>
    private bool FollowsItsBearer(int h)
    {
        var hit = hits[h];
        return h > 0 && hit.FirstToken >= 2 && text.Is(hit.FirstToken - 1, ',') && hits[h - 1].EndToken == hit.FirstToken - 1;
    }

    private bool IsVocative(in NameHit hit) => hit.FirstToken > 0 && ActorIndex.Titles.Vocatives.Contains(text.Folded(hit.FirstToken - 1));

    /// <summary>"der Präsident" is the one of whom the text spoke last.</summary>
    private int LastWithRole(ActorTitle title, DateOnly day)
    {
        for (var m = _mentions.Count - 1; m >= 0; m--)
        {
            var known = _mentions.KnownOf(_mentions[m].Who);
            if (known >= 0 && index.Actors[known].Kind == ActorKind.Person && index.HasRole(known, title, null, day, 0)) return known;
        }
        return -1;
    }

    private void Name(int h)
    {
        var hit = hits[h];
        ref readonly var entry = ref index.Trie.Entry(hit.Entry);
        if (entry.Form == NameForm.Title) return;
        if (IsPersonName(hit))
        {
            var who = Person(hit, null, -1, titled: false);
            if (who < 0) return;
            var full = _named.Contains(who) && hit.EndToken - hit.FirstToken > 1;
            Add(hit, who, hit.Inside ? MentionForm.Compound : full ? MentionForm.Name : MentionForm.Surname);
            return;
        }
        var (owner, form) = Thing(hit);
        if (owner < 0) return;
        if (hit.Inside)
        {
            Add(hit, owner, MentionForm.Compound);
            return;
        }
        switch (form)
        {
            case NameForm.AdjectiveStem or NameForm.Adjective:
                Adjective(hit, owner);
                break;
            case NameForm.Metonym:
                Metonym(hit, owner);
                break;
            case NameForm.Description:
                var known = _mentions.Knows(owner) || index.Actors[owner].Country is { } country && _mentions.Knows(index.Find(country));
                if (known && (hit.FirstToken == 0 || !Articles.Contains(text.Folded(hit.FirstToken - 1)))) Add(hit, owner, MentionForm.Description);
                break;
            case NameForm.Quoted:
                if (IsQuoted(hit)) Add(hit, owner, MentionForm.Name);
                break;
            default:
                Add(hit, owner, form == NameForm.Demonym ? MentionForm.Demonym : MentionForm.Name);
                break;
        }
    }

    private bool IsPersonName(in NameHit hit)
    {
        for (var e = hit.Entry; e >= 0; e = index.Trie.Entry(e).Next)
        {
            ref readonly var entry = ref index.Trie.Entry(e);
            if (entry.Form == NameForm.Surname || entry.Form == NameForm.Name && index.Actors[entry.Owner].Kind == ActorKind.Person) return true;
        }
        return false;
    }

    /// <summary>The owner of a name that is no person's: names before demonyms before everything else, the registry's order next.</summary>
    private (int Owner, NameForm Form) Thing(in NameHit hit)
    {
        var best = (Owner: -1, Form: NameForm.Title);
        for (var e = hit.Entry; e >= 0; e = index.Trie.Entry(e).Next)
        {
            ref readonly var entry = ref index.Trie.Entry(e);
            if (entry.Form == NameForm.Title || (entry.Form != NameForm.AdjectiveStem && !Fits(hit, entry))) continue;
            if (best.Owner < 0 || entry.Form < best.Form || (entry.Form == best.Form && entry.Owner < best.Owner)) best = (entry.Owner, entry.Form);
        }
        return best;
    }

    private int Person(in NameHit hit, ActorTitle? title, int of, bool titled)
    {
        var best = -1;
        var bestScore = 0;
        var surnameOnly = true;
        var common = false;
        for (var e = hit.Entry; e >= 0; e = index.Trie.Entry(e).Next)
        {
            ref readonly var entry = ref index.Trie.Entry(e);
            if (entry.Form is not (NameForm.Surname or NameForm.Name) || index.Actors[entry.Owner].Kind != ActorKind.Person || !Fits(hit, entry)) continue;
            var who = entry.Owner;
            var score = Likelihood(who, entry.Form, title, of);
            if (entry.Form == NameForm.Name) surnameOnly = false;
            else common |= ActorIndex.Titles.CommonSurnames.Contains(index.Trie.WordsOf(entry).ToString());
            if (score == bestScore && who != best) best = -1;
            if (score > bestScore) (best, bestScore) = (who, score);
        }
        if (best < 0) return -1;
        if (surnameOnly)
        {
            // A surname that is a word or many people's needs the name in full somewhere, or its title.
            if (common && bestScore < 50) return -1;
            if (!titled && !hit.Inside && FollowsOtherGivenName(hit.FirstToken)) return -1;
            // "Präsident Meier" where the only Meier known never held it is another Meier.
            if (titled && bestScore < 20) return -1;
        }
        return best;
    }

    /// <summary>100 named in full here; 60 with the title at the time; 20 in office near the date; 5 otherwise; 0 ruled out.</summary>
    private int Likelihood(int who, NameForm form, ActorTitle? title, int of)
    {
        if (form == NameForm.Surname && _named.Contains(who)) return 100;
        var owner = of < 0 ? null : index.Actors[of].Kind == ActorKind.Person ? null : index.Actors[of].Key;
        if (title is not null && index.HasRole(who, title, owner, published, TitleSlackDays)) return 60;
        var near = published is not { } day || !index.HasOffices(who) || index.InOfficeNear(who, day, SurnameYears);
        if (form == NameForm.Name) return near ? 30 : 25;
        // The office's state is said and is another one.
        if (owner is not null && index.Actors[who].Country is { } country && country != owner && index.Actors[of].Country != country) return 0;
        return near ? 20 : 0;
    }

    /// <summary>"Hunter Biden": another given name stands before the surname.</summary>
    private bool FollowsOtherGivenName(int first) => first > 0 && !LineBreakBefore(first) && text.Tokens[first - 1].IsCapital && text.Tokens[first - 1].IsWord
        && ActorRegistry.GivenNames.Value.Contains(text.Folded(first - 1)) && !_mentions.Covers(first - 1);

    private bool IsQuoted(in NameHit hit)
    {
        var before = hit.FirstToken - 1;
        if (before < 0) return false;
        if (text.Tokens[before].Kind == TokenKind.Quote) return hit.EndToken < text.Tokens.Length && text.Tokens[hit.EndToken].Kind == TokenKind.Quote;
        return MediaNouns.Contains(text.Folded(before));
    }

    /// <summary>"russische" alone, or "die russische Regierung" with the organ that acts for the state.</summary>
    private void Adjective(in NameHit hit, int owner)
    {
        var end = hit.EndToken;
        for (var t = end; t < Math.Min(text.Tokens.Length, hit.EndToken + 2) && !LineBreakBefore(t) && text.Tokens[t].IsWord; t++)
        {
            if (!ActorIndex.Titles.Organs.Contains(text.Folded(t))) continue;
            end = t + 1;
            break;
        }
        if (end == hit.EndToken) Add(hit, owner, MentionForm.Adjective);
        else _mentions.Add(owner, MentionForm.Description, hit.Start, text.Tokens[end - 1].End, hit.FirstToken, end);
    }

    /// <summary>"Moskau fordert" is Russia, "in Moskau" a place, "die Regierung in Moskau" Russia again.</summary>
    private void Metonym(in NameHit hit, int owner)
    {
        var before = hit.FirstToken - 1;
        if (hit.EndToken < text.Tokens.Length && LineBreakBefore(hit.FirstToken) && (text.Is(hit.EndToken, '(') || text.Is(hit.EndToken, ','))) return;
        if (FollowsOtherGivenName(hit.FirstToken)) return;
        if (before >= 1 && !LineBreakBefore(hit.FirstToken) && text.Is(before, "in") && ActorIndex.Titles.CapitalOrgans.Contains(text.Folded(before - 1)))
            _mentions.Add(owner, MentionForm.Metonym, text.Tokens[before - 1].Start, hit.End, before - 1, hit.EndToken);
        else if (before < 0 || LineBreakBefore(hit.FirstToken) || !ActorIndex.Titles.Locatives.Contains(text.Folded(before)))
            Add(hit, owner, MentionForm.Metonym);
    }

    private void Add(in NameHit hit, int actor, MentionForm form) => _mentions.Add(actor, form, hit.Start, hit.End, hit.FirstToken, hit.EndToken);
}
