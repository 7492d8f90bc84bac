using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>Offices without a name: "der Kremlchef", "die Präsidentin der EU-Kommission", by date and by whose office it is.</summary>
internal sealed class OfficeMentions(ActorIndex index, AnalysedText text, DateOnly? published, List<NameHit> hits, MentionList mentions, PersonChoice persons)
{
    public static readonly WordSet Articles = new(["ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen", "keinem", "jeder", "jeden", "jedem", "deren", "dessen", "a", "an", "any",
        "every", "no", "another", "beide", "beiden", "zwei", "drei", "mehrere", "viele", "neuen", "neuer", "nächste", "nächsten", "nächster", "next", "new"]);

    private static readonly WordSet GenitiveLinks = new(["der", "des", "von", "vom", "of", "the", "for", "für"]);

    /// <summary>"der Kremlchef", "die Präsidentin der EU-Kommission": the office alone, by date. False if it stays open.</summary>
    public bool BareTitle(int h)
    {
        var hit = hits[h];
        if (hit.Former || published is not { } day || FollowsItsBearer(h) || IsVocative(hit) || NamesBearer(h)) return false;
        var title = ActorIndex.GetTitle(hit.Title);
        var before = hit.FirstToken - 1;
        var coming = before >= 0 && ActorIndex.Titles.Coming.Contains(text.Folded(before));
        var of = OfficeOwner(h, out var start, out var owners);
        var determiner = before;
        while (determiner >= 0 && determiner > hit.FirstToken - 4 && !persons.LineBreakBefore(determiner + 1) && text.Tokens[determiner].IsWord
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
        mentions.Add(who, MentionForm.Title, start, hit.End, hit.FirstToken, hit.EndToken);
        return true;
    }

    /// <summary>Whose office it is: said by the compound, the adjective or genitive around it, or the title itself.</summary>
    public int OfficeOwner(int h, out int start, out List<string> owners)
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

    /// <summary>"Jen Psaki, Pressesprecherin des …": the title repeats who was just named.</summary>
    private bool FollowsItsBearer(int h)
    {
        var hit = hits[h];
        return h > 0 && hit.FirstToken >= 2 && text.Is(hit.FirstToken - 1, ',') && hits[h - 1].EndToken == hit.FirstToken - 1;
    }

    /// <summary>"Innenminister Joachim Herrmann": a name nobody knows stands behind the title, so that it is no one else's.</summary>
    private bool NamesBearer(int h)
    {
        var next = hits[h].EndToken;
        if (next >= text.Tokens.Length || !text.Tokens[next].IsWord || !text.Tokens[next].IsCapital || persons.LineBreakBefore(next)) return false;
        if (h + 1 < hits.Count && hits[h + 1].FirstToken == next) return false;
        return ActorRegistry.GivenNames.Value.Contains(text.Folded(next)) || (next + 1 < text.Tokens.Length && text.Tokens[next + 1].IsWord && text.Tokens[next + 1].IsCapital);
    }

    private bool IsVocative(in NameHit hit) => hit.FirstToken > 0 && ActorIndex.Titles.Vocatives.Contains(text.Folded(hit.FirstToken - 1));

    /// <summary>"der Präsident" is the one of whom the text spoke last.</summary>
    private int LastWithRole(ActorTitle title, DateOnly day)
    {
        for (var m = mentions.Count - 1; m >= 0; m--)
        {
            var known = mentions.KnownOf(mentions[m].Who);
            if (known >= 0 && index.Actors[known].Kind == ActorKind.Person && index.HasRole(known, title, null, day, 0)) return known;
        }
        return -1;
    }
}
