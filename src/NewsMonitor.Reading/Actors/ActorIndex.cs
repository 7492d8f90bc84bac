namespace NewsMonitor.Reading.Actors;

/// <summary>
/// The names of a registry, ready to be found in texts. Immutable after building and safe to share between threads. Some 200,000 names
/// take under 150 MB, names and offices included.
/// </summary>
public sealed class ActorIndex
{
    private static readonly Lazy<ActorIndex> BuiltInIndex = new(() => Build(ActorRegistry.BuiltIn));

    private readonly Dictionary<string, int> _byKey;
    private readonly Dictionary<(string Role, string Of), List<OfficeTerm>> _holders = [];
    private readonly List<OfficeTerm>?[] _terms;

    private ActorIndex(IReadOnlyCollection<RegistryActor> actors)
    {
        _byKey = new(actors.Count, StringComparer.Ordinal);
        Actors = new IndexedActor[actors.Count];
        _terms = new List<OfficeTerm>?[actors.Count];
        Trie = new NameTrie(actors.Sum(actor => 3 + actor.Aliases.Count));
        var number = 0;
        foreach (var actor in actors)
        {
            if (!_byKey.TryAdd(actor.Key, number))
                throw new ArgumentException($"Two actors share the key '{actor.Key}'. Keys must be unique; rename or merge one of them.", nameof(actors));
            Actors[number] = new IndexedActor(actor.Key, actor.Name, actor.Kind, actor.Type, actor.Gender, actor.Country);
            NameForms.Add(Trie, actor, number);
            foreach (var office in actor.Offices) AddOffice(number, office);
            number++;
        }
        for (var t = 0; t < Titles.Names.Length; t++)
            Trie.Add(Titles.Names[t].Noun, Titles.Names[t].Title, NameForm.Title, (byte)(Titles.Names[t].German ? 1 : 2));
        Trie.Trim();
    }

    /// <summary>The index of the built-in registry, built on first use.</summary>
    public static ActorIndex BuiltIn => BuiltInIndex.Value;

    /// <summary>How many names, titles included, the index holds.</summary>
    public int NameCount => Trie.EntryCount;

    internal IndexedActor[] Actors { get; }
    internal NameTrie Trie { get; }
    internal static ActorTitles Titles => ActorTitles.BuiltIn;

    /// <summary>Builds an index from any registry: the built-in one, the archive's rows, an import, or all of them joined.</summary>
    /// <exception cref="ArgumentException">Two actors have the same key.</exception>
    public static ActorIndex Build(IEnumerable<RegistryActor> actors)
    {
        ArgumentNullException.ThrowIfNull(actors);
        return new ActorIndex(actors as IReadOnlyCollection<RegistryActor> ?? [.. actors]);
    }

    internal static ActorTitle GetTitle(int title) => Titles.Titles[title];

    /// <summary>The actor of a key, or -1.</summary>
    internal int Find(string? key) => key is not null && _byKey.TryGetValue(key, out var number) ? number : -1;

    /// <summary>
    /// The one person who holds (or, for <paramref name="coming"/>, next takes) an office; -1 if the registry knows none or several.
    /// An office of an organisation is found by its country too: "the Russian spokesman" is the Kremlin's if that is the only one known.
    /// </summary>
    internal int Holder(ActorTitle title, string of, DateOnly date, bool coming = false)
    {
        foreach (var role in title.Roles)
        {
            if (!_holders.TryGetValue((role, of), out var terms)) continue;
            var found = -1;
            foreach (var term in terms)
            {
                var holds = coming ? term.From >= date && term.From <= date.AddDays(120) : term.From <= date && date <= term.To;
                if (!holds) continue;
                // On the day of a handover both hold it; the later term is the office's, except for "designate".
                if (found >= 0 && found != term.Actor && !Follows(terms, found, term, date)) return -1;
                found = term.Actor;
            }
            if (found >= 0) return found;
        }
        return -1;
    }

    /// <summary>Whether a person holds, held or will hold the role near the date; any date if none is given.</summary>
    internal bool HasRole(int actor, ActorTitle title, string? of, DateOnly? date, int slackDays)
    {
        if (_terms[actor] is not { } terms) return false;
        foreach (var term in terms)
        {
            if (term.Role != title.Role && Array.IndexOf(title.AlsoRoles, term.Role) < 0) continue;
            if (of is not null && term.Of != of && CountryOf(term.Of) != of) continue;
            if (date is not { } day || (term.From.AddDays(-slackDays) <= day && (term.To == DateOnly.MaxValue || day <= term.To.AddDays(slackDays)))) return true;
        }
        return false;
    }

    /// <summary>Whether the person was in any office within some years of the date: decides between bearers of one surname.</summary>
    internal bool InOfficeNear(int actor, DateOnly date, int years) => _terms[actor] is { } terms
        && terms.Exists(term => term.From.AddYears(-years) <= date && (term.To >= DateOnly.MaxValue.AddYears(-years) || date <= term.To.AddYears(years)));

    internal bool HasOffices(int actor) => _terms[actor] is not null;

    private string? CountryOf(string key) => Find(key) is var number and >= 0 ? Actors[number].Country ?? Actors[number].Key : null;

    private static bool Follows(List<OfficeTerm> terms, int found, OfficeTerm later, DateOnly date) =>
        later.From == date || terms.Exists(term => term.Actor == found && term.To == later.From);

    private void AddOffice(int actor, RegistryOffice office)
    {
        var term = new OfficeTerm(string.Intern(office.Role), string.Intern(office.Of), office.From, office.To ?? DateOnly.MaxValue, actor);
        (_terms[actor] ??= []).Add(term);
        Add(term.Of);
        // States are listed before organisations, so the country is known; an organisation's office serves its country by the same role.
        if (CountryOf(term.Of) is { } country && country != term.Of) Add(country);

        void Add(string of)
        {
            if (!_holders.TryGetValue((term.Role, of), out var terms)) _holders[(term.Role, of)] = terms = [];
            terms.Add(term);
        }
    }

    private readonly record struct OfficeTerm(string Role, string Of, DateOnly From, DateOnly To, int Actor);
}

/// <summary>What the index keeps of an actor.</summary>
internal sealed record IndexedActor(string Key, string Name, ActorKind Kind, string? Type, string? Gender, string? Country);
