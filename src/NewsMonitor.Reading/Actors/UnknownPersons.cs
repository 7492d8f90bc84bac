using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>
/// Persons the registry does not know, by name pattern (a given name and one to three more capitals) and by title ("Polizeisprecherin
/// Anna Weber"). They are proposed; a person decides whether they become actors.
/// </summary>
internal static class UnknownPersons
{
    private static readonly WordSet Particles = new(["von", "van", "der", "den", "de", "di", "da", "del", "la", "le", "el", "al", "bin", "ben", "ibn", "zu", "zur"]);
    /// <summary>"General Motors", "Secretary General": what is no name behind a title.</summary>
    private static readonly WordSet NoTitle = new(["motors", "electric", "mills", "dynamics", "assembly", "staff", "election", "elections", "secretary", "general", "council", "prosecutor", "attorney", "office"]);
    private static readonly WordSet NoSurname = new(["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "monday", "tuesday", "wednesday", "thursday",
        "friday", "saturday", "sunday", "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "the", "der", "die",
        "das", "und", "and", "in", "im", "am", "on", "at", "who", "says", "said", "sagte", "prize", "preis", "airport", "flughafen", "university", "universität", "street", "straße"]);

    public static void Add(ActorIndex index, AnalysedText text, MentionList mentions)
    {
        var bySurname = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = text.Tokens;
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            // "senator Jane Doe": English titles stand in lower case too, German nouns never do.
            var lower = text.IsEnglish && tokens[i].IsWord && !tokens[i].IsCapital && tokens[i].Length is > 4 and < 20 && IsTitle(index, text, i);
            if (!(lower || IsNameWord(text, i)) || mentions.Covers(i)) continue;
            if (NoTitle.Contains(text.Folded(i + 1))) continue;
            var given = ActorRegistry.GivenNames.Value.Contains(text.Folded(i)) && !tokens[i].Has(TokenShape.AllUpper);
            var title = lower || (!given && IsTitle(index, text, i));
            if (!given && !title) continue;
            var from = title ? i + 1 : i;
            var end = NameEnd(index, text, mentions, from, title, out var words);
            var name = text.Text[tokens[from].Start..tokens[Math.Max(from, end - 1)].End];
            if (end <= from || words < (title && !lower ? 1 : 2) || (words == 1 && text.IsGerman && LooksLikeNoun(text, from))) continue;
            // A title with a lone surname must not be a plain German compound ("Präsident Montag" is excluded, "Präsident Meier" is not).
            var surname = text.Folded(end - 1).ToString();
            if (!bySurname.TryGetValue(surname, out var who))
            {
                who = mentions.AddUnknown(name, Gender(text, title ? i : -1), CountryOf(index, text, mentions, i));
                bySurname.Add(surname, who);
            }
            mentions.AddTo(who, title ? MentionForm.TitleName : MentionForm.Name, tokens[i].Start, tokens[end - 1].End, i, end);
            i = end - 1;
        }
        if (bySurname.Count > 0) AddSurnames(text, mentions, bySurname);
        mentions.Sort();
    }

    /// <summary>"Litauens Innenministerin …", "Guyanese president …", "Venezuela's defence minister, …": whose office it is says whom the person speaks for.</summary>
    private static string? CountryOf(ActorIndex index, AnalysedText text, MentionList mentions, int first)
    {
        var comma = false;
        var title = IsTitle(index, text, first);
        for (var t = first - 1; t >= Math.Max(0, first - 6); t--)
        {
            if (text.Tokens[t].Has(TokenShape.LineEnd)) return null;
            if (mentions.CountryAt(t) is { } country) return title ? country : null;
            if (text.Is(t, ',') && t == first - 1 && !comma) comma = true;
            else if (!text.Tokens[t].IsWord && text.Tokens[t].Length > 2) return null;
            else if (IsTitle(index, text, t)) title = true;
            else if (text.Folded(t) is "the" or "der" or "die" or "in" or "of" or "von" or "and" or "und" or "with" or "mit") return null;
        }
        return null;
    }

    private static void AddSurnames(AnalysedText text, MentionList mentions, Dictionary<string, int> bySurname)
    {
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            if (!IsNameWord(text, i) || mentions.Covers(i) || text.Tokens[i].Length > 60) continue;
            var folded = text.Folded(i).ToString();
            if (bySurname.TryGetValue(folded, out var who) || (folded.EndsWith('s') && bySurname.TryGetValue(folded[..^1], out who)))
                mentions.AddTo(who, MentionForm.Surname, text.Tokens[i].Start, text.Tokens[i].End, i, i + 1);
        }
    }

    private static bool IsNameWord(AnalysedText text, int i) => text.Tokens[i].IsWord && text.Tokens[i].IsCapital && text.Tokens[i].Length is > 1 and < 60;

    private static bool IsTitle(ActorIndex index, AnalysedText text, int i)
    {
        var folded = text.Folded(i);
        if (folded.Length < 4) return folded is "mr" or "ms" or "mrs" or "dr";
        var node = index.Trie.Child(0, text.Tokens[i].Hash);
        for (var e = node < 0 ? -1 : index.Trie.EntryAt(node); e >= 0; e = index.Trie.Entry(e).Next)
        {
            if (index.Trie.Entry(e).Form == NameForm.Title && index.Trie.WordsOf(index.Trie.Entry(e)).SequenceEqual(folded)) return true;
        }
        if (text.IsEnglish) return false;
        foreach (var ending in ActorIndex.Titles.Endings)
        {
            if (folded.Length > ending.Length && folded.EndsWith(ending)) return true;
        }
        return false;
    }

    private static int NameEnd(ActorIndex index, AnalysedText text, MentionList mentions, int from, bool afterTitle, out int words)
    {
        words = 0;
        var end = from;
        var tokens = text.Tokens;
        for (var t = from; t < tokens.Length && t < from + 6 && words < 4; t++)
        {
            if (t > 0 && tokens[t - 1].Has(TokenShape.LineEnd) && (t > from || afterTitle)) break;
            if (!tokens[t].IsWord)
            {
                // "Robert F. Meier": the full stop of an initial.
                if (t > from && text.Is(t, '.') && tokens[t - 1].Length == 1 && tokens[t - 1].IsCapital) continue;
                break;
            }
            if (Particles.Contains(text.Folded(t)) && words > 0 && t + 1 < tokens.Length && tokens[t + 1].IsCapital && !IsArticleUse(text, t)) continue;
            if (!tokens[t].IsCapital || mentions.Covers(t) || (afterTitle && IsTitle(index, text, t)) || NoSurname.Contains(text.Folded(t)) || tokens[t].Has(TokenShape.AllUpper)) break;
            words++;
            end = t + 1;
            // In German every noun has a capital: beyond given name and surname only further given names count.
            if (!text.IsEnglish && words >= 2 && !ActorRegistry.GivenNames.Value.Contains(text.Folded(t))) break;
            // "Kommissarin Cecilia Malmström": a given name nobody listed, and a surname.
            if (!text.IsEnglish && afterTitle && words == 1 && !ActorRegistry.GivenNames.Value.Contains(text.Folded(t)) && !(t + 1 < tokens.Length && IsNameWord(text, t + 1) && !LooksLikeNoun(text, t) && !LooksLikeNoun(text, t + 1))) break;
        }
        return end;
    }

    /// <summary>"Verständnis", "Zurückhaltung": endings no surname has.</summary>
    private static bool LooksLikeNoun(AnalysedText text, int i)
    {
        var folded = text.Folded(i);
        return folded.EndsWith("nis") || folded.EndsWith("ung") || folded.EndsWith("ungen") || folded.EndsWith("heit") || folded.EndsWith("keit") || folded.EndsWith("schaft") || folded.EndsWith("tion") || folded.EndsWith("tum") || folded.EndsWith("tät");
    }

    /// <summary>"Anna der Polizei": an article, not the particle of a name, unless a further particle follows ("von der Heide").</summary>
    private static bool IsArticleUse(AnalysedText text, int t) => text.Folded(t) is "der" or "den" && (t == 0 || text.Folded(t - 1) is not ("von" or "van" or "auf"));


    private static string? Gender(AnalysedText text, int title)
    {
        if (title < 0) return null;
        var folded = text.Folded(title);
        if (text.IsEnglish) return folded is "mr" ? "m" : folded is "ms" or "mrs" ? "f" : null;
        return folded.EndsWith("in") || folded is "frau" ? "f" : folded.EndsWith("er") || folded is "herr" ? "m" : null;
    }
}
