using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>Decides who each name and title of a text means, in text order, from the words around it, the date and what was named before.</summary>
internal sealed class MentionResolver
{
    private static readonly WordSet MediaNouns = new(["zeitung", "magazin", "nachrichtenmagazin", "blatt", "sender", "wochenzeitung", "tageszeitung", "boulevardzeitung", "zeitschrift",
        "newspaper", "magazine", "daily", "weekly", "tabloid", "nachrichtenportal", "boulevardblatt"]);

    private readonly ActorIndex _index;
    private readonly AnalysedText _text;
    private readonly List<NameHit> _hits;
    private readonly MentionList _mentions;
    private readonly PersonChoice _persons;
    private readonly OfficeMentions _offices;
    private readonly Namesakes _namesakes;
    private readonly List<(int First, int End)> _datelines;

    public MentionResolver(ActorIndex index, AnalysedText text, DateOnly? published, List<NameHit> hits)
    {
        (_index, _text, _hits) = (index, text, hits);
        _namesakes = new Namesakes(index, text);
        _datelines = Datelines.In(text);
        _mentions = new MentionList(index, text.Tokens.Length);
        _persons = new PersonChoice(index, text, published, _mentions, new NameScanner(index, text));
        _offices = new OfficeMentions(index, text, published, hits, _mentions, _persons);
    }

    public MentionList Resolve()
    {
        NotePersonsNamedInFull();
        for (var h = 0; h < _hits.Count; h++)
        {
            var hit = _hits[h];
            if (hit.Title >= 0 && TitledName(h) is var last and > 0) h = last;
            else if (hit.Title >= 0 && _offices.BareTitle(h)) continue;
            else if (hit.Entry >= 0) Name(h);
        }
        _mentions.Sort();
        return _mentions;
    }

    /// <summary>A surname in the headline is whoever the text names in full further down.</summary>
    private void NotePersonsNamedInFull()
    {
        foreach (var hit in _hits)
        {
            if (hit.Entry < 0 || hit.Inside) continue;
            for (var e = hit.Entry; e >= 0; e = _index.Trie.Entry(e).Next)
            {
                ref readonly var entry = ref _index.Trie.Entry(e);
                if (entry.Form == NameForm.Name && _index.Actors[entry.Owner].Kind == ActorKind.Person && _persons.Fits(hit, entry)) _persons.Note(entry.Owner);
            }
        }
    }

    /// <summary>"US-Präsident Joe Biden", "Foreign Minister Lavrov": title and name are one mention. Returns the hit used last, or 0.</summary>
    private int TitledName(int h)
    {
        var title = _hits[h];
        var n = h + 1;
        // Parts of a compound before the name ("Kreml-nahe") never stand between title and name.
        if (n >= _hits.Count || _hits[n].FirstToken != title.EndToken || _hits[n].Entry < 0 || _hits[n].Inside || _persons.LineBreakBefore(title.EndToken)) return 0;
        var of = _offices.OfficeOwner(h, out var start, out _);
        var who = _persons.Person(_hits[n], ActorIndex.GetTitle(title.Title), of, titled: true);
        if (who < 0) return 0;
        _mentions.Add(who, MentionForm.TitleName, start, _hits[n].End, title.FirstToken, _hits[n].EndToken);
        _persons.Note(who);
        return n;
    }

    private void Name(int h)
    {
        var hit = _hits[h];
        ref readonly var entry = ref _index.Trie.Entry(hit.Entry);
        if (entry.Form == NameForm.Title) return;
        if (IsPersonName(hit))
        {
            var who = _persons.Person(hit, null, -1, titled: false);
            if (who < 0) return;
            var full = _persons.IsNamed(who) && hit.EndToken - hit.FirstToken > 1;
            Add(hit, who, hit.Inside ? MentionForm.Compound : full ? MentionForm.Name : MentionForm.Surname);
            return;
        }
        var (owner, form) = Thing(hit);
        if (owner < 0) return;
        if (form is NameForm.Name or NameForm.Metonym && IsInDateline(hit.FirstToken) && _index.Actors[owner].Kind == ActorKind.State) return;
        if (!hit.Inside && form is NameForm.Name or NameForm.Metonym && _namesakes.IsOther(hit.FirstToken, hit.EndToken)) return;
        if (hit.Inside)
        {
            if (IsOrganCompound(hit)) _mentions.Add(owner, MentionForm.Description, hit.Start, _text.Tokens[hit.FirstToken].End, hit.FirstToken, hit.EndToken);
            else Add(hit, owner, MentionForm.Compound);
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
                var known = _mentions.Knows(owner) || _index.Actors[owner].Country is { } country && _mentions.Knows(_index.Find(country));
                if (known && (hit.FirstToken == 0 || !OfficeMentions.Articles.Contains(_text.Folded(hit.FirstToken - 1)))) Add(hit, owner, MentionForm.Description);
                break;
            case NameForm.Quoted:
                if (IsQuoted(hit)) Add(hit, owner, MentionForm.Name);
                break;
            default:
                if (_text.IsEnglish && _index.Actors[owner].Kind == ActorKind.State && OrganBehind(hit) is var organ and > 0)
                {
                    _mentions.Add(owner, MentionForm.Description, hit.Start, _text.Tokens[organ - 1].End, hit.FirstToken, organ);
                    break;
                }
                Add(hit, owner, form == NameForm.Demonym ? MentionForm.Demonym : MentionForm.Name);
                break;
        }
    }

