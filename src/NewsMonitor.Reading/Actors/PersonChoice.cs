using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>Which person a surname or full name means: by what the text names in full, the title beside it, and offices at the date.</summary>
internal sealed class PersonChoice(ActorIndex index, AnalysedText text, DateOnly? published, MentionList mentions, NameScanner scanner)
{
    /// <summary>A term that ended or begins some months off still explains a surname beside its title (reports on a handover).</summary>
    private const int TitleSlackDays = 200;
    private const int SurnameYears = 6;
    private readonly HashSet<int> _named = [];

    /// <summary>The text names this person in full, or with a title.</summary>
    public void Note(int who) => _named.Add(who);

    public bool IsNamed(int who) => _named.Contains(who);

    public bool Fits(in NameHit hit, in NameEntry entry) => hit.Inside || scanner.Fits(entry, hit.FirstToken, hit.EndToken);

    public int Person(in NameHit hit, ActorTitle? title, int of, bool titled)
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
    public bool FollowsOtherGivenName(int first) => first > 0 && !LineBreakBefore(first) && text.Tokens[first - 1].IsCapital && text.Tokens[first - 1].IsWord
        && ActorRegistry.GivenNames.Value.Contains(text.Folded(first - 1)) && !mentions.Covers(first - 1);

    public bool LineBreakBefore(int token) => token > 0 && text.Tokens[token - 1].Has(TokenShape.LineEnd);
}
