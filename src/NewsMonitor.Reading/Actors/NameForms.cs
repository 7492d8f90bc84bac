using System.Collections.Frozen;

namespace NewsMonitor.Reading.Actors;

/// <summary>The names of a registry actor as the trie takes them: given ones and those that follow from them.</summary>
internal static class NameForms
{
    /// <summary>States whose names put the family name first, as news writes them.</summary>
    private static readonly FrozenSet<string> FamilyNameFirst = FrozenSet.ToFrozenSet(["cn", "kp", "kr", "tw", "hk", "vn", "kh"]);
    private static readonly FrozenSet<string> Particles = FrozenSet.ToFrozenSet(
        ["von", "van", "der", "den", "de", "di", "da", "dos", "del", "della", "la", "le", "el", "al", "bin", "ben", "ibn", "zu", "zur", "vom"]);
    private static readonly FrozenSet<string> NotSurnames = FrozenSet.ToFrozenSet(["jr", "jr.", "sr", "sr.", "i", "ii", "iii", "iv", "vi", "xiv", "xvi"]);
    private static readonly string[] RankFirst = ["König ", "Königin ", "Papst ", "Pope ", "King ", "Queen ", "Scheich ", "Ajatollah ", "Ayatollah "];

    public static void Add(NameTrie trie, RegistryActor actor, int owner)
    {
        var language = actor.Language switch { "de" => (byte)1, "en" => (byte)2, _ => (byte)0 };
        foreach (var adjective in actor.Adjectives?.GetValueOrDefault("de") ?? []) trie.Add(adjective, owner, NameForm.AdjectiveStem, 1);
        foreach (var adjective in actor.Adjectives?.GetValueOrDefault("en") ?? []) trie.Add(adjective, owner, NameForm.Adjective, 0);
        foreach (var demonym in actor.Demonyms) trie.Add(demonym, owner, NameForm.Demonym, language);
        foreach (var metonym in actor.Metonyms) trie.Add(metonym, owner, NameForm.Metonym, language);
        foreach (var description in actor.Descriptions) trie.Add(description, owner, NameForm.Description, language);
        foreach (var quoted in actor.QuotedNames) trie.Add(quoted, owner, NameForm.Quoted, language);

        var names = new List<string> { actor.Name };
        if (actor.Names is { } translated) names.AddRange(translated.Values);
        names.AddRange(actor.Aliases);
        foreach (var name in names)
        {
            if (actor.QuotedNames.Contains(name)) continue;
            var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            var person = actor.Kind == ActorKind.Person;
            // A person's one-word alias is a way to write the surname, and no surer than it.
            trie.Add(name, owner, person && words.Length == 1 ? NameForm.Surname : NameForm.Name, language);
            if (person && words.Length > 1 && Surname(words, actor.Country) is { } surname)
            {
                trie.Add(surname, owner, NameForm.Surname, language);
                // "Assad" for "al-Assad": news drops the article.
                if (surname.Length > 5 && (surname.StartsWith("al-", StringComparison.OrdinalIgnoreCase) || surname.StartsWith("el-", StringComparison.OrdinalIgnoreCase)))
                    trie.Add(surname[3..], owner, NameForm.Surname, language);
            }
        }
    }

    /// <summary>The family name with its particles: "von der Leyen", "Le Pen", "Xi"; null for monarchs and popes.</summary>
    internal static string? Surname(string[] words, string? country)
    {
        if (RankFirst.Any(rank => words[0] == rank.TrimEnd())) return null;
        if (country is not null && FamilyNameFirst.Contains(country) && words[^1].Contains('-') | words.Length == 3 | (words.Length == 2 && words[0].Length <= 5))
            return words[0];
        var last = words.Length - 1;
        while (last > 0 && NotSurnames.Contains(words[last].ToLowerInvariant())) last--;
        if (last == 0) return null;
        var first = last;
        while (first - 1 > 0 && Particles.Contains(words[first - 1].ToLowerInvariant())) first--;
        return string.Join(' ', words[first..(last + 1)]);
    }
}
