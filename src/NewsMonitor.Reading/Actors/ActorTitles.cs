using System.Collections.Frozen;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>A noun of office: the roles it may mean and, where the noun alone says so, whose office it is.</summary>
public sealed record ActorTitle(string Role, string[] AlsoRoles, string[] Of)
{
    /// <summary>The role itself and those it may stand for, likeliest first.</summary>
    public IEnumerable<string> Roles => AlsoRoles.Prepend(Role);
}

/// <summary>The nouns of office and the words around them (<c>registry/titles.json</c>).</summary>
internal sealed class ActorTitles
{
    public static readonly ActorTitles BuiltIn = new(Lexicon.Read<TitleFile>("Actors.registry.titles.json"));

    private ActorTitles(TitleFile file)
    {
        var titles = new List<ActorTitle>();
        var names = new List<(string, int, bool)>();
        foreach (var role in file.Roles)
        {
            var title = titles.Count;
            titles.Add(new ActorTitle(role.Role, role.AlsoRoles ?? [], role.Of ?? []));
            names.AddRange((role.De ?? []).Select(noun => (noun, title, true)));
            names.AddRange((role.En ?? []).Select(noun => (noun, title, false)));
        }
        Titles = [.. titles];
        Names = [.. names];
        Endings = [.. file.TitleEndings["de"].OrderByDescending(ending => ending.Length)];
        Vocatives = new(file.Vocatives);
        Former = new(file.Former);
        Coming = new(file.Coming);
        Organs = new(file.Organs.Values.SelectMany(words => words).Select(word => word.ToLowerInvariant()));
        CapitalOrgans = new(file.CapitalOrgans);
        Utterances = new(file.Utterances);
        Locatives = new(file.Locatives);
        CommonSurnames = file.CommonSurnames.ToFrozenSet(StringComparer.Ordinal);
    }

    public ActorTitle[] Titles { get; }
    public (string Noun, int Title, bool German)[] Names { get; }
    /// <summary>Endings that make a German noun a title for persons the registry does not know ("Polizeisprecher").</summary>
    public string[] Endings { get; }
    public WordSet Vocatives { get; }
    public WordSet Former { get; }
    public WordSet Coming { get; }
    /// <summary>Nouns that act for a state: "russische Regierung", "US officials".</summary>
    public WordSet Organs { get; }
    /// <summary>Nouns that turn "in Moskau" back into the government.</summary>
    public WordSet CapitalOrgans { get; }
    /// <summary>Nouns that come from a government rather than a place: "threats from Pyongyang", "Kritik aus Moskau".</summary>
    public WordSet Utterances { get; }
    public WordSet Locatives { get; }
    /// <summary>Surnames that are common words or belong to many: they need the full name or the title.</summary>
    public FrozenSet<string> CommonSurnames { get; }

    private sealed record RoleLine(string Role, string[]? AlsoRoles, string[]? De, string[]? En, string[]? Of);

    private sealed record TitleFile(string Source, RoleLine[] Roles, Dictionary<string, string[]> TitleEndings, string[] Vocatives, string[] Former,
        string[] Coming, Dictionary<string, string[]> Organs, string[] CapitalOrgans, string[] Utterances, string[] Locatives, string[] CommonSurnames);
}