    /// <summary>"US-Regierung", "EU-Kommission": the word behind the hyphen acts for the one before it, so that the whole word names it.</summary>
    private bool IsOrganCompound(in NameHit hit)
    {
        var token = _text.Tokens[hit.FirstToken];
        return hit.Start == token.Start && hit.End + 1 < token.End && _text.Text[hit.End] == '-' && ActorIndex.Titles.Organs.Contains(_text.FoldedText.AsSpan(hit.End + 1, token.End - hit.End - 1));
    }

    private bool IsInDateline(int token)
    {
        foreach (var (first, end) in _datelines)
        {
            if (token >= first && token < end) return true;
        }
        return false;
    }

    /// <summary>"China's commerce ministry", "Iraq's parliament": one past the organ that acts for the state, or -1.</summary>
    private int OrganBehind(in NameHit hit)
    {
        if (!_text.Is(hit.EndToken, "'s")) return -1;
        for (var t = hit.EndToken + 1; t < Math.Min(_text.Tokens.Length, hit.EndToken + 4) && _text.Tokens[t].IsWord && !_text.Tokens[t].IsCapital; t++)
        {
            if (ActorIndex.Titles.Organs.Contains(_text.Folded(t)) || _text.Is(t, "ministry")) return t + 1;
        }
        return -1;
    }

    private bool IsPersonName(in NameHit hit)
    {
        for (var e = hit.Entry; e >= 0; e = _index.Trie.Entry(e).Next)
        {
            ref readonly var entry = ref _index.Trie.Entry(e);
            if (entry.Form == NameForm.Surname || entry.Form == NameForm.Name && _index.Actors[entry.Owner].Kind == ActorKind.Person) return true;
        }
        return false;
    }

    /// <summary>The owner of a name that is no person's: names before demonyms before everything else, the registry's order next.</summary>
    private (int Owner, NameForm Form) Thing(in NameHit hit)
    {
        var best = (Owner: -1, Form: NameForm.Title);
        for (var e = hit.Entry; e >= 0; e = _index.Trie.Entry(e).Next)
        {
            ref readonly var entry = ref _index.Trie.Entry(e);
            if (entry.Form == NameForm.Title || (entry.Form != NameForm.AdjectiveStem && !_persons.Fits(hit, entry))) continue;
            if (best.Owner < 0 || entry.Form < best.Form || (entry.Form == best.Form && entry.Owner < best.Owner)) best = (entry.Owner, entry.Form);
        }
        return best;
    }

    private bool IsQuoted(in NameHit hit)
    {
        var before = hit.FirstToken - 1;
        if (before < 0) return false;
        if (_text.Tokens[before].Kind == TokenKind.Quote) return hit.EndToken < _text.Tokens.Length && _text.Tokens[hit.EndToken].Kind == TokenKind.Quote;
        return MediaNouns.Contains(_text.Folded(before));
    }

    /// <summary>"russische" alone, or "die russische Regierung" with the organ that acts for the state.</summary>
    private void Adjective(in NameHit hit, int owner)
    {
        var end = hit.EndToken;
        for (var t = end; t < Math.Min(_text.Tokens.Length, hit.EndToken + 2) && !_persons.LineBreakBefore(t) && _text.Tokens[t].IsWord; t++)
        {
            if (!ActorIndex.Titles.Organs.Contains(_text.Folded(t))) continue;
            end = t + 1;
            break;
        }
        if (end == hit.EndToken) Add(hit, owner, MentionForm.Adjective);
        else _mentions.Add(owner, MentionForm.Description, hit.Start, _text.Tokens[end - 1].End, hit.FirstToken, end);
    }

    /// <summary>"Moskau fordert" is Russia, "in Moskau" a place, "die Regierung in Moskau" Russia again.</summary>
    private void Metonym(in NameHit hit, int owner)
    {
        var before = hit.FirstToken - 1;
        if (hit.EndToken < _text.Tokens.Length && _persons.LineBreakBefore(hit.FirstToken) && (_text.Is(hit.EndToken, '(') || _text.Is(hit.EndToken, ','))) return;
        if (_persons.FollowsOtherGivenName(hit.FirstToken)) return;
        if (before >= 1 && !_persons.LineBreakBefore(hit.FirstToken) && _text.Is(before, "in") && ActorIndex.Titles.CapitalOrgans.Contains(_text.Folded(before - 1)))
            _mentions.Add(owner, MentionForm.Metonym, _text.Tokens[before - 1].Start, hit.End, before - 1, hit.EndToken);
        // "hieß es in Brüssel": a government's word, not a place.
        else if (before >= 2 && _text.Folded(before) is "in" or "aus" && _text.Is(before - 1, "es") && _text.Folded(before - 2) is "hieß" or "heißt" or "heiße")
            Add(hit, owner, MentionForm.Metonym);
        else if (before >= 1 && _text.Folded(before) is "from" or "aus" && ActorIndex.Titles.Utterances.Contains(_text.Folded(before - 1)))
            Add(hit, owner, MentionForm.Metonym);
        else if (before < 0 || _persons.LineBreakBefore(hit.FirstToken) || !ActorIndex.Titles.Locatives.Contains(_text.Folded(before)))
            Add(hit, owner, MentionForm.Metonym);
    }

    private void Add(in NameHit hit, int actor, MentionForm form) => _mentions.Add(actor, form, hit.Start, hit.End, hit.FirstToken, hit.EndToken);
}
